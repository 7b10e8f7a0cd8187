"""采集源: one place to collect from: how to find links, how to read, when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from model.cron import Cron
from model.outlet import STRICT


class Kind(StrEnum):
    """A way of finding links; each has one file in crawler/discover/."""

    LIST = "list"  # an HTML list, with any of the usual ways of paging
    JPAGE = "jpage"  # 大汉 jcms/jpage: rows in an inline datastore or from dataproxy.jsp
    FEED = "feed"  # RSS, Atom, JSON Feed
    SITEMAP = "sitemap"  # urlset, index, news sitemap, gzip
    EPAPER = "epaper"  # a newspaper's e-edition: the issue of a day, page after page
    SEARCH = "search"  # a site's own search, by word
    WECHAT = "wechat"  # 公众号: bridges, albums, exports of the back office
    WEIBO = "weibo"  # 微博: getIndex of an account, bridges, weibo.cn
    TOUTIAO = "toutiao"  # 今日头条: feeds and lists of an account
    THEPAPER = "thepaper"  # 澎湃: rows of its interfaces and pages
    DOUYIN = "douyin"  # 抖音: exported lists of an account
    LINKS = "links"  # a file of links from the office: csv, xlsx, txt


class Site(StrEnum):
    """Whose search it is; each has one file in crawler/discover/search/."""

    PEOPLE = "people"  # 人民网
    XINHUA = "xinhua"  # 新华网
    JSEARCH = "jsearch"  # 大汉: provinces and cities
    HUNAN = "hunan"  # the data interface of the Hunan government sites
    BAIDU = "baidu"  # 百度资讯
    SOGOU = "sogou"  # 搜狗微信
    TOUTIAO = "toutiao"  # 头条搜索


@dataclass(frozen=True, slots=True, kw_only=True)
class Discover:
    """Where a source's links are listed."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    kind: Kind
    url: str
    links: str = ""  # CSS of the article links; empty: the rows are recognised
    dates: str = ""  # CSS of the row's date; empty: recognised near the link
    pages: str = ""  # address of further pages, relative to url, with {n}; empty: read from the page (createPageHTML, 下一页)
    second: int = 1  # the value of {n} on the second page: index_1.html has 1, ?page=2 has 2
    deepest: int = 50  # pages walked at most
    back: int = 7  # days of an e-edition that are looked at again, where url has {Y}, {m} and {d}
    site: Site | None = None  # of a search
    words: tuple[str, ...] = ()  # searched for, one query each
    form: str = ""  # what the site wants besides the word: a=1&b=2
    unfiltered: bool = False  # of a search: fetch also what shows no name or topic of ours
    base: str = ""  # what relative links are relative to, where that is not the address of the answer

    def __post_init__(self) -> None:
        if self.site and self.kind is not Kind.SEARCH:
            raise ValueError("只有 kind: search 才写 site")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """CSS selectors for what the standard readers miss on one outlet; valid up to and with `until`."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    until: date | None = None
    title: str = ""
    body: str = ""
    published: str = ""
    origin: str = ""
    reporters: str = ""
    editors: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """The usual rhythm: less than this is an alarm."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    at_least: int
    per: str = "week"  # day, week or month

    def __post_init__(self) -> None:
        if self.per not in ("day", "week", "month"):
            raise ValueError(f"per: {self.per} 不是 day、week 或 month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place to collect from."""

    id: str  # the name of its YAML file
    outlet: str  # Outlet.id
    discover: tuple[Discover, ...]
    page: tuple[PageRules, ...] = ()
    expect: Expect | None = None
    schedule: str = ""  # cron, of the wall clock in `timezone`; empty: the usual times of its carrier
    timezone: str = "Asia/Shanghai"
    delay: float | None = None  # seconds between requests to one host; None: the installation's
    enabled: bool = True
    unverified: bool = False  # never seen live: stays off until `jianbao sources check` has passed

    def __post_init__(self) -> None:
        check_times(self.schedule, self.timezone)


def check_times(schedule: str, timezone: str) -> None:
    """Errors: ValueError, one Chinese sentence that names the schedule or the time zone."""
    if schedule:
        Cron.parse(schedule)
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"没有时区“{timezone}”，请写 Asia/Shanghai、Asia/Urumqi 这样的名称") from None
