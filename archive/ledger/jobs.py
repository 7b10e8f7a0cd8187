"""Runs of the timetable's jobs."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from archive.ledger import models


def answered() -> dict[str, datetime]:
    """The last slot of each job that has a run, interrupted ones left out: those are owed again."""
    rows = models.JobRun.objects.values_list("job").annotate(last=Max("slot"))
    return dict(rows)


def begin(job: str, slot: datetime, pid: int, log: str) -> bool:
    """Records that a run begins; False when its slot has one already. `pid` is of the process that answers for it."""
    try:
        with transaction.atomic():
            models.JobRun.objects.create(job=job, slot=slot, started=datetime.now(UTC), pid=pid, log=log)
    except IntegrityError:
        return False
    return True


def started(job: str, slot: datetime, pid: int) -> None:
    """From now on the process of the run itself answers for it."""
    models.JobRun.objects.filter(job=job, slot=slot).update(pid=pid)


def end(job: str, slot: datetime, exit_status: int) -> None:
    """Records how a run ended."""
    models.JobRun.objects.filter(job=job, slot=slot).update(finished=datetime.now(UTC), exit_status=exit_status)


def forget_interrupted() -> list[str]:
    """Removes runs without an end whose process is gone, so that their slots are owed again; returns the jobs."""
    rows = [row for row in models.JobRun.objects.filter(exit_status=None) if not _lives(row.pid)]
    models.JobRun.objects.filter(pk__in=_keys(rows)).delete()
    return [row.job for row in rows]


def _keys(rows: Iterable[models.JobRun]) -> list[int]:
    return [row.pk for row in rows]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
