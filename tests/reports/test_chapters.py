"""The chapters that come from what people entered and from the registers, and the months that are easily counted wrongly."""

from datetime import date, datetime
from typing import Any

import pytest

from archive.ledger import entries, models
from model.article import Role
from model.entry import Entry, EntryKind
from model.outlet import Level, Medium
from model.table import Table
from reports.build import build
from reports.period import LOCAL, Period
from tests.reports import rows

pytestmark = pytest.mark.ledger

CUTOFF = datetime(2026, 11, 1, 8, tzinfo=LOCAL)
OCTOBER = Period.month("2026-10", CUTOFF.date())
LAST = date(2026, 10, 31)


def indicators() -> dict[str, Any]:
    return build(OCTOBER, CUTOFF).indicators


def test_february_of_a_leap_year_has_29_days(ledger: object) -> None:
    february = Period("month", date(2028, 2, 1), date(2028, 2, 29))
    cutoff = datetime(2028, 3, 1, 8, tzinfo=LOCAL)
    empty = build(february, cutoff).indicators
    assert (empty["total"], len(empty["daily"])) == (0, 29)
    rows.article(datetime(2028, 2, 29, 23, 59, 59, tzinfo=LOCAL))
    rows.article(datetime(2028, 3, 1, 0, 0, tzinfo=LOCAL))
    found = build(february, cutoff).indicators
    assert found["total"] == 1
    assert found["daily"][-1] == {"name": "2028-02-29", "count": 1, "first": 1, "reprint": 0, "share": 1.0}


def test_a_focus_tells_its_plan_its_best_outlet_and_who_gave_nothing(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    rows.unit("a", "甲局", "bureau")
    rows.unit("b", "乙局", "bureau")
    rows.topic("care", "养老服务", planned=4)
    rows.topic("law", "普法", planned=2)
    rows.topic("other", "其他", planned=0)
    first = rows.article("2026-10-02", "daily", Level.CITY, units=["a"], topics=["care"])
    rows.article("2026-10-03", "portal", Level.PROVINCE, Medium.WEBSITE, Role.REPRINT, units=["a"], topics=["care"], story=first.story)
    rows.article("2026-10-04", "daily", Level.CITY, topics=["care"])
    assert indicators()["focus"] == [
        {"name": "养老服务", "planned": 4, "published": 3, "completion": 0.75, "best_outlet": "portal", "contributed": ["甲局"], "missing": ["乙局"]},
        {"name": "普法", "planned": 2, "published": 0, "completion": 0.0, "best_outlet": None, "contributed": [], "missing": ["甲局", "乙局"]},
    ]


def test_of_an_account_the_last_reading_stands_and_a_missing_number_is_no_zero(ledger: object) -> None:
    account = {"kind": EntryKind.ACCOUNT, "title": "云溪民政"}
    entries.add(
        [
            Entry(**account, day=date(2026, 10, 15), numbers={"posts": 20, "reads": 9000, "fans": 500}),
            Entry(**account, day=LAST, numbers={"posts": 45, "reads": 100001}, at_least=("reads",)),
        ]
    )
    [told] = indicators()["newmedia"]
    assert (told["posts"], told["reads"], told["fans"], told["likes"]) == (45, 100001, 500, None)
    assert (told["at_least"], told["taken"]) == (["reads"], "2026-10-31")


def test_a_sum_that_lacks_an_account_says_no_less_than(ledger: object) -> None:
    for name, numbers in (("甲", {"posts": 3, "comments": 410}), ("乙", {"posts": 4, "reads": 48210})):
        entries.add([Entry(kind=EntryKind.ACCOUNT, day=LAST, title=name, numbers=dict(numbers))])
    report = build(OCTOBER, CUTOFF)
    [table] = [block for section in report.sections for block in section.blocks if isinstance(block, Table) and block.key == "newmedia"]
    assert table.total is not None
    assert [str(cell) for cell in table.total[1:6]] == ["7", "不少于4.8万", "未取得", "未取得", "不少于410"]
    assert "阅读不少于4.8万次" in str(report.sections[0].blocks)


def test_questions_and_openness_are_added_up_over_units(ledger: object) -> None:
    entries.add(
        [
            Entry(
                kind=EntryKind.QUESTIONS, day=date(2026, 10, 9), title="一", numbers={"received": 30, "replied": 20, "on_time": 15, "days": 100, "carried": 3}
            ),
            Entry(kind=EntryKind.QUESTIONS, day=LAST, title="二", numbers={"received": 10, "replied": 5, "on_time": 5, "days": 50}),
            Entry(kind=EntryKind.OPENNESS, day=LAST, numbers={"items": 12, "requests": 8, "answered": 6, "answered_on_time": 6}),
            Entry(kind=EntryKind.CONFERENCE, day=LAST, title="发布会", numbers={"count": 2}),
        ]
    )
    found = indicators()
    assert found["qa"] == {
        **{"received": 40, "replied": 25, "on_time": 20, "carried": 3},
        **{"reply_rate": 0.625, "on_time_rate": 0.5, "mean_days": 6.0},
    }
    public = found["openness"]
    assert (public["items"], public["diagrams"], public["conferences"], public["requests"], public["on_time_rate"]) == (12, None, 2, 8, 0.75)


def test_an_own_column_sleeps_after_fourteen_days_one_of_notices_after_half_a_year(ledger: object) -> None:
    for day, column in (("2026-10-17", "动态"), ("2026-10-18", "要闻"), ("2026-05-02", "通知公告"), ("2026-04-30", "政策文件")):
        made = rows.article(day, "own", Level.SELF, Medium.WEBSITE)
        models.Article.objects.filter(number=made.number).update(column=column)
    names = [one["name"] for one in indicators()["sleeping"]]
    assert names == ["own“动态”", "own“政策文件”"]


def test_like_for_like_compares_the_sources_that_ran_in_both_periods(ledger: object) -> None:
    rows.outlet("daily")
    for key in ("old", "new"):
        models.Source.objects.create(id=key, outlet_id="daily", definition={})
    for source, day in (("old", "2026-09-10"), ("old", "2026-10-10"), ("new", "2026-10-10")):
        models.SourceDay.objects.create(source=source, day=day, runs=1, good=1)
    for source, days in (("old", ("2026-09-02", "2026-09-03", "2026-10-02", "2026-10-03", "2026-10-04")), ("new", ("2026-10-05", "2026-10-06"))):
        for day in days:
            made = rows.article(day)
            models.Article.objects.filter(number=made.number).update(source=source)
    found = indicators()
    assert found["mom"] == 1.5
    assert found["like_for_like"] == {"mom": 0.5, "yoy": None}
