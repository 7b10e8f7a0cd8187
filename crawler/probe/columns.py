"""The columns of a site: which links of a page are worth a look, and which of them is a list of articles."""

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element as Element

from crawler.discover import row_dates, rows
from crawler.discover.found import Link
from model.address import canonical

SHORTEST, LONGEST = 2, 12  # characters of a column's name
INDEX = re.compile(
    r"/(?:(?:index|list|default|node|channel|col)[\w-]*\.s?html?)?$|/(?:col|channel|list|node|c|GB)[/_-]?\d+(?:/\w*)?(?:\.s?html?)?$", re.IGNORECASE
)
OTHER = re.compile(
    r"登录|注册|首页|返回|联系|关于|地图|帮助|版权|无障碍|搜索|简介|领导|机构|服务|下载|投稿|广告|招聘|手机版|客户端|微信|微博|繁體|收藏|更多|邮箱|举报"
)
NEWS = re.compile(r"要闻|新闻|动态|资讯|时政|民生|社会|本地|县区|区县|市州|市县|地方|快讯|滚动|工作|报道|民政|信访|公告|通知|时讯|头条|焦点|公示")


def candidates(doc: Element, base: str, listed: list[Link]) -> list[str]:
    """Addresses on the page that may be columns, the most promising first: near the list, called like news, of a shape of their own."""
    known = {canonical(base), *(canonical(row.url) for row in listed)}
    host = urlsplit(base).hostname
    anchors: dict[str, Element] = {}
    for anchor in doc.iter("a"):
        url = rows.target(anchor, base)
        name = row_dates.plain(anchor) or (anchor.get("title") or "").strip()
        named = SHORTEST <= len(name) <= LONGEST and not OTHER.search(name) and not rows.PAGER.fullmatch(name)
        if named and urlsplit(url).hostname == host and INDEX.search(urlsplit(url).path) and canonical(url) not in known:
            anchors.setdefault(url, anchor)
    near = beside(doc, base, listed)
    shapes = Counter(shape(url) for url in anchors)

    def promise(url: str) -> tuple[int, int, int]:
        name = row_dates.plain(anchors[url])
        # What stands around the list comes first; a menu of a hundred links of one shape comes last.
        return (near.get(anchors[url], len(near) + 1), shapes[shape(url)] // 10, 0 if NEWS.search(name) else 1)

    return sorted(anchors, key=promise)


def shape(url: str) -> str:
    """An address without its numbers and names: sites call columns of one kind alike."""
    return re.sub(r"\d+", "0", urlsplit(url).path)


def beside(doc: Element, base: str, listed: list[Link]) -> dict[Element, int]:
    """How many elements up from the list each link is met, for links near it."""
    wanted = {row.url for row in listed}
    first = next((anchor for anchor in doc.iter("a") if rows.target(anchor, base) in wanted), None)
    if first is None:
        return {}
    found: dict[Element, int] = {}
    for up, element in enumerate(first.iterancestors()):
        if element.tag == "body":
            break
        for anchor in element.iter("a"):
            found.setdefault(anchor, up)
    return found


def feeds(doc: Element, base: str) -> list[str]:
    """The feeds that a page names in its head."""
    found = []
    for element in doc.iter("link"):
        kind = (element.get("type") or "").lower()
        if (
            "alternate" in (element.get("rel") or "").lower()
            and kind in ("application/rss+xml", "application/atom+xml", "application/feed+json")
            and element.get("href")
        ):
            found.append(urljoin(base, str(element.get("href")).strip()))
    return list(dict.fromkeys(found))
