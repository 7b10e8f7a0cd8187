"""What is due follows from the timetable and the runs, whatever happened to the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from model.outcome import UserError
from model.source import Discover, Kind, Source
from scheduler.clock import moments, next_moment
from scheduler.timetable import LOCAL, Job, due, timetable


def source(name: str, schedule: str) -> Source:
    return Source(id=name, outlet=name, discover=(Discover(kind=Kind.FEED, url="http://a.example/"),), schedule=schedule)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LOCAL)  # type: ignore[misc,arg-type]


JOBS = timetable([source("a", "0 7,12 * * *"), source("b", "0  7,12 * * *"), source("c", "30 9 * * *")])


def test_sources_of_one_schedule_are_crawled_by_one_process() -> None:
    assert [job.command(local(2026, 11, 2, 7)) for job in JOBS] == [["crawl", "a", "b"], ["crawl", "c"], ["report", "2026-10"]]


def started(jobs: list[Job], answered: dict[str, datetime], now: datetime) -> list[tuple[str, list[str]]]:
    return [(f"{one.slot.astimezone(LOCAL):%m-%d %H:%M}", one.job.command(one.slot)) for one in due(jobs, answered, now, moments)]


def test_a_new_installation_begins_at_once() -> None:
    assert started(JOBS, {}, local(2026, 11, 5, 10)) == [
        ("11-01 08:00", ["report", "2026-10"]),
        ("11-05 07:00", ["crawl", "a", "b"]),
        ("11-05 09:30", ["crawl", "c"]),
    ]


def test_nothing_is_due_twice() -> None:
    now = local(2026, 11, 5, 10)
    answered = {one.job.id: one.slot for one in due(JOBS, {}, now, moments)}
    assert due(JOBS, answered, now + timedelta(hours=1), moments) == []


def test_three_months_of_downtime_give_three_reports_oldest_first_and_one_crawl_a_source() -> None:
    answered = {one.job.id: one.slot for one in due(JOBS, {}, local(2026, 8, 1, 9), moments)}
    assert started(JOBS, answered, local(2026, 11, 5, 10)) == [
        ("09-01 08:00", ["report", "2026-08"]),
        ("10-01 08:00", ["report", "2026-09"]),
        ("11-01 08:00", ["report", "2026-10"]),
        ("11-05 07:00", ["crawl", "a", "b"]),
        ("11-05 09:30", ["crawl", "c"]),
    ]


def test_a_clock_set_back_starts_nothing_again() -> None:
    now = local(2026, 11, 5, 10)
    answered = {one.job.id: one.slot for one in due(JOBS, {}, now, moments)}
    assert due(JOBS, answered, now - timedelta(days=1), moments) == []


def test_weekdays_count_as_in_crontab() -> None:
    monday = next_moment("0 8 * * 1", local(2026, 11, 4))
    sunday = next_moment("0 8 * * 0", local(2026, 11, 4))
    assert monday == local(2026, 11, 9, 8).astimezone(UTC)
    assert sunday == local(2026, 11, 8, 8).astimezone(UTC)
    assert next_moment("0 8 * * 1-5", local(2026, 11, 7)) == local(2026, 11, 9, 8).astimezone(UTC)


@pytest.mark.parametrize("cron", ["", "* * * *", "61 * * * *", "0 25 * * *", "a b c d e"])
def test_a_wrong_cron_is_named(cron: str) -> None:
    with pytest.raises(UserError, match="时间表"):
        next_moment(cron, local(2026, 11, 4))
