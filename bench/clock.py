"""Does a clock that is killed all the time lose a slot, or run one twice? And how long is a beat?

    python -m bench.clock [--sources 1000] [--days 7] [--kills 50] [--past 1000000] [--seed 1]

Runs the real clock (SQLite, real processes) through simulated days over sources of many schedules and time zones, in steps
of a minute. The clock is a process of its own that is killed with SIGKILL at random moments and started again; each run
writes down what it was started for. Prints slots missed and slots run twice, then the median of a beat in which nothing
is due, with so many past runs in the ledger.
"""

import argparse
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from model.settings import Settings
from model.source import Discover, Kind, Source
from scheduler.due import wall
from scheduler.steady import Steady
from scheduler.timetable import LOCAL, Job, timetable

BEGIN = datetime(2026, 11, 28, tzinfo=LOCAL)  # the first of a month is among the days
STEP = timedelta(minutes=1)
SCHEDULES = ("", "30 7,12,18 * * *", "0 7 * * *", "15 */4 * * *", "20 8,17 * * mon-fri", "5 9-17/2 * * *")
ZONES = ("Asia/Shanghai", "Asia/Shanghai", "Asia/Urumqi", "UTC")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--past", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--drive", metavar="FOLDER", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.drive:
        drive(Path(args.drive), args.sources, args.days)
        return
    with tempfile.TemporaryDirectory(prefix="jianbao-bench-") as folder:
        prepare(Path(folder), args.sources)
        kills, seconds = week(Path(folder), args)
        owed, done = slots(args.sources, args.days), answered()
        ran = Counter((Path(folder) / "ran").read_text().splitlines())  # what the processes themselves wrote down
        expected = Counter(job for job, _ in owed)
        missed = len(owed - done.keys()) + (expected - ran).total()
        double = (done - Counter(owed)).total() + (ran - expected).total()
        print(f"{args.sources} sources, {args.days} days, {len(owed)} slots, clock killed {kills} times, {seconds:.0f} s")
        print(f"missed/double = {missed}/{double}")
        if args.past:
            beats = beat_times(Path(folder), args.sources, args.past)
            print(f"beat with {args.sources} sources and {args.past} past runs: median {statistics.median(beats):.1f} ms of {len(beats)}, aim 50")


def sources(number: int) -> list[Source]:
    kinds = (Kind.LIST, Kind.FEED, Kind.SITEMAP)
    return [
        Source(
            id=f"s{one:04}",
            outlet="o",
            discover=(Discover(kind=kinds[one % 3], url=f"http://host{one % (number * 4 // 5)}.example/"),),
            schedule=SCHEDULES[one % len(SCHEDULES)],
            timezone=ZONES[one % len(ZONES)],
        )
        for one in range(number)
    ]


def jobs(number: int) -> list[Job]:
    return timetable(sources(number), Settings())


def slots(number: int, days: int) -> set[tuple[str, str]]:
    """What the simulated days owe: (job, slot). A job begins `offset` after its slot: what would begin after the end is not owed."""
    until = BEGIN + timedelta(days=days)
    found: set[tuple[str, str]] = set()
    for job in jobs(number):
        begin, end = wall(BEGIN, job.zone) - job.offset, wall(until, job.zone) - job.offset
        found |= {(job.id, slot.isoformat()) for cron in job.crons for slot in cron.between(begin, end)}
    return found


def answered() -> Counter[tuple[str, str]]:
    """What the ledger says was done: (job, slot)."""
    from archive.ledger.models import JobRun

    return Counter(JobRun.objects.filter(state="done").values_list("job", "slot"))


def prepare(folder: Path, number: int) -> None:
    """An empty ledger in which everything before the first day is answered."""
    open_ledger(folder, migrate=True)
    from archive.ledger import models
    from archive.ledger.jobs import text

    outlet = models.Outlet.objects.create(id="o", name="o")
    models.Source.objects.bulk_create(models.Source(id=source.id, outlet=outlet, definition={"schedule": source.schedule}) for source in sources(number))
    models.Job.objects.bulk_create(models.Job(id=job.id, answered=text(wall(BEGIN, job.zone) - job.offset)) for job in jobs(number))
    (folder / "ran").touch()
    (folder / "now").write_text(BEGIN.isoformat())


def open_ledger(folder: Path, migrate: bool = False) -> None:
    from archive.ledger.connect import connect

    connect("ledger.sqlite3", folder)
    if migrate:
        from archive.ledger import schema

        schema.migrate()


