"""The same kinds of lists as other sites and other years write them."""

import json

import pytest

from crawler.discover.found import Result
from model.source import Kind, Site
from tests.crawler.discover.pages import read, told

TITLES = ["市民政局召开养老服务工作推进会", "全市社会救助工作会议在我市召开", "我市启动敬老月系列活动"]
DAYS = [f"2026-11-1{n} 00:00" for n in range(3)]
ROWS = [(f"http://news.example/c/n{n}/p{n}.html", title, DAYS[n]) for n, title in enumerate(TITLES)]


def listed(row: str, after: str = "") -> str:
    """A list whose rows are `row` with {n} and {t} filled in."""
    return f"<ul>{''.join(row.replace('{n}', str(n)).replace('{t}', title) for n, title in enumerate(TITLES))}</ul>{after}"


@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="/c/n{n}/p{n}.html"><div class=d><b>1{n}</b><span>2026-11</span></div><h4>{t}</h4><p>近日，2026年11月2日，会议召开……</p></a></li>',
        '<li><a href="/c/n{n}/p{n}.html"><div class=d><b>1{n}</b><span>2026/11</span></div><div><p class="title">{t}</p><p>摘要一句。</p></div></a></li>',
        "<li><div class=d><b>11-1{n}</b><span>2026</span></div><a href=/c/n{n}/p{n}.html>{t}</a></li>",
        "<li><div class=d><span>2026年11月</span><b>1{n}</b></div><a href=/c/n{n}/p{n}.html>{t}</a></li>",
        '<li onclick="window.open(\'/c/n{n}/p{n}.html\')"><a href="javascript:;">{t}</a><span>2026-11-1{n}</span></li>',
        '<li><a href="javascript:void(0)" onclick="location.href=\'/c/n{n}/p{n}.html\'">{t}</a><span>[2026-11-1{n}]</span></li>',
    ],
    ids=["large day over month", "title by class", "month and day over year", "month over day", "row opened by script", "link opened by script"],
)
def test_rows_in_boxes_and_by_script(row: str) -> None:
    assert told(read(Kind.LIST, listed(row))) == ROWS


def test_a_day_of_another_year_in_two_boxes() -> None:
    found = read(Kind.LIST, listed("<li><div class=d><b>11/1{n}</b><span>2023</span></div><a href=/c/n{n}/p{n}.html>{t}</a></li>"))
    assert [date for _, _, date in told(found)] == [day.replace("2026", "2023") for day in DAYS]


@pytest.mark.parametrize("arrow", ['<a href="?page=2">&gt;</a>', '<a class="next" href="?page=2"><i></i></a>', '<a aria-label="下一页" href="?page=2">›</a>'])
def test_an_arrow_leads_on(arrow: str) -> None:
    row = '<li><a href="/c/n{n}/p{n}.html">{t}</a><span>2026-11-1{n}</span></li>'
    found = read(Kind.LIST, listed(row, f'<div class="pages"><a href="?page=1">1</a><a href="?page=2">2</a>{arrow}</div>'))
    assert found.next
    assert found.next.url == "http://news.example/list/index.html?page=2"


PAGES = "".join(f'<a href="l0{n}.html">第0{n}版：{name}</a>' for n, name in ((1, "头版"), (2, "要闻")))


@pytest.mark.parametrize(
    ("url", "page", "story", "following"),
    [
        (
            "http://szb.example/xrb/pc/layout/202611/10/l01.html",
            PAGES,
            "/xrb/pc/con/202611/10/c10{n}.html",
            "http://szb.example/xrb/pc/layout/202611/10/l02.html",
        ),
        (
            "http://szb.example/shtml/xrb/20261110/v01.shtml",
            PAGES.replace("l0", "v0").replace(".html", ".shtml"),
            "/shtml/xrb/20261110/30987{n}.shtml",
            "http://szb.example/shtml/xrb/20261110/v02.shtml",
        ),
        (
            "http://szb.example/index.aspx?page=1&date=2026-11-10",
            '<a href="?page=1&date=2026-11-10">第1版：头版</a><a href="?page=2&date=2026-11-10">第2版：要闻</a>',
            "Article/index.aspx?aid=10{n}",
            "http://szb.example/index.aspx?page=2&date=2026-11-10",
        ),
    ],
    ids=["l01 and c100", "v01 and numbers", "one program for all"],
)
def test_an_e_edition_of_an_unknown_maker(url: str, page: str, story: str, following: str) -> None:
    stories = listed(f'<li><a href="{story}">{{t}}</a></li>') + '<a href="/about/1.html">关于我们</a>'
    found = read(Kind.EPAPER, page + stories, url)
    assert [(row.title, row.page_no.lstrip("0"), row.page_name, str(row.published)[:10]) for row in found.rows] == [
        (title, "1", "头版", "2026-11-10") for title in TITLES
    ]
    assert found.next
    assert found.next.url == following


def test_stories_that_are_areas_of_a_drawn_page() -> None:
    areas = "".join(f'<polygon class="area" title="{title}" data-pageid="1" data-contentid="55{n}"></polygon>' for n, title in enumerate(TITLES))
    found = read(Kind.EPAPER, f"<svg>{areas}</svg>", "http://paper.example/20261110/")
    assert told(found) == [(f"http://paper.example/20261110/con-55{n}.html", title, "2026-11-10 00:00") for n, title in enumerate(TITLES)]


def test_people_search_with_addresses_that_leave_the_scheme_away() -> None:
    answer = {"code": "0", "data": {"records": [{"title": "<em>养老</em>", "url": "//x.example/1.html", "displayTime": "2026-11-10 09:30"}], "total": 1}}
    found = read(Kind.SEARCH, json.dumps(answer), "http://search.example/front/search", site=Site.PEOPLE)  # type: ignore[arg-type]
    assert told(found) == [("http://x.example/1.html", "养老", "2026-11-10 09:30")]


