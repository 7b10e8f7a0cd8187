"""HTML lists in the shapes that sites give them: which rows, which dates, and where the list goes on."""

import pytest

from crawler.discover.found import Next, Result
from model.source import Kind
from tests.crawler.discover.pages import read, told

TITLES = ["全市养老服务工作会议在市行政中心召开", "社区助餐点让老人吃上热乎饭", "婚姻登记处周末不打烊", "困难群众冬令物资发放完毕", "儿童福利院迎来新伙伴"]
NAV = "<div class='nav'><ul><li><a href='/'>网站首页</a></li><li><a href='/zwgk/'>政务公开</a></li><li><a href='/hd/'>互动交流</a></li></ul></div>"
FOOT = "<div class='foot'><p><a href='/about.html'>关于我们网站声明</a> 备案 2020-01-01</p></div>"


def page(rows: str, more: str = "") -> str:
    return f"<html><body>{NAV}<div class='main'>{rows}</div>{more}{FOOT}</body></html>"


ROWS = {
    "date after the link": "<ul>{}</ul>|<li><a href='/a/{n}.html'>{title}</a><span>2026-11-{day}</span></li>",
    "date before the link": "<ul>{}</ul>|<li><span>[2026/11/{day}]</span> <a href='/a/{n}.html'>{title}</a></li>",
    "table": "<table>{}</table>|<tr><td>{n}</td><td><a href='/a/{n}.html'>{title}</a></td><td>2026年11月{day}日</td></tr>",
    "block with summary": "<div>{}</div>|<div class='item'><h3><a href='/a/{n}.html'>{title}</a></h3><p>去年10月启动以来……</p><span>2026.11.{day}</span></div>",
    "link around the row": "<div>{}</div>|<a href='/a/{n}.html'><h4>{title}</h4><p>简介一段</p><em>2026-11-{day}</em></a>",
    "other classes in turn": "<ul>{}</ul>|<li class='c{n}'><a href='/a/{n}.html'>{title}</a><i>11-{day}</i></li>",
    "picture beside it": "<ul>{}</ul>|<li><a href='/a/{n}.html'><img src='x.jpg'></a><h3><a href='/a/{n}.html'>{title}</a></h3>2026-11-{day}</li>",
    "definition list": "<dl>{}</dl>|<dt><a href='/a/{n}.html'>{title}</a></dt><dd>2026-11-{day}</dd>",
    "day printed large": "<ul>{}</ul>|<li><div><strong>{day}</strong><span>2026-11</span></div><a href='/a/{n}.html'>{title}</a></li>",
    "cut title": "<ul>{}</ul>|<li><a href='/a/{n}.html' title='{title}'>全市养老...</a><span>2026-11-{day}</span></li>",
    "bare text": "<p>{}</p>|· <a href='/a/{n}.html'>{title}</a> (2026-11-{day})<br>",
}


@pytest.mark.parametrize("shape", ROWS)
def test_rows_are_recognised(shape: str) -> None:
    around, row = ROWS[shape].split("|")
    rows = "".join(row.format(n=n, title=title, day=20 - n) for n, title in enumerate(TITLES))
    found = read(Kind.LIST, page(around.format(rows)))
    assert told(found) == [(f"http://news.example/a/{n}.html", title, f"2026-11-{20 - n} 00:00") for n, title in enumerate(TITLES)]
    assert found.outcome is Result.ROWS


def test_a_list_in_several_blocks_is_one() -> None:
    block = "<ul class='list'>" + "<li><a href='/a/{}.html'>民政工作动态第{}号</a><span>2026-11-01</span></li>" * 5 + "</ul>"
    blocks = "".join(block.format(*(n for pair in ((b * 5 + i, b * 5 + i) for i in range(5)) for n in pair)) for b in range(4))
    assert len(read(Kind.LIST, page(blocks)).rows) == 20


def test_a_list_without_dates_is_recognised_by_its_titles() -> None:
    rows = "".join(f"<li><a href='/content/2026/{n:06}.html'>{title}</a></li>" for n, title in enumerate(TITLES))
    found = read(Kind.LIST, page(f"<ul>{rows}</ul>"))
    assert [link.title for link in found.rows] == TITLES
    assert {link.published for link in found.rows} == {None}


