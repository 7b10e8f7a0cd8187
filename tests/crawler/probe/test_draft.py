"""An address becomes a draft: the columns of a site, its feeds, its newspaper; or a sentence that says why not."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from crawler.discover.dates import CHINA
from crawler.probe import Draft, draft
from model.outcome import UserError
from model.outlet import Level, Medium, Outlet, Standing
from model.settings import CrawlSettings
from model.source import Expect
from tests.crawler.server import Site, serving

TODAY = datetime.now(CHINA).date()
TEXT = "全市养老服务工作会议在市行政中心召开，会议总结了今年的工作，部署了明年的任务，各县市区民政局和有关单位的负责人参加了会议并作了发言。" * 3


def page(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}_某某新闻网</title>{head}</head><body>{body}</body></html>"


def story(n: int) -> str:
    day = TODAY - timedelta(days=n)
    return page(
        f"民政工作动态第{n}号", f"<h1>民政工作动态第{n}号</h1><div class='info'>{day} 09:30　来源：某某新闻网</div><div class='content'><p>{TEXT}</p></div>"
    )


def column(first: int, more: str = "") -> str:
    rows = "".join(f"<li><a href='/a/2026{n:04}.html'>民政工作动态第{n}号</a><span>{TODAY - timedelta(days=n)}</span></li>" for n in range(first, first + 8))
    menu = "".join(f"<a href='{path}'>{name}</a>" for path, name in MENU.items())
    return page("民生", f"<div class='nav'>{menu}</div><ul class='list'>{rows}</ul>{more}")


MENU = {"/": "首页", "/ms/": "民生新闻", "/sz/": "时政要闻", "/gone/1/": "已撤栏目", "/gone/2/": "撤销栏目", "/gone/3/": "没有栏目", "/about/": "关于我们"}


def site(**more: Any) -> dict[tuple[str, str], Any]:
    pages: dict[str, Any] = {f"/a/2026{n:04}.html": story(n) for n in range(30)}
    pages |= {"/ms/": column(0, "<a href='/ms/2.html'>下一页</a>"), "/ms/2.html": column(8), "/sz/": column(16), "/about/": page("关于我们", "<p>联系方式</p>")}
    return {("news.localhost", path): body for path, body in {**pages, **more}.items()}


def probe(server: Site, path: str = "/", outlets: dict[str, Outlet] | None = None) -> Draft:
    settings = CrawlSettings(delay=0, allow_hosts=(f"*.localhost:{server.port}",))
    return draft(f"http://news.localhost:{server.port}{path}", settings, outlets or {})


def found(drafted: Draft) -> list[tuple[str, str]]:
    return [(rules.kind.value, rules.url.partition(".localhost")[2].partition("/")[2]) for rules in drafted.source.discover]


def test_a_site_becomes_its_columns() -> None:
    home = page("首页", "".join(f"<a href='{path}'>{name}</a>" for path, name in MENU.items()))
    with serving(site(**{"/": home})) as server:
        drafted = probe(server)
        asked = server.paths("news.localhost")
    assert drafted.works
    assert found(drafted) == [("list", "ms/"), ("list", "sz/")]
    assert (drafted.source.id, drafted.outlet.name, drafted.outlet.hosts) == ("news", "某某新闻网", ("news.localhost",))
    assert drafted.source.expect == Expect(at_least=2, per="week")
    assert [article.problem for article in drafted.articles] == [""] * len(drafted.articles)
    assert "/gone/3/" not in asked  # two of that shape led nowhere
    assert "/about/" not in asked


def test_the_address_of_a_column_is_that_column() -> None:
    with serving(site()) as server:
        drafted = probe(server, "/ms/")
    assert found(drafted) == [("list", "ms/")]
    assert any("第一页 8 条，8 条有日期" in remark for remark in drafted.remarks)


def test_a_known_outlet_gets_another_source() -> None:
    known = Outlet(id="xinwen", name="某某新闻网", standings=(Standing(level=Level.CITY, medium=Medium.WEBSITE),), hosts=("news.localhost",))
    with serving(site()) as server:
        drafted = probe(server, "/ms/", {"xinwen": known})
    assert (drafted.known, drafted.source.outlet) == (True, "xinwen")


def feed(days: int) -> str:
    rows = "".join(
        f"<item><title>民政工作动态第{n}号</title><link>/a/2026{n:04}.html</link><pubDate>{TODAY - timedelta(days=days + n)}</pubDate></item>" for n in range(5)
    )
    return f"<rss><channel>{rows}</channel></rss>"


@pytest.mark.parametrize(("days", "kinds"), [(0, [("list", "ms/"), ("feed", "rss.xml")]), (400, [("list", "ms/")])])
def test_a_feed_is_taken_unless_it_is_dead(days: int, kinds: list[tuple[str, str]]) -> None:
    head = "<link rel='alternate' type='application/rss+xml' href='/rss.xml'>"
    with serving(site(**{"/ms/": column(0).replace("</head>", f"{head}</head>"), "/rss.xml": feed(days)})) as server:
        drafted = probe(server, "/ms/")
    assert found(drafted) == kinds
    assert any("停更" in remark for remark in drafted.remarks) == (days > 30)


def test_a_sitemap_serves_where_there_is_no_list() -> None:
    urls = "".join(f"<url><loc>http://news.localhost:PORT/a/2026{n:04}.html</loc><lastmod>{TODAY - timedelta(days=n)}</lastmod></url>" for n in range(6))
    pages = site(
        **{
            "/": page("首页", "<p>欢迎</p>"),
            "/robots.txt": "User-agent: *\nSitemap: http://news.localhost:PORT/map.xml",
            "/map.xml": f"<urlset>{urls}</urlset>",
        }
    )
    with serving(pages) as server:
        for key, body in pages.items():
            pages[key] = body.replace("PORT", str(server.port))
        drafted = probe(server)
    assert found(drafted) == [("sitemap", "map.xml")]
    assert drafted.works


def test_a_newspaper_leaves_its_day_open() -> None:
    base = f"/html/{TODAY:%Y-%m/%d}/"
    menu = "".join(f"<a id=pageLink href=node_{n}.htm>第0{n}版：要闻</a>" for n in (1, 2))
    rows = "".join(f"<li><a href=content_{n}.htm>民政工作动态第{n}号</a></li>" for n in range(5))
    cover = f'<html><meta http-equiv="refresh" content="0; url={base[1:]}node_1.htm"></html>'
    issue = {f"{base}node_1.htm": f"<html>{menu}<map name=pagepicmap></map>{rows}</html>", **{f"{base}content_{n}.htm": story(n) for n in range(5)}}
    with serving(site(**{"/": cover, **issue})) as server:
        drafted = probe(server)
    assert found(drafted) == [("epaper", "html/{Y}-{m}/{d}/node_1.htm")]
    assert drafted.outlet.standings[0].medium is Medium.NEWSPAPER


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<html><body><div id='app'></div><script>loadPageData(params)</script></body></html>", "由脚本生成"),
        ("<html><body>环境异常，请完成验证</body></html>", "验证"),
        ("<html><body><p>欢迎光临</p></body></html>", "没有认出文章列表"),
    ],
)
def test_what_cannot_be_collected_says_why(body: str, sentence: str) -> None:
    with serving({("news.localhost", "/x/"): body}) as server, pytest.raises(UserError, match=sentence):
        probe(server, "/x/")


def test_the_level_is_guessed_from_the_code_of_the_site() -> None:
    code = "<meta name='SiteName' content='某某县人民政府'><meta name='SiteIDCode' content='4305230001'>"
    with serving(site(**{"/ms/": column(0).replace("</head>", f"{code}</head>")})) as server:
        drafted = probe(server, "/ms/")
    assert (drafted.outlet.name, drafted.outlet.standings[0].level) == ("某某县人民政府", Level.COUNTY)
