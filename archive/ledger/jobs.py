"""Runs of the timetable's jobs: begun and ended by whoever holds the clock's lease."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast

from archive.ledger import models
from archive.ledger.leases import Fenced, held
from archive.ledger.models.runs import ACTIVE
from model.run import Begin, JobState, Run, RunState

CLOCK = "clock"  # name of its lease
AHEAD = timedelta(hours=26)  # a slot further in the future than time zones explain was answered by a clock that ran ahead
AGAIN = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
AT_LEISURE = (timedelta(0), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How a process ended. `exit_status` is None where nobody knows."""

    exit_status: int | None
    reason: str = ""  # why it failed or was interrupted, in Chinese
    interrupted: bool = False
    at: datetime | None = None  # aware: when; None: nobody knows, so about now


def states() -> dict[str, JobState]:
    """What is remembered of every job that ever ran, was paused or asked for."""
    return {row[0]: _state(*row[1:]) for row in models.Job.objects.values_list("id", *STATE)}


def active() -> list[Run]:
    """The runs that have not ended, the oldest first."""
    return [_run(row) for row in models.JobRun.objects.active().order_by("number")]


def begin(fence: int, runs: Sequence[Begin], now: datetime, *, log: str, pid: int, host: str) -> list[Run]:
    """Records that these runs begin, all in one process; leaves out those whose slot has a run already. Errors: Fenced."""
    begun: list[models.JobRun] = []
    known: list[Begin] = []
    shared = {"started": now, "log": log, "pid": pid, "host": host, "fence": fence, "state": RunState.RUNNING if pid else RunState.WAITING}
    with held(CLOCK, fence):
        for run in runs:
            values = {name: getattr(run, name) for name in ("job", "asked", "source", "lock", "deadline")}
            try:
                with transaction.atomic():
                    begun.append(models.JobRun.objects.create(**values, slot=text(run.slot), **shared))
            except IntegrityError:  # the slot has its answer: what is remembered of the job is older than that
                known.append(run)
        models.Job.objects.bulk_create((models.Job(id=run.job) for run in runs), ignore_conflicts=True)
        for run in known:
            _answer(run.job, run.slot)
        models.Job.objects.filter(id__in=[run.job for run in runs if run.asked]).update(asked=None)
    return [_run(row) for row in begun]


def adopt(fence: int, host: str) -> None:
    """The runs that the clock before left under way are ours to end from now on; its own writes about them are refused. Errors: Fenced."""
    with held(CLOCK, fence):
        models.JobRun.objects.active().filter(host=host).update(fence=fence)


def waiting(numbers: Sequence[int]) -> list[Run]:
    """Of these runs those that still wait for a worker."""
    return [_run(row) for row in models.JobRun.objects.filter(number__in=numbers, state=RunState.WAITING).order_by("number")]


def take(numbers: Sequence[int], now: datetime, *, log: str, pid: int, host: str) -> list[Run]:
    """A worker begins these runs; returns those that waited. Whoever takes a run first has it; its time runs from now on."""
    taken = []
    with transaction.atomic():
        for row in models.JobRun.objects.select_for_update().filter(number__in=numbers, state=RunState.WAITING).order_by("number"):
            row.started, row.deadline = now, now + (row.deadline - row.started)
            row.state, row.log, row.pid, row.host = RunState.RUNNING.value, log, pid, host
            row.save()
            taken.append(_run(row))
    return taken


def over(runs: Sequence[Run]) -> list[Run]:
    """Of crawls that share a process those whose source has ended, while others go on."""
    given = _given([run for run in runs if run.source])
    return [run for run in runs if run.number in given]


def end(runs: Sequence[Run], end: End, now: datetime, until_done: Iterable[str] = ()) -> list[tuple[Run, RunState, str]]:
    """Records how the runs of one process ended; returns each with its state and the reason.

    A crawl that failed may still have brought what most of its sources have: each source's own run decides. A slot that
    failed is answered, except those of the jobs in `until_done`, which are owed until they are done. Errors: Fenced.
    """
    until_done = set(until_done)
    with transaction.atomic():
        given = _given([run for run in runs if run.source])
        _claim([run for run in runs if run.source])
        ended = [(run, *_verdict(run, end, given.get(run.number))) for run in runs]
        for run, state, reason in ended:
            values = {"state": state, "reason": reason, "finished": end.at or now, "exit_status": end.exit_status, "run": given.get(run.number)}
            if not models.JobRun.objects.filter(number=run.number, fence=run.fence, state__in=ACTIVE).update(**values):
                raise Fenced(run.job)
            _learn(run, state, now, run.job in until_done, given.get(run.number))
    return ended


def rewind(fence: int, now: datetime) -> list[str]:
    """Takes back what a clock that ran ahead has answered, so that those slots are owed when they come; returns the jobs. Errors: Fenced."""
    with held(CLOCK, fence):
        return _rewind(now)


def trust(now: datetime) -> list[str]:
    """A person says that `now` is right, whatever the clock believed before; returns the jobs of which something was taken back."""
    with transaction.atomic():
        models.Lease.objects.filter(name=CLOCK).update(seen=now)
        return _rewind(now)


