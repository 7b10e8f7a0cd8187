"""The ledger of entries: what people entered, by period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b

from django.db import transaction
from django.db.models import Q

from archive.ledger import models
from model.entry import Entry, EntryKind

CHUNK = 500
Told = tuple[str, date | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A stored line with what forms show of it."""

    number: int
    entry: Entry
    unit_name: str
    by: str
    entered: datetime
    approved: bool


def between(since: date, until: date, kinds: Iterable[EntryKind] = ()) -> list[Entry]:
    """The approved lines of these local days (both included), in order."""
    rows = models.Entry.objects.filter(day__gte=since, day__lte=until, approved=True).order_by("day", "number")
    wanted = list(kinds)
    return [_entry(row) for row in (rows.filter(kind__in=wanted) if wanted else rows)]


def cases(since: date, until: date) -> list[Entry]:
    """The approved questions and requests that came in these local days, or were still open when they began."""
    still = Q(day__gte=since) | Q(done__isnull=True) | Q(done__gte=since)
    rows = models.Entry.objects.filter(still, day__lte=until, approved=True, kind__in=(EntryKind.QUESTIONS, EntryKind.OPENNESS))
    return [entry for row in rows.order_by("day", "number") if (entry := _entry(row)).case]


def add(entries: Iterable[Entry], by: str = "", approved: bool = True) -> list[bool]:
    """Stores lines; for each whether it told something new. An equal line is there once, however often it is added.

    A case that is there gets what has become of it since.
    """
    now = datetime.now(UTC)
    with transaction.atomic():
        return [_add(entry, by, approved, now) for entry in entries]


def known(entries: Iterable[Entry]) -> set[Told]:
    """Of those lines that are there already, what they tell."""
    keys = [key_of(entry) for entry in entries]
    found: set[Told] = set()
    for start in range(0, len(keys), CHUNK):
        found.update(told_by(_entry(row)) for row in models.Entry.objects.filter(key__in=keys[start : start + CHUNK]))
    return found


def listed(since: date, until: date, by: str = "") -> list[Line]:
    """All lines of these local days, newest first, those that wait for the office too; `by`: only that person's."""
    rows = models.Entry.objects.filter(day__gte=since, day__lte=until).select_related("unit").order_by("-day", "-number")
    return [_line(row) for row in (rows.filter(by=by) if by else rows)]


def waiting() -> list[Line]:
    """What correspondents submitted and nobody has decided on, the oldest first."""
    return [_line(row) for row in models.Entry.objects.filter(approved=False).select_related("unit").order_by("number")]


def approve(number: int) -> bool:
    """The office accepts a submission; False when it is gone or accepted already."""
    return bool(models.Entry.objects.filter(number=number, approved=False).update(approved=True))


def remove(number: int) -> Line | None:
    """Takes a line out and returns it; closed reports keep what they counted. None when it is gone."""
    row = models.Entry.objects.select_related("unit").filter(number=number).first()
    return _line(row) if row and models.Entry.objects.filter(number=number).delete()[0] else None


def told_by(entry: Entry) -> Told:
    """Equal for lines that tell the same."""
    return key_of(entry), entry.done, entry.numbers.get("extended")


def key_of(entry: Entry) -> str:
    """Equal for equal lines, whatever has become of a case."""
    numbers = sorted((key, number) for key, number in entry.numbers.items() if key != "extended")
    values = (entry.kind, entry.day, entry.unit, entry.title, entry.category, entry.person, numbers, entry.note)
    return blake2b(repr(tuple(map(str, values))).encode(), digest_size=12).hexdigest()


def _add(entry: Entry, by: str, approved: bool, now: datetime) -> bool:
    row = {
        "kind": entry.kind,
        "day": entry.day,
        "unit_id": entry.unit or None,
        "title": entry.title,
        "category": entry.category,
        "person": entry.person,
        "numbers": entry.numbers,
        "at_least": list(entry.at_least),
        "note": entry.note,
        "done": entry.done,
        "entered": now,
        "by": by,
        "approved": approved,
    }
    there, made = models.Entry.objects.get_or_create(key=key_of(entry), defaults=row)
    if made or told_by(_entry(there)) == told_by(entry) or not entry.case:
        return made
    models.Entry.objects.filter(number=there.number).update(done=entry.done, numbers=entry.numbers, approved=approved, entered=now, by=by)
    return True


def _line(row: models.Entry) -> Line:
    unit = row.unit.name if row.unit else ""
    return Line(number=row.number, entry=_entry(row), unit_name=unit, by=row.by, entered=row.entered, approved=row.approved)


def _entry(row: models.Entry) -> Entry:
    return Entry(
        kind=EntryKind(row.kind),
        day=row.day,
        unit=row.unit_id or "",
        title=row.title,
        category=row.category,
        person=row.person,
        numbers=dict(row.numbers),
        at_least=tuple(row.at_least),
        note=row.note,
        done=row.done,
    )
