"""Comparing index and ledger: what differs although both think it does not is set right."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Max

from archive.index.interface import Index
from archive.ledger import models
from archive.ledger.pending import BATCH, Told
from model.article import State

SLICE = 5_000  # numbers compared at once


@dataclass(slots=True)
class Differences:
    """How many articles: what the index lacks, has in another version, or has without the ledger."""

    missing: int = 0
    stale: int = 0
    extra: int = 0


def reconcile(index: Index, progress: Callable[[int], None] | None = None, told: Told = Told.INDEX) -> Differences:
    """Marks what is missing or stale as still to be indexed, and takes out what is too much; `index_pending` then does the rest.

    May run while others write: what waits for the index anyway is no difference. Errors: IndexUnavailable.
    """
    found = Differences()
    last = models.Article.objects.aggregate(last=Max("number"))["last"] or 0
    for first in range(1, last + 1, SLICE):
        _compare(index, told, first, first + SLICE - 1, found)
        if progress:
            progress(min(first + SLICE - 1, last))
    _compare(index, told, last + 1, None, found)
    return found


def _compare(index: Index, told: Told, first: int, last: int | None, found: Differences) -> None:
    """The articles with these numbers. The ledger is read first: what it calls indexed by then is in the index."""
    rows = models.Article.objects.filter(number__gte=first, **({} if last is None else {"number__lte": last}))
    known = {row[0]: row for row in rows.values_list("id", "number", "version", told.value, "state", "index_error")}
    held = index.versions(first, last)
    again: list[int] = []
    newer: list[str] = []
    for id_, number, version, indexed, state, error in known.values():
        if state != State.KEPT or version != indexed or error or held.get(id_) == version:
            continue
        again.append(number)
        if id_ not in held:
            found.missing += 1
        else:
            found.stale += 1
            newer += [id_] if held[id_] > version else []  # an older version would never replace it
    gone = [id_ for id_ in held if id_ not in known or (known[id_][4] != State.KEPT and known[id_][2] == known[id_][3])]
    extra = set(gone) - _kept(gone)
    found.extra += len(extra)
    index.drop([*newer, *extra])
    for begin in range(0, len(again), BATCH):
        models.Article.objects.filter(number__in=again[begin : begin + BATCH]).update(**{told: 0})


def _kept(ids: list[str]) -> set[str]:
    """Those that the ledger has by now."""
    return {
        id_
        for begin in range(0, len(ids), BATCH)
        for id_ in models.Article.objects.filter(id__in=ids[begin : begin + BATCH], state=State.KEPT).values_list("id", flat=True)
    }