def count_from(fence: int, slots: Mapping[str, datetime]) -> None:
    """Slots of jobs up to these are no matter of this installation. Errors: Fenced."""
    with held(CLOCK, fence):
        models.Job.objects.bulk_create((models.Job(id=job) for job in slots), ignore_conflicts=True)
        for job, slot in slots.items():
            _answer(job, slot)


def pause(job: str, now: datetime | None) -> None:
    """The timetable leaves the job out from now on; None: it goes on."""
    _remember(job, paused=now)


def ask(job: str, now: datetime) -> None:
    """The clock runs the job once at its next beat, besides the timetable."""
    _remember(job, asked=now)


def registers_mark() -> int:
    """Changes whenever the register of sources does. 2 ms for 1,000 sources, without reading what they say."""
    rows = models.Source.objects.order_by("id").values_list("id", "enabled", Cast("definition", TextField()))
    return zlib.crc32(repr(list(rows)).encode())


def text(slot: datetime) -> str:
    """A slot as the tables have it: 2026-11-02T07:00:00."""
    return slot.isoformat(timespec="seconds")


STATE = tuple(field.name for field in fields(JobState))


def _state(answered: str, fed: str, failures: int, *moments: datetime | None) -> JobState:
    not_before, paused, asked = moments
    return JobState(answered=_slot(answered), fed=_slot(fed), failures=failures, not_before=not_before, paused=paused, asked=asked)


def _slot(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _run(row: models.JobRun) -> Run:
    values = {field.name: getattr(row, field.name) for field in fields(Run)}
    return Run(**values | {"slot": datetime.fromisoformat(row.slot), "state": RunState(row.state)})


def _remember(job: str, **values: object) -> None:
    models.Job.objects.update_or_create(id=job, defaults=values)


def _given(runs: Sequence[Run]) -> dict[int, models.Run]:
    """The sources' own runs, by the number of the job's run; only those that have ended."""
    if not runs:
        return {}
    since = min(run.started for run in runs)
    found = models.Run.objects.filter(source__in=[run.source for run in runs], started__gte=since, finished__isnull=False)
    latest = {row.source: row for row in found.order_by("started")}
    return {run.number: latest[run.source] for run in runs if run.source in latest}


def _claim(runs: Sequence[Run]) -> None:
    """The sources' own runs, those too that were cut off, are shown with the runs of the timetable from now on."""
    if runs:
        since = min(run.started for run in runs)
        models.Run.objects.filter(source__in=[run.source for run in runs], started__gte=since, timed=False).update(timed=True)


def _verdict(run: Run, end: End, given: models.Run | None) -> tuple[RunState, str]:
    if given:
        return (RunState.FAILED, given.error) if given.error else (RunState.DONE, "")
    if end.interrupted:
        return RunState.INTERRUPTED, end.reason
    if end.exit_status == 0:
        return RunState.DONE, ""
    return RunState.FAILED, end.reason or f"退出码 {end.exit_status}，请看运行记录"


def _rewind(now: datetime) -> list[str]:
    ahead = text((now + AHEAD).replace(tzinfo=None))
    jobs = list(models.Job.objects.filter(Q(answered__gt=ahead) | Q(not_before__gt=now + AHEAD)).values_list("id", flat=True))
    for job in jobs:
        runs = models.JobRun.objects.filter(job=job, state=RunState.DONE)
        runs.filter(slot__gt=ahead).update(state=RunState.INTERRUPTED, reason="系统时间曾经走快，到时重新运行")
        right = runs.filter(slot__lte=ahead, asked=False).order_by("-slot").values_list("slot", flat=True).first()
        models.Job.objects.filter(id=job).update(answered=right or "", fed="", not_before=None, failures=0)
    return jobs


def _learn(run: Run, state: RunState, now: datetime, until_done: bool, given: models.Run | None) -> None:
    """What the job's next slot has to know of this run."""
    values: dict[str, object] = {}
    if state is RunState.DONE:
        values = {"failures": 0, "not_before": None}
        if given and given.fetched:
            values["fed"] = text(run.slot)
    else:
        failures = models.Job.objects.values_list("failures", flat=True).get(id=run.job) + 1
        pauses = AGAIN if until_done or state is RunState.INTERRUPTED else AT_LEISURE
        # Whoever pulls the plug is not punished: the first interruption costs no time.
        first = state is RunState.INTERRUPTED and failures == 1
        values = {"failures": F("failures") + 1, "not_before": None if first else now + pauses[min(failures, len(pauses)) - 1]}
    if run.asked and state is RunState.INTERRUPTED:
        values["asked"] = now
    models.Job.objects.filter(id=run.job).update(**values)
    owed = state is RunState.INTERRUPTED or (state is RunState.FAILED and until_done)
    if not owed and not run.asked:
        _answer(run.job, run.slot)


def _answer(job: str, slot: datetime) -> None:
    """Never backwards: an older slot may end late."""
    models.Job.objects.filter(id=job, answered__lt=text(slot)).update(answered=text(slot))
