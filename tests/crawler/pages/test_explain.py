"""A page explains itself: every rung of every field, and why one won."""

from datetime import UTC, datetime

from crawler.pages.explain import HIGHER, RUNGS, SILENT, WON, explain
from crawler.pages.platforms import PLATFORMS
from crawler.pages.read import FIELDS, read
from model.capture import Capture
from model.source import PageRules

PAGE = """<html><head><meta charset="utf-8"><title>长者食堂开张_云岭网</title><meta name="PubDate" content="2024-05-06"></head><body>
<div class="crumbs"><a href="/">首页</a></div><h1>长者食堂开张</h1><div>2024-05-06 09:30 来源：云岭日报</div>
<div class="story"><p>云岭市民政局近日在东街社区启用第三家长者食堂，周边四个小区的老人步行十分钟就能吃上热饭。</p>
<p class="odd">食堂每天供应十二道菜。</p>
<p>七十岁以上老人就餐可享八折优惠，行动不便的老人可以预约送餐上门，
家属也可以在手机上代为下单，志愿者每天中午准时送到门口。</p></div></body></html>"""
CAPTURE = Capture(url="http://a.example/1.html", fetched=datetime(2024, 5, 7, tzinfo=UTC), status=200, headers=(), body=PAGE.encode(), source="")


def test_every_field_tells_all_of_its_rungs_and_the_first_that_speaks_won() -> None:
    told = explain(CAPTURE).fields
    assert tuple(told) == FIELDS
    read_of = read(CAPTURE).provenance
    for field, rungs in told.items():
        chosen = [one.rung for one in rungs if one.chosen]
        assert chosen == ([read_of[field]] if field in read_of else [])
        assert all(one.why == (WON if one.chosen else HIGHER if one.value else SILENT) for one in rungs)


def test_a_choice_within_a_rung_is_shown_with_its_scores() -> None:
    told = explain(CAPTURE).fields
    heading = next(one for one in told["title"] if one.rung == "heading")
    assert heading.details[0].endswith("长者食堂开张")
    assert "得分" in heading.details[0]
    generic = next(one for one in told["body"] if one.rung == "generic")
    assert any(".story" in detail and detail.endswith("选中") for detail in generic.details)
    bar = next(one for one in told["published"] if one.rung == "bar")
    assert bar.details == ("正文上方，有标签：2024-05-06 09:30",)


def test_a_rule_that_missed_says_so() -> None:
    rule = explain(CAPTURE, (PageRules(body=".odd"),)).fields["body"][0]
    assert (rule.rung, rule.chosen) == ("rule", False)
    assert "只对上 1 段" in rule.why


def test_every_rung_has_a_name_for_people() -> None:
    named = RUNGS.keys() | {platform.name for platform in PLATFORMS}
    assert {one.rung for rungs in explain(CAPTURE).fields.values() for one in rungs} <= named
