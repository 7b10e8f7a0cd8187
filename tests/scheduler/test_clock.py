"""The clock starts what is due, knows how it ended, and survives its own end. Real processes, a real ledger, a time that the test sets."""

import fcntl
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.ledger import jobs, leases
from archive.ledger.models import JobRun
from model.cron import Cron
from scheduler.clock import Clock
from scheduler.process import Process, exit_status, lives
from scheduler.steady import Steady
from scheduler.timetable import Job
from tests.scheduler.world import local

pytestmark = [pytest.mark.ledger, pytest.mark.usefixtures("ledger")]


def job(name: str, script: str = "true", cron: str = "0 7,12 * * *", **more: object) -> Job:
    """A job whose command is a shell script."""
    return Job(id=name, crons=(Cron.parse(cron),), command=lambda _: [script], **{"limit": timedelta(hours=1), **more})  # type: ignore[arg-type]


def crawl(name: str, script: str = "true", lock: str = "") -> Job:
    return job(f"crawl {name}", script, source=name, lock=lock or name)


@dataclass
class Office:
    """A home with a clock, and time."""

    logs: Path
    jobs: Sequence[Job]
    now: datetime = field(default_factory=lambda: local(2026, 11, 5, 7))
    said: list[str] = field(default_factory=list)
    running: float = 0.0

    def clock(self) -> Clock:
        return Clock(lambda: self.jobs, ["/bin/sh", "-c"], self.logs, self.said.append, now=lambda: self.now, steady=Steady(running=lambda: self.running))

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)
        self.running += timedelta(**span).total_seconds()

    def settled(self) -> None:
        """Waits until no process of a run lives."""
        for run in jobs.active():
            ended(Path(run.log))


def ended(log: Path) -> None:
    """Waits until nothing writes to the log any more."""
    with log.open("rb") as output:
        fcntl.flock(output, fcntl.LOCK_EX)


def history() -> list[tuple[str, str, str]]:
    return list(JobRun.objects.order_by("number").values_list("job", "slot", "state"))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "logs", [])


def test_what_is_due_is_started_and_its_end_recorded(office: Office) -> None:
    office.jobs = [job("good", "echo hello"), job("bad", "exit 3", "0 6 * * *")]
    clock = office.clock()
    clock.beat()
    office.settled()
    office.later(seconds=30)
    clock.beat()
    assert history() == [("bad", "2026-11-05T06:00:00", "failed"), ("good", "2026-11-05T07:00:00", "done")]
    good = JobRun.objects.get(job="good")
    assert (Path(good.log).read_text(), good.exit_status, good.reason) == ("hello\n", 0, "")
    assert "bad（11-05 06:00）失败：退出码 3，请看运行记录" in office.said


def test_sources_that_are_due_together_share_a_process(office: Office) -> None:
    office.jobs = [crawl("a", 'echo "$0" "$@"'), crawl("b"), crawl("c")]
    office.clock().beat()
    office.settled()
    assert len({run.log for run in jobs.active()}) == 1
    assert Path(jobs.active()[0].log).read_text() == "b c\n"


def test_no_more_processes_than_there_is_room_for(office: Office) -> None:
    office.jobs = [job(name, "sleep 60") for name in "abc"]
    clock = office.clock()
    clock.beat()
    clock.beat()
    assert [name for name, _, _ in history()] == ["a", "b"]
    clock.stop()


def test_i3_of_two_clocks_one_works_and_the_other_waits_and_says_so(office: Office) -> None:
    office.jobs = [job("report")]
    first, second = office.clock(), office.clock()
    second.host = "other"
    first.beat()
    second.beat()
    assert second.fence is None
    assert [line for line in office.said if "待命" in line] == [f"另一个时钟正在运行（{first.host}:{os.getpid()}），本进程待命；它停下后由本进程接手"]
    office.settled()
    first.stop()
    second.beat()
    assert second.fence is not None
    assert history() == [("report", "2026-11-05T07:00:00", "done")]


