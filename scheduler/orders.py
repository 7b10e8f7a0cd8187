"""What the clock hands over to workers: rows of the ledger that wait, and the queue that is told of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from archive.ledger import jobs as ledger
from archive.ledger.jobs import End
from model.run import Run, RunState
from scheduler.due import Due, processes
from scheduler.queue import Order, Queue
from scheduler.timetable import Job, by_id

FOR_WORKERS = ("crawl", "reread", "report")  # commands; the others are quick, or want the clock's machine

Ended = list[tuple[Run, RunState, str]]


def hand_over(queue: Queue, fence: int, found: Sequence[Due], jobs: Iterable[Job], now: datetime) -> tuple[list[Due], Ended]:
    """Gives to the workers what they take; returns what runs here, and the runs whose worker is gone: those are owed again."""
    theirs = [one for one in found if one.job.command(one.slot)[0] in FOR_WORKERS]
    for together in processes(theirs, [], len(theirs), apart=True):
        ledger.begin(fence, [one.begin(now) for one in together], now, log="", pid=0, host="")
    known = by_id(jobs)
    groups = list(waiting_groups(run for run in ledger.active() if run.state is RunState.WAITING))
    orders = [order(runs, known) for runs in groups if runs[0].source or runs[0].job in known]
    lost = set(queue.exchange(orders))
    left = [run for runs in groups if not (runs[0].source or runs[0].job in known) for run in runs]
    ended = ledger.end(left, End(exit_status=None, reason="任务已不在时间表里"), now)
    ended += ledger.end([run for run in ledger.active() if run.number in lost], End(exit_status=None, reason="工人不见了", interrupted=True), now)
    return [one for one in found if one not in theirs], ended


def waiting_groups(waiting: Iterable[Run]) -> Iterable[list[Run]]:
    """Runs that began to wait as one: crawls on one server; anything else is alone."""
    found: dict[object, list[Run]] = {}
    for run in waiting:
        found.setdefault((run.lock, run.started) if run.source else run.number, []).append(run)
    return found.values()


def order(runs: Sequence[Run], known: Mapping[str, Job]) -> Order:
    """What a worker is told."""
    command = ["crawl"] if runs[0].source else known[runs[0].job].command(runs[0].slot)
    return Order(tuple(run.number for run in runs), tuple(command), runs[0].lock)
