"""采集台账: what each source gave on each day, what is missing and why; and the lists as they were last seen."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import Count, Max, Q, Sum

from archive.ledger import models
from model.article import address_id
from model.health import LOCAL, Gap, ListOutcome, ListSign, SourceDay, SourceMonth
from model.source import Expect, Source
from model.telling import line

LONGEST = 62  # days that are written down later, when nobody wrote them in time
WINDOWS = {"day": 1, "week": 7, "month": 30}
COUNTS = ("found", "fetched", "kept", "rejected", "unreadable", "failed")
OVER = "当天没有采集（停用、暂停，或时钟没有运行）"


def record_list(
    source: str, url: str, outcome: ListOutcome, rows: int, *, template: str = "", newest: datetime | None = None, now: datetime | None = None
) -> None:
    """Remembers what the first page of a list gave. `template` is a fingerprint of its markup without its text, "" where there is none;
    `newest` the date of its newest entry.
    """
    now = now or datetime.now(UTC)
    key = address_id(f"{source} {url}")
    with transaction.atomic():
        row = models.ListState.objects.select_for_update().filter(key=key).first()
        if row is None:
            models.ListState.objects.create(
                key=key, source=source, url=line(url), outcome=outcome, since=now, seen=now, rows=rows, template=template, newest=newest
            )
            return
        # A list without changes is as it was: what it gave before counts on.
        outcome = ListOutcome(row.outcome) if outcome is ListOutcome.UNCHANGED and row.outcome == ListOutcome.ROWS else outcome
        row.times, row.since = (row.times + 1, row.since) if outcome == row.outcome else (1, now)
        row.outcome, row.seen, row.rows, row.newest = outcome, now, rows or row.rows, newest or row.newest
        if template and row.template and template != row.template:
            row.template_since = now
        row.template = template or row.template
        row.save()


def lists(source: str) -> tuple[ListSign, ...]:
    """The lists of a source as they were last seen."""
    rows = models.ListState.objects.filter(source=source).order_by("url")
    return tuple(
        ListSign(
            url=row.url, outcome=ListOutcome(row.outcome), times=row.times, since=row.since, rows=row.rows, template_since=row.template_since, newest=row.newest
        )
        for row in rows
    )


def record_days(sources: Iterable[Source], now: datetime) -> int:
    """Writes the coverage ledger of these sources up to today; returns how many rows. Days that nobody wrote in time follow now."""
    sources, today = list(sources), now.astimezone(LOCAL).date()
    last = models.SourceDay.objects.aggregate(last=Max("day"))["last"]
    # Two days back again: a run of last night may have ended after midnight.
    since = max(last - timedelta(days=2), today - timedelta(days=LONGEST)) if last else today
    rows: list[models.SourceDay] = []
    for number in range((today - since).days + 1):
        day = since + timedelta(days=number)
        given = _given(day)
        rows += [_row(source, day, given.get(source.id, {}), day == today) for source in sources]
    names = [field.name for field in fields(SourceDay) if field.name not in ("source", "day")]
    models.SourceDay.objects.bulk_create(rows, update_conflicts=True, unique_fields=["source", "day"], update_fields=names)
    _heal(sources, today)
    return len(rows)


def days(sources: Collection[str], since: date, until: date) -> list[SourceDay]:
    """The coverage ledger of these sources, by day, both days included."""
    rows = models.SourceDay.objects.filter(source__in=sources, day__gte=since, day__lte=until).order_by("day")
    return [SourceDay(**{field.name: getattr(row, field.name) for field in fields(SourceDay)}) for row in rows]


def gaps(since: date, until: date) -> list[Gap]:
    """What was not collected between two days, both included: for the report, by outlet and day."""
    names = dict(models.Source.objects.values_list("id", "outlet__name"))
    rows = models.SourceDay.objects.filter(gap=True, day__gte=since, day__lte=until).order_by("source", "day").values_list("source", "day", "reason")
    spans: list[list[tuple[str, date, str]]] = []
    for before, row in pairwise([None, *rows]):
        assert row is not None
        if before and before[0] == row[0] and before[2] == row[2] and row[1] - before[1] == timedelta(days=1):
            spans[-1].append(row)
        else:
            spans.append([row])
    found = [Gap(source=s[0][0], outlet=names.get(s[0][0], s[0][0]), since=s[0][1], until=s[-1][1], reason=s[0][2]) for s in spans]
    return sorted(found, key=lambda gap: (gap.outlet, gap.since))


def months(since: date, until: date) -> list[SourceMonth]:
    """What each source gave between two days, both included; one statement."""
    rows = models.SourceDay.objects.filter(day__gte=since, day__lte=until).values("source")
    sums = {name: Sum(name) for name in ("expected", *COUNTS)}
    counted = rows.annotate(days=Count("pk"), gaps=Count("pk", filter=Q(gap=True)), **sums)
    names = [field.name for field in fields(SourceMonth)]
    return [SourceMonth(**dict(zip(names, row, strict=True))) for row in counted.values_list(*names)]


def expected(expect: Expect | None) -> float:
    """New pages a day by a source's usual rhythm."""
    return round(expect.at_least / WINDOWS[expect.per], 2) if expect else 0.0


def midnight(day: date) -> datetime:
    """When a local day begins; aware."""
    return datetime.combine(day, time(), LOCAL)


def _given(day: date) -> Mapping[str, Mapping[str, int]]:
    """What the runs that began on a day gave, by source; one statement."""
    runs = models.Run.objects.filter(started__gte=midnight(day), started__lt=midnight(day + timedelta(days=1)), finished__isnull=False)
    sums = {name: Sum(name) for name in COUNTS}
    names = ("runs", "good", *COUNTS)
    rows = runs.values("source").annotate(runs=Count("pk"), good=Count("pk", filter=Q(error="")), **sums)
    return {source: dict(zip(names, given, strict=True)) for source, *given in rows.values_list("source", *names)}


def _row(source: Source, day: date, given: Mapping[str, int], is_today: bool) -> models.SourceDay:
    row = models.SourceDay(source=source.id, day=day, expected=expected(source.expect), **given)
    row.reason = "" if is_today else _reason(source, row)
    row.gap = bool(row.reason)
    return row


def _reason(source: Source, row: models.SourceDay) -> str:
    """Why less was collected on a day that is over than there may have been; "" where nothing says so."""
    if not row.runs:
        return OVER
    if not row.good:
        errors = models.Run.objects.filter(source=row.source, started__lt=midnight(row.day + timedelta(days=1))).exclude(error="")
        return f"{row.runs} 次采集都没有成功：{errors.order_by('-started').values_list('error', flat=True).first()}"
    if source.expect and source.expect.per == "day" and row.fetched < source.expect.at_least:
        return f"少于平常：新文章 {row.fetched} 篇，平常每天至少 {source.expect.at_least} 篇"
    return ""


def _heal(sources: Iterable[Source], today: date) -> None:
    """A source that was away is read back to its last good run: days without any are no gap any more once it has come back."""
    open_ = models.SourceDay.objects.filter(source__in=[source.id for source in sources], gap=True, good=0, day__lt=today)
    for row in open_:
        good = models.Run.objects.filter(source=row.source, started__gte=midnight(row.day + timedelta(days=1)), finished__isnull=False, error="")
        if first := good.order_by("started").values_list("started", flat=True).first():
            row.gap, row.reason = False, f"{row.reason}；{first.astimezone(LOCAL):%m月%d日}已补采"
            row.save(update_fields=["gap", "reason"])
