"""Captures as they were, put together again from the ledger and the evidence."""

from collections.abc import Callable

from archive.evidence import Place, StoredPage
from archive.ledger import models
from model.capture import Capture

ReadPlace = Callable[[Place], StoredPage]


def of_article(id: str, read: ReadPlace) -> Capture | None:
    """The capture of an article; None where it was entered without a page. Errors: UserError when its evidence is gone or damaged."""
    row = models.Capture.objects.filter(article__id=id).first()
    return restored(row, read) if row else None


def restored(row: models.Capture, read: ReadPlace) -> Capture:
    """What the server answered then."""
    page = read(Place(row.file, row.offset, row.length))
    return Capture(url=row.url, fetched=row.fetched, status=row.status, headers=page.headers, body=page.body, source=row.source, truncated=row.truncated)
