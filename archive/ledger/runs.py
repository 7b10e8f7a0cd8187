"""Runs of sources: when, what came of it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from archive.ledger import models
from model.outcome import Tally
from model.telling import line

LOCAL = ZoneInfo("Asia/Shanghai")
LONGEST = timedelta(hours=6)  # that a run takes


def begin(source: str) -> int:
    """Records that a run began; returns its number."""
    return models.Run.objects.create(source=source, started=datetime.now(UTC)).pk


def end(number: int, tally: Tally) -> None:
    """Records what came of a run."""
    models.Run.objects.filter(pk=number).update(
        finished=datetime.now(UTC),
        found=tally.found,
        fetched=tally.fetched,
        kept=tally.kept,
        rejected=tally.rejected,
        unreadable=tally.unreadable,
        failed=tally.failed,
        seconds=tally.seconds,
        error=line(tally.error),
    )


def running(now: datetime, before: datetime) -> list[str]:
    """The names of the outlets that are being collected from, by runs that began before that moment. A run that nobody ended is gone after LONGEST."""
    began = models.Run.objects.filter(finished__isnull=True, started__gt=now - LONGEST, started__lt=before).values("source")
    return list(models.Outlet.objects.filter(sources__id__in=began).distinct().order_by("name").values_list("name", flat=True))


def last_good(source: str) -> datetime | None:
    """When the last run of a source that ended without an error began."""
    good = models.Run.objects.filter(source=source, finished__isnull=False, error="")
    return good.order_by("-started").values_list("started", flat=True).first()


def good_this_week(source: str, now: datetime | None = None) -> bool:
    """Whether a run of a source that ended without an error has begun since Monday, local time."""
    today = (now or datetime.now(UTC)).astimezone(LOCAL)
    monday = datetime.combine(today.date() - timedelta(days=today.weekday()), time(), LOCAL)
    return models.Run.objects.filter(source=source, started__gte=monday, finished__isnull=False, error="").exists()


def last(source: str) -> dict[str, object] | None:
    """The last run of a source, as its row has it."""
    fields = ("started", "finished", "found", "fetched", "kept", "rejected", "unreadable", "failed", "seconds", "error")
    row: dict[str, object] | None = models.Run.objects.filter(source=source).order_by("-started").values(*fields).first()
    return row
