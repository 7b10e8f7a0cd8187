"""A source drafted from one address: what lies there, which columns it has, how they go on, and whether it reads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from crawler.discover import find, rows
from crawler.discover.dates import CHINA
from crawler.discover.found import Found, Link, Result
from crawler.discover.list import base_of
from crawler.download import Failed
from crawler.guard import Refused
from crawler.pages.decode import decode
from crawler.probe import columns, guess
from crawler.probe.kinds import cms_of, kind_of
from crawler.probe.session import Asker, asking
from crawler.probe.trial import ARTICLES, Read, article, newest, spread
from model.address import canonical
from model.capture import Capture
from model.outcome import UserError
from model.outlet import Outlet, Standing
from model.settings import CrawlSettings
from model.source import Discover, Kind, Source

COLUMNS = 6  # of a draft
LOOKS = 15  # pages that are looked at on the search for columns
MISSES = 2  # of one shape of address, after which no more of that shape are tried
USUAL = ("/rss.xml", "/feed", "/sitemap.xml")  # where feeds and sitemaps lie that nothing names
DEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    outlet: Outlet
    known: bool  # the outlet is in the register already
    source: Source
    articles: tuple[Read, ...]  # read on trial
    remarks: tuple[str, ...]  # in Chinese, in the order in which a person wants them

    @property
    def works(self) -> bool:
        return sum(one.complete for one in self.articles) * 5 >= len(self.articles) * 4 > 0


def draft(url: str, settings: CrawlSettings, outlets: Mapping[str, Outlet]) -> Draft:
    """A draft for the site or column at `url`. Errors: UserError where nothing can be collected, with the reason."""
    return asking(settings, lambda asker: Probe(url, asker, outlets).run())


@dataclass(slots=True)
class Probe:
    """One probe: what it found so far."""

    url: str
    asker: Asker
    outlets: Mapping[str, Outlet]
    lists: dict[str, tuple[Discover, Found]] = field(default_factory=dict)  # by canonical address
    remarks: list[str] = field(default_factory=list)

    async def run(self) -> Draft:
        first = await self.first()
        kind = kind_of(first)
        self.remarks.append(f"{first.url}：{cms_of(first)}")
        if kind is Kind.EPAPER:
            await self.newspaper(first)
        elif kind in (Kind.LIST, Kind.JPAGE):
            await self.site(first, kind)
        else:
            self.add(first, Discover(kind=kind, url=self.url))
        if not self.lists:
            raise UserError(f"{first.url}：{self.why(first, kind)}")
        return await self.drafted(first)

    async def first(self) -> Capture:
        try:
            page = await self.asker.page(self.url)
        except (Failed, Refused) as problem:
            raise UserError(f"{self.url} 取不到：{problem}") from problem
        if page.status != 200:
            raise UserError(f"{self.url} 应答 {page.status}，请核对地址")
        return page

    def why(self, page: Capture, kind: Kind) -> str:
        """Why nothing was found at an address, and what to do."""
        match find(page, Discover(kind=kind, url=page.url)).outcome:
            case Result.SCRIPT:
                return "列表由脚本生成，请在浏览器里找到它的数据接口，再用接口的地址试"
            case Result.BLOCKED:
                return "被验证或登录页面挡住，不能采集；可改用订阅桥或人工导入"
            case _:
                return "没有认出文章列表，请改用栏目页的地址再试"

    def add(self, page: Capture, rules: Discover) -> Found:
        """Takes a list in, if it is one."""
        found = find(page, rules)
        if found.rows:
            self.lists.setdefault(canonical(rules.url), (rules, found))
        return found

    async def newspaper(self, page: Capture) -> None:
        """The address of an issue with the day left open; a cover is followed to its issue first."""
        for _ in range(3):
            found = find(page, Discover(kind=Kind.EPAPER, url=page.url))
            if found.rows or not found.next:
                break
            page = await self.asker.page(found.next.url)
        day = found.rows[0].published if found.rows else None
        if day and (pattern := undated(page.url, day)):
            self.lists[canonical(page.url)] = (Discover(kind=Kind.EPAPER, url=pattern), found)
        elif found.rows:
            self.lists[canonical(page.url)] = (Discover(kind=Kind.EPAPER, url=self.url), found)
            self.remarks.append("版面地址里没有日期，只能采集这个地址当天显示的一期")

    async def site(self, page: Capture, kind: Kind) -> None:
        """The column at the address; of a whole site the columns that it links to; and its feeds."""
        own = find(page, Discover(kind=kind, url=page.url))
        whole = urlsplit(self.url).path in ("", "/") or re.fullmatch(r"/(?:index|default|home)\.\w+", urlsplit(self.url).path, re.IGNORECASE)
        if good(own) and (not whole or urlsplit(page.url).path not in ("", "/")):
            self.lists[canonical(page.url)] = (Discover(kind=kind, url=page.url if whole else self.url), own)
        if whole:
            await self.explore(page, own)
            if not self.lists and own.rows:
                self.lists[canonical(page.url)] = (Discover(kind=kind, url=page.url), own)
                self.remarks.append("没有找到单独的栏目页，先采集首页上的列表，容易漏，最好改用栏目页的地址")
        await self.feeds(page)

    async def explore(self, page: Capture, own: Found) -> None:
        """Looks at the columns that a page links to, politely few, and none of a shape that led nowhere twice."""
        doc = rows.parse(decode(page).text)
        if doc is None:
            return
        missed: dict[str, int] = {}
        looks = 0
        for url in columns.candidates(doc, base_of(doc, page.url), list(own.rows)):
            shape = columns.shape(url)
            if missed.get(shape, 0) >= MISSES or canonical(url) in self.lists:
                continue
            if looks == LOOKS or len(self.lists) == COLUMNS:
                break
            looks += 1
            column = await self.asker.page_or_none(url)
            kind = kind_of(column) if column else Kind.LIST
            found = find(column, Discover(kind=kind, url=url)) if column and kind in (Kind.LIST, Kind.JPAGE) else Found()
            if good(found) and not self.repeats(found):
                self.lists[canonical(url)] = (Discover(kind=kind, url=url), found)
            else:
                missed[shape] = missed.get(shape, 0) + 1

    def repeats(self, found: Found) -> bool:
        """Whether a column only shows what another one shows too."""
        rows_ = {canonical(row.url) for row in found.rows}
        return any(len(rows_ & {canonical(row.url) for row in other.rows}) * 10 > len(rows_) * 8 for _, other in self.lists.values())

    async def feeds(self, page: Capture) -> None:
        """Feeds that the page names; without any list also those that lie where they usually do, and sitemaps."""
        doc = rows.parse(decode(page).text)
        named = columns.feeds(doc, page.url) if doc is not None else []
        for url in named[:2]:
            await self.feed(url)
        if not self.lists:
            for url in [*self.asker.sitemaps(), *(urljoin(page.url, path) for path in USUAL)][:4]:
                await self.feed(url)
        elif self.asker.sitemaps():
            self.remarks.append(f"网站另有站点地图 {self.asker.sitemaps()[0]}，栏目不全时可以加上：{{kind: sitemap, url: …}}")

    async def feed(self, url: str) -> None:
        page = await self.asker.page_or_none(url)
        if page is None or kind_of(page) not in (Kind.FEED, Kind.SITEMAP):
            return
        found = find(page, Discover(kind=kind_of(page), url=url))
        moments = [moment for row in found.rows if (moment := row.published or row.changed)]
        if not found.rows:
            return
        if moments and max(moments) < page.fetched - DEAD:
            self.remarks.append(f"订阅 {url} 最新一条是 {max(moments).astimezone(CHINA):%Y-%m-%d}，早已停更，不采用")
            return
        if found.nested and (inner := await self.asker.page_or_none(newest(found.rows).url)):
            inner_found = find(inner, Discover(kind=Kind.SITEMAP, url=url))
            found = replace(found, rows=inner_found.rows if not inner_found.nested else ())
        self.lists[canonical(url)] = (Discover(kind=kind_of(page), url=url), found)

    async def drafted(self, first: Capture) -> Draft:
        """The draft, tried on a few articles."""
        wanted = [row for _, found in self.lists.values() for row in spread(found.rows, -(-ARTICLES // len(self.lists)))][: ARTICLES + 1]
        articles = [await article(self.asker, row) for row in wanted]
        pages = [first, *(one.capture for one in articles if one.capture and one.capture.status == 200)]
        host = urlsplit(first.url).hostname or ""
        known = next((outlet for outlet in self.outlets.values() if host in outlet.hosts), None)
        outlet = known or self.guessed(host, pages)
        links: list[Link] = max((list(found.rows) for _, found in self.lists.values()), key=len)
        discover = tuple(rules for rules, _ in self.lists.values())
        source = Source(id=identity(host), outlet=outlet.id, discover=discover, expect=guess.expect_of(links))
        self.tell(articles)
        return Draft(outlet=outlet, known=known is not None, source=source, articles=tuple(articles), remarks=tuple(self.remarks))

    def guessed(self, host: str, pages: list[Capture]) -> Outlet:
        name = guess.name_of(pages)
        if not name:
            self.remarks.append("页面上没有写媒体名称，先用主机名，请改正 name")
        level, by = guess.level_of(name, host, pages[0])
        self.remarks.append(f"级别按{by}推定为“{level.label}”，请核对" if by else "级别没有把握，先写“其他”，请改正 standings")
        medium = guess.medium_of(name, [rules.kind for rules, _ in self.lists.values()])
        return Outlet(id=identity(host), name=name or host, standings=(Standing(level=level, medium=medium),), hosts=(host,))

    def tell(self, articles: list[Read]) -> None:
        """What the person who asked wants to know of the lists and of the articles read."""
        for rules, found in self.lists.values():
            days = sum(bool(row.published or row.changed) for row in found.rows)
            more = "" if rules.kind is not Kind.LIST or found.next else "，没有认出下一页"
            self.remarks.append(f"{rules.kind} {rules.url}：第一页 {len(found.rows)} 条，{days} 条有日期{more}")
        self.remarks.append(f"试读 {len(articles)} 篇，{sum(one.complete for one in articles)} 篇的标题、正文、时间都读出来了")
        self.remarks += [f"  {one.row.url}：{one.problem}" for one in articles if one.problem]


def good(found: Found) -> bool:
    """Whether a page is a list of articles: enough rows with a day, or enough that look like articles."""
    return sum(bool(row.published) for row in found.rows) >= rows.LEAST or sum(rows.is_article(row) for row in found.rows) >= 2 * rows.LEAST


def identity(host: str) -> str:
    """A name for the file: the host without what all hosts have."""
    labels = [label for label in host.split(".") if label not in ("www", "m", "com", "cn", "net", "org", "gov", "localhost")]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(reversed(labels)).lower()).strip("-") or "source"


def undated(url: str, day: datetime) -> str:
    """The address of an issue with its day left open; "" where it names none."""
    for written in ("%Y-%m/%d", "%Y-%m-%d", "%Y/%m/%d", "%Y%m/%d", "%Y%m%d"):
        said = day.astimezone(CHINA).strftime(written)
        if said in url:
            return url.replace(said, written.replace("%Y", "{Y}").replace("%m", "{m}").replace("%d", "{d}"))
    return ""