@pytest.mark.parametrize("day", ["<span>2026-11-20</span>", ""])
def test_the_last_page_may_hold_a_single_row(day: str) -> None:
    found = read(Kind.LIST, page(f"<ul><li><a href='/a/112061120.html'>{TITLES[0]}</a>{day}</li></ul>", "<a href='/list/'>上一页</a>"), number=3)
    assert [(link.url, bool(link.published)) for link in found.rows] == [("http://news.example/a/112061120.html", bool(day))]


def test_a_young_column_may_hold_a_single_row() -> None:
    found = read(Kind.LIST, page(f"<ul><li><a href='/a/20261120.html'>{TITLES[0]}</a> 2026-11-20</li></ul>"))
    assert told(found) == [("http://news.example/a/20261120.html", TITLES[0], "2026-11-20 00:00")]


def test_selectors_are_taken_at_their_word() -> None:
    rows = "".join(f"<div class='n'><a class='t' href='/a/{n}.html'>短</a><u class='d'>昨天 08:30</u> 2001-01-01</div>" for n in range(2))
    found = read(Kind.LIST, page(rows), links="a.t", dates=".d")
    assert told(found) == [(f"http://news.example/a/{n}.html", "短", "2026-11-21 08:30") for n in range(2)]


def test_a_selector_may_name_the_row() -> None:
    rows = "".join(f"<li class='n'>2026-11-0{n + 1} <a href='/a/{n}.html'>{title}</a></li>" for n, title in enumerate(TITLES))
    assert [link.title for link in read(Kind.LIST, page(f"<ul>{rows}</ul>"), links="li.n").rows] == TITLES


def test_links_that_lead_nowhere_are_no_rows() -> None:
    hrefs = ["#", "javascript:void(0)", "mailto:a@b.example", "", "/list/index.html", "http://[bad/", "/a/1.html"]
    rows = "".join(f"<li><a href='{href}'>民政工作动态第一号</a><span>2026-11-01</span></li>" for href in hrefs)
    assert [link.url for link in read(Kind.LIST, page(f"<ul>{rows}</ul>"), links=".main li a").rows] == ["http://news.example/a/1.html"]


def test_the_base_of_a_page_counts() -> None:
    text = "<html><head><base href='http://other.example/x/'></head><body><ul>" + "".join(
        f"<li><a href='a{n}.html'>{title}</a> 2026-11-01</li>" for n, title in enumerate(TITLES)
    )
    assert read(Kind.LIST, text).rows[0].url == "http://other.example/x/a0.html"


def test_rows_in_a_comment_are_found() -> None:
    rows = "".join(f"<li><a href='/a/{n}.html'>{title}</a><b>2026-11-{20 - n}</b></li>" for n, title in enumerate(TITLES))
    found = read(Kind.LIST, page(f"<!--{rows}<script>createPageHTML('page_div',10,1,'zwgk','shtml',200);</script>-->"))
    assert [link.title for link in found.rows] == TITLES
    assert found.next == Next("http://news.example/list/zwgk_2.shtml")