def week(folder: Path, args: argparse.Namespace) -> tuple[int, float]:
    """Drives the clock to the end, killing it on the way; how often, and seconds."""
    rest, began, kills = random.Random(args.seed), time.monotonic(), 0
    command = [sys.executable, "-m", "bench.clock", "--drive", str(folder), "--sources", str(args.sources), "--days", str(args.days)]
    until = BEGIN + timedelta(days=args.days)
    while True:
        now = datetime.fromisoformat((folder / "now").read_text())
        # Kills are spread evenly over the simulated time that is left; the moment in a beat is chance.
        span = (until - now) / (args.kills - kills) if kills < args.kills else None
        stop = now + span * rest.uniform(0.5, 1.2) if span else None
        with subprocess.Popen(command) as clock:
            while stop and clock.poll() is None and datetime.fromisoformat((folder / "now").read_text() or BEGIN.isoformat()) < stop:
                time.sleep(0.02)
            if stop:
                time.sleep(rest.uniform(0, 0.1))
            if stop and clock.poll() is None:
                clock.send_signal(signal.SIGKILL)
                kills += 1
        if clock.returncode == 0:
            return kills, time.monotonic() - began
        if clock.returncode != -signal.SIGKILL:
            sys.exit(f"the clock ended with {clock.returncode}")


@dataclass
class Told:
    """The simulated time; it outlives the clock."""

    file: Path
    now: datetime

    def set(self, now: datetime) -> None:
        self.now = now
        part = self.file.with_suffix(".part")
        part.write_text(now.isoformat())
        part.rename(self.file)

    def seconds(self) -> float:
        return self.now.timestamp()


def fill(number: int, past: int) -> None:
    """So many past runs of the timetable, each with its source's own; two statements."""
    from django.db import connection, transaction

    began = f"{BEGIN - timedelta(minutes=past // number):%Y-%m-%d %H:%M:%S}"  # one a minute for each source, up to the first day
    rows = f"WITH RECURSIVE past(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM past WHERE n + 1 < {past})"
    moment = f"datetime('{began}', '+' || (n / {number}) || ' minutes')"
    source, failed = f"'s' || printf('%04d', n % {number})", "n % 50 = 0"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM ledger_run")
        first = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO ledger_run (id, source, started, finished, found, fetched, kept, rejected, unreadable, failed, seconds, error, timed)"
            f" {rows} SELECT {first} + n, {source}, {moment}, {moment}, 20, 2, 1, 1, 0, 0, 9, CASE WHEN {failed} THEN 'x' ELSE '' END, 1 FROM past"
        )
        cursor.execute(
            "INSERT OR IGNORE INTO ledger_jobrun"
            " (job, slot, asked, state, source, lock, fence, pid, host, log, started, deadline, finished, exit_status, reason, run_id)"
            f" {rows} SELECT 'crawl ' || {source}, replace({moment}, ' ', 'T'), 0, CASE WHEN {failed} THEN 'failed' ELSE 'done' END,"
            f" {source}, '', 1, 1, 'h', '', {moment}, {moment}, {moment}, 0, '', {first} + n FROM past"
        )


def beat_times(folder: Path, number: int, past: int) -> list[float]:
    """Milliseconds of beats in which nothing is due, with a long history."""
    from scheduler.clock import Clock
    from scheduler.latest import Latest

    fill(number, past)
    now = datetime.fromisoformat((folder / "now").read_text())
    clock = Clock(Latest(lambda: jobs(number)), ["true"], folder / "logs", quietly, now=lambda: now, steady=Steady(running=lambda: 0.0))
    clock.beat()
    times = []
    for _ in range(20):
        began_beat = time.perf_counter()
        clock.beat()
        times.append((time.perf_counter() - began_beat) * 1000)
    return times


def drive(folder: Path, number: int, days: int) -> None:
    """The clock's own process: beats through the simulated time until it ends and everything is done."""
    open_ledger(folder)
    from archive.ledger import jobs as ledger
    from scheduler.clock import Clock

    told = Told(folder / "now", datetime.fromisoformat((folder / "now").read_text()))
    lines = jobs(number)
    ran = folder / "ran"
    # One write a run: `crawl a b` becomes the lines "crawl a" and "crawl b", `report 2026-11` becomes "report".
    script = f'what=$1; shift; if [ $what = crawl ]; then printf "crawl %s\\n" "$@"; else echo $what; fi >>{ran}'
    prefix = ["/bin/sh", "-c", script, "run"]
    clock = Clock(lambda: lines, prefix, folder / "logs", quietly, room=4, now=lambda: told.now, steady=Steady(running=told.seconds))
    until = BEGIN + timedelta(days=days)
    while told.now < until or ledger.active():
        clock.beat()
        told.set(told.now + STEP)
    clock.stop()


def quietly(sentence: str) -> None:
    """The bench prints its figures only."""


if __name__ == "__main__":
    main()
