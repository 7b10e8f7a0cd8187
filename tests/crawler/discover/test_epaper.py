"""E-editions: covers, pages and stories in the markup that newspapers use, in our own words."""

from datetime import UTC, datetime

import pytest

from crawler.discover import starts
from crawler.discover.epaper import carried, same_page
from crawler.discover.found import Link, Next, Result
from model.source import Discover, Kind
from tests.crawler.discover.pages import read

ISSUE = "http://epaper.example/rb/html/2026-11/20/"
MENU = "<ul>{}</ul>".format(
    "".join(f"<li><a id=pageLink href=./node_{40 + n}.htm>第A0{n}版：{name}</a></li>" for n, name in enumerate(["头版", "要闻", "民生"], 1))
)
STORIES = "<tr><td><a href=content_7001.htm><div style='display:inline' id=mp7001>养老服务走进社区</div></a></td></tr>"


def page(stories: str, menu: str = MENU, more: str = "") -> str:
    return f"<html><body>{menu}<map name=pagepicmap><area shape=polygon href='content_7001.htm'></map><table>{stories}</table>{more}</body></html>"


def test_a_page_gives_its_stories_with_day_and_page_and_leads_on() -> None:
    found = read(Kind.EPAPER, page(STORIES), url=ISSUE + "node_42.htm")
    row = found.rows[0]
    assert (row.url, row.title, row.page_no, row.page_name) == (ISSUE + "content_7001.htm", "养老服务走进社区", "A02", "要闻")
    assert row.published == datetime.fromisoformat("2026-11-20T00:00:00+08:00")
    assert (len(found.rows), found.outcome, found.next) == (1, Result.ROWS, Next(ISSUE + "node_43.htm"))


def test_the_last_page_leads_nowhere() -> None:
    assert read(Kind.EPAPER, page(STORIES), url=ISSUE + "node_43.htm").next is None


def test_credits_and_adverts_are_no_stories() -> None:
    others = ["责编：甲某 版式：乙某", "本版责编 甲某", "（广告）", "公益广告", "■ 广告", "报头", "编辑/甲某 校对/乙某"]
    kept = ["责编这一行走过三十年", "广告业迎来新规范", "编辑部来信：写给通讯员", "图片新闻"]
    rows = "".join(f"<tr><td><a href=content_{7100 + n}.htm>{title}</a></td></tr>" for n, title in enumerate([*others, *kept]))
    assert [row.title for row in read(Kind.EPAPER, page(rows), url=ISSUE + "node_42.htm").rows if row.title] == kept


@pytest.mark.parametrize(
    ("title", "whole", "continues"),
    [
        ("养老服务走进社区（下转第三版）", "养老服务走进社区", ""),
        ("（上接第一版）养老服务走进社区", "养老服务走进社区", "1"),
        ("养老服务走进社区（上接A01版）", "养老服务走进社区", "A01"),
        ("上接3版 养老服务走进社区", "上接3版 养老服务走进社区", "3"),
    ],
)
def test_a_story_that_was_begun_elsewhere_says_where(title: str, whole: str, continues: str) -> None:
    row = read(Kind.EPAPER, page(STORIES.replace("养老服务走进社区", title)), url=ISSUE + "node_42.htm").rows[0]
    assert (row.title, row.continues) == (whole, continues)


@pytest.mark.parametrize(
    "cover",
    [
        '<html><head><META HTTP-EQUIV="REFRESH" CONTENT="0; URL=html/2026-11/20/node_41.htm"></head></html>',
        "<html><head><meta http-equiv=refresh content='0;url=html/2026-11/20/node_41.htm'></head><body></body></html>",
        "<html><head><script>window.location.href='html/2026-11/20/node_41.htm';</script></head><body></body></html>",
        "<html><body><a href='html/2026-11/20/node_41.htm'>第01版：头版</a><a href='html/2026-11/20/node_42.htm'>第02版：要闻</a></body></html>",
    ],
)
def test_a_cover_leads_to_the_first_page(cover: str) -> None:
    found = read(Kind.EPAPER, cover, url="http://epaper.example/rb/paperindex.htm")
    assert (found.rows, found.outcome, found.next) == ((), Result.EMPTY, Next(ISSUE + "node_41.htm"))


def test_the_old_layout_of_a_central_paper() -> None:
    menu = "".join(
        f"<div class='right_title-name'><a id='pageLink' href='nbs.D110000renmrb_0{n}.htm'>第0{n}版：{name}</a></div>"
        for n, name in enumerate(["要闻", "经济"], 1)
    )
    rows = "".join(f"<li><a href='nw.D110000renmrb_20241120_{n}-01.htm'>民政工作动态第{n}号</a></li>" for n in (1, 2))
    url = "http://paper.example/rmrb/html/2024-11/20/nbs.D110000renmrb_01.htm"
    found = read(Kind.EPAPER, f"<html><body><div id='pageList'>{menu}</div><div id='titleList'><ul>{rows}</ul></div></body></html>", url=url)
    assert [(row.url.rpartition("_")[2], row.page_no, row.page_name, str(row.published)[:10]) for row in found.rows] == [
        ("1-01.htm", "01", "要闻", "2024-11-20"),
        ("2-01.htm", "01", "要闻", "2024-11-20"),
    ]
    assert found.next == Next("http://paper.example/rmrb/html/2024-11/20/nbs.D110000renmrb_02.htm")


