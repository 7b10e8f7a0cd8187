"""What is due follows from the timetable and what is remembered, whatever happened to the clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from model.run import JobState, Run, RunState
from model.settings import Settings
from model.source import Kind
from scheduler.due import beginnings, due, next_beginnings, processes
from scheduler.timetable import timetable
from tests.scheduler.world import World, lines, local, source

JOBS = lines(source("a", "0 7,12 * * *"), source("c", "30 9 * * *"))


def test_a_new_installation_begins_at_once_and_reports_after_its_first_crawls() -> None:
    world = World(JOBS, began=local(2026, 11, 5, 10))
    assert world.beat(local(2026, 11, 5, 10)) == [("crawl a", "2026-11-05 07:00"), ("crawl c", "2026-11-05 09:30")]
    assert world.beat(local(2026, 11, 5, 10, 1)) == [("report", "2026-11-01 08:00")]
    assert world.beat(local(2026, 11, 5, 10, 2)) == []


def test_the_report_of_the_first_day_waits_for_the_crawls_of_the_morning() -> None:
    world = World(JOBS)
    world.settle(local(2026, 10, 31, 23))
    assert world.beat(local(2026, 11, 1, 6)) == [("crawl a", "2026-11-01 06:00"), ("crawl c", "2026-11-01 06:00")]
    active = {"crawl a"}
    world.states["crawl a"] = replace(world.states["crawl a"], answered=datetime(2026, 10, 31, 12))  # still at it
    due_then = [one.job.id for one in due(JOBS, world.states, active, local(2026, 11, 1, 8), world.began)]
    assert due_then == []
    assert [one.job.id for one in due(JOBS, world.states, active, local(2026, 11, 1, 12, 1), world.began)] == ["report", "crawl c"]


def test_a_failing_source_does_not_hold_the_report_up() -> None:
    states = {"crawl a": JobState(answered=datetime(2026, 10, 31, 12), failures=3, not_before=local(2026, 11, 1, 9))}
    world = World(lines(source("a", "0 7,12 * * *")), states=states)
    assert world.beat(local(2026, 11, 1, 8)) == [("report", "2026-11-01 08:00")]
    assert world.beat(local(2026, 11, 1, 9)) == [("crawl a", "2026-11-01 07:00")]  # and is caught up


def test_an_e_paper_is_looked_for_until_it_has_appeared() -> None:
    world = World(lines(source("paper", kind=Kind.EPAPER))[:1], states={"crawl paper": JobState(answered=datetime(2026, 11, 2, 18))})
    assert world.through(local(2026, 11, 3, 5), local(2026, 11, 3, 7, 30)) == [("crawl paper", "2026-11-03 06:00"), ("crawl paper", "2026-11-03 07:00")]
    world.states["crawl paper"] = replace(world.states["crawl paper"], fed=datetime(2026, 11, 3, 7))
    assert world.through(local(2026, 11, 3, 8), local(2026, 11, 3, 23)) == []
    assert world.beat(local(2026, 11, 4, 6)) == [("crawl paper", "2026-11-04 06:00")]


@pytest.mark.parametrize(("hour", "begins"), [(22, True), (23, False), (2, False), (5, True)])
def test_no_crawl_begins_in_quiet_hours(hour: int, begins: bool) -> None:
    world = World(lines(source("a", "0 * * * *"))[:1])
    assert bool(world.beat(local(2026, 11, 5, hour, 30), quiet="23:00-05:30")) is begins


def test_what_fell_into_quiet_hours_is_done_once_after_them() -> None:
    world = World(lines(source("a", "0 * * * *"))[:1], states={"crawl a": JobState(answered=datetime(2026, 11, 4, 22))})
    assert world.beat(local(2026, 11, 5, 5, 29), quiet="23:00-05:30") == []
    assert world.beat(local(2026, 11, 5, 5, 30), quiet="23:00-05:30") == [("crawl a", "2026-11-05 05:00")]


def test_a_paused_job_is_left_out_and_one_that_was_asked_for_is_run() -> None:
    states = {"crawl a": JobState(paused=local(2026, 11, 1)), "crawl c": JobState(answered=datetime(2026, 11, 5, 9, 30), asked=local(2026, 11, 5, 10))}
    found = due(JOBS[:2], states, (), local(2026, 11, 5, 10, 1), local(2026, 11, 1))
    assert [(one.job.id, one.asked, one.slot) for one in found] == [("crawl c", True, datetime(2026, 11, 5, 10))]


def run(job: str, lock: str) -> Run:
    now = datetime.now(UTC)
    return Run(
        number=1,
        job=job,
        slot=datetime(2026, 11, 5),
        asked=False,
        state=RunState.RUNNING,
        source=job,
        lock=lock,
        pid=1,
        host="",
        log="a.log",
        started=now,
        deadline=now,
        fence=1,
    )


def test_crawls_share_a_process_and_no_server_is_met_by_two() -> None:
    jobs = lines(source("a", "0 7 * * *"), source("b", "0 7 * * *"), source("c", "0 7 * * *"))[:3]
    found = due(jobs, {}, (), local(2026, 11, 5, 10), local(2026, 11, 5))
    assert [[one.job.id for one in together] for together in processes(found, [], 2)] == [["crawl a", "crawl b", "crawl c"]]
    assert [[one.job.id for one in together] for together in processes(found, [run("crawl x", "b.example")], 1)] == [["crawl a", "crawl c"]]
    assert [[one.job.id for one in together] for together in processes(found, [], 9, apart=True)] == [["crawl a"], ["crawl b"], ["crawl c"]]
    assert processes(found, [], 0) == []


def test_times_are_those_of_the_source() -> None:
    world = World(lines(source("a", "0 8 * * *", timezone="Asia/Urumqi"))[:1], states={"crawl a": JobState(answered=datetime(2026, 11, 4, 8))})
    assert world.beat(local(2026, 11, 5, 9, 59)) == []
    assert world.beat(local(2026, 11, 5, 10, 0) + timedelta(seconds=1)) == [("crawl a", "2026-11-05 08:00")]


def test_a_new_installation_reports_no_quarter_that_was_over_before_it_began() -> None:
    jobs = lines()
    first = local(2026, 11, 5, 10)
    assert [one.job.id for one in due(jobs, {}, (), first, first)] == ["report"]
    slots = beginnings(jobs, {}, first)
    assert slots == {"report quarter": datetime(2026, 10, 1, 8), "report half": datetime(2026, 7, 1, 8), "report year": datetime(2026, 1, 1, 8)}
    states = {job: JobState(answered=slot) for job, slot in slots.items()}
    assert beginnings(jobs, states, first) == {}
    new_year = local(2027, 1, 1, 8)
    assert [one.job.id for one in due(jobs, states, (), new_year, first)] == ["report", "report half", "report quarter", "report year"]


def test_what_is_not_needed_makes_no_run_and_is_due_at_once_when_it_is() -> None:
    needed = [False]
    jobs = timetable((), Settings(), ("deliver",), to_send=lambda _: needed[0])
    world = World(jobs)
    assert world.beat(local(2026, 11, 5, 10, 1)) == []
    needed[0] = True
    assert world.beat(local(2026, 11, 5, 10, 1, 30)) == [("deliver", "2026-11-05 10:01")]
    assert world.beat(local(2026, 11, 5, 10, 1, 59)) == []  # once a minute
    assert world.beat(local(2026, 11, 5, 10, 2)) == [("deliver", "2026-11-05 10:02")]


def test_when_each_job_begins_next_with_its_zone_and_its_offset() -> None:
    now = local(2026, 11, 5, 7, 0)
    urumqi = source("u", "0 7 * * *", timezone="Asia/Urumqi")
    found = next_beginnings([*lines(source("a", "0 7,12 * * *"), urumqi)], now)
    assert found["crawl a"] == local(2026, 11, 5, 12)
    assert found["crawl u"] == local(2026, 11, 5, 9)  # 07:00 there
    (spread, *_) = lines(source("a", "0 7 * * *"), spread=3600)
    assert next_beginnings([spread], now)["crawl a"] == local(2026, 11, 5, 7) + spread.offset
