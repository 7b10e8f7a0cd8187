"""附件 in the ledger: scans and photos as evidence of articles without a page, and the articles that lack them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.db.models import Exists, OuterRef, QuerySet

from archive.evidence import Evidence, Place, StoredPage
from archive.ledger import models
from archive.ledger.captures import ReadPlace, evidence_row, sound
from model.article import State
from model.capture import Capture
from model.outlet import Medium
from model.scan import Scan

PRINT = (Medium.NEWSPAPER, Medium.PERIODICAL)


@dataclass(frozen=True, slots=True)
class Kept:
    """A scan whose bytes are in the evidence."""

    capture: int  # models.Capture.number
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A scan as pages show it."""

    number: int
    name: str
    kind: str
    size: int
    by: str
    added: datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """How an article came in by hand."""

    by: str
    file: str  # "" for the form
    row: int
    seconds: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A printed article of which there is neither a scan nor a page."""

    id: str
    title: str
    outlet: str
    day: str
    page: str
    by: str
    file: str


def keep(scan: Scan, evidence: Evidence) -> Kept:
    """Writes the bytes to the evidence, durable when it returns; the same bytes are kept once."""
    digest = sha256(scan.body).hexdigest()
    key = digest[:24]
    known = models.Capture.objects.filter(digest=digest, key=key).values_list("number", flat=True).first()
    if known is None:
        capture = Capture(url=f"entered:scan/{key}", fetched=datetime.now(UTC), status=200, headers=(("Content-Type", scan.kind),), body=scan.body, source="")
        [place] = evidence.keep([capture])
        row = evidence_row(key, 1, capture, place)
        row.save()
        known = row.number
    return Kept(known, scan.name, scan.kind, len(scan.body))


def attach(kept: Mapping[int, Sequence[Kept]], by: str, *, undecided: bool = False) -> None:
    """Gives scans to articles, or to undecided rows, by their row number; one that is there already stays as it is."""
    now = datetime.now(UTC)
    of = "undecided_id" if undecided else "article_id"
    rows = [
        models.Scan(**{of: number}, capture_id=one.capture, name=one.name[:200], kind=one.kind, size=one.size, by=by, added=now)
        for number, ones in kept.items()
        for one in ones
    ]
    models.Scan.objects.bulk_create(rows, ignore_conflicts=True)


def attach_to(kept: Mapping[str, Sequence[Kept]], by: str) -> None:
    """As `attach`, by Article.id."""
    if kept:
        numbers = dict(models.Article.objects.filter(id__in=kept).order_by("number").values_list("id", "number"))
        attach({number: kept[id_] for id_, number in numbers.items()}, by)


def hand_on(undecided: Mapping[int, str]) -> None:
    """The scans of undecided rows go to the articles that the rows became or repeat: number of the row -> Article.id."""
    articles = dict(models.Article.objects.filter(id__in=undecided.values()).values_list("id", "number"))
    held: dict[int, list[Kept]] = {}
    for row in models.Scan.objects.filter(undecided__in=undecided):
        if row.undecided_id and (number := articles.get(undecided[row.undecided_id])):
            held.setdefault(number, []).append(Kept(row.capture_id, row.name, row.kind, row.size))
            by = row.by
    if held:
        attach(held, by)


def of_article(id: str) -> list[Shown]:
    """The scans of an article, the oldest first."""
    rows = models.Scan.objects.filter(article__id=id).select_related("capture").order_by("number")
    return [_shown(row) for row in rows]


def filing(id: str) -> Filing | None:
    """How an article came in by hand; None for one that was collected."""
    row = models.Filing.objects.filter(article__id=id).first()
    return Filing(by=row.by, file=row.file, row=row.row, seconds=row.seconds, note=row.note) if row else None


def read(number: int, read_place: ReadPlace) -> tuple[Shown, StoredPage] | None:
    """A scan with its bytes; None for an unknown one. Errors: UserError when its evidence is gone or damaged."""
    row = models.Scan.objects.filter(number=number).select_related("capture").first()
    if row is None:
        return None
    place = Place(row.capture.file, row.capture.offset, row.capture.length)
    return _shown(row), sound(place, row.capture.digest, read_place)


def proven(ids: Collection[str]) -> set[str]:
    """Those of these articles that have a page or a scan as evidence; by Article.id."""
    rows = models.Article.objects.filter(id__in=ids)
    return set(rows.exclude(capture=None).values_list("id", flat=True)) | set(rows.exclude(scans=None).values_list("id", flat=True))


def lacking(before: int = 0, limit: int | None = None) -> list[tuple[int, Lacking]]:
    """What is printed, came in by hand and has no evidence, the latest first, each with its row number; those below a number where one is given."""
    rows = _lacking().order_by("-number").select_related("outlet", "filing")
    rows = rows.filter(number__lt=before) if before else rows
    return [
        (
            row.number,
            Lacking(
                id=row.id,
                title=row.title,
                outlet=row.outlet.name,
                day=row.day.isoformat() if row.day else "",
                page=" ".join(filter(None, (row.page_no, row.page_name, row.column))),
                by=row.filing.by if hasattr(row, "filing") else "",
                file=row.filing.file if hasattr(row, "filing") else "",
            ),
        )
        for row in (rows[:limit] if limit else rows)
    ]


def _lacking() -> QuerySet[models.Article]:
    # Without a source: the index of articles by source finds what came in by hand without reading what was collected.
    by_hand = models.Article.objects.filter(source=None, capture=None, state=State.KEPT, medium__in=PRINT)
    return by_hand.filter(~Exists(models.Scan.objects.filter(article=OuterRef("number"))))


def _shown(row: models.Scan) -> Shown:
    return Shown(number=row.number, name=row.name, kind=row.kind, size=row.size, by=row.by, added=row.added, digest=row.capture.digest)
