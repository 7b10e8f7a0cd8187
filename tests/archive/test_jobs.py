"""A slot of the timetable has one answer; what failed or was interrupted stays as history."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.ledger import history, jobs, leases, models, runs
from archive.ledger.jobs import CLOCK, End
from archive.ledger.leases import Fenced
from archive.ledger.models import JobRun
from model.outcome import Tally
from model.run import Begin, JobState, Run, RunState

NOW = datetime(2026, 11, 1, 0, 0, 5, tzinfo=UTC)
SLOT = datetime(2026, 11, 1, 8)

pytestmark = [pytest.mark.ledger, pytest.mark.usefixtures("ledger")]


@pytest.fixture
def fence() -> int:
    taken = leases.take(CLOCK, "here:1", NOW, timedelta(seconds=90))
    assert taken
    return taken


def begin(fence: int, *names: str, slot: datetime = SLOT, asked: bool = False, log: str = "a.log") -> list[Run]:
    begun = [
        Begin(job=name, slot=slot, asked=asked, source=name.removeprefix("crawl ") if "crawl" in name else "", lock="", deadline=NOW + timedelta(hours=6))
        for name in names
    ]
    return jobs.begin(fence, begun, NOW, log=log, pid=4, host="here")


def told() -> list[tuple[str, str]]:
    return list(JobRun.objects.order_by("number").values_list("job", "state"))


def test_a_slot_is_answered_once(fence: int) -> None:
    begun = begin(fence, "report")
    assert begin(fence, "report") == []
    jobs.end(begun, End(exit_status=0), NOW)
    assert begin(fence, "report") == []
    assert jobs.states() == {"report": JobState(answered=SLOT)}
    assert jobs.active() == []


def test_i10_an_interrupted_run_stays_as_history_and_its_slot_is_owed_again(fence: int) -> None:
    ended = jobs.end(begin(fence, "report"), End(exit_status=None, reason="进程没有结束就消失了", interrupted=True), NOW)
    assert [(state, reason) for _, state, reason in ended] == [(RunState.INTERRUPTED, "进程没有结束就消失了")]
    assert jobs.states() == {"report": JobState(failures=1)}
    jobs.end(begin(fence, "report"), End(exit_status=0), NOW)
    assert jobs.states() == {"report": JobState(answered=SLOT)}
    assert told() == [("report", "interrupted"), ("report", "done")]


def test_what_kills_its_process_each_time_is_tried_more_rarely(fence: int) -> None:
    for _ in range(3):
        jobs.end(begin(fence, "report"), End(exit_status=None, interrupted=True), NOW)
    assert jobs.states()["report"] == JobState(failures=3, not_before=NOW + timedelta(minutes=30))


def test_a_report_that_failed_is_owed_and_a_crawl_that_failed_is_not(fence: int) -> None:
    jobs.end(begin(fence, "report", "crawl a"), End(exit_status=1), NOW, until_done=["report"])
    states = jobs.states()
    assert states["report"] == JobState(failures=1, not_before=NOW + timedelta(minutes=1))
    assert states["crawl a"] == JobState(answered=SLOT, failures=1, not_before=NOW)
    assert set(JobRun.objects.values_list("reason", flat=True)) == {"退出码 1，请看运行记录"}


def test_a_source_that_fails_backs_off_and_one_good_run_is_enough(fence: int) -> None:
    waits = []
    for hour in range(5):
        jobs.end(begin(fence, "crawl a", slot=SLOT + timedelta(hours=hour)), End(exit_status=1), NOW)
        waits.append((jobs.states()["crawl a"].not_before or NOW) - NOW)
    assert waits == [timedelta(0), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(hours=24)]
    jobs.end(begin(fence, "crawl a", slot=SLOT + timedelta(days=1)), End(exit_status=0), NOW)
    assert jobs.states()["crawl a"] == JobState(answered=SLOT + timedelta(days=1))


def test_in_one_process_each_source_has_its_own_end(fence: int) -> None:
    """The command says only that something failed; what each source gave, its own run says."""
    begun = begin(fence, "crawl a", "crawl b", "crawl c")
    for name, tally in {"a": Tally(source="a", fetched=3), "b": Tally(source="b", error="列表页应答 500")}.items():
        runs.end(runs.begin(name), tally)
    ended = jobs.end(begun, End(exit_status=None, reason="进程没有结束就消失了", interrupted=True), NOW)
    assert [(run.source, state, reason) for run, state, reason in ended] == [
        ("a", RunState.DONE, ""),
        ("b", RunState.FAILED, "列表页应答 500"),
        ("c", RunState.INTERRUPTED, "进程没有结束就消失了"),
    ]
    states = jobs.states()
    assert (states["crawl a"].answered, states["crawl a"].fed) == (SLOT, SLOT)
    assert states["crawl c"].answered is None
    assert JobRun.objects.get(source="a").run.fetched == 3


def test_i4_who_lost_the_lease_neither_begins_nor_ends(fence: int) -> None:
    begun = begin(fence, "report")
    newer = leases.take(CLOCK, "there:2", NOW + timedelta(minutes=10), timedelta(seconds=90))
    assert newer
    jobs.adopt(newer, "here")
    with pytest.raises(Fenced):
        begin(fence, "crawl a")
    with pytest.raises(Fenced):
        jobs.end(begun, End(exit_status=0), NOW)
    assert told() == [("report", "running")]
    jobs.end(jobs.active(), End(exit_status=0), NOW)
    assert told() == [("report", "done")]


def test_an_older_slot_that_ends_late_does_not_turn_time_back(fence: int) -> None:
    late = begin(fence, "crawl a")
    jobs.end(begin(fence, "crawl a", slot=SLOT + timedelta(hours=4)), End(exit_status=0), NOW)
    jobs.end(late, End(exit_status=0), NOW)
    assert jobs.states()["crawl a"].answered == SLOT + timedelta(hours=4)


def test_asked_for_by_a_person_it_runs_once_besides_the_timetable(fence: int) -> None:
    jobs.ask("report", NOW)
    assert jobs.states()["report"].asked == NOW
    begun = begin(fence, "report", slot=datetime(2026, 11, 1, 8, 0, 5), asked=True)
    assert jobs.states()["report"].asked is None
    jobs.end(begun, End(exit_status=0), NOW)
    assert jobs.states()["report"].answered is None
    jobs.pause("report", NOW)
    assert jobs.states()["report"].paused == NOW
    jobs.pause("report", None)
    assert jobs.states()["report"].paused is None


def test_i5_what_a_clock_that_ran_ahead_has_answered_is_owed_when_it_comes(fence: int) -> None:
    december = datetime(2026, 12, 1, 8)
    for slot in (SLOT, december):
        jobs.end(begin(fence, "report", slot=slot), End(exit_status=0), NOW)
    assert jobs.rewind(fence, NOW) == ["report"]
    assert jobs.states()["report"].answered == SLOT
    assert len(begin(fence, "report", slot=december)) == 1
    assert told() == [("report", "done"), ("report", "interrupted"), ("report", "running")]


def test_a_person_can_say_that_the_time_is_right(fence: int) -> None:
    leases.renew(CLOCK, fence, NOW, timedelta(seconds=90), seen=NOW.replace(year=2036))
    assert jobs.trust(NOW) == []
    assert leases.seen(CLOCK) == NOW


def test_i8_a_job_that_the_timetable_no_longer_has_keeps_its_history(fence: int) -> None:
    jobs.end(begin(fence, "crawl gone"), End(exit_status=0), NOW)
    assert "crawl gone" in jobs.states()
    assert told() == [("crawl gone", "done")]


def test_a_crawl_that_was_cut_off_is_one_run_and_no_crawl_by_hand(fence: int) -> None:
    begun = begin(fence, "crawl a")
    models.Run.objects.create(source="a", started=NOW + timedelta(seconds=1))  # its process was killed: it never ended
    past = history.past_runs(NOW, NOW + timedelta(days=1))
    assert [(run.number, run.state) for run in past] == [(begun[0].number, RunState.RUNNING)]
    jobs.end(begun, End(exit_status=None, reason="进程没有结束就消失了", interrupted=True), NOW)
    past = history.past_runs(NOW, NOW + timedelta(days=1))
    assert [(run.number, run.state) for run in past] == [(begun[0].number, RunState.INTERRUPTED)]


def test_a_crawl_by_hand_before_that_of_the_timetable_is_shown_beside_it(fence: int) -> None:
    models.Run.objects.create(source="a", started=NOW - timedelta(hours=1), finished=NOW)
    jobs.end(begin(fence, "crawl a"), End(exit_status=0), NOW)
    assert len(history.past_runs(NOW - timedelta(days=1), NOW + timedelta(days=1))) == 2
