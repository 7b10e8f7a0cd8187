"""Taking lines of the ledger of entries in: one outcome a row, all or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.ledger import entries
from model.entry import Entry, EntryKind
from pipelines.imports.entries import Read, rows


@dataclass(frozen=True, slots=True)
class Outcome:
    number: int
    outcome: str  # accepted, duplicate or rejected
    reason: str = ""
    entry: Entry | None = None  # of all but the rejected ones


def judged(read: Iterable[Read]) -> list[Outcome]:
    """What would become of the rows: nothing is stored."""
    read = list(read)
    stored = entries.known(one.entry for one in read if one.entry)
    seen: dict[entries.Told, int] = {}
    outcomes = []
    for one in read:
        if one.entry is None:
            outcomes.append(Outcome(one.number, "rejected", one.reason))
            continue
        key = entries.told_by(one.entry)
        if key in stored:
            outcomes.append(Outcome(one.number, "duplicate", "与已登记的相同", one.entry))
        elif key in seen:
            outcomes.append(Outcome(one.number, "duplicate", f"与第 {seen[key]} 行相同", one.entry))
        else:
            seen[key] = one.number
            outcomes.append(Outcome(one.number, "accepted", entry=one.entry))
    return outcomes


def take(path: Path, kind: EntryKind | None, *, store: bool, by: str = "") -> list[Outcome]:
    """The outcomes of a file's rows; with `store` the accepted ones are in the ledger when it returns."""
    outcomes = judged(rows(path, kind))
    if store:
        entries.add((one.entry for one in outcomes if one.outcome == "accepted" and one.entry), by=by)
    return outcomes
