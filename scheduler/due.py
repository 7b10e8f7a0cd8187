"""What is due: the timetable, what is remembered of each job, and the moment decide it, and nothing else."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from model.run import Begin, JobState, Run
from scheduler.timetable import LOCAL, Job

NEVER = JobState()
PATIENCE = timedelta(hours=4)  # that a report waits for crawls
TOGETHER = 200  # crawls in one process at most


@dataclass(frozen=True, slots=True)
class Due:
    job: Job
    slot: datetime  # naive, of the job's wall clock
    asked: bool = False  # by a person, besides the timetable

    def begin(self, now: datetime) -> Begin:
        """What the ledger is to write down."""
        job = self.job
        return Begin(job=job.id, slot=self.slot, asked=self.asked, source=job.source, lock=job.lock, deadline=now + job.limit)


def due(jobs: Sequence[Job], states: Mapping[str, JobState], active: Collection[str], now: datetime, began: datetime, *, quiet: str = "") -> list[Due]:
    """What is owed at `now`, oldest first.

    `active` are the ids of jobs that run; `began` is when the clock began: crawls that were missed before have their
    chance before a report. A job without any run owes its last slot, so that a new installation begins at once.
    """
    still = quiet and _within(quiet, wall(now, LOCAL).time())
    found: list[Due] = []
    for job in jobs:
        state = states.get(job.id, NEVER)
        if job.id in active:
            continue
        if state.asked:
            found.append(Due(job, wall(state.asked, job.zone).replace(microsecond=0), asked=True))
        elif not (state.paused or backs_off(state, now) or (still and job.source)):
            slot = owed(job, state, now)
            if slot and job.needed(now) and not (job.after_crawls and _crawls_missing(jobs, states, slot, now, began)):
                found.append(Due(job, slot))
    return sorted(found, key=lambda one: (not one.asked, one.slot, one.job.id))


def owed(job: Job, state: JobState, now: datetime) -> datetime | None:
    """The slot that the job owes at `now`: of one that owes each the oldest, of the others the last."""
    at = wall(now, job.zone) - job.offset
    if not (job.past or state.answered):
        return None
    if job.every and state.answered:
        slots = [slot for cron in job.crons if (slot := cron.next(state.answered)) and slot <= at]
        return min(slots, default=None)
    slot = max((slot for cron in job.crons if (slot := cron.last(at))), default=None)
    if slot is None or (state.answered and slot <= state.answered):
        return None
    return None if job.until_fed and state.fed and state.fed.date() == slot.date() else slot


def beginnings(jobs: Iterable[Job], states: Mapping[str, JobState], now: datetime) -> dict[str, datetime]:
    """Of jobs that owe nothing of the time before the installation and have never been met: the slot from which they count on."""
    fresh = [job for job in jobs if not job.past and states.get(job.id, NEVER).answered is None]
    lasts = {job.id: [slot for cron in job.crons if (slot := cron.last(wall(now, job.zone) - job.offset))] for job in fresh}
    return {id: max(slots) for id, slots in lasts.items() if slots}


def next_slot(job: Job, now: datetime) -> datetime | None:
    """The job's next slot after `now`."""
    at = wall(now, job.zone)
    return min((slot for cron in job.crons if (slot := cron.next(at))), default=None)


def next_beginnings(jobs: Iterable[Job], now: datetime) -> dict[str, datetime]:
    """When each job begins next, by Job.id; aware."""
    found = {}
    for job in jobs:
        at = wall(now, job.zone) - job.offset
        if slot := min((slot for cron in job.crons if (slot := cron.next(at))), default=None):
            found[job.id] = (slot + job.offset).replace(tzinfo=job.zone)
    return found


def backs_off(state: JobState, now: datetime) -> bool:
    return bool(state.not_before and now < state.not_before)


def processes(found: Iterable[Due], active: Iterable[Run], room: int, apart: bool = False) -> list[list[Due]]:
    """What may begin now, as what shares a process: at most `room` processes, and none on a server that another one is on.

    `apart`: a process for each lock, to be spread over machines.
    """
    taken = {run.lock for run in active if run.lock}
    crawls: dict[str, list[Due]] = {}
    begin: list[list[Due]] = []
    for one in found:
        if one.job.lock in taken:
            continue
        group = one.job.lock if apart else ""
        if one.job.source and len(crawls.get(group, ())) < TOGETHER:
            if group not in crawls:
                begin.append(crawls.setdefault(group, []))
            crawls[group].append(one)
        elif not one.job.source:
            begin.append([one])
    return begin[: max(0, room)]


def wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall shows there; naive."""
    return moment.astimezone(zone).replace(tzinfo=None)


def _crawls_missing(jobs: Sequence[Job], states: Mapping[str, JobState], slot: datetime, now: datetime, began: datetime) -> bool:
    """Whether a crawl that was due before the slot is still owed and may yet come."""
    moment = slot.replace(tzinfo=LOCAL)
    if now >= max(moment, began) + PATIENCE:
        return False
    for job in jobs:
        state = states.get(job.id, NEVER)
        if job.source and not state.paused and not backs_off(state, now) and owed(job, state, min(moment, now)):
            return True
    return False


def _within(quiet: str, at: time) -> bool:
    begin, end = (time.fromisoformat(part) for part in quiet.split("-"))
    return begin <= at < end if begin <= end else at >= begin or at < end
