"""A page by its address: robots.txt asked, the host's turn waited for, redirects followed one checked hop at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from itertools import count
from urllib.parse import urljoin, urlsplit

from crawler.download import Answer, Asked, Failed
from crawler.guard import Guard, Refused, host_of
from crawler.hosts import REFUSING, Host
from crawler.robots import AGENT, Rules
from model.settings import CrawlSettings

HOPS = 5
SLOWEST = 300.0  # seconds between requests; who asks for more is not collected by a run that must end
REDIRECTS = {301, 302, 303, 307, 308}
PATIENT = 3  # attempts where the server said when to come back
TOGETHER = 32  # requests to all servers at once
# Platforms that bear less than other servers: seconds between requests, at least.
SPARING = {"mp.weixin.qq.com": 10.0, "m.weibo.cn": 10.0, "weibo.cn": 10.0, "weixin.sogou.com": 10.0, "www.baidu.com": 10.0, "so.toutiao.com": 10.0}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a source's server besides the address."""

    delay: float  # seconds between requests to one host
    tries: int = 1
    form: str = ""  # body of a POST; empty: GET
    headers: Mapping[str, str] | None = None


class Fetcher:
    """Fetches for all sources of a run, so that each host is asked by one of them at a time."""

    def __init__(self, download: Callable[[Asked], Awaitable[Answer]], guard: Guard, settings: CrawlSettings, pauses: Mapping[str, str] | None = None) -> None:
        self.download = download  # one request, no politeness
        self.guard = guard
        self.settings = settings
        self.pauses = pauses or {}  # why a server is not asked at all now, by host
        self.everyone = asyncio.Semaphore(TOGETHER)
        self.hosts: dict[str, Host] = {}
        self.robots: dict[str, asyncio.Future[Rules]] = {}
        contact = f" (+{settings.contact})" if settings.contact else ""
        self.headers = {
            "User-Agent": f"{AGENT}/0.1{contact}",
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip",
        }

    async def get(self, url: str, wish: Wish) -> Answer:
        """The answer after redirects, of any status but these. Raises Refused, or Failed after `wish.tries` attempts."""
        for _ in range(HOPS + 1):
            answer = await self.hop(url, wish)
            target = answer.field("location") if answer.status in REDIRECTS else ""
            if not target:
                return answer
            url = joined(url, target)
        raise Refused(f"重定向超过 {HOPS} 次")

    async def hop(self, url: str, wish: Wish) -> Answer:
        """One address, tried again when the server had a bad moment."""
        self.guard.check(url)
        host = self.host(url, wish.delay)
        if self.settings.robots:
            rules = await self.rules(url, host)
            if rules.closed:
                raise Failed(rules.closed)
            if not rules.allows(url):
                raise Refused("robots.txt 不允许采集")
        try:
            request = Asked(url, self.asking(wish), wish.form)
        except ValueError as error:
            raise Refused("地址写法有误") from error
        for attempt in count(1):
            try:
                answer = await self.ask(request, host)
            except Failed:
                if attempt >= wish.tries or host.stopped:
                    raise
                continue
            refused = answer.status in REFUSING or answer.status >= 500
            # A server that names the time to come back is asked again, whoever wants the page.
            again = attempt < (PATIENT if answer.field("retry-after") else wish.tries)
            if not (refused and again) or host.stopped:
                return answer
        raise AssertionError("count() has no end")

    async def ask(self, request: Asked, host: Host) -> Answer:
        async with host.turn() as strikes:
            try:
                answer = await self.download(request)
            except Failed as failure:
                host.strike(str(failure), strikes)
                raise
            host.answered(answer, strikes)
            return answer

    def host(self, url: str, delay: float) -> Host:
        name = host_of(url)
        delay = max(delay, SPARING.get(name, 0.0))
        host = self.hosts.get(name)
        if host is None:
            host = self.hosts[name] = Host(name, delay, self.everyone)
            host.stopped = self.pauses.get(name, "")
        host.slow_to(delay)
        return host

    async def rules(self, url: str, host: Host) -> Rules:
        """Of the site of `url`; asked once a run, by whoever comes first."""
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        waiting = self.robots.get(site)
        if waiting is None:
            waiting = self.robots[site] = asyncio.ensure_future(self.ask_rules(f"{site}/robots.txt", host))
        return await asyncio.shield(waiting)

    async def ask_rules(self, url: str, host: Host) -> Rules:
        for _ in range(HOPS):
            try:
                answer = await self.ask(Asked(url, self.headers), host)
                if answer.status not in REDIRECTS or not answer.field("location"):
                    break
                url = joined(url, answer.field("location"))
                self.guard.check(url)
            except Refused:
                return Rules(None)
            except Failed as failure:
                return Rules(None, f"robots.txt 取不到，本次不采（{failure}）")
        rules = Rules.of(answer.status, answer.body)
        if rules.delay > SLOWEST:
            return Rules(None, f"robots.txt 要求每次间隔 {rules.delay:.0f} 秒，本次不采")
        host.slow_to(rules.delay)
        return rules

    async def close(self) -> None:
        """Asks for no more rules: whoever waited for them is gone."""
        for asking in self.robots.values():
            asking.cancel()
        await asyncio.gather(*self.robots.values(), return_exceptions=True)

    def asking(self, wish: Wish) -> dict[str, str]:
        form = {"Content-Type": "application/x-www-form-urlencoded"} if wish.form else {}
        return {**self.headers, **form, **(wish.headers or {})}


def joined(url: str, location: str) -> str:
    """Where a redirect leads; servers write the header in UTF-8 or GB where they should have escaped it. Raises Refused for nonsense."""
    raw = location.strip().encode("latin-1")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    try:
        return urljoin(url, text)
    except ValueError as error:
        raise Refused("地址写法有误") from error
