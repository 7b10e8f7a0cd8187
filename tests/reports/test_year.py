"""年内累计: the months as they were printed, and what came late."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from archive.ledger import models
from model.article import Role
from model.outlet import Level
from reports.closing import close
from reports.formats.reading import read
from reports.period import LOCAL, Period
from tests.reports import rows

pytestmark = pytest.mark.ledger


@pytest.fixture(autouse=True)
def bureau(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    for key, name in (("a", "甲局"), ("b", "乙局"), ("c", "丙局")):
        rows.unit(key, name, "bureau")


def closed(month: int) -> dict[str, Any]:
    period = Period("month", date(2026, month, 1), date(2026, month, [31, 28, 31, 30][month - 1]))
    snapshot = close(period, now=datetime(2026, month + 1, 1, 8, tzinfo=LOCAL))
    return read(snapshot.content).indicators


def year(told: dict[str, Any]) -> list[tuple[str, int, float, float]]:
    return [(line["name"], line["rank"], line["points"], line["late"]) for line in told["points_year"]]


def late(day: str, known: int, *more: Any, **fields: Any) -> models.Article:
    return rows.article(day, *more, collected=datetime(2026, known, 15, tzinfo=UTC), **fields)


def test_nothing_is_summed_before_a_month_is_closed() -> None:
    rows.article("2026-01-05", units=["a"])
    assert year(closed(1)) == []


def test_printed_months_are_summed_whatever_happens_to_their_articles() -> None:
    first = rows.article("2026-01-05", units=["a"])
    rows.article("2026-01-06", "centre", Level.CENTRAL, units=["b"])
    closed(1)
    models.Credit.objects.filter(article=first).update(unit="c")
    rows.article("2026-02-05", units=["a", "b"])
    assert year(closed(2)) == [("乙局", 1, 22.5, 0), ("甲局", 2, 7.5, 0), ("丙局", 3, 0, 0)]


def test_late_items_are_added_once_and_for_good() -> None:
    rows.article("2026-01-05", units=["a"])
    closed(1)
    late("2026-01-20", 2, "centre", Level.CENTRAL, units=["b"])
    february = closed(2)
    assert [one["period"] for one in february["late"]] == ["2026-01"]
    assert year(february) == [("乙局", 1, 20, 20), ("甲局", 2, 5, 0), ("丙局", 3, 0, 0)]
    assert [line["points"] for line in february["points"]] == [0, 0, 0]
    assert year(closed(3)) == [("乙局", 1, 20, 20), ("甲局", 2, 5, 0), ("丙局", 3, 0, 0)]


def test_a_late_carrier_brings_only_what_its_story_gains() -> None:
    story = rows.story()
    rows.article("2026-01-05", "daily", Level.CITY, units=["a"], story=story)
    closed(1)
    late("2026-01-20", 2, "province", Level.PROVINCE, role=Role.REPRINT, units=["a"], story=story)
    rows.article("2026-02-10", "centre", Level.CENTRAL, role=Role.REPRINT, units=["a"], story=story)
    february = closed(2)
    assert next((line["name"], line["points"], line["promoted"]) for line in february["points"]) == ("甲局", 10, 10)
    assert year(february)[0] == ("甲局", 1, 20, 5)  # 5 printed, 5 late, 10 promoted: together the highest publication


def test_a_late_carrier_below_what_was_printed_brings_nothing() -> None:
    story = rows.story()
    rows.article("2026-01-05", "daily", Level.CITY, units=["a"], story=story)
    closed(1)
    rows.article("2026-02-10", "centre", Level.CENTRAL, role=Role.REPRINT, units=["a"], story=story)
    closed(2)
    late("2026-01-20", 3, "province", Level.PROVINCE, role=Role.REPRINT, units=["a"], story=story)
    assert year(closed(3))[0] == ("甲局", 1, 20, 0)


def test_what_belongs_to_the_year_before_is_not_of_this_year() -> None:
    december = Period("month", date(2025, 12, 1), date(2025, 12, 31))
    close(december, now=datetime(2026, 1, 1, 8, tzinfo=LOCAL))
    rows.article("2026-01-05", units=["a"])
    closed(1)
    late("2025-12-20", 2, "centre", Level.CENTRAL, units=["b"])
    february = closed(2)
    assert [one["period"] for one in february["late"]] == ["2025-12"]
    assert year(february)[0] == ("甲局", 1, 5, 0)
