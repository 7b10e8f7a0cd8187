"""The search page: what is found, how it is shown, and what may be typed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from lxml import html

from archive.index.interface import Entry, IndexUnavailable
from archive.ledger.pending import index_pending
from model.article import Role
from model.outlet import Level, Medium
from model.query import Hits, Query
from tests.web import press
from tests.web.conftest import Site, said, text_of
from tests.web.memory import MemoryIndex


def titles(page: html.HtmlElement) -> list[str]:
    return [link.text_content() for link in page.cssselect(".hit h2 a")]


def total(page: html.HtmlElement) -> int:
    return int(page.cssselect(".total strong")[0].text_content().replace(",", ""))


def choice(page: html.HtmlElement, label: str) -> html.HtmlElement:
    """The link of the facet column with that label."""
    return next(link for link in page.cssselect(".facets li a") if link.cssselect(".label")[0].text_content() == label)


def test_everything_newest_first_with_what_each_article_is(site: Site) -> None:
    page = site.page("/search")
    assert total(page) == 48
    times = [time.get("datetime") for time in page.cssselect(".hit time")]
    assert times == sorted(times, reverse=True)
    assert len(titles(page)) == 20
    assert page.cssselect(".hit .badge")


def test_words_are_found_and_marked_in_title_and_text(site: Site) -> None:
    page = site.page("/search", q="居家养老 助餐")
    assert total(page) == 4
    assert {mark.text for mark in page.cssselect(".hit h2 mark")} == {"居家养老"}
    assert {mark.text for mark in page.cssselect(".hit .snippet mark")} == {"居家养老", "助餐"}


def test_a_reprint_tells_how_many_outlets_carry_the_story(site: Site) -> None:
    page = site.page("/search", q="居家养老", role="reprint")
    assert [badge.text for badge in page.cssselect(".hit .badge.role-reprint")] == ["转载"] * 3
    assert [line.text for line in page.cssselect(".carriers")] == ["共 4 家刊发"] * 3


def test_a_choice_narrows_and_is_a_chip_that_takes_it_off(site: Site) -> None:
    link = choice(site.page("/search", q="养老"), "县级")
    assert link.cssselect(".count")[0].text_content() == "1"
    page = site.page(link.get("href"))
    assert total(page) == 1
    chip = page.cssselect(".chips.active a.chip")[0]
    assert said(chip).startswith("级别：县级")
    assert parse_qs(urlsplit(chip.get("href")).query) == {"q": ["养老"]}
    assert choice(page, "县级").get("href") == chip.get("href")


def test_another_value_of_a_chosen_facet_can_be_added(site: Site) -> None:
    link = choice(site.page("/search", q="养老", level="county"), "中央")
    page = site.page(link.get("href"))
    assert total(page) == 2
    assert len(page.cssselect(".chips.active a.chip")) == 2


def test_all_values_but_one_are_one_chip(site: Site) -> None:
    page = site.page("/search?level=central&level=province&level=city&level=county&level=trade&level=prov_trade&level=other")
    chips = page.cssselect(".chips.active a.chip")
    assert [said(chip).partition(" ")[0] for chip in chips] == ["级别：除自有平台外"]
    assert chips[0].get("href") == "/search"
    assert total(page) == 47


def test_the_chips_of_an_article_filter_by_its_unit_and_topic(site: Site) -> None:
    page = site.page("/search", q="居家养老")
    links = {chip.text: chip.get("href") for chip in page.cssselect(".hit .chips a")}
    assert total(site.page(links["养老服务科"])) == 4
    assert parse_qs(urlsplit(links["养老服务"]).query) == {"q": ["居家养老"], "topic": ["elderly"]}


def test_dates_include_both_days_in_local_time(site: Site) -> None:
    assert total(site.page("/search", q="居家养老", since="2026-10-12", until="2026-10-12")) == 3
    assert total(site.page("/search", q="居家养老", since="2026-10-13", until="2026-10-13")) == 1


def test_the_months_above_lead_to_the_months(site: Site) -> None:
    page = site.page("/search", q="临江县")
    columns = page.cssselect(".trend a")
    assert [column.get("title") for column in columns] == ["2026年9月：28 篇", "2026年10月：14 篇"]
    page = site.page(columns[1].get("href"))
    assert total(page) == 14
    # Drawn by day now; the other month stays in sight at the side.
    assert len(page.cssselect(".trend a")) == 31
    assert choice(page, "2026年9月").cssselect(".count")[0].text_content() == "28"


def test_an_article_without_date_says_so(site: Site) -> None:
    assert "日期待定" in said(site.page("/search", q="高龄老人"))


def test_nothing_found_gives_a_hint(site: Site) -> None:
    assert "没有找到" in said(site.page("/search", q="绝无此词"))


def test_an_empty_archive_says_where_to_look(officer: Any) -> None:
    assert "档案里还没有文章" in text_of(officer.get("/search"))


@pytest.mark.parametrize("page", ["1000000000", "3", "999999999999999999"])
def test_a_page_past_the_end_is_the_last_one(site: Site, page: str) -> None:
    shown = site.page("/search", page=page)
    assert shown.cssselect(".paging .here")[0].text == "3"
    assert len(titles(shown)) == 8


@pytest.mark.parametrize("page", ["-3", "0", ""])
def test_a_page_before_the_first_is_the_first(site: Site, page: str) -> None:
    assert site.page("/search", page=page).cssselect(".paging .here")[0].text == "1"


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"q": '"养老'}, "第 1 个字处的引号没有配对"),
        ({"since": "2026-13-45"}, "起始日期“2026-13-45”无法识别"),
        ({"until": "9999-12-31"}, "截止日期“9999-12-31”无法识别"),
        ({"until": "<script>"}, "截止日期“<script>”无法识别"),
        ({"since": "2026-10-02", "until": "2026-10-01"}, "起始日期 2026-10-02 晚于截止日期 2026-10-01"),
        ({"page": "二"}, "页码“二”无法识别"),
        ({"page": "9" * 5000}, "页码"),
        ({"sort": "stars"}, "没有“stars”这种排序"),
        ({"level": "galaxy"}, "“级别”没有“galaxy”这一项"),
        ({"q": "养" * 2000}, "超出了长度限制"),
    ],
)
def test_what_cannot_be_asked_gets_one_sentence(site: Site, parameters: dict[str, str], sentence: str) -> None:
    page = site.page("/search", status=400, **parameters)
    assert sentence in said(page.cssselect(".alert")[0])


@pytest.mark.parametrize("text", ["养老\0助餐", "a:b*?[x]{7*7}", "\u202e养老", "'; DROP TABLE", "%s%n${x}", "😀", "-", "“”"])
def test_strange_text_finds_or_explains(site: Site, text: str) -> None:
    assert site.get("/search", q=text).status_code in (200, 400)


def test_the_text_stays_in_the_box_as_text(site: Site) -> None:
    page = site.page("/search", q='"><script>alert(1)</script>', status=400)
    assert page.cssselect("#q")[0].get("value") == '"><script>alert(1)</script>'
    assert not page.cssselect("script:not([src])")


def test_hostile_titles_are_text(site: Site) -> None:
    title = '<script>alert(1)</script>" onmouseover=alert(2) {{7*7}} 养老'
    press.article("huaxia", title, "<img src=x onerror=alert(3)>", datetime(2026, 10, 30, tzinfo=UTC))
    index_pending(site.index)
    page = site.page("/search", q="养老", sort="newest")
    assert titles(page)[0] == title
    assert not page.cssselect("script:not([src]), .hit img, [onmouseover]")


def test_the_number_of_statements_does_not_grow_with_the_hits(site: Site) -> None:
    def statements(q: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            site.page("/search", q=q)
        return len(queries)

    assert statements("临江县") == statements("高龄老人") <= 12


def test_articles_that_the_index_has_not_yet_are_announced(site: Site) -> None:
    press.article("huaxia", "刚刚入库", "x", datetime(2026, 10, 30, tzinfo=UTC))
    assert "另有 1 篇正在编入索引" in said(site.page("/search"))


class Broken(MemoryIndex):
    def find(self, query: Query, offset: int = 0, limit: int = 20, facets: object = ()) -> Hits:
        raise IndexUnavailable("http://10.0.0.8:9200 refused")

    def stream(self, query: Query) -> Iterator[str]:
        raise IndexUnavailable("http://10.0.0.8:9200 refused")


def test_an_index_that_is_down_is_said_and_what_to_do(site: Site) -> None:
    with override_settings(DESK=replace(site.desk, index=Broken())):
        page = site.page("/search", status=503, q="养老")
    assert "检索索引暂时不可用" in said(page)
    assert "10.0.0.8" not in said(page)
    assert page.cssselect("#q")[0].get("value") == "养老"


def test_what_the_index_still_holds_and_the_ledger_not_is_left_out(site: Site) -> None:
    gone = Entry(
        id="0" * 24,
        number=99,
        version=1,
        title="云游四海",
        body="",
        outlet="huaxia",
        level=Level.CENTRAL,
        medium=Medium.APP,
        units=(),
        topics=(),
        role=Role.FIRST,
        story="x",
        published=None,
    )
    site.index.put([gone])
    assert titles(site.page("/search", q="云游四海")) == []


def test_facets_without_a_register_show_their_id(site: Site) -> None:
    assert "媒体：no-such" in said(site.page("/search", outlet="no-such"))


def test_a_name_in_the_query_is_that_of_the_register(site: Site) -> None:
    assert total(site.page("/search", q="媒体:南岭* 居家养老")) == 1
    assert total(site.page("/search", q="居家养老 级别:县")) == 1
    assert "没有登记" in said(site.page("/search", status=400, q="媒体:无此报").cssselect(".alert")[0])


def test_the_character_at_fault_is_shown(site: Site) -> None:
    page = site.page("/search", status=400, q="养老 (助餐")
    assert page.cssselect(".fault")[0].text_content() == "养老 (助餐"
    assert page.cssselect(".fault mark")[0].text == "("
    assert page.cssselect("#q")[0].get("data-position") == "4"


def test_one_row_a_story(site: Site) -> None:
    page = site.page("/search", q="养老", grouped="1")
    assert [strong.text_content() for strong in page.cssselect(".total strong")] == ["4", "1"]
    assert len(titles(page)) == 1
    assert parse_qs(urlsplit(page.cssselect(".tools .chip.on")[0].get("href")).query) == {"q": ["养老"]}


def test_the_most_carried_first(site: Site) -> None:
    assert titles(site.page("/search", sort="carriers"))[0] == press.TITLE


def test_each_row_can_say_why_it_stands_there(site: Site) -> None:
    assert not site.page("/search", q="养老").cssselect(".why")
    page = site.page("/search", q="养老", explain="1")
    assert len(page.cssselect(".why")) == len(titles(page))
    assert "标题 1 处" in page.cssselect(".why")[0].text_content()


def test_a_short_span_is_drawn_by_day_and_a_long_one_by_week(site: Site) -> None:
    columns = site.page("/search", q="养老", since="2026-10-10", until="2026-10-14").cssselect(".trend a")
    assert [column.get("title") for column in columns] == ["10月10日：0 篇", "10月11日：0 篇", "10月12日：3 篇", "10月13日：1 篇", "10月14日：0 篇"]
    weeks = site.page("/search", since="2026-09-01", until="2026-10-31").cssselect(".trend a")
    assert len(weeks) == 9
    assert parse_qs(urlsplit(weeks[0].get("href")).query) == {"since": ["2026-09-01"], "until": ["2026-09-06"]}


def test_where_nothing_is_found_what_resembles_it_is_shown(site: Site) -> None:
    page = site.page("/search", q="居家养老中心服务")
    assert total(page) == 0
    assert "写法相近的文章" in said(page)
    assert press.TITLE in titles(page)


def test_a_word_before_a_colon_that_is_no_field_is_named(site: Site) -> None:
    assert "“作者:”不是字段" in said(site.page("/search", q="作者:某甲"))
