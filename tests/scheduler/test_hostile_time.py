"""Group I of the hostile inputs: time and scheduling, as far as what is due decides it. The row is in the test's name."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from model.run import JobState
from scheduler.due import NEVER, owed, wall
from scheduler.steady import SETTLES, Steady, Time
from tests.scheduler.world import World, lines, local, source

JOBS = lines(source("a", "0 7,12 * * *"), source("c", "30 9 * * *"))


def test_i1_three_months_of_downtime_give_three_reports_oldest_first_and_one_crawl_a_source() -> None:
    world = World(JOBS)
    world.settle(local(2026, 8, 1, 9))
    world.began = local(2026, 11, 5, 10)
    assert world.settle(world.began) == [
        ("crawl a", "2026-11-05 07:00"),
        ("crawl c", "2026-11-05 09:30"),
        ("report", "2026-09-01 08:00"),
        ("report", "2026-10-01 08:00"),
        ("report", "2026-11-01 08:00"),
    ]
    assert [job.command(datetime(2026, 9, 1, 8)) for job in JOBS if job.id == "report"] == [["report", "2026-08", "--deliver"]]


def test_i1_nothing_is_due_twice() -> None:
    world = World(JOBS)
    world.settle(local(2026, 11, 5, 10))
    assert world.beat(local(2026, 11, 5, 11)) == []


def test_i2_a_restart_every_minute_with_the_jobs_made_anew_misses_nothing() -> None:
    states: dict[str, JobState] = {}
    done: list[tuple[str, str]] = []
    moment = local(2026, 11, 4, 6, 59, 30).astimezone(UTC)
    while moment < local(2026, 11, 5, 6, 59):
        world = World(lines(source("a", "0 7,12 * * *"), source("c", "30 9 * * *")), began=moment, states=states)
        done += world.beat(moment)
        moment += timedelta(minutes=1)
    assert done[2:] == [("report", "2026-11-01 08:00"), ("crawl a", "2026-11-04 07:00"), ("crawl c", "2026-11-04 09:30"), ("crawl a", "2026-11-04 12:00")]


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=-1)])
def test_i5_a_clock_that_jumps_a_little_loses_nothing_and_starts_nothing_twice(jump: timedelta) -> None:
    world = World(JOBS)
    world.settle(local(2026, 11, 5, 6))
    before = len(world.done)
    world.through(local(2026, 11, 5, 6), local(2026, 11, 5, 10))
    world.through(local(2026, 11, 5, 10) + jump, local(2026, 11, 5, 12) + jump)
    world.through(local(2026, 11, 5, 12), local(2026, 11, 5, 18))
    assert world.done[before:] == [("crawl a", "2026-11-05 07:00"), ("crawl c", "2026-11-05 09:30"), ("crawl a", "2026-11-05 12:00")]


def test_i5_a_machine_that_slept_over_night_does_each_crawl_once() -> None:
    world = World(JOBS)
    world.settle(local(2026, 11, 4, 18))
    assert world.beat(local(2026, 11, 5, 13)) == [("crawl c", "2026-11-05 09:30"), ("crawl a", "2026-11-05 12:00")]


class Boot:
    """Seconds of a clock that nobody sets."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_i5_ten_years_ahead_is_not_believed_and_nothing_is_remembered_of_it() -> None:
    boot = Boot()
    steady = Steady(running=boot)
    now = local(2026, 11, 5, 10)
    assert steady.judge(now, now - timedelta(minutes=1)) is Time.RIGHT
    boot.seconds += 30
    assert steady.judge(now.replace(year=2036), now) is Time.AHEAD
    boot.seconds += 30
    assert steady.judge(now + timedelta(seconds=60), now) is Time.RIGHT


def test_i5_ten_years_ahead_at_the_start_is_not_believed_either_but_three_months_are() -> None:
    seen = local(2026, 11, 5, 10)
    assert Steady(running=Boot()).judge(seen.replace(year=2036), seen) is Time.AHEAD
    assert Steady(running=Boot()).judge(seen + timedelta(days=92), seen) is Time.RIGHT


def test_i5_a_jump_of_days_makes_no_report_until_it_has_settled_and_is_taken_back() -> None:
    boot = Boot()
    steady = Steady(running=boot)
    now = local(2026, 11, 5, 10)
    assert steady.judge(now, None) is Time.RIGHT
    boot.seconds += 30
    ahead = now + timedelta(days=30)
    assert steady.judge(ahead, now) is Time.UNSETTLED
    boot.seconds += 60
    assert steady.judge(now + timedelta(seconds=90), ahead) is Time.CORRECTED
    boot.seconds += 30
    assert steady.judge(now + timedelta(seconds=120), now + timedelta(seconds=90)) is Time.RIGHT


def test_i5_a_machine_that_was_frozen_for_days_reports_after_an_hour() -> None:
    boot = Boot()
    steady = Steady(running=boot)
    now = local(2026, 11, 5, 10)
    steady.judge(now, None)
    assert steady.judge(now + timedelta(days=3), now) is Time.UNSETTLED
    boot.seconds += SETTLES
    assert steady.judge(now + timedelta(days=3, hours=1), now) is Time.RIGHT


def test_i5_a_year_back_is_not_believed() -> None:
    seen = local(2026, 11, 5, 10)
    assert Steady(running=Boot()).judge(seen.replace(year=2025), seen) is Time.BEHIND
    assert Steady(running=Boot()).judge(seen - timedelta(days=1), seen) is Time.RIGHT


BERLIN = "Europe/Berlin"


def days(cron: str, since: datetime, until: datetime) -> Counter[str]:
    """How often a source in Berlin is crawled on each day."""
    job = lines(source("a", cron, timezone=BERLIN))[0]
    world = World([job], states={job.id: JobState(answered=wall(since, job.zone))})
    return Counter(slot[:10] for _, slot in world.through(since, until))


def test_i6_a_time_that_does_not_exist_runs_once_that_day() -> None:
    zone = ZoneInfo(BERLIN)
    assert days("30 2 * * *", local(2026, 3, 28, 12, zone=zone), local(2026, 3, 30, 12, zone=zone)) == {"2026-03-29": 1, "2026-03-30": 1}


def test_i6_a_time_that_comes_twice_runs_once_that_day() -> None:
    zone = ZoneInfo(BERLIN)
    assert days("30 2 * * *", local(2026, 10, 24, 12, zone=zone), local(2026, 10, 26, 12, zone=zone)) == {"2026-10-25": 1, "2026-10-26": 1}


def test_i6_changed_time_zone_data_run_once_that_day() -> None:
    """The same wall clock, an hour later: slots are what the wall shows, so what was answered stays answered."""
    job = lines(source("a", "0 7 * * *"))[0]
    at_seven = local(2026, 11, 5, 7)
    slot = owed(job, NEVER, at_seven)
    assert slot == datetime(2026, 11, 5, 7)
    changed = replace(job, zone=ZoneInfo("Asia/Bangkok"))  # 07:00 comes an hour later now
    assert owed(changed, JobState(answered=slot), at_seven + timedelta(hours=1)) is None
    assert owed(changed, JobState(answered=slot), at_seven + timedelta(hours=25)) == datetime(2026, 11, 6, 7)


def test_i9_a_job_that_runs_is_not_due_however_late_it_is() -> None:
    from scheduler.due import due

    assert due(JOBS, {}, {job.id for job in JOBS}, local(2026, 11, 5, 10), local(2026, 11, 5)) == []