def test_baidu_tells_time_and_source_beside_a_summary_with_dates_of_its_own() -> None:
    row = (
        '<div class="result-op"><h3 class="news-title_1YtI1"><a href="https://x.example/1.html">养老服务</a></h3>'
        '<span aria-label="发布于：2小时前">2小时前</span><span aria-label="新闻来源：红网">红网</span><span>昨天召开的会议</span></div>'
    )
    (link,) = read(Kind.SEARCH, row, "https://www.baidu.com/s?tn=news", site=Site.BAIDU).rows  # type: ignore[arg-type]
    assert (link.origin, str(link.published)) == ("红网", "2026-11-22 10:00:00+08:00")


POST = {"id": "1", "bid": "N1", "mid": "1", "created_at": "Tue Nov 10 09:30:00 +0800 2026", "text": "一句。", "attitudes_count": "100万+", "reposts_count": 3}
ITEM = {"group_id": "7571234567890123456", "title": "一", "source": "甲", "comment_count": "10万+", "read_count": "1.2万"}
MESSAGE = {"title": "一", "link": "https://mp.weixin.qq.com/s/a", "readNum": 123, "oldLikeNum": 5}


@pytest.mark.parametrize(
    ("kind", "row", "counts", "at_least"),
    [
        (Kind.WEIBO, POST, {"likes": 1_000_001, "shares": 3}, ("likes",)),
        (Kind.TOUTIAO, ITEM, {"comments": 100_001, "reads": 12_000}, ("comments",)),
        (Kind.WECHAT, MESSAGE, {"reads": 123, "likes": 5}, ()),
        (Kind.THEPAPER, {"contId": "1", "name": "一", "praiseTimes": "1w+"}, {"likes": 10_001}, ("likes",)),
    ],
)
def test_counts_that_are_only_a_lower_bound_say_so(kind: Kind, row: dict[str, object], counts: dict[str, int], at_least: tuple[str, ...]) -> None:
    (link,) = read(kind, json.dumps([row]), content_type="application/json").rows
    assert (dict(link.counts), link.at_least) == (counts, at_least)


def test_an_album_that_comes_as_a_piece_of_a_page() -> None:
    row = '<ul><li data-link="http://mp.weixin.qq.com/s?__biz=M&amp;mid=1&amp;idx=1&amp;sn=z#rd" data-title="养老"><span>1794297010</span></li></ul>'
    assert told(read(Kind.WECHAT, row)) == [("http://mp.weixin.qq.com/s?__biz=M&mid=1&idx=1&sn=z#rd", "养老", "2026-11-10 15:50")]


def test_a_list_of_links_as_people_type_it() -> None:
    text = "1、养老服务上门 2026年11月10日 https://mp.weixin.qq.com/s/a\n2. 【红网】第二条：https://b.example/3.html 11月9日\n"
    assert told(read(Kind.LINKS, text)) == [
        ("https://mp.weixin.qq.com/s/a", "养老服务上门", "2026-11-10 00:00"),
        ("https://b.example/3.html", "【红网】第二条", "2026-11-09 00:00"),
    ]


def test_columns_that_are_only_called_reads_and_likes() -> None:
    (link,) = read(Kind.LINKS, "链接,标题,阅读,点赞,在看\nhttps://mp.weixin.qq.com/s/a,养老,10万+,1.2万,7\n").rows
    assert (dict(link.counts), link.at_least) == ({"reads": 100_001, "likes": 12_000}, ("reads",))


def test_an_e_edition_behind_a_data_interface() -> None:
    answer = {"data": {"list": [{"title": title, "url": f"/a/{n}.html"} for n, title in enumerate(TITLES)]}}
    found = read(Kind.EPAPER, json.dumps(answer), "http://szb.example/api")
    assert (found.outcome, len(found.rows)) == (Result.ROWS, 3)


@pytest.mark.parametrize(
    "row",
    [
        "2026-11-1{n} <a href=/c/n{n}/p{n}.html>{t}</a><br>",
        '<li><a href="/c/n{n}/p{n}.html">{t}</a><time datetime="2026-11-1{n}">3天前</time></li>',
        '<li><a href="/c/n{n}/p{n}.html">{t}</a><span><script>document.write("2026-11-1{n}")</script></span></li>',
        '<li><a href="/c/n{n}/p{n}.html">{t}</a><span>1{n} Nov 2026</span></li>',
    ],
    ids=["day before each link", "attribute", "written by script", "English"],
)
def test_days_in_rarer_places(row: str) -> None:
    assert told(read(Kind.LIST, listed(row))) == ROWS


@pytest.mark.parametrize(
    ("title", "url", "date"),
    [("headline", "linkUrl", "publishDate"), ("TITLE", "URL", "SHOWDATE"), ("news_title", "page_url", "pub_time")],
)
def test_rows_of_data_whatever_the_case_of_their_names(title: str, url: str, date: str) -> None:
    rows = [{title: text, url: f"/c/n{n}/p{n}.html", date: f"2026-11-1{n}"} for n, text in enumerate(TITLES)]
    assert told(read(Kind.LIST, json.dumps({"data": rows}))) == ROWS
    assert told(read(Kind.LIST, f"jQuery1({json.dumps({'data': rows})});")) == ROWS


def test_a_feed_in_place_of_a_list() -> None:
    assert told(read(Kind.LIST, "<rss><channel><item><title>一</title><link>http://a.example/1</link></item></channel></rss>")) == [
        ("http://a.example/1", "一", "")
    ]