def test_titles_that_a_script_writes() -> None:
    story = '<li><a href=content_7001.htm><script>document.write(view("养老服务　走进社区"))</script></a></li>'
    assert [row.title for row in read(Kind.EPAPER, page(story), url=ISSUE + "node_41.htm").rows] == ["养老服务 走进社区"]


def test_the_new_layout_of_a_central_paper() -> None:
    menu = "".join(f"<div class='swiper-slide'><a href='node_0{n}.html'>0{n}版：{name}</a></div>" for n, name in enumerate(["要闻", "评论"], 1))
    story = "<li><a href='../../../content/202611/20/content_{}.html'>{}</a></li>"
    rows = story.format(1, "困难群众冬令物资发放完毕") + story.format(2, "本版责编：甲某")
    text = f"<html><body><p class='ban'>第02版：评论</p>{menu}<ul class='news-list'>{rows}</ul></body></html>"
    found = read(Kind.EPAPER, text, url="https://paper.example/rmrb/pc/layout/202611/20/node_02.html")
    assert [(row.url, row.title, row.page_no, row.page_name) for row in found.rows] == [
        ("https://paper.example/rmrb/pc/content/202611/20/content_1.html", "困难群众冬令物资发放完毕", "02", "评论")
    ]


def test_a_story_with_two_links_is_one() -> None:
    rows = "<li><a href='content_9.htm?div=-1'><img src='a.jpg'></a></li><li><a href='content_9.htm?div=-1'>儿童福利院迎来新伙伴</a></li>"
    area = "<map><area href='content_9.htm?div=0'></map>"
    found = read(Kind.EPAPER, f"<html><body>{area}{rows}</body></html>", url=ISSUE + "node_42.htm")
    assert [(row.url, row.title) for row in found.rows] == [(ISSUE + "content_9.htm?div=-1", "儿童福利院迎来新伙伴")]


@pytest.mark.parametrize(
    ("text", "status", "outcome"),
    [
        ("<html><body>今日无报</body></html>", 200, Result.EMPTY),
        ("<html><body><div id='app'></div></body></html>", 200, Result.SCRIPT),
        ("<html><body>请完成验证</body></html>", 200, Result.BLOCKED),
        ("", 403, Result.BLOCKED),
    ],
)
def test_a_page_without_stories_says_why(text: str, status: int, outcome: Result) -> None:
    assert read(Kind.EPAPER, text, status=status).outcome is outcome


def test_an_address_with_a_day_stands_for_the_issues_of_a_week() -> None:
    rules = Discover(kind=Kind.EPAPER, url="http://epaper.example/rb/html/{Y}-{m}/{d}/node_41.htm", back=2)
    now = datetime(2026, 11, 1, 17, tzinfo=UTC)  # already the 2nd in China
    assert [start.url[-21:] for start in starts(rules, now)] == ["2026-11/02/node_41.htm"[1:], "2026-11/01/node_41.htm"[1:], "2026-10/31/node_41.htm"[1:]]
    assert len(starts(rules, now, datetime.fromisoformat("2026-10-20T00:00:00+08:00"))) == 14


def story(number: int, page: str, title: str, continues: str = "", turns: str = "") -> Link:
    return Link(f"{ISSUE}content_{number}.htm", title, page_no=page, continues=continues, turns=turns)


def test_a_story_that_runs_over_pages_is_one() -> None:
    first, other = story(1, "A01", "养老服务走进社区", turns="3"), story(2, "A01", "另一篇", turns="4")
    assert [(row.title, row.parts) for row in carried([first, other, story(3, "A03", "养老服务走进社区", continues="1")])] == [
        ("养老服务走进社区", (f"{ISSUE}content_3.htm",)),
        ("另一篇", ()),
    ]
    # Without a headline: the only story of that page that turns to this one.
    (one, _) = carried([first, other, story(3, "A03", "上接A01版", continues="A01")])
    assert one.parts == (f"{ISSUE}content_3.htm",)
    # A rest whose beginning is not found stands for itself.
    assert [row.title for row in carried([other, story(3, "B03", "第三篇", continues="B01")])] == ["另一篇", "第三篇"]


@pytest.mark.parametrize(("page", "said", "same"), [("A03", "3", True), ("03", "3", True), ("A03", "A3", True), ("B03", "A3", False), ("A03", "", False)])
def test_pages_as_stories_name_them(page: str, said: str, same: bool) -> None:
    assert same_page(page, said) is same
