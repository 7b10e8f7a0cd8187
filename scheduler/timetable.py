"""The timetable: which commands run when."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from model.source import Source

LOCAL = ZoneInfo("Asia/Shanghai")
REPORT = "0 8 1 * *"  # after the crawl of the morning

# The moments of a cron expression after `after` and up to `until`, in order.
Moments = Callable[[str, datetime, datetime], list[datetime]]

Command = Callable[[datetime], list[str]]


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the timetable."""

    id: str  # names its runs in the ledger; never changes while its meaning stays
    cron: str  # local time
    command: Command  # arguments of `jianbao`, for the moment that is due
    every: bool = False  # each missed moment is owed: a report a month; else only the last one: one crawl for all that was missed


@dataclass(frozen=True, slots=True)
class Due:
    job: Job
    slot: datetime  # aware


def timetable(sources: Iterable[Source]) -> list[Job]:
    """Sources of one schedule are crawled by one process; the report of a month is made on the first day of the next."""
    schedules: dict[str, list[str]] = {}
    for source in sources:
        schedules.setdefault(" ".join(source.schedule.split()), []).append(source.id)
    crawls = [Job(f"crawl {cron}", cron, _crawl(ids)) for cron, ids in schedules.items()]
    return [*crawls, Job("report", REPORT, _report, every=True)]


def due(jobs: Iterable[Job], answered: Mapping[str, datetime], now: datetime, moments: Moments) -> list[Due]:
    """What is owed at `now`, oldest first; `answered` has the last slot that each job has a run for.

    A job without any run owes its last moment, so that a new installation begins at once.
    """
    owed: list[Due] = []
    for job in jobs:
        last = answered.get(job.id)
        # A month and a day hold a moment of nearly every timetable; one that is rarer waits for its next.
        missed = moments(job.cron, last or now - timedelta(days=32), now)
        slots = missed if job.every and last else missed[-1:]
        owed += [Due(job, slot) for slot in slots]
    return sorted(owed, key=lambda one: one.slot)


def _crawl(ids: list[str]) -> Command:
    return lambda slot: ["crawl", *ids]


def _report(slot: datetime) -> list[str]:
    """The month before the slot's."""
    last = slot.astimezone(LOCAL).replace(day=1) - timedelta(days=1)
    return ["report", f"{last:%Y-%m}"]
