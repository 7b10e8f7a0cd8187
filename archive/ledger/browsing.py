"""What the site shows of the ledger, as plain frozen records."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from archive.evidence import Place
from archive.ledger import models
from model.article import Role, State
from model.outcome import Outcome
from model.outlet import Level, Medium
from model.reading import Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A unit or topic of an article by its name, and why."""

    id: str
    name: str
    words: tuple[str, ...]
    place: str  # title, lead or body
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article with the names that people know."""

    id: str
    url: str
    title: str
    subtitle: str
    body: str  # "" where bodies were not asked for
    outlet: str  # Outlet.id
    outlet_name: str
    level: Level  # when it was published
    medium: Medium
    role: Role
    withdrawn: bool
    published: datetime | None  # aware, UTC
    precision: Precision
    collected: datetime  # aware, UTC
    origin: str
    reporters: tuple[str, ...]
    correspondents: tuple[str, ...]
    editors: tuple[str, ...]
    column: str
    page_no: str
    page_name: str
    relevance: float
    units: tuple[Named, ...]  # in the bureau's order
    topics: tuple[Named, ...]
    story: str  # Story.id
    carriers: int  # outlets that carry its story, this one included; withdrawn articles do not count
    excluded: bool = False  # a person judged that it does not count
    has_evidence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """An article of the same story."""

    id: str
    title: str
    outlet_name: str
    level: Level
    role: Role
    withdrawn: bool
    published: datetime | None
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRecord:
    """Where and when the page of an article was kept."""

    url: str
    fetched: datetime
    status: int
    digest: str  # sha-256 of the body, hex
    place: Place
    truncated: bool
    problem: str  # what the last check of the evidence found wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """The latest run of a source."""

    started: datetime
    finished: datetime | None  # None: still running, or broken off
    found: int
    fetched: int
    kept: int
    rejected: int
    unreadable: int
    failed: int
    seconds: float
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A source, its latest run and what it still owes."""

    id: str
    outlet: str  # Outlet.id
    outlet_name: str
    enabled: bool
    last: LastRun | None  # None: never run
    waiting: int  # accepted addresses without an outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What the archive still has to do."""

    unindexed: int  # articles that the index does not have as they are
    refused: int  # of these, those that the index would not take
    undated: int  # 日期待定: kept, not counted in any month


def rows(ids: Sequence[str], *, bodies: bool = True) -> list[Row]:
    """The articles of these ids in their order; unknown ids are left out. Four statements, whatever the number."""
    articles = models.Article.objects.filter(id__in=ids).select_related("outlet", "story", *(["text"] if bodies else []))
    found = {article.id: article for article in articles}
    numbers = [article.number for article in found.values()]
    units = _named(models.Credit.objects.filter(article__in=numbers).order_by("unit__position").values_list("article_id", "unit_id", "unit__name", *WHY))
    topics = _named(models.Tagging.objects.filter(article__in=numbers).order_by("topic__position").values_list("article_id", "topic_id", "topic__name", *WHY))
    carriers = _carriers({article.story_id for article in found.values()})
    return [_row(found[id], found[id].text.body if bodies else "", units, topics, carriers) for id in ids if id in found]


def article(id: str) -> Row | None:
    """One article; None when there is none of this id."""
    return next(iter(rows([id])), None)


def siblings(story: str) -> list[Sibling]:
    """All articles of a story, the earliest first, those without a date last."""
    found = models.Article.objects.filter(story__id=story).select_related("outlet").order_by(F("published").asc(nulls_last=True), "number")
    return [sibling(row) for row in found]


def sibling(row: models.Article) -> Sibling:
    return Sibling(
        id=row.id,
        title=row.title,
        outlet_name=row.outlet.name,
        level=Level(row.level),
        role=Role(row.role),
        withdrawn=row.state == State.WITHDRAWN,
        published=row.published,
        precision=Precision(row.published_precision),
    )


def capture_of(id: str) -> CaptureRecord | None:
    """The evidence of an article; None when the article is unknown or was entered without a page."""
    return captures_of([id]).get(id)


def capture_at(key: str) -> CaptureRecord | None:
    """The first page kept of an address, whatever became of it."""
    row = models.Capture.objects.filter(key=key, part=1).order_by("-number").first()
    return record_of(row) if row else None


