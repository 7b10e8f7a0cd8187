"""待定: rows of imports whose outlet nobody registered; they wait here until a person says what the outlet is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min
from pydantic import TypeAdapter

from archive.folding import fold, plain
from archive.ledger import models, scans
from archive.ledger.scans import Kept
from model.address import canonical
from model.row import Row, RowOutcome, Taken

ROW = TypeAdapter(Row)
LOCAL = ZoneInfo("Asia/Shanghai")
LONGEST = 200  # characters of a folded name
CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A row that waits, or waited."""

    number: int
    row: Row
    file: str
    place: int  # of the row in its file
    by: str
    brought: datetime
    outcome: RowOutcome
    reason: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The rows that wait under one outlet's name."""

    folded: str
    name: str  # as the latest row writes it
    rows: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Rows of one name that a person did not want."""

    folded: str
    name: str
    rows: int
    decided: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A row on its way to waiting."""

    row: Row
    place: int
    scans: Sequence[Kept] = ()


def name_of(outlet: str) -> str:
    """Equal for spellings of an outlet's name that differ in signs, width or script only."""
    return (plain(outlet) or fold(outlet))[:LONGEST]


def key_of(row: Row) -> str:
    """Equal for rows that mean the same placement: its address, or outlet, day and title."""
    day = row.published.astimezone(LOCAL).date() if row.published else None
    placement = canonical(row.url) if row.url else f"{name_of(row.outlet)}\n{day}\n{plain(row.title) or fold(row.title)}"
    return blake2b(placement.encode(), digest_size=12).hexdigest()


def known(keys: Collection[str]) -> dict[str, RowOutcome]:
    """What became of rows that were here before, by their keys."""
    found = models.Undecided.objects.filter(key__in=keys).values_list("key", "outcome")
    return {key: RowOutcome(outcome) for key, outcome in found}


def wait(batch: Sequence[Brought], file: str, by: str) -> None:
    """Keeps rows until somebody decides. One that waits already takes the values of the later file: it was corrected there."""
    now = datetime.now(UTC)
    rows = {
        key_of(one.row): models.Undecided(
            key=key_of(one.row),
            outlet=one.row.outlet,
            folded=name_of(one.row.outlet),
            values=ROW.dump_python(one.row, mode="json", exclude_defaults=True),
            file=file,
            row=one.place,
            by=by[:60],
            brought=now,
        )
        for one in batch
    }
    there = {row.key: row for row in models.Undecided.objects.filter(key__in=rows)}
    models.Undecided.objects.bulk_create(row for key, row in rows.items() if key not in there)
    changed = [row for key, row in there.items() if row.outcome != RowOutcome.DROPPED and (row.outcome != RowOutcome.WAITING or row.values != rows[key].values)]
    for row in changed:  # one that was decided waits again: its outlet is not registered any more
        row.values, row.file, row.row, row.outcome = rows[row.key].values, file, rows[row.key].row, RowOutcome.WAITING
    models.Undecided.objects.bulk_update(changed, ["values", "file", "row", "outcome"])
    _attach(batch, by)


def _attach(batch: Sequence[Brought], by: str) -> None:
    with_scans = {key_of(one.row): one.scans for one in batch if one.scans}
    numbers = dict(models.Undecided.objects.filter(key__in=with_scans).values_list("key", "number"))
    scans.attach({number: with_scans[key] for key, number in numbers.items()}, by, undecided=True)


def settle(taken: Iterable[tuple[str, Taken]], by: str = "") -> None:
    """Notes what became of waiting rows, by their keys; keys of no waiting row are passed over."""
    told = dict(taken)
    now = datetime.now(UTC)
    rows = list(models.Undecided.objects.filter(key__in=told, outcome=RowOutcome.WAITING))
    for row in rows:
        one = told[row.key]
        row.outcome, row.reason, row.article, row.decided, row.decided_by = one.outcome, one.reason, one.article, now, by[:60]
    models.Undecided.objects.bulk_update(rows, ["outcome", "reason", "article", "decided", "decided_by"])
    scans.hand_on({row.number: row.article for row in rows if row.article})
    _file({row.article: row for row in rows if row.outcome == RowOutcome.ACCEPTED})


def _file(rows: Mapping[str, models.Undecided]) -> None:
    """An article came in with the file that first named it, by whoever brought that."""
    filings = list(models.Filing.objects.filter(article__id__in=rows).select_related("article"))
    for one in filings:
        row = rows[one.article.id]
        one.by, one.file, one.row = row.by, row.file, row.row
    models.Filing.objects.bulk_update(filings, ["by", "file", "row"])


def count() -> int:
    """How many rows wait."""
    return models.Undecided.objects.filter(outcome=RowOutcome.WAITING).count()


def groups() -> list[Group]:
    """The outlets' names under which rows wait, those with most rows first."""
    waiting = models.Undecided.objects.filter(outcome=RowOutcome.WAITING)
    found = waiting.values("folded").annotate(rows=Count("number"), since=Min("brought"), latest=Max("number")).order_by("-rows", "folded")
    told = list(found.values_list("folded", "rows", "since", "latest"))
    names = dict(models.Undecided.objects.filter(number__in=[latest for *_, latest in told]).values_list("number", "outlet"))
    return [Group(folded=folded, name=names[latest], rows=rows, since=since) for folded, rows, since, latest in told]


def rows_of(folded: str, limit: int | None = None) -> list[Waiting]:
    """The rows that wait under a name, in the order they came."""
    rows = models.Undecided.objects.filter(outcome=RowOutcome.WAITING, folded=folded).order_by("number")
    return [_waiting(row) for row in (rows[:limit] if limit else rows)]


def everything() -> Iterable[Waiting]:
    """All rows that wait."""
    return map(_waiting, models.Undecided.objects.filter(outcome=RowOutcome.WAITING).order_by("folded", "number").iterator(chunk_size=CHUNK))


def drop(folded: str, by: str) -> int:
    """Nobody wants the rows of a name; returns how many there were. The same rows imported again do not come back."""
    waiting = models.Undecided.objects.filter(outcome=RowOutcome.WAITING, folded=folded)
    return waiting.update(outcome=RowOutcome.DROPPED, decided=datetime.now(UTC), decided_by=by[:60])


def restore(folded: str) -> int:
    """Takes `drop` back; returns how many rows wait again."""
    dropped = models.Undecided.objects.filter(outcome=RowOutcome.DROPPED, folded=folded)
    return dropped.update(outcome=RowOutcome.WAITING, decided=None, decided_by="")


def dropped(limit: int) -> list[Dropped]:
    """The names whose rows were dropped, the latest first."""
    rows = models.Undecided.objects.filter(outcome=RowOutcome.DROPPED).values("folded")
    found = rows.annotate(rows=Count("number"), at=Max("decided"), name=Max("outlet"), who=Max("decided_by")).order_by("-at")[:limit]
    return [Dropped(folded=one["folded"], name=one["name"], rows=one["rows"], decided=one["at"], by=one["who"]) for one in found]


def settled(limit: int) -> list[Waiting]:
    """The rows that were decided on and came in, or did not; the latest first."""
    rows = models.Undecided.objects.exclude(outcome__in=(RowOutcome.WAITING, RowOutcome.DROPPED)).order_by("-decided", "-number")[:limit]
    return [_waiting(row) for row in rows]


def _waiting(row: models.Undecided) -> Waiting:
    return Waiting(
        number=row.number,
        row=ROW.validate_python(row.values),
        file=row.file,
        place=row.row,
        by=row.by,
        brought=row.brought,
        outcome=RowOutcome(row.outcome),
        reason=row.reason,
        article=row.article,
    )