def test_i4_a_clock_that_was_frozen_ten_minutes_neither_writes_nor_starts(office: Office) -> None:
    office.jobs = [job("report", "sleep 60")]
    frozen, other = office.clock(), office.clock()
    frozen.beat()
    office.later(minutes=10)
    other.beat()  # takes over, and leaves the run that still lives
    office.jobs = [job("report", "sleep 60"), job("late", "true", "5 7 * * *")]
    frozen.beat()
    assert frozen.fence is None
    assert "另一个时钟已经接手，本进程待命" in office.said
    assert history() == [("report", "2026-11-05T07:00:00", "running")]
    other.stop()
    assert history() == [("report", "2026-11-05T07:00:00", "interrupted")]


def test_i4_frozen_between_deciding_and_starting_it_starts_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    marker = office.logs.parent / "ran"
    office.jobs = [job("report", f"touch {shlex.quote(str(marker))}")]
    frozen, other = office.clock(), office.clock()
    prepare = Process.prepare

    def slow(command: Sequence[str], log: Path) -> Process:
        monkeypatch.setattr(Process, "prepare", prepare)
        process = prepare(command, log)
        office.later(minutes=10)
        other.beat()  # meanwhile the other clock has begun the run
        office.settled()
        marker.unlink()
        return process

    monkeypatch.setattr(Process, "prepare", slow)
    frozen.beat()
    other.beat()
    assert not marker.exists()
    assert history() == [("report", "2026-11-05T07:00:00", "done")]


def test_i5_a_clock_that_jumps_ten_years_starts_nothing_and_says_why(office: Office) -> None:
    office.jobs = [job("report", every=True)]
    clock = office.clock()
    clock.beat()
    office.settled()
    office.now = office.now.replace(year=2036)
    clock.beat()
    assert "系统时间比上次运行晚了一年多" in office.said[-1]
    office.now = local(2026, 11, 5, 12)
    office.running += 5 * 3600
    clock.beat()
    office.settled()
    clock.beat()
    assert history() == [("report", "2026-11-05T07:00:00", "done"), ("report", "2026-11-05T12:00:00", "done")]


def test_i5_runs_of_a_clock_that_was_days_ahead_are_owed_again(office: Office) -> None:
    office.jobs = [job("crawl a")]
    clock = office.clock()
    clock.beat()
    office.settled()
    office.now += timedelta(days=30)
    clock.beat()
    clock.beat()
    office.settled()
    office.now = local(2026, 11, 5, 12)
    office.running += 5 * 3600
    clock.beat()
    clock.beat()
    office.settled()
    clock.beat()
    assert history() == [
        ("crawl a", "2026-11-05T07:00:00", "done"),
        ("crawl a", "2026-12-05T07:00:00", "interrupted"),
        ("crawl a", "2026-11-05T12:00:00", "done"),
    ]


def test_i8_a_job_that_is_gone_is_neither_run_nor_forgotten(office: Office) -> None:
    office.jobs = [job("old name")]
    clock = office.clock()
    clock.beat()
    office.settled()
    office.jobs = [job("new name")]
    clock = office.clock()
    office.later(minutes=5)
    clock.beat()
    assert set(jobs.states()) == {"old name", "new name"}


def test_i9_a_run_longer_than_its_interval_is_not_started_twice(office: Office) -> None:
    office.jobs = [job("crawl a", "sleep 60", limit=timedelta(hours=9))]
    clock = office.clock()
    clock.beat()
    office.later(hours=6)
    clock.beat()
    assert history() == [("crawl a", "2026-11-05T07:00:00", "running")]
    clock.stop()


