"""行业: national and provincial trade media, in registers, imports, counts, shares and points."""

from datetime import date, datetime
from typing import Any

import pytest

from model.article import Role
from model.bureau import DEFAULT_POINTS, PointsRule
from model.outlet import Level, Medium
from model.points import Publication
from model.settings import ReportSettings
from pipelines.imports.values import level
from reports.build import build
from reports.explain import explain
from reports.formats.json import render
from reports.formats.reading import read
from reports.period import LOCAL, Period
from reports.points.pasted import pasted
from reports.points.worth import value
from reports.summary import paragraph
from tests.reports import rows

CUTOFF = datetime(2026, 11, 1, 8, tzinfo=LOCAL)
OCTOBER = Period.month("2026-10", CUTOFF.date())
CARRIERS = {"national": Level.TRADE, "provincial": Level.PROV_TRADE, "centre": Level.CENTRAL, "city": Level.CITY}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *((word, Level.TRADE) for word in ("行业", "trade", "行业媒体", "行业（国家级）", "行业(国家级)", "国家级行业", "全国性行业媒体")),
        *((word, Level.PROV_TRADE) for word in ("省级行业", "prov_trade", "行业（省级）", "行业(省级)", "省级行业媒体")),
    ],
)
def test_trade_media_as_offices_write_them(written: str, meant: Level) -> None:
    assert level(written) is meant


def points_of(rule: PointsRule, of: Level) -> Any:
    return value(rule, Publication(article="1", story=1, day=date(2026, 10, 1), outlet="o", level=of, characters=800))


def test_the_usual_points_of_trade_media() -> None:
    assert [points_of(DEFAULT_POINTS, of) for of in (Level.TRADE, Level.PROV_TRADE)] == [15, 8]


def test_a_table_with_one_kind_of_trade_media_means_both() -> None:
    old = PointsRule(version="旧", since=date(2020, 1, 1), levels={"中央": 15.0, "行业": 6.0})
    assert [points_of(old, of) for of in (Level.TRADE, Level.PROV_TRADE, Level.CITY)] == [6, 6, 0]


def test_a_pasted_table_tells_them_apart() -> None:
    found = pasted([("级别", "分值"), ("中央", "20"), ("行业（国家级）", "15"), ("行业（省级）", "8")], {})
    assert found.mistakes == []
    assert found.table["levels"] == {"central": 20.0, "trade": 15.0, "prov_trade": 8.0}


@pytest.mark.ledger
def test_the_share_of_higher_media_takes_in_national_trade_media(ledger: object) -> None:
    for outlet, of in CARRIERS.items():
        rows.article("2026-10-05", outlet, of)
    report = build(OCTOBER, CUTOFF)
    assert {line["name"]: line["count"] for line in report.indicators["by_level"] if line["count"]} == {"中央": 1, "市级": 1, "行业": 1, "省级行业": 1}
    assert report.indicators["upper_share"] == 2 / 4
    assert "其中省级以上媒体2篇（条）" in paragraph(report)
    assert sorted(article["outlet"] for article in explain(render(report), "upper_share").articles) == ["centre", "national"]


@pytest.mark.ledger
def test_an_office_says_which_levels_are_higher(ledger: object) -> None:
    for outlet, of in CARRIERS.items():
        rows.article("2026-10-05", outlet, of)
    own = ReportSettings(upper=(Level.CENTRAL, Level.TRADE, Level.PROV_TRADE))
    report = read(render(build(OCTOBER, CUTOFF, settings=own)))
    assert report.indicators["upper_share"] == 3 / 4
    explained = explain(render(report), "upper_share")
    assert explained.rule == "（中央＋行业＋省级行业）÷刊发。"
    assert len(explained.articles) == 3
    assert "省级以上指中央、行业、省级行业媒体" in str(report.annexes)


@pytest.mark.ledger
def test_a_report_keeps_the_terms_that_it_was_counted_on(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    rows.unit("county", "临江县民政局", "bureau", group="县（市、区）", since=date(2020, 1, 1))
    rows.topic("age", "养老", planned=5)
    told = read(render(build(OCTOBER, CUTOFF))).terms
    assert told["units"][1] == {"id": "county", "name": "临江县民政局", "parent": "bureau", "group": "县（市、区）", "since": "2020-01-01", "until": None}
    assert told["topics"] == [{"id": "age", "name": "养老", "planned": 5, "since": None, "until": None}]
    assert told["points_rule"]["levels"]["prov_trade"] == 8.0
    assert told["parameters"] == {
        "upper": ["central", "province", "trade"],
        "count_own_as_media": False,
        "indexes": ["wci_14_2", "bci_zj_2024", "video_zj_2024"],
        "reply_days": 15,
        "answer_days": 20,
        "answer_days_extended": 40,
    }
    assert len(told["code"]) == 16


@pytest.mark.ledger
def test_own_accounts_count_as_media_where_the_office_wants_it(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    rows.unit("a", "甲局", "bureau")
    story = rows.story()
    rows.article("2026-10-05", "own", Level.SELF, Medium.WECHAT, units=["a"], story=story)
    rows.article("2026-10-06", "city", Level.CITY, role=Role.REPRINT, units=["a"], story=story)
    rows.article("2026-10-07", "own", Level.SELF, Medium.WECHAT, units=["a"])
    apart = build(OCTOBER, CUTOFF)
    assert (apart.indicators["total"], apart.indicators["not_counted"]["own"], apart.indicators["points"][0]["points"]) == (1, 2, 5)
    assert "自有平台发布2条，不计入媒体刊发。" in str(apart.annexes)
    told = build(OCTOBER, CUTOFF, settings=ReportSettings(count_own_as_media=True))
    assert {line["name"]: line["count"] for line in told.indicators["by_level"] if line["count"]} == {"市级": 1, "自有平台": 2}
    assert (told.indicators["first"], told.indicators["not_counted"]["own"], told.indicators["points"][0]["points"]) == (2, 0, 6)
    assert told.indicators["newmedia"][0]["posts"] == 2
    assert len(told.articles) == 3
    assert "'自有平台', '1分'" in str(told.annexes)
