"""The history of runs: those of the timetable, and crawls that were started by hand."""

from datetime import datetime

from django.db.models import Q, QuerySet

from archive.ledger import models
from model.past import PastRun
from model.run import RunState

COUNTS = ("found", "fetched", "kept", "rejected", "unreadable", "failed")


def past_runs(since: datetime, before: datetime, *, job: str = "", failed: bool = False, quiet: tuple[str, ...] = (), limit: int = 100) -> list[PastRun]:
    """Runs that began within [since, before), the latest first.

    `job` leaves only its own, `failed` only those that went wrong, `quiet` leaves out jobs as far as they went well.
    """
    every = models.JobRun.objects
    timed = (every.wrong() if failed else every.all()).filter(started__gte=since, started__lt=before)
    by_hand = models.Run.objects.filter(started__gte=since, started__lt=before, timed=False)
    if job:
        timed = timed.filter(job=job)
        by_hand = by_hand.filter(source=job.removeprefix("crawl ")) if job.startswith("crawl ") else by_hand.none()
    if failed:
        by_hand = by_hand.exclude(error="")
    if quiet:
        timed = timed.exclude(Q(job__in=quiet) & ~Q(state__in=(RunState.FAILED, RunState.INTERRUPTED)))
    found = [*map(_timed, timed.select_related("run").order_by("-started", "-number")[:limit]), *_by_hand(by_hand, limit)]
    return sorted(found, key=lambda run: (run.started, run.number or 0), reverse=True)[:limit]


def past_run(number: int) -> PastRun | None:
    """One run of the timetable."""
    row = models.JobRun.objects.select_related("run").filter(number=number).first()
    return _timed(row) if row else None


def _by_hand(rows: QuerySet[models.Run], limit: int) -> list[PastRun]:
    # What a run of the timetable has begun that is not recorded as ended yet is shown by that run.
    going_on = dict(models.JobRun.objects.active().values_list("source", "started"))
    return [_hand(row) for row in rows.order_by("-started")[:limit] if not (row.source in going_on and row.started >= going_on[row.source])]


def _timed(row: models.JobRun) -> PastRun:
    counts = {name: getattr(row.run, name) for name in COUNTS} if row.run else {}
    return PastRun(
        number=row.number,
        job=row.job,
        source=row.source,
        asked=row.asked,
        state=RunState(row.state),
        slot=datetime.fromisoformat(row.slot),
        started=row.started,
        finished=row.run.finished if row.run else row.finished,  # of crawls that share a process each has its own end
        host=row.host,
        log=row.log,
        reason=row.reason,
        **counts,
    )


def _hand(row: models.Run) -> PastRun:
    state = RunState.FAILED if row.error else RunState.DONE if row.finished else RunState.RUNNING
    return PastRun(
        number=None,
        job=f"crawl {row.source}",
        source=row.source,
        asked=True,
        state=state,
        slot=None,
        started=row.started,
        finished=row.finished,
        host="",
        log="",
        reason=row.error,
        **{name: getattr(row, name) for name in COUNTS},
    )
