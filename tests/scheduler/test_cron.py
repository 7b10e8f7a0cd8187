"""Cron fields mean what they mean in crontab; an expression that cannot be meant is named."""

from datetime import datetime

import pytest

from model.cron import Cron


def test_next_and_last() -> None:
    cron = Cron.parse("30 7,12,18 * * *")
    assert cron.next(datetime(2026, 11, 2, 7, 30)) == datetime(2026, 11, 2, 12, 30)
    assert cron.last(datetime(2026, 11, 2, 7, 30)) == datetime(2026, 11, 2, 7, 30)
    assert cron.last(datetime(2026, 11, 2, 7, 29)) == datetime(2026, 11, 1, 18, 30)
    assert list(cron.between(datetime(2026, 11, 2, 8), datetime(2026, 11, 3, 8))) == [
        datetime(2026, 11, 2, 12, 30),
        datetime(2026, 11, 2, 18, 30),
        datetime(2026, 11, 3, 7, 30),
    ]


@pytest.mark.parametrize(
    ("cron", "after", "expected"),
    [
        ("0 8 * * 1", "2026-11-04", "2026-11-09T08:00"),  # Monday
        ("0 8 * * 0", "2026-11-04", "2026-11-08T08:00"),  # Sunday
        ("0 8 * * 7", "2026-11-04", "2026-11-08T08:00"),
        ("0 8 * * mon-fri", "2026-11-07", "2026-11-09T08:00"),
        ("10 7-22/2 * * *", "2026-11-04T08:00", "2026-11-04T09:10"),
        ("*/20 * * * *", "2026-11-04T08:45", "2026-11-04T09:00"),
        ("0 8 1 jan,jul *", "2026-11-04", "2027-01-01T08:00"),
        ("0 0 13 * 5", "2026-11-04", "2026-11-06T00:00"),  # day or weekday, as in crontab
    ],
)
def test_fields_mean_what_they_mean_in_crontab(cron: str, after: str, expected: str) -> None:
    assert Cron.parse(cron).next(datetime.fromisoformat(after)) == datetime.fromisoformat(expected)


def test_i7_the_31st_skips_short_months() -> None:
    assert Cron.parse("0 8 31 * *").next(datetime(2026, 11, 1)) == datetime(2026, 12, 31, 8)


def test_i7_the_29th_of_february_comes_in_leap_years() -> None:
    cron = Cron.parse("0 8 29 2 *")
    assert cron.next(datetime(2026, 11, 1)) == datetime(2028, 2, 29, 8)
    assert cron.last(datetime(2026, 11, 1)) == datetime(2024, 2, 29, 8)
    assert cron.next(datetime(2096, 3, 1)) == datetime(2104, 2, 29, 8)


def test_i7_the_last_day_is_refused_with_what_to_write_instead() -> None:
    with pytest.raises(ValueError, match=r"“l”不在 1 到 31 之间|“最后一天”请写成次月 1 日"):
        Cron.parse("0 8 L * *")


@pytest.mark.parametrize("cron", ["", "* * * *", "61 * * * *", "0 25 * * *", "a b c d e", "5-1 * * * *", "*/0 * * * *", "0 0 ٣ * *", "1- * * * *"])
def test_a_wrong_cron_is_named(cron: str) -> None:
    with pytest.raises(ValueError, match=f"时间表“{cron.replace('*', '[*]')}”不对"):
        Cron.parse(cron)


def test_a_cron_that_never_comes_is_refused() -> None:
    with pytest.raises(ValueError, match="永远不会到点"):
        Cron.parse("0 0 30 2 *")


def test_the_calendar_has_an_end() -> None:
    assert Cron.parse("0 0 * * *").next(datetime(9999, 12, 31)) is None
    assert Cron.parse("0 12 * * *").last(datetime(1, 1, 1)) is None
