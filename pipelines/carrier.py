"""Whose page it is: a list may lead to another outlet's site, or to an account on a platform, and coverage counts where it stands."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from archive.folding import plain
from model.outlet import Medium, Outlet

PLATFORMS = {"mp.weixin.qq.com", "m.weibo.cn", "weibo.com", "www.weibo.com", "www.toutiao.com", "m.toutiao.com", "baijiahao.baidu.com", "rmh.pdnews.cn"}
ACCOUNTS = {Medium.WECHAT, Medium.WEIBO, Medium.TOUTIAO}


class Carriers:
    """The registered outlets by host, and those that are accounts by name."""

    def __init__(self, outlets: Mapping[str, Outlet]):
        self._hosts = {host.lower(): outlet for outlet in outlets.values() for host in outlet.hosts}
        accounts = [outlet for outlet in outlets.values() if any(standing.medium in ACCOUNTS for standing in outlet.standings)]
        self._accounts = {plain(name): outlet for outlet in accounts for name in (*outlet.aliases, outlet.name)}

    def of(self, own: Outlet, url: str, account: str) -> Outlet:
        """The outlet of a page that a source of `own` led to; `own` where no other one is registered for it."""
        host = (urlsplit(url).hostname or "").lower()
        if host in PLATFORMS:
            return self._accounts.get(plain(account), own) if account else own
        return own if host in own.hosts else self._hosts.get(host, own)
