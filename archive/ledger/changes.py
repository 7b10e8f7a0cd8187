"""The record of who did what: lines are added and read, never changed."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from archive.ledger import models
from model.account import Change, ChangeKind

COMMAND = "命令行"  # who, where nobody is logged in
FIELDS = tuple(field.name for field in fields(Change))


def record(
    who: str,
    kind: ChangeKind,
    subject: str,
    *,
    key: str = "",
    name: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    address: str = "",
) -> None:
    """Adds a line, in the transaction of what was done. Of `before` and `after` only what differs is kept; without a difference there is no line."""
    old, new = _differing(before or {}, after or {})
    if kind is ChangeKind.CHANGED and not (old or new):
        return
    models.Change.objects.create(
        when=datetime.now(UTC), who=who[:150], kind=kind, subject=subject, key=key[:120], name=name, before=old, after=new, address=address[:60]
    )


def newest(limit: int, below: int = 0, who: str = "") -> list[tuple[int, Change]]:
    """The latest lines with their numbers, the newest first; those below a number where one is given."""
    rows = models.Change.objects.order_by("-number")
    rows = rows.filter(number__lt=below) if below else rows
    rows = rows.filter(who=who) if who else rows
    return [(row.number, _change(row)) for row in rows[:limit]]


def everything() -> Iterator[Change]:
    """All lines, the oldest first."""
    return map(_change, models.Change.objects.order_by("number").iterator(chunk_size=1000))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before[name] for name in names if name in before}, {name: after[name] for name in names if name in after}


def _change(row: models.Change) -> Change:
    return Change(**{name: getattr(row, name) for name in FIELDS} | {"kind": ChangeKind(row.kind)})
