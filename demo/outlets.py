"""The outlets of the demo world: who they are, where they publish and what they are like."""

from dataclasses import dataclass
from enum import StrEnum

from model.outlet import Level, Medium


class Paging(StrEnum):
    """How the pages of a list hang together."""

    STATIC = "static"  # index_1.html
    QUERY = "query"  # ?page=2
    SCRIPT = "script"  # createPageHTML(pages, 0, "index", "html")
    JPAGE = "jpage"  # 大汉 dataproxy.jsp
    NEXT = "next"  # a link 下一页


class Feed(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    path: str  # of its list, with slashes
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletSite:
    """One outlet and its site."""

    id: str
    name: str
    level: Level
    medium: Medium
    title: str  # of the site, as its pages say it
    address: str  # of an article: {y} {m} {d} {day} (without zeros) {id}
    columns: tuple[Column, ...]
    paging: Paging = Paging.STATIC
    second: int = 1  # what the second page of a list is called in its address
    feed: Feed | None = None
    head: str = ""  # how its texts open
    seconds: bool = False  # its pages show the time to the second
    encoding: str = "utf-8"
    charset: str = "utf-8"  # as declared in the page
    announces: bool = True  # declared in the HTTP header too
    traditional: bool = False
    county: str = ""  # Unit.id of the county that it serves
    aliases: tuple[str, ...] = ()
    closed: str = ""  # a path that its robots.txt closes; what lies there looks like articles
    tracked: bool = False  # some rows of its lists carry tracking parameters
    phones: bool = False  # some rows name the host for phones
    first: tuple[int, int, int] = (0, 0, 0)  # weight for printing first: news of the bureau, of its county, of anything else
    reprint: int = 0  # weight for reprinting
    expect: tuple[int, str] = (1, "week")
    links: str = ""  # CSS for the register; "": the crawler finds the rows itself
    page: tuple[tuple[str, str], ...] = ()  # CSS by field for the register; (): the crawler's readers do without

    @property
    def host(self) -> str:
        """Sites whose lists also link to the host for phones are themselves at www: that is what m. stands for."""
        return f"www.{self.id}.localhost" if self.phones else f"{self.id}.localhost"

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host that serves it, the one of its canonical addresses first."""
        return (self.host, f"m.{self.id}.localhost", f"{self.id}.localhost") if self.phones else (self.host,)


def _columns(*pairs: str) -> tuple[Column, ...]:
    return tuple(Column(path=path, name=name) for path, name in (pair.split(" ") for pair in pairs))


OUTLETS = (
    OutletSite(
        id="jiuyu", name="九域网", level=Level.CENTRAL, medium=Medium.WEBSITE, title="九域网", aliases=("九域社", "九域新闻网"),
        address="/n1/{y}/{m}{d}/c30412-{id}.html", columns=_columns("/GB/30412/ 地方"), paging=Paging.NEXT, feed=Feed.SITEMAP,
        head="九域社{place}{date}电（{by}）", seconds=True, first=(3, 1, 12), reprint=14,
        page=(("body", "#detail p"), ("published", ".header-time"), ("origin", ".source")),
    ),
    OutletSite(
        id="xinminsheng", name="新民生报", level=Level.CENTRAL, medium=Medium.NEWSPAPER, title="新民生报数字版", aliases=("新民生报社",),
        address="/html/{y}-{m}/{d}/content_{id}.htm", columns=_columns("/minzheng/ 民政"), paging=Paging.NEXT,
        head="本报{place}{date}电（{by}）", first=(3, 1, 8), reprint=6,
    ),
    OutletSite(
        id="xbribao", name="湘北日报", level=Level.PROVINCE, medium=Medium.NEWSPAPER, title="湘北日报网", aliases=("湘北日报社",),
        address="/xbrb/{y}{m}/t{y}{m}{d}_{id}.html", columns=_columns("/sz/ 市州"), paging=Paging.STATIC, second=1,
        head="湘北日报{date}讯（{by}）", encoding="gb18030", charset="gb18030", first=(6, 3, 10), reprint=9,
    ),
    OutletSite(
        id="xbzaixian", name="湘北在线", level=Level.PROVINCE, medium=Medium.WEBSITE, title="湘北在线", aliases=("湘北在线网",),
        address="/content/{y}/{m}/{d}/{id}.html", columns=_columns("/channel/7701/ 民生"), paging=Paging.QUERY, second=2, feed=Feed.RSS,
        head="湘北在线{place}{date}讯（{by}）", first=(5, 3, 10), reprint=13, tracked=True, phones=True,
    ),
    OutletSite(
        id="ribao", name="云溪日报", level=Level.CITY, medium=Medium.NEWSPAPER, title="云溪日报", aliases=("云溪日报社", "云溪日报数字报"),
        address="/news/{y}{m}/t{y}{m}{d}_{id}.html", columns=_columns("/news/ 要闻", "/minsheng/ 民生"), paging=Paging.STATIC, second=1,
        head="本报讯（{by}）", first=(20, 8, 16), reprint=10, tracked=True, closed="/internal/", expect=(3, "week"),
        links="ul.list a", page=(("body", ".article p"), ("published", ".time")),
    ),
    OutletSite(
        id="yunxiwang", name="云溪新闻网", level=Level.CITY, medium=Medium.WEBSITE, title="云溪新闻网", aliases=("云溪新闻",),
        address="/a/{y}{m}{d}/{id}.html", columns=_columns("/bendi/ 本地", "/shehui/ 社会", "/english/ English"), paging=Paging.QUERY, second=2,
        feed=Feed.ATOM, head="云溪新闻网讯（{by}）", seconds=True, first=(15, 7, 16), reprint=16, tracked=True, phones=True,
    ),
    OutletSite(
        id="linjiang", name="临江新闻网", level=Level.COUNTY, medium=Medium.WEBSITE, title="临江新闻网", aliases=("临江县融媒体中心",),
        address="/xw/{y}{m}/t{y}{m}{d}_{id}.shtml", columns=_columns("/xw/ 县内要闻"), paging=Paging.SCRIPT, head="本网讯（{by}）", county="linjiang",
        first=(1, 60, 6), reprint=4,
    ),
    OutletSite(
        id="qingshi", name="青石区人民政府网", level=Level.COUNTY, medium=Medium.WEBSITE, title="青石区人民政府", aliases=("青石区政府门户网站",),
        address="/zwdt/{y}{m}/t{y}{m}{d}_{id}.html", columns=_columns("/zwdt/ 政务动态"), paging=Paging.SCRIPT, seconds=True, county="qingshi",
        first=(1, 55, 4), reprint=3,
    ),
    OutletSite(
        id="yuntai", name="云台发布", level=Level.COUNTY, medium=Medium.WEBSITE, title="云台县新闻门户", aliases=("云台县新闻门户网",),
        address="/show-{id}-{y}{m}{d}.html", columns=_columns("/list-12/ 今日云台"), paging=Paging.NEXT, head="本报讯（{by}）", encoding="gb18030",
        charset="gb2312", county="yuntai", first=(1, 60, 6), reprint=4,
        page=(("title", "h3.yt-title"), ("body", "#MyContent")),
    ),
    OutletSite(
        id="bailu", name="白鹭洲时讯", level=Level.COUNTY, medium=Medium.APP, title="白鹭洲时讯", aliases=("白鹭区融媒体中心",),
        address="/h5/{y}/{m}/detail_{id}.html", columns=_columns("/h5/news/ 时讯"), paging=Paging.QUERY, second=2, county="bailu",
        head="时讯记者报道（{by}）", first=(1, 60, 5), reprint=4,
    ),
    OutletSite(
        id="fulibao", name="社会福利导报", level=Level.TRADE, medium=Medium.NEWSPAPER, title="社会福利导报网", aliases=("社会福利导报社",),
        address="/html/{y}/{m}/{d}/{id}.html", columns=_columns("/dongtai/ 地方动态"), paging=Paging.STATIC, second=2, head="本报讯（{by}）",
        first=(5, 2, 14), reprint=8,
        page=(("title", ".fl-title"), ("body", "#content_text"), ("published", ".fl-info")),
    ),
    OutletSite(
        id="yinling", name="银龄观察网", level=Level.TRADE, medium=Medium.WEBSITE, title="银龄观察", aliases=("银龄观察",),
        address="/article/{y}/{id}.html", columns=_columns("/article/ 行业资讯"), paging=Paging.QUERY, second=2, head="", first=(3, 1, 12), reprint=7,
    ),
    OutletSite(
        id="mzj", name="云溪市民政局门户网站", level=Level.SELF, medium=Medium.WEBSITE, title="云溪市民政局", aliases=("云溪市民政局网站", "云溪民政网"),
        address="/art/{y}/{month}/{day}/art_33718_{id}.html", columns=_columns("/col/col33718/ 工作动态"), paging=Paging.JPAGE, first=(26, 10, 0),
        reprint=5, expect=(2, "week"),
    ),
    OutletSite(
        id="canghai", name="沧海时报", level=Level.OTHER, medium=Medium.NEWSPAPER, title="沧海时报", aliases=("滄海時報",),
        address="/mainland/{y}/{m}/{d}/{id}.htm", columns=_columns("/mainland/ 内地"), paging=Paging.NEXT, head="【本报{place}讯】（{by}）", traditional=True,
        first=(3, 1, 8), reprint=9,
        links=".ch-list .row a", page=(("body", "#story p"), ("published", ".ch-info time")),
    ),
)  # fmt: skip
INDEX = {outlet.id: number for number, outlet in enumerate(OUTLETS)}
