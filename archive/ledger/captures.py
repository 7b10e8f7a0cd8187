"""Captures in the ledger: where each lies, what the list said of it, and how it is put together again."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from archive.evidence import Place, StoredPage
from archive.ledger import models
from model.capture import Capture
from model.outcome import UserError

ReadPlace = Callable[[Place], StoredPage]
MOST_PARTS = 50


def evidence_row(key: str, part: int, capture: Capture, place: Place) -> models.Capture:
    """The row of a page; `key` is that of the article's address, also for its further pages."""
    return models.Capture(
        key=key,
        part=part,
        url=capture.url,
        source=capture.source,
        fetched=capture.fetched,
        status=capture.status,
        digest=capture.digest,
        file=place.file,
        offset=place.offset,
        length=place.length,
        truncated=capture.truncated,
        listed=_listed(capture),
    )


def of_article(id: str, read: ReadPlace) -> Capture | None:
    """The capture of an article; None where it was entered without a page. Errors: UserError when its evidence is gone or damaged."""
    row = models.Capture.objects.filter(article__id=id).first()
    return restored(row, parts([row]).get(row.number, []), read) if row else None


def parts(rows: Sequence[models.Capture]) -> dict[int, list[models.Capture]]:
    """The further pages of captures, by the number of the first page's row: those stored right behind it."""
    found: dict[int, list[models.Capture]] = {}
    if rows:
        first, last = min(row.number for row in rows), max(row.number for row in rows)
        wanted = models.Capture.objects.filter(part__gt=1, key__in=[row.key for row in rows], number__gt=first, number__lte=last + MOST_PARTS)
        further = {row.number: row for row in wanted}
        for row in rows:
            number = row.number + 1
            while (other := further.get(number)) and other.key == row.key:
                found.setdefault(row.number, []).append(other)
                number += 1
    return found


def sound(place: Place, digest: str, read: ReadPlace) -> StoredPage:
    """The page, exactly as it was kept. Errors: UserError when it is gone, damaged, or no longer what its digest says."""
    page = read(place)
    if sha256(page.body).hexdigest() != digest:
        raise UserError(f"存证文件 {place.file} 第 {place.offset} 字节处的内容与登记的 SHA-256 不一致，已不是采集时的页面，请从备份恢复")
    return page


def restored(row: models.Capture, further: Sequence[models.Capture], read: ReadPlace) -> Capture:
    """What the server answered then, and what the list had said. Errors: UserError when its evidence is gone or damaged."""
    page = sound(Place(row.file, row.offset, row.length), row.digest, read)
    listed: dict[str, Any] = row.listed
    return Capture(
        url=row.url,
        fetched=row.fetched,
        status=row.status,
        headers=page.headers,
        body=page.body,
        source=row.source,
        listed_title=listed.get("title", ""),
        listed_published=datetime.fromisoformat(listed["published"]) if "published" in listed else None,
        listed_page_no=listed.get("page_no", ""),
        listed_page_name=listed.get("page_name", ""),
        truncated=row.truncated,
        parts=tuple(restored(part, (), read) for part in further),
    )


def _listed(capture: Capture) -> dict[str, str]:
    """Only what the list did say."""
    said = {
        "title": capture.listed_title,
        "published": capture.listed_published.isoformat() if capture.listed_published else "",
        "page_no": capture.listed_page_no,
        "page_name": capture.listed_page_name,
    }
    return {name: value for name, value in said.items() if value}
