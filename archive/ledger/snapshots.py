"""Closed reports in the ledger: stored once, never changed, and what came in after them."""

import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, Max, OuterRef, Q

from archive.ledger import amending, models
from archive.ledger.counting import APART, Coverage
from model.article import State
from model.outlet import Level
from model.snapshot import Afterwards, Snapshot

COUNTED, LATE, CORRECTED = "counted", "late", "corrected"
LATE_ENTRY, REDATED, WITHDRAWN = "采集或登记晚于截至时间", "事后确定刊发日期", "已撤稿"
FREEZE = "INSERT INTO ledger_frozen (snapshot_id, article, part) VALUES (%s, %s, %s)"
FIELDS = ("kind", "period", "scope", "revision", "since", "until", "cutoff", "frozen", "last", "digest", "figures", "reason", "by")


def newest() -> int:
    """The number of the newest article; 0 for an empty ledger."""
    return models.Article.objects.aggregate(last=Max("number"))["last"] or 0


def store(snapshot: Snapshot) -> bool:
    """Stores a snapshot with its articles, all or nothing; False when that revision is there already and stays."""
    row = models.Snapshot(**{name: getattr(snapshot, name) for name in FIELDS}, content=zlib.compress(snapshot.content, 3))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _freeze(row.number, {COUNTED: snapshot.counted, LATE: snapshot.late, CORRECTED: snapshot.corrected})
    except IntegrityError:
        if find(snapshot.kind, snapshot.period, snapshot.scope, snapshot.revision) is None:
            raise
        return False
    return True


def find(kind: str, period: str, scope: str = "", revision: int = 0) -> Snapshot | None:
    """A revision of a closed report; 0: the last one."""
    rows = models.Snapshot.objects.filter(kind=kind, period=period, scope=scope).order_by("-revision")
    row = (rows.filter(revision=revision) if revision else rows).first()
    return _snapshot(row) if row else None


def figures(kind: str, scope: str, since: date, until: date) -> dict[str, Mapping[str, Any]]:
    """What the last revisions printed, by Period.id, of the periods of a kind that begin within these days."""
    rows = models.Snapshot.objects.filter(kind=kind, scope=scope, since__gte=since, since__lte=until).order_by("revision")
    return dict(rows.values_list("period", "figures"))


def told_late(scope: str, since: date, until: date) -> dict[str, tuple[str, ...]]:
    """By Period.id of the closed months that begin within these days: the ids of the articles that their last revisions told as 补录."""
    rows = models.Snapshot.objects.filter(kind="month", scope=scope, since__gte=since, since__lte=until).order_by("since", "revision")
    last = dict(rows.values_list("period", "number"))
    found: dict[int, list[str]] = {}
    for number, article in models.Frozen.objects.filter(snapshot__in=last.values(), part=LATE).order_by("article").values_list("snapshot", "article"):
        found.setdefault(number, []).append(article)
    return {period: tuple(found.get(number, ())) for period, number in last.items()}


def late(before: date, scope: str, period: str, apart: tuple[Level, ...] = APART) -> list[Afterwards]:
    """Articles of closed months, before the day given, that these do not count and that no report but `period`'s has told: 补录."""
    found: list[Afterwards] = []
    months = _closed(before, scope)
    newer = _last_but(months)
    for row in months:
        rows = Coverage(row.since, row.until, apart=apart).counted()
        # Old months only by what was stored since: a date given to an old article later than that is rare and not worth reading ten years.
        if row.since < date(before.year - 1, 1, 1):
            rows = rows.filter(number__gt=newer)
        told = models.Frozen.objects.filter(article=OuterRef("id"), snapshot__scope=scope).filter(
            Q(snapshot=row.number) | (Q(part=LATE) & ~Q(snapshot__period=period))
        )
        fields = ("id", "title", "outlet__name", "day", "number")
        for key, title, outlet, day, number in rows.exclude(Exists(told)).order_by("day", "number").values_list(*fields):
            assert day is not None  # the filter wants one
            reason = LATE_ENTRY if number > row.last else REDATED
            found.append(Afterwards(id=key, period=row.period, title=title, outlet=outlet, day=day, reason=reason))
    return found


def corrected(before: date, scope: str, period: str) -> list[Afterwards]:
    """Articles that a closed month counts and that were withdrawn since, as far as no report but `period`'s has told so: 更正."""
    found: list[Afterwards] = []
    for row in _closed(before, scope):
        rows = models.Article.objects.filter(day__gte=row.since, day__lte=row.until, state=State.WITHDRAWN)
        counted = models.Frozen.objects.filter(article=OuterRef("id"), snapshot=row.number, part=COUNTED)
        told = models.Frozen.objects.filter(article=OuterRef("id"), snapshot__scope=scope, part=CORRECTED).exclude(snapshot__period=period)
        for key, title, outlet, day in rows.filter(Exists(counted)).exclude(Exists(told)).order_by("day").values_list("id", "title", "outlet__name", "day"):
            assert day is not None  # the filter wants one
            found.append(Afterwards(id=key, period=row.period, title=title, outlet=outlet, day=day, reason=WITHDRAWN))
        withdrawn = {one.id for one in found}
        found += [one for one in _amended(row, scope, period) if one.id not in withdrawn]
    return sorted(found, key=lambda one: (one.period, one.day))


def _amended(row: models.Snapshot, scope: str, period: str) -> list[Afterwards]:
    """What people said since of articles that a closed month counts, as far as no later report but `period`'s has told so."""
    said = models.Change.objects.filter(subject=amending.SUBJECT, when__gt=row.frozen).order_by("number")
    counted = set(models.Frozen.objects.filter(article__in=[one.key for one in said], snapshot=row.number, part=COUNTED).values_list("article", flat=True))
    telling = models.Frozen.objects.filter(article__in=counted, snapshot__scope=scope, part=CORRECTED).exclude(snapshot__period=period)
    told = {(article, when) for article, when in telling.values_list("article", "snapshot__frozen")}
    reasons: dict[str, list[str]] = {}
    for one in said:
        if one.key in counted and not any(article == one.key and when > one.when for article, when in told):
            reasons.setdefault(one.key, []).extend(f"{name}：{one.before[name]}→{one.after[name]}" for name in one.after)
    rows = models.Article.objects.filter(id__in=list(reasons)).values_list("id", "title", "outlet__name", "day")
    return [
        Afterwards(id=key, period=row.period, title=title, outlet=outlet, day=day or row.until, reason="；".join(reasons[key]))
        for key, title, outlet, day in rows.order_by("number")
    ]


def _freeze(number: int, parts: Mapping[str, Sequence[str]]) -> None:
    """Stores the articles of a snapshot: a year has a hundred thousand, which would take longer to make as objects than to store."""
    with connection.cursor() as cursor:
        for part, articles in parts.items():
            cursor.executemany(FREEZE, [(number, article, part) for article in articles])


def _closed(before: date, scope: str) -> list[models.Snapshot]:
    """The last revisions of the closed months that end before a day, oldest first, without their contents."""
    rows = models.Snapshot.objects.filter(kind="month", scope=scope, until__lt=before).order_by("since", "revision").defer("content", "figures")
    return list({row.period: row for row in rows}.values())


def _last_but(months: list[models.Snapshot]) -> int:
    """The newest article that the last closed month knew: everything later is what the next report has to tell."""
    return months[-1].last if months else 0


def _snapshot(row: models.Snapshot) -> Snapshot:
    return Snapshot(**{name: getattr(row, name) for name in FIELDS}, content=zlib.decompress(row.content))
