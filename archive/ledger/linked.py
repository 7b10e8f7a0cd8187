"""Stories and links as the site shows them, as plain frozen records."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from archive.ledger import browsing, models
from archive.ledger.browsing import Sibling
from model.story import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A link as people see it; `article` is the one that came later."""

    article: Sibling
    other: Sibling
    answer: Answer
    open: bool  # waits for a person
    cover: tuple[float, float]
    differing: tuple[tuple[str, str], ...]
    reason: str
    confidence: float
    stories: tuple[str, str]  # Story.id of both

    @property
    def pair(self) -> tuple[Sibling, Sibling]:
        return self.article, self.other


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRecord:
    """A story with its articles, earliest first."""

    id: str
    reason: str
    confidence: float
    missing: str
    chosen: bool  # a person set the first publication
    articles: tuple[Sibling, ...]
    links: tuple[Shown, ...]  # between its articles, and the open ones to others
    outlets: int  # that carry it


def story_of(article: str) -> str:
    """The Story.id of an article; "" where there is none."""
    return models.Article.objects.filter(id=article).values_list("story__id", flat=True).first() or ""


def is_story(id: str) -> bool:
    return models.Story.objects.filter(id=id).exists()


def story(id: str) -> StoryRecord | None:
    """A story by its own id, or by that of one of its articles."""
    row = models.Story.objects.filter(id=id).first() or models.Story.objects.filter(articles__id=id).first()
    if row is None:
        return None
    articles = tuple(browsing.siblings(row.id))
    numbers = models.Article.objects.filter(story=row).values("number")  # each side by its own index
    touching = models.Link.objects.filter(Q(article__in=numbers) | Q(other__in=numbers))
    inside = touching.filter(Q(open=True) | Q(article__in=numbers, other__in=numbers))
    kept = models.Article.objects.filter(story=row, state="kept").values("outlet").distinct().count()
    return StoryRecord(
        id=row.id,
        reason=row.reason,
        confidence=row.confidence,
        missing=row.missing,
        chosen=bool(row.chosen),
        articles=articles,
        links=tuple(_shown(inside.order_by("-confidence", "pk"))),
        outlets=kept,
    )


def questions(limit: int, before: int = 0) -> tuple[list[Shown], int]:
    """What waits for a person, the newest first; with it the place to go on from, 0 at the end."""
    rows = _open()
    if before:
        rows = rows.filter(pk__lt=before)
    page = list(rows.order_by("-pk")[: limit + 1])
    more = int(page[limit - 1].pk) if len(page) > limit else 0
    return _shown(page[:limit]), more


def waiting() -> int:
    """How many questions wait for a person."""
    return _open().count()


def _open() -> QuerySet[models.Link]:
    # What became one story by another way asks nothing any more.
    return models.Link.objects.filter(open=True).exclude(article__story=F("other__story"))


def between(article: str, other: str) -> Shown | None:
    """What was found about two articles, by Article.id, in either order."""
    pair = Q(article__id=article, other__id=other) | Q(article__id=other, other__id=article)
    found = _shown(models.Link.objects.filter(pair)[:1])
    return found[0] if found else None


def _shown(links: Iterable[models.Link]) -> list[Shown]:
    rows = list(links)
    numbers = {number for row in rows for number in (row.article_id, row.other_id)}
    articles = models.Article.objects.filter(number__in=numbers).select_related("outlet", "story").in_bulk(numbers)
    found = []
    for row in rows:
        one, two = articles[row.article_id], articles[row.other_id]
        found.append(
            Shown(
                article=browsing.sibling(one),
                other=browsing.sibling(two),
                answer=Answer(row.answer),
                open=row.open,
                cover=(row.cover, row.other_cover),
                differing=tuple((str(ours), str(theirs)) for ours, theirs in row.differing),
                reason=row.reason,
                confidence=row.confidence,
                stories=(one.story.id, two.story.id),
            )
        )
    return found