def test_i9_a_run_that_hangs_is_killed_with_its_whole_group_and_the_next_is_on_time(office: Office) -> None:
    # The command and its own child both ignore being asked.
    office.jobs = [job("crawl a", "trap '' TERM; sleep 100 & sleep 100", limit=timedelta(hours=1))]
    clock = office.clock()
    clock.beat()
    office.later(hours=1)
    clock.beat()  # asks
    office.later(seconds=30)
    clock.beat()  # kills
    office.settled()
    office.later(seconds=30)
    clock.beat()
    assert history() == [("crawl a", "2026-11-05T07:00:00", "failed")]
    assert JobRun.objects.get().reason == "超过时限 1 小时，已终止"
    office.now = local(2026, 11, 5, 12)
    clock.beat()
    assert history()[1:] == [("crawl a", "2026-11-05T12:00:00", "running")]
    clock.stop()


def test_i10_a_run_whose_process_was_killed_is_run_again(office: Office) -> None:
    office.jobs = [job("report", "sleep 60", every=True)]
    clock = office.clock()
    clock.beat()
    os.killpg(jobs.active()[0].pid, signal.SIGKILL)
    office.settled()
    office.jobs = [job("report", "true", every=True)]
    clock = office.clock()
    office.later(minutes=2)
    clock.beat()
    office.settled()
    clock.beat()
    assert history() == [("report", "2026-11-05T07:00:00", "interrupted"), ("report", "2026-11-05T07:00:00", "done")]
    assert "report（11-05 07:00）中断，将重新运行：进程没有结束就消失了" in office.said


def test_i10_a_run_goes_on_while_the_clock_is_dead_and_the_next_clock_learns_how_it_ended(office: Office) -> None:
    office.jobs = [job("good"), job("bad", "exit 7")]
    office.clock().beat()
    office.settled()
    office.later(minutes=2)  # that clock is gone; its lease ends
    office.clock().beat()
    assert [(name, state) for name, _, state in history()] == [("bad", "failed"), ("good", "done")]


def test_i10_a_clock_killed_before_the_word_was_given_has_started_nothing(tmp_path: Path) -> None:
    log, marker = tmp_path / "a.log", tmp_path / "ran"
    prepare = f"Process.prepare(['touch', {str(marker)!r}], Path({str(log)!r}))"
    dying = f"import os; from pathlib import Path; from scheduler.process import Process; {prepare}; os._exit(9)"
    subprocess.run([sys.executable, "-c", dying], check=False)
    ended(log)
    assert not lives(log)
    assert (marker.exists(), exit_status(log)) == (False, None)


def test_when_the_clock_stops_its_runs_stop_and_are_owed(office: Office) -> None:
    office.jobs = [job("report", "sleep 60")]
    clock = office.clock()
    clock.beat()
    clock.stop()
    assert history() == [("report", "2026-11-05T07:00:00", "interrupted")]
    assert leases.take("clock", "next", office.now, timedelta(seconds=90)) == 2


def test_a_beat_that_goes_wrong_is_told_and_the_next_one_works(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.jobs = [job("report")]
    clock = office.clock()
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "states", lambda: 1 / 0)
        clock.safe_beat()
    assert "时钟这一次没有走成" in office.said[-1]
    clock.safe_beat()
    office.settled()
    clock.safe_beat()
    assert history() == [("report", "2026-11-05T07:00:00", "done")]


def test_a_slow_source_holds_no_other_one_of_its_process_up(office: Office) -> None:
    """The crawl ends each source's own run as soon as it can; the clock takes note while the process goes on."""
    from archive.ledger.models import Run

    office.jobs = [crawl("a", "sleep 60"), crawl("b"), crawl("c")]
    clock = office.clock()
    clock.beat()
    Run.objects.create(source="b", started=office.now, finished=office.now + timedelta(seconds=9))
    Run.objects.create(source="c", started=office.now, finished=office.now + timedelta(seconds=9), error="列表页应答 502")
    office.later(seconds=30)
    clock.beat()
    assert sorted((name, state) for name, _, state in history()) == [("crawl a", "running"), ("crawl b", "done"), ("crawl c", "failed")]
    office.now = local(2026, 11, 5, 12)
    office.running += 5 * 3600
    clock.beat()
    assert [(name, state) for name, slot, state in history() if slot == "2026-11-05T12:00:00"] == [("crawl b", "running"), ("crawl c", "running")]
    clock.stop()
