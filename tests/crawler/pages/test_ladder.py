"""Which evidence wins, and that the page says so."""

from datetime import UTC, date, datetime

from crawler.pages.page import ArticlePage
from crawler.pages.read import page_of, read
from model.capture import Capture
from model.reading import Precision
from model.source import PageRules

PAGE = """<html><head><meta charset="utf-8"><title>长者食堂开张_云岭网</title>{head}</head><body><h1>长者食堂开张</h1>
<div class="bar">{bar}</div><div class="story"><p>云岭市民政局近日在东街社区启用第三家长者食堂，周边四个小区的老人步行十分钟就能吃上热饭。</p>
<p class="more">食堂每天供应十二道菜，七十岁以上老人就餐可享八折优惠，行动不便的老人可以预约送餐上门，家属也可以在手机上代为下单。</p></div>
<div class="odd">另一处的题目</div></body></html>"""
BAR = "2024-05-06 09:30 来源：云岭日报"


def capture(head: str = "", bar: str = BAR, listed: datetime | None = None) -> Capture:
    body = PAGE.format(head=head, bar=bar).encode()
    return Capture(
        url="http://a.example/1.html", fetched=datetime(2024, 5, 7, 2, tzinfo=UTC), status=200, headers=(), body=body, source="", listed_published=listed
    )


def test_what_a_person_wrote_wins() -> None:
    reading = read(capture(), (PageRules(title=".odd"),))
    assert reading.title == "另一处的题目"
    assert reading.provenance["title"] == "rule"


def test_a_rule_that_matches_nothing_falls_through() -> None:
    reading = read(capture(), (PageRules(title=".none", body="#none", published="[[", origin=".none"),))
    assert (reading.title, reading.origin) == ("长者食堂开张", "云岭日报")
    assert reading.body.endswith("代为下单。")
    assert reading.provenance["body"] == "generic"


def test_a_rule_that_misses_most_of_the_text_falls_through() -> None:
    reading = read(capture(), (PageRules(body=".odd"),))
    assert reading.provenance["body"] == "generic"


def test_a_rule_that_has_ended_still_reads_old_captures() -> None:
    old = PageRules(until=date(2024, 5, 7), title=".odd")
    assert read(capture(), (old, PageRules(title="h1"))).title == "另一处的题目"
    assert read(capture(), (PageRules(until=date(2024, 5, 6), title=".odd"), PageRules(title="h1"))).title == "长者食堂开张"


def test_a_day_in_the_head_gets_its_minute_from_the_bar() -> None:
    reading = read(capture('<meta name="publishdate" content="2024-05-06">'))
    assert reading.published is not None
    assert reading.published.isoformat() == "2024-05-06T09:30:00+08:00"


def test_a_bar_of_another_day_does_not_sharpen() -> None:
    reading = read(capture('<meta name="PubDate" content="2024-05-04 00:00:00">'))
    assert (reading.published and reading.published.day, reading.published_precision) == (4, Precision.DAY)


def test_building_and_changing_are_not_publishing() -> None:
    reading = read(capture('<meta name="Maketime" content="2024-05-05 12:00:00">', "更新时间：2024-05-06 12:00"))
    assert reading.published is None
    assert reading.published_precision is Precision.NONE


def test_a_relative_time_counts_from_the_fetching() -> None:
    reading = read(capture(bar="3小时前 来源：云岭日报"))
    assert reading.published is not None
    assert reading.published.isoformat() == "2024-05-07T07:00:00+08:00"


def test_the_list_s_time_is_the_last_resort() -> None:
    listed = datetime(2024, 5, 6, 1, 0, tzinfo=UTC)
    assert read(capture(bar="", listed=listed)).published == listed
    assert read(capture(listed=listed)).provenance["published"] == "bar"


def test_every_rung_can_be_asked() -> None:
    page = page_of(capture('<meta property="og:title" content="长者食堂开张 - 云岭网">'))
    rungs = dict(ArticlePage.title.rungs(page))
    assert rungs["heading"] == rungs["og"] == "长者食堂开张"
    assert rungs["rule"] == ""
