"""The ledger of entries: what people entered, by period."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import blake2b

from archive.ledger import models
from model.entry import Entry, EntryKind


def between(since: date, until: date, kinds: Iterable[EntryKind] = ()) -> list[Entry]:
    """The approved lines of these local days (both included), in order."""
    rows = models.Entry.objects.filter(day__gte=since, day__lte=until, approved=True).order_by("day", "number")
    wanted = list(kinds)
    return [_entry(row) for row in (rows.filter(kind__in=wanted) if wanted else rows)]


def add(entries: Iterable[Entry], by: str = "", approved: bool = True) -> list[bool]:
    """Stores lines; for each whether it was new. An equal line is there once, however often it is added."""
    now = datetime.now(UTC)
    return [_add(entry, by, approved, now) for entry in entries]


def key_of(entry: Entry) -> str:
    """Equal for equal lines."""
    values = (entry.kind, entry.day, entry.unit, entry.title, entry.category, entry.person, sorted(entry.numbers.items()), entry.note)
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
        "entered": now,
        "by": by,
        "approved": approved,
    }
    return models.Entry.objects.get_or_create(key=key_of(entry), defaults=row)[1]


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
    )
