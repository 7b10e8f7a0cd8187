"""Workers on a real PostgreSQL: each run once, one process on a server at a time, and what a dead worker had is done by another."""

import fcntl
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.ledger.models import JobRun
from model.cron import Cron
from model.outcome import UserError
from scheduler.clock import Clock
from scheduler.queue import Queue
from scheduler.steady import Steady
from scheduler.timetable import Job
from tests.conftest import TestLedger

pytestmark = pytest.mark.parametrize("ledger_database", ["postgres"], indirect=True, scope="session")

HOSTS = ("one.example", "two.example", "three.example", "four.example")
PATIENCE = 60.0
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)

WORKER = """
import sys
from pathlib import Path
from archive.ledger.connect import connect
database, folder, script = sys.argv[1:]
connect(database, Path(folder))
from scheduler.worker import Worker
Worker(database, ["/bin/sh", "-c", script, "run"], Path(folder) / "logs", print, processes=2, heartbeat=0.3, stalled=1.5).run()
"""
# Writes down when it began and ended on each server that it was sent to, and who ran it: `crawl one.example-1 one.example-2`.
SCRIPT = """
if [ "$1" != crawl ]; then echo "$@" >>{told}; exit 0; fi
shift; host=${{1%-*}}
echo "$host begin $$ $@" >>{told}; sleep {seconds}; echo "$host end $$" >>{told}
"""


@dataclass
class Province:
    """A clock that gives everything to workers, and what they did."""

    ledger: TestLedger
    folder: Path
    jobs: Sequence[Job] = ()
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    said: list[str] = field(default_factory=list)

    @property
    def told(self) -> Path:
        return self.folder / "told"

    def clock(self) -> Clock:
        queue = Queue(self.ledger.database, stalled=1.5)
        queue.prepare()
        steady = Steady(running=self.seconds)
        return Clock(lambda: self.jobs, ["false"], self.folder / "logs", self.said.append, now=lambda: self.now, steady=steady, queue=queue, host="clock")

    def seconds(self) -> float:
        return (self.now - EPOCH).total_seconds()

    @contextmanager
    def worker(self, seconds: float = 0.2) -> Iterator["subprocess.Popen[bytes]"]:
        script = SCRIPT.format(told=self.told, seconds=seconds)
        command = [sys.executable, "-c", WORKER, self.ledger.database, str(self.folder), script]
        with subprocess.Popen(command) as process:
            try:
                yield process
            finally:
                process.terminate()

    def beat_until_done(self, clock: Clock, done: int) -> None:
        """Beats of half a second, which the clock takes for half a minute."""
        until = time.monotonic() + PATIENCE
        while JobRun.objects.filter(state="done").count() < done and time.monotonic() < until:
            clock.beat()
            self.now += timedelta(seconds=30)
            time.sleep(0.5)

    def lines(self, host: str) -> list[str]:
        return [line for line in self.told.read_text().splitlines() if line.startswith(f"{host} ")] if self.told.exists() else []

    def wait_for(self, words: str) -> None:
        until = time.monotonic() + PATIENCE
        while not (self.told.exists() and words in self.told.read_text()) and time.monotonic() < until:
            time.sleep(0.02)


@pytest.fixture
def province(ledger: TestLedger, tmp_path: Path) -> Iterator[Province]:
    from django.db import connection

    yield Province(ledger, tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def crawl(host: str, number: int) -> Job:
    name = f"{host}-{number}"
    cron = Cron.parse("0 0 1 1 *")
    return Job(id=f"crawl {name}", crons=(cron,), command=lambda _: ["crawl", name], limit=timedelta(hours=1), source=name, lock=host)


def crawls() -> list[Job]:
    return [crawl(host, number) for host in HOSTS for number in (1, 2)]


def pairs(lines: Sequence[str]) -> bool:
    """Whether each beginning is followed by its own end."""
    begun = [line.split()[2] for line in lines[0::2]]
    ended = [line.split()[2] for line in lines[1::2]]
    return begun == ended and all(" begin " in line for line in lines[0::2])


def test_two_workers_share_the_crawls_one_process_a_server(province: Province) -> None:
    province.jobs = [*crawls(), Job(id="report", crons=(Cron.parse("0 0 1 1 *"),), command=lambda _: ["report", "2026-10"], limit=timedelta(hours=1))]
    clock = province.clock()
    clock.beat()
    assert set(JobRun.objects.values_list("state", flat=True)) == {"waiting"}
    with province.worker(), province.worker():
        province.beat_until_done(clock, 9)
    assert JobRun.objects.filter(state="done").count() == JobRun.objects.count() == 9
    assert [len(province.lines(host)) for host in HOSTS] == [2, 2, 2, 2]  # the sources of a server in one process, once
    assert province.told.read_text().splitlines().count("report 2026-10") == 1


def test_a_worker_killed_in_the_middle_leaves_its_crawls_to_another(province: Province) -> None:
    province.jobs = crawls()
    clock = province.clock()
    clock.beat()
    with province.worker(seconds=30) as killed:
        province.wait_for("begin")
        time.sleep(0.3)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    interrupted = [line.split()[0] for line in province.told.read_text().splitlines()]
    assert interrupted
    for log in (province.folder / "logs").glob("*.log"):  # its processes ended with it
        with log.open("rb") as output:
            fcntl.flock(output, fcntl.LOCK_EX)
    (province.folder / "logs").rename(province.folder / "logs of the other machine")  # the clock cannot look at them
    province.told.write_text("")
    with province.worker(), province.worker():
        province.beat_until_done(clock, 8)
    assert JobRun.objects.filter(state="done").count() == 8
    assert JobRun.objects.filter(state="interrupted").count() == 2 * len(interrupted)
    assert "工人不见了" in JobRun.objects.filter(state="interrupted")[0].reason
    assert all(pairs(province.lines(host)) and len(province.lines(host)) == 2 for host in HOSTS)


def test_a_worker_that_is_stopped_ends_its_runs_and_they_are_owed(province: Province) -> None:
    province.jobs = crawls()[:2]
    clock = province.clock()
    clock.beat()
    with province.worker(seconds=30) as stopped:
        province.wait_for("begin")
        stopped.terminate()
        assert stopped.wait(20) == 0
    assert set(JobRun.objects.values_list("state", flat=True)) == {"interrupted"}
    with province.worker():
        province.beat_until_done(clock, 2)
    assert JobRun.objects.filter(state="done").count() == 2


def test_an_order_that_the_queue_lost_is_given_again_and_one_that_came_twice_runs_once(province: Province) -> None:
    from django.db import connection

    province.jobs = crawls()[:2]
    clock = province.clock()
    clock.beat()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    clock.beat()
    with connection.cursor() as cursor:  # as if it were in the queue twice
        cursor.execute("INSERT INTO procrastinate_jobs (task_name, queue_name, lock, args) SELECT task_name, queue_name, lock, args FROM procrastinate_jobs")
    with province.worker():
        province.beat_until_done(clock, 2)
        time.sleep(0.5)
    assert len(province.lines("one.example")) == 2


def test_without_postgresql_workers_are_refused_in_one_sentence(ledger_database: object) -> None:
    with pytest.raises(UserError, match=r"设置 schedule\.workers 需要 PostgreSQL"):
        Queue("ledger.sqlite3").prepare()
