"""Stored pages for reading again, and what becomes of the ledger when they read differently."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from archive.ledger import browsing, captures, models, writing
from archive.ledger.captures import ReadPlace
from model.article import Article
from model.capture import Capture
from model.outcome import Outcome
from model.story import Group

BATCH = 100  # pages of one reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A page in the archive, and what the archive says of it."""

    id: str  # key of its address: the Article.id
    url: str
    source: str
    row: models.Capture
    parts: Sequence[models.Capture]
    outcome: Outcome
    reason: str
    article: browsing.Row | None  # exactly when kept
    closed: tuple[str, ...]  # periods of the closed reports that count it

    def capture(self, read: ReadPlace) -> Capture:
        """As it was served. Errors: UserError when the evidence is gone or damaged."""
        return captures.restored(self.row, self.parts, read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which pages to read again."""

    outcomes: frozenset[Outcome]
    sources: Sequence[str] = ()  # Source.id; empty: all
    since: datetime | None = None  # fetched at or after
    until: datetime | None = None  # fetched before


def count(wanted: Wanted) -> int:
    return _rows(wanted).count()


def batches(wanted: Wanted) -> Iterator[list[Stored]]:
    """The pages in the order of their fetching. What is written meanwhile to pages already given does no harm."""
    last = 0
    while rows := list(_rows(wanted).filter(number__gt=last).order_by("number")[:BATCH]):
        last = rows[-1].number
        yield _stored(rows)


def _rows(wanted: Wanted) -> QuerySet[models.Capture]:
    """Of every address the capture that its article was read from, without an article the newest."""
    of_address = models.Address.objects.filter(key=OuterRef("key"), outcome__in=list(wanted.outcomes))
    newer = models.Capture.objects.filter(key=OuterRef("key"), part=1, number__gt=OuterRef("number"))
    kept = models.Article.objects.filter(id=OuterRef("key"))
    rows = models.Capture.objects.filter(Exists(of_address), part=1).filter(Q(article__isnull=False) | (~Exists(kept) & ~Exists(newer)))
    if wanted.sources:
        rows = rows.filter(source__in=list(wanted.sources))
    if wanted.since:
        rows = rows.filter(fetched__gte=wanted.since)
    return rows.filter(fetched__lt=wanted.until) if wanted.until else rows


def _stored(rows: Sequence[models.Capture]) -> list[Stored]:
    keys = [row.key for row in rows]
    outcomes = {key: (Outcome(outcome), reason) for key, outcome, reason in models.Address.objects.filter(key__in=keys).values_list("key", "outcome", "reason")}
    articles = {article.id: article for article in browsing.rows(keys)}
    further = captures.parts(rows)
    closed: dict[str, list[str]] = {}
    for article, period in models.Frozen.objects.filter(article__in=keys, part="counted").values_list("article", "snapshot__period").distinct():
        closed.setdefault(article, []).append(period)
    return [
        Stored(
            id=row.key,
            url=row.url,
            source=row.source,
            row=row,
            parts=further.get(row.number, ()),
            outcome=outcomes[row.key][0],
            reason=outcomes[row.key][1],
            article=articles.get(row.key),
            closed=tuple(sorted(closed.get(row.key, ()))),
        )
        for row in rows
    ]


def apply(found: Mapping[str, Article], new: Mapping[str, tuple[Stored, Article]], refused: Mapping[str, str], group: Group) -> None:
    """Writes what was read again, all or nothing: better articles, articles of pages that gave none, reasons of pages that are not ours."""
    with transaction.atomic():
        writing.one_writer()
        rewrite(found)
        writing.store([article for _, article in new.values()], group, {key: stored.row for key, (stored, _) in new.items()})
        now = datetime.now(UTC)
        models.Address.objects.filter(key__in=list(new)).update(outcome=Outcome.KEPT, reason="", decided=now)
        for key, reason in refused.items():
            models.Address.objects.filter(key=key).update(outcome=Outcome.REJECTED, reason=reason, decided=now)


def rewrite(articles: Mapping[str, Article]) -> None:
    """Gives stored articles, by Article.id, what is read now; their story, their state and when they were collected stay."""
    numbers = dict(models.Article.objects.filter(id__in=list(articles)).values_list("id", "number"))
    for id_, article in articles.items():
        number = numbers[id_]
        models.Article.objects.filter(number=number).update(**writing.values(article), version=F("version") + 1)
        models.Text.objects.filter(article=number).update(body=article.body)
        models.Credit.objects.filter(article=number).delete()
        models.Tagging.objects.filter(article=number).delete()
    writing.store_mentions([(numbers[id_], article) for id_, article in articles.items()])