@pytest.mark.parametrize(
    ("more", "following"),
    [
        ("<script>createPageHTML(3, 0, 'index', 'html')</script>", "http://news.example/list/index_1.html"),
        ('<script>createPageHTML(3, 1, "index", "html");</script>', "http://news.example/list/index_2.html"),
        ("<script>createPageHTML(3, 2, 'index', 'html')</script>", None),
        ("<script>createPageHTML(1, 0, 'index', 'html')</script>", None),
        (
            "<script>var currentPage = 1; var countPage = 9; createPageHTML(countPage, currentPage, 'index', 'shtml')</script>",
            "http://news.example/list/index_2.shtml",
        ),
        ("<script>function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}</script>", None),
        ("<script>createPageHTML('page_div',10, 1,'zwgklist','shtml',200);</script>", "http://news.example/list/zwgklist_2.shtml"),
        ("<script>createPageHTML('page_div',10, 10,'zwgklist','shtml',200);</script>", None),
        ("<a href='index2.html'>下一页</a>", "http://news.example/list/index2.html"),
        ("<a href='index2.html'>下一頁</a>", "http://news.example/list/index2.html"),
        ("<a href='?page=2'>下一页&gt;</a>", "http://news.example/list/index.html?page=2"),
        ("<a href='p2.html'>尾页</a><a href='p3.html'> 下页 </a>", "http://news.example/list/p3.html"),
        ("<a href='p2.html' rel='next'>2</a>", "http://news.example/list/p2.html"),
        ("<p><a href='/list/'>首页</a><b>1</b><a href='index_1.html'>2</a><a href='index_2.html'>3</a>共3页</p>", "http://news.example/list/index_1.html"),
        ("<div class='page'><a href='p1.html'>1</a><span class='on'>2</span><a href='p3.html'>3</a></div>", "http://news.example/list/p3.html"),
        ("<div class='page'><a href='p1.html'>1</a><a href='p2.html'>2</a><span>3</span></div>", None),
        ("<div class='page'><a href='index.html'>1</a><a href='?page=2'>2</a></div>", "http://news.example/list/index.html?page=2"),
        ("<table><tr><td>19</td><td><a href='2026-11-20.html'>20</a></td><td><a href='2026-11-21.html'>21</a></td></tr></table>", None),
        ("<a href='javascript:go(2)'>下一页</a>", None),
        ("<a href='#'>下一页</a>", None),
        ("", None),
    ],
)
def test_where_a_list_goes_on(more: str, following: str | None) -> None:
    rows = "".join(f"<li><a href='/a/{n}.html'>{title}</a><b>2026-11-{20 - n}</b></li>" for n, title in enumerate(TITLES))
    found = read(Kind.LIST, page(f"<ul>{rows}</ul>", more))
    assert (found.next.url if found.next else None) == following
    assert len(found.rows) == len(TITLES)


def test_a_template_names_the_further_pages() -> None:
    rows = "<ul>" + "".join(f"<li><a href='/a/{n}.html'>{title}</a> 2026-11-01</li>" for n, title in enumerate(TITLES)) + "</ul>"
    assert read(Kind.LIST, rows, number=1, pages="index_{n}.html", second=1).next == Next("http://news.example/list/index_1.html")
    assert read(Kind.LIST, rows, number=3, pages="?page={n}", second=2).next == Next("http://news.example/list/index.html?page=4")


@pytest.mark.parametrize(
    ("text", "status", "outcome"),
    [
        ("<html><body>暂无内容</body></html>", 200, Result.EMPTY),
        ("", 200, Result.EMPTY),
        ("<html><body><div id='app'></div></body></html>", 200, Result.SCRIPT),
        ("<html><body><ul>{{#each rows}}<li><a href='{{url}}'>{{title}}</a></li>{{/each}}</ul></body></html>", 200, Result.SCRIPT),
        ("<html><body><script>loadPageData(params, tpl)</script></body></html>", 200, Result.SCRIPT),
        ("<html><body><p>环境异常，请完成安全验证</p></body></html>", 200, Result.BLOCKED),
        ("<html><script>$_ts=window['$_ts'];</script></html>", 412, Result.BLOCKED),
        ("<html><body>Forbidden</body></html>", 403, Result.BLOCKED),
        ("<html><body><form><input type='password' name='p'></form></body></html>", 200, Result.BLOCKED),
        (page("") + "<script>createPageHTML(3, 0, 'index', 'html')</script>", 200, Result.SCRIPT),
        (page("") + "<script>createPageHTML(1, 0, 'index', 'html')</script>", 200, Result.EMPTY),
    ],
)
def test_an_empty_list_says_why(text: str, status: int, outcome: Result) -> None:
    found = read(Kind.LIST, text, status=status)
    assert (found.rows, found.outcome) == ((), outcome)


def test_gb18030_is_read() -> None:
    rows = "".join(f"<li><a href='/a/{n}.html'>{title}镕</a><b>2026-11-01</b></li>" for n, title in enumerate(TITLES))
    found = read(Kind.LIST, f"<html><head><meta charset='gb2312'></head><body><ul>{rows}</ul></body></html>".encode("gb18030"))
    assert [link.title for link in found.rows] == [title + "镕" for title in TITLES]


