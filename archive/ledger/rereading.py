"""Stored pages for reading again, and what becomes of the ledger when they read differently."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from archive.ledger import amending, browsing, captures, marks, models, stories, writing
from archive.ledger.captures import ReadPlace
from model.article import Article
from model.capture import Capture
from model.outcome import Outcome
from model.story import Crown, Group

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading again gave, by Article.id."""

    better: Mapping[str, Article]  # of articles that are stored
    retold: Mapping[str, Collection[int]]  # of these, those whose text, time or origin changed, with the keys of the old text: they may be another's reprint
    new: Mapping[str, tuple[Stored, Article]]  # of pages that gave none
    refused: Mapping[str, str]  # pages that are not ours, with the reason


def apply(found: Reread, group: Group, crown: Crown) -> None:
    """Writes what was read again, all or nothing."""
    with transaction.atomic():
        writing.one_writer()
        rewrite(found.better)
        regroup({id_: found.better[id_] for id_ in found.retold}, found.retold, group, crown)
        writing.store([article for _, article in found.new.values()], group, {key: stored.row for key, (stored, _) in found.new.items()})
        now = datetime.now(UTC)
        models.Address.objects.filter(key__in=list(found.new)).update(outcome=Outcome.KEPT, reason="", decided=now)
        for key, reason in found.refused.items():
            models.Address.objects.filter(key=key).update(outcome=Outcome.REJECTED, reason=reason, decided=now)


OF_DAY = ("published", "published_precision", "day", "level", "medium")


def rewrite(articles: Mapping[str, Article]) -> None:
    """Gives stored articles, by Article.id, what is read now; their state, when they were collected and what people said of them stay."""
    numbers = dict(models.Article.objects.filter(id__in=list(articles)).values_list("id", "number"))
    said = amending.amended(articles)
    anew = {id_: _but(article, said.get(id_, frozenset())) for id_, article in articles.items()}
    for id_, article in anew.items():
        number, by_people = numbers[id_], said.get(id_, frozenset())
        told = {name: value for name, value in writing.values(article).items() if "day" not in by_people or name not in OF_DAY}
        models.Article.objects.filter(number=number).update(**told, version=F("version") + 1)
        models.Text.objects.filter(article=number).update(body=article.body)
        if "units" not in by_people:
            models.Credit.objects.filter(article=number).delete()
        if "topics" not in by_people:
            models.Tagging.objects.filter(article=number).delete()
    writing.store_mentions([(numbers[id_], article) for id_, article in anew.items()])


def _but(article: Article, by_people: Collection[str]) -> Article:
    """Without the units and topics of which a person said what they are."""
    kept: dict[str, Any] = {name: () for name in ("units", "topics") if name in by_people}
    return replace(article, **kept)


def regroup(articles: Mapping[str, Article], keys: Mapping[str, Collection[int]], group: Group, crown: Crown) -> None:
    """Looks for the stories of stored articles anew, by the text that they have now; `keys` are those of their old texts.

    Only an article that is alone in its story goes into another one: who is together may be so because a person said it.
    """
    if not articles:
        return
    rows = {row.id: row for row in models.Article.objects.filter(id__in=list(articles)).select_related("story")}
    marks.drop({rows[id_].number: keys[id_] for id_ in rows})
    grouping = group(list(articles.values()))
    touched = {row.story.id for row in rows.values()}
    for article in grouping.articles:
        row = rows[article.id]
        attributions = writing.attributed(grouping.attributions.get(article.id, ()))
        models.Article.objects.filter(number=row.number).update(attributions=attributions)
        target = models.Story.objects.filter(id=article.story).first()
        if target and target.number != row.story.number and not row.settled and row.story.articles.count() == 1:
            models.Article.objects.filter(number=row.number).update(story=target, version=F("version") + 1)
            touched.add(target.id)
    marks.put({rows[id_].number: grouping.keys[id_] for id_ in rows})
    stories.link(grouping.links)
    stories.crown_again(touched, crown)