def captures_of(ids: Sequence[str]) -> dict[str, CaptureRecord]:
    """The evidence by Article.id, of those articles that have some. One statement."""
    found = models.Article.objects.filter(id__in=ids, capture__isnull=False).select_related("capture")
    return {article.id: record_of(article.capture) for article in found if article.capture}


def sources(ids: Collection[str] | None = None) -> list[SourceState]:
    """Every source, or these, with its latest run, by outlet. Three statements."""
    latest = models.Run.objects.filter(source=OuterRef("id")).order_by("-started").values("pk")[:1]
    known = models.Source.objects.select_related("outlet").annotate(latest=Subquery(latest)).order_by("outlet__name", "id")
    known = known if ids is None else known.filter(id__in=ids)
    runs = models.Run.objects.in_bulk([source.latest for source in known if source.latest])
    waiting = _waiting()
    return [
        SourceState(
            id=source.id,
            outlet=source.outlet_id,
            outlet_name=source.outlet.name,
            enabled=source.enabled,
            last=_last_run(runs[source.latest]) if source.latest in runs else None,
            waiting=waiting.get(source.id, 0),
        )
        for source in known
    ]


def backlog() -> Backlog:
    """What waits for the index, and what waits for a date."""
    behind = ~Q(version=F("indexed_version"))
    counts = models.Article.objects.filter(behind).aggregate(all=Count("number"), refused=Count("number", filter=~Q(index_error="")))
    undated = models.Article.objects.filter(day=None, state=State.KEPT).count()
    return Backlog(unindexed=counts["all"], refused=counts["refused"], undated=undated)


WHY = ("words", "place", "score")


def _named(found: Iterable[tuple[Any, ...]]) -> dict[int, list[Named]]:
    """By article number, from (article, id, name, words, place, score)."""
    named: dict[int, list[Named]] = {}
    for number, id, name, words, place, score in found:
        named.setdefault(number, []).append(Named(id=id, name=name, words=tuple(words), place=place, score=score))
    return named


def record_of(row: models.Capture) -> CaptureRecord:
    """A capture as pages show it."""
    place = Place(row.file, row.offset, row.length)
    return CaptureRecord(url=row.url, fetched=row.fetched, status=row.status, digest=row.digest, place=place, truncated=row.truncated, problem=row.problem)


def _carriers(stories: Iterable[int]) -> dict[int, int]:
    """How many outlets carry each story."""
    kept = models.Article.objects.filter(story__in=stories, state=State.KEPT)
    return dict(kept.values("story").annotate(outlets=Count("outlet", distinct=True)).values_list("story", "outlets"))


def _waiting() -> dict[str, int]:
    return dict(models.Address.objects.filter(outcome=Outcome.WAITING).values("source").annotate(n=Count("number")).values_list("source", "n"))


def _last_run(run: models.Run) -> LastRun:
    return LastRun(**{field.name: getattr(run, field.name) for field in fields(LastRun)})


def _row(article: models.Article, body: str, units: Mapping[int, Sequence[Named]], topics: Mapping[int, Sequence[Named]], carriers: Mapping[int, int]) -> Row:
    return Row(
        id=article.id,
        url=article.url,
        title=article.title,
        subtitle=article.subtitle,
        body=body,
        outlet=article.outlet_id,
        outlet_name=article.outlet.name,
        level=Level(article.level),
        medium=Medium(article.medium),
        role=Role(article.role),
        withdrawn=article.state == State.WITHDRAWN,
        excluded=article.state == State.EXCLUDED,
        published=article.published,
        precision=Precision(article.published_precision),
        collected=article.collected,
        origin=article.origin,
        reporters=tuple(article.reporters),
        correspondents=tuple(article.correspondents),
        editors=tuple(article.editors),
        column=article.column,
        page_no=article.page_no,
        page_name=article.page_name,
        relevance=article.relevance,
        units=tuple(units.get(article.number, ())),
        topics=tuple(topics.get(article.number, ())),
        story=article.story.id,
        carriers=carriers.get(article.story_id, 0),
        has_evidence=article.capture_id is not None,
    )
