"""What became of the addresses that were found, newest first."""

from collections.abc import Iterator, Sequence

from archive.ledger import models
from model.address import canonical
from model.article import address_id
from model.fate import Fate
from model.outcome import Outcome

CHUNK = 500


def fate(url: str) -> Fate | None:
    """Of one address, however it is written; None where it was never met. Errors: ValueError for what is no address."""
    found = list(models.Address.objects.filter(key=address_id(canonical(url))))
    return _fates(found)[0] if found else None


def fates(outcome: Outcome, source: str = "", below: int = 0, most: int = 100) -> list[Fate]:
    """At most so many of one outcome, of one source or of all, met before the address numbered `below`. Four statements, however many there are."""
    rows = models.Address.objects.of(outcome)
    rows = rows.filter(source=source) if source else rows
    rows = rows.filter(number__lt=below) if below else rows
    return _fates(list(rows.order_by("-number")[:most]))


def every(outcome: Outcome, source: str = "") -> Iterator[Fate]:
    """All of them, read piece by piece."""
    below = 0
    while found := fates(outcome, source, below, CHUNK):
        yield from found
        below = found[-1].number


def _fates(rows: Sequence[models.Address]) -> list[Fate]:
    keys = [row.key for row in rows]
    articles = dict(models.Article.objects.filter(id__in=keys).values_list("id", "title"))
    listed = dict(models.Capture.objects.filter(key__in=keys, part=1).order_by("number").values_list("key", "listed"))
    return [
        Fate(
            number=row.number,
            url=row.url,
            source=row.source,
            outcome=Outcome(row.outcome),
            reason=row.reason,
            title=articles.get(row.key) or listed.get(row.key, {}).get("title") or row.listed.get("title", ""),
            tries=row.tries,
            seen=row.seen,
            decided=row.decided,
            article=row.key if row.key in articles else "",
            captured=row.key if row.key in listed else "",
        )
        for row in rows
    ]
