"""Stored articles for grouping them again, and what becomes of the ledger when they fall otherwise."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Min

from archive.ledger import marks, models, stories
from archive.ledger.writing import one_writer
from model.article import Role
from model.outcome import UserError
from model.story import Attribution, Crown, First, Link

BATCH = 200  # articles of one reading
COUNTED = "counted"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article in its story."""

    number: int
    id: str
    url: str
    outlet: str  # its name
    title: str
    body: str
    published: datetime | None
    origin: str
    story: str
    settled: bool  # a person placed it
    closed: bool  # a closed report counts it
    attributions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What grouping again means for the ledger."""

    since: int  # Article.number of the first article that was decided again
    stories: Mapping[int, str]  # by Article.number: the Story.id that an article goes to
    joins: Mapping[str, str]  # stories that ended: each with the one that it goes into
    touched: Collection[str]  # Story.id of all stories whose articles were decided again
    decided: Sequence[int]  # Article.number of those that were decided again
    attributions: Mapping[int, Sequence[Attribution]]  # by Article.number, where they are others now


def first_number(since: datetime | None) -> int | None:
    """The number of the first article collected since; None where there is none."""
    rows = models.Article.objects.filter(collected__gte=since) if since else models.Article.objects.all()
    found: int | None = rows.aggregate(first=Min("number"))["first"]
    return found


def count(since: int) -> int:
    return models.Article.objects.filter(number__gte=since).count()


def members(since: int) -> Iterator[Member]:
    """The articles from a number on, in the order of their arrival."""
    last = since - 1
    fields = ("number", "id", "url", "outlet__name", "title", "text__body", "published", "origin", "story__id", "settled", "attributions")
    while rows := list(models.Article.objects.filter(number__gt=last).order_by("number").values_list(*fields)[:BATCH]):
        closed = closed_of([row[1] for row in rows])
        for number, id_, url, outlet, title, body, published, origin, story, settled, named in rows:
            yield Member(
                number=number,
                id=id_,
                url=url,
                outlet=outlet,
                title=title,
                body=body,
                published=published,
                origin=origin,
                story=story,
                settled=settled,
                closed=id_ in closed,
                attributions=tuple((sign, name) for sign, name in named),
            )
        last = rows[-1][0]


def closed_of(ids: Collection[str]) -> set[str]:
    """Those of the articles that a closed report counts."""
    return set(models.Frozen.objects.filter(article__in=ids, part=COUNTED).values_list("article", flat=True))


def is_closed(story: str) -> bool:
    """Whether a closed report counts an article of a story."""
    return bool(closed_of(models.Article.objects.filter(story__id=story).values_list("id", flat=True)))


def kept_stories(since: int) -> set[str]:
    """The stories of those articles from a number on that stay where they are."""
    rows = models.Article.objects.filter(number__gte=since)
    settled = rows.filter(settled=True).values_list("story__id", flat=True)
    closed = rows.filter(id__in=models.Frozen.objects.filter(part=COUNTED).values("article")).values_list("story__id", flat=True)
    return {*settled, *closed}


def is_older(story: str, since: int) -> bool:
    """Whether a story has an article that came before a number."""
    return models.Article.objects.filter(story__id=story, number__lt=since).exists()


def corrected() -> tuple[int, int]:
    """A mark that changes with every correction and every undoing."""
    rows = models.Correction.objects
    return rows.count(), rows.filter(undone=None).count()


@contextmanager
def alone(corrections: tuple[int, int]) -> Iterator[None]:
    """One transaction in which nobody else decides about stories. Errors: UserError when people corrected something since."""
    with transaction.atomic():
        one_writer()
        if corrected() != corrections:
            raise UserError("归并期间有人更正了稿件，没有写入；请再运行一次")
        yield


def apply(moves: Moves, keys: Iterable[tuple[int, int]], links: Iterable[Link], crown: Crown) -> None:
    """Writes what was decided again, within `alone`."""
    left = set(models.Article.objects.filter(number__in=list(moves.stories)).values_list("story__id", flat=True))
    numbers = stories.ensure([*moves.stories.values(), *moves.joins.values()])
    by_story: dict[str, list[int]] = {}
    for number, story in moves.stories.items():
        by_story.setdefault(story, []).append(number)
    for story, moved in by_story.items():
        models.Article.objects.filter(number__in=moved).update(story=numbers[story], version=F("version") + 1)
    stories.join(moves.joins)
    for number, named in moves.attributions.items():
        models.Article.objects.filter(number=number).update(attributions=[[one.sign, one.outlet] for one in named])
    marks.put_again(moves.since, keys)
    for numbers_of in _parts(moves.decided):
        models.Link.objects.filter(article__in=numbers_of).delete()
    for found in _parts(links):
        stories.link(found)
    for ids in _parts(sorted({*moves.touched, *left})):
        _crown_open(ids, crown)


def _crown_open(ids: Sequence[str], crown: Crown) -> None:
    """Names the first publications anew; one that a closed report counted as first stays."""
    firsts = list(models.Article.objects.filter(story__id__in=ids, role=Role.FIRST).values_list("story__id", "id"))
    closed = closed_of([id_ for _, id_ in firsts])
    held = {story: id_ for story, id_ in firsts if id_ in closed}
    stories.crown_again([id_ for id_ in ids if id_ not in held], crown)
    told = {row.id: row for row in models.Story.objects.filter(id__in=list(held))}
    stories.crown({story: First(id=id_, reason=told[story].reason, confidence=told[story].confidence) for story, id_ in held.items()})


def _parts(rows: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(rows)
    while part := list(islice(waiting, BATCH)):
        yield part