@pytest.mark.parametrize("text", ["<div>" * 60_000, "<a href='/1.html'>民政工作动态</a>" * 20_000, "<" * 100_000, "\0" * 1000, "<!--" * 5000 + "<a" * 5000])
def test_hostile_markup_is_survived(text: str) -> None:
    assert read(Kind.LIST, text).outcome in Result


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<record>",
        "<datastore>",
        "<!DOCTYPE a[",
        "<input ",
        "<a href='/a",
        "&a",
        "createPageHTML(",
        "<div><a href='/a/1234'>民政工作动态",
        '{"a":',
        "<nextgroup>",
    ],
)
def test_time_grows_with_the_page_and_not_faster(kind: Kind, piece: str) -> None:
    """Marks that are opened again and again and never closed; a reader that looks for each end anew would need hours."""
    for around in ("", "<rss><channel><item><title>", "<urlset><url><loc>http://news.example/", "<html><body>"):
        read(kind, around + piece * (400_000 // len(piece)))


def test_a_summary_speaks_of_other_days() -> None:
    rows = "".join(
        f"<div><h3><a href='/a/{n}9876.html'>{title}</a></h3><p>2025年3月1日起施行的办法，今年有了新变化。</p><span>2026-11-{n + 10}</span></div>"
        for n, title in enumerate(TITLES)
    )
    assert [str(row.published)[:10] for row in read(Kind.LIST, page(rows)).rows] == [f"2026-11-{n + 10}" for n in range(len(TITLES))]


def test_a_date_in_a_link_is_no_part_of_its_title() -> None:
    rows = "".join(f"<li><a href='/a/{n}9876.html'>{title}<small>[2026-11-{n + 10}]</small></a></li>" for n, title in enumerate(TITLES))
    assert [(row.title, str(row.published)[:10]) for row in read(Kind.LIST, page(rows)).rows] == [
        (title, f"2026-11-{n + 10}") for n, title in enumerate(TITLES)
    ]


def test_the_day_in_the_addresses_counts_where_no_row_shows_one() -> None:
    rows = "".join(f"<li><a href='./202611/t202611{n + 10}_98{n}.html'>{title}</a></li>" for n, title in enumerate(TITLES))
    assert [str(row.published)[:10] for row in read(Kind.LIST, page(rows)).rows] == [f"2026-11-{n + 10}" for n in range(len(TITLES))]


ANSWERS = [
    '{"articles": [{"id": 1, "title": "民政动态一", "url": "/a/1.html", "display_publish_time": "2026-11-20", "created_at": "2026-11-21"}], "total": 45}',
    '{"code": 200, "data": {"total": 45, "results": [{"pcUrl": "/a/1.html", "title": "民政动态一", "pubDate": "2026-11-20 00:00:00"}]}}',
    '{"data": {"total": 45, "html": "<li><a href=\'/a/1.html\' title=\'民政动态一\'>民政动…</a><b>2026-11-20</b></li>"}}',
    '[{"DOCTITLE": "民政动态一", "DOCPUBURL": "http://news.example/a/1.html", "DOCRELTIME": "2026-11-20 00:00:00"}]',
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_answer_of_a_data_interface_is_a_list(answer: str) -> None:
    found = read(Kind.LIST, answer, url="http://news.example/api/all/12?page=2&size=1")
    assert told(found) == [("http://news.example/a/1.html", "民政动态一", "2026-11-20 00:00")]
    assert found.next == Next("http://news.example/api/all/12?size=1&page=3")
    assert read(Kind.LIST, answer, url="http://news.example/api/all/12").next is None
    last = read(Kind.LIST, answer, url="http://news.example/api/all/12?page=45").next
    assert (last is None) == ("total" in answer)


def test_a_data_interface_says_why_it_lists_nothing() -> None:
    assert read(Kind.LIST, '{"code": 200, "data": {"total": 0, "results": []}}').outcome is Result.EMPTY
    assert read(Kind.LIST, '{"code": 403, "msg": "请先登录"}').outcome is Result.BLOCKED


def test_rows_in_a_script_of_the_page() -> None:
    text = page("<div id='list'></div>", '<script>var itemObj=[{"aT":"民政动态一","aPd":"2026-11-20","aU":"/a/1.html"}];</script>')
    assert told(read(Kind.LIST, text)) == [("http://news.example/a/1.html", "民政动态一", "2026-11-20 00:00")]


def test_a_column_of_jpage_without_records_is_empty() -> None:
    store = "<datastore><nextgroup></nextgroup><totalrecord>{}</totalrecord><totalpage>0</totalpage><recordset></recordset></datastore>"
    assert read(Kind.JPAGE, store.format(0)).outcome is Result.EMPTY
    assert read(Kind.JPAGE, store.format(76)).outcome is Result.SCRIPT
