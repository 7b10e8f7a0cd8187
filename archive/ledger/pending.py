"""What the index does not hold yet: every article whose version differs from its indexed version."""

from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from archive.index.interface import Entry, Index, Refusal
from archive.ledger import models
from model.article import Role, State
from model.outlet import Level, Medium

BATCH = 500  # articles sent to the index at once: every commit of the embedded engine makes a segment


class Told(StrEnum):
    """The column with the version that an index was told, below 0 what it refused: each index has its own, so that none waits for another."""

    INDEX = "indexed_version"
    STANDBY = "standby_version"

    @property
    def behind(self) -> Q:
        """Rows that it is still to be told; what it refused is not sent again until it changes."""
        return ~Q(version=F(self.value)) & ~self.refused

    @property
    def refused(self) -> Q:
        """Rows that it will not take as they are."""
        return Q(version=-F(self.value))

    @property
    def level(self) -> Q:
        """Rows that it holds as they are."""
        return Q(version=F(self.value))

    def as_of(self, version: int) -> dict[str, Any]:
        """What a row says of it that was told that version."""
        return {self.value: version} | ({"index_error": ""} if self is Told.INDEX else {})


def waiting(told: Told = Told.INDEX) -> int:
    """How many articles are still to be indexed."""
    return models.Article.objects.filter(told.behind).count()


def refused(told: Told = Told.INDEX) -> int:
    """How many articles it will not take."""
    return models.Article.objects.filter(told.refused, state=State.KEPT).count()


def first_waiting() -> int | None:
    """The lowest number among the articles that are still to be indexed: up to there the index holds what came in."""
    return models.Article.objects.filter(Told.INDEX.behind).order_by("number").values_list("number", flat=True).first()


def articles() -> int:
    """How many articles the ledger holds."""
    return models.Article.objects.count()


def kept() -> int:
    """How many articles the index should hold."""
    return models.Article.objects.filter(state=State.KEPT).count()


def index_pending(index: Index, progress: Callable[[int], None] | None = None, told: Told = Told.INDEX, most: int | None = None) -> int:
    """Sends to the index what it does not hold, about `most` articles if that is given; returns how many.

    Errors: IndexUnavailable; what was sent before stays sent, the rest waits.
    """
    done = last = 0
    while (most is None or done < most) and (rows := _rows(last, told)):
        last = rows[-1].number
        _send(index, rows, told)
        done += len(rows)
        if progress:
            progress(done)
    return done


def make_index(index: Index, told: Told = Told.INDEX) -> None:
    """Makes an index where there is none; then every article is to be indexed. Errors: IndexUnavailable."""
    if index.create():
        models.Article.objects.update(**told.as_of(0))


def rebuild(index: Index, progress: Callable[[int], None] | None = None, told: Told = Told.INDEX) -> int:
    """Fills a new index beside the old one, which goes on answering and taking in, and puts it in its place; returns how many articles.

    What other processes write meanwhile goes to the old index and is marked as done; it becomes pending again after the swap.
    """
    models.Article.objects.filter(told.refused).update(**told.as_of(0))  # it is asked once more
    fresh = index.fresh()
    filled: dict[int, int] = {}  # versions by number, of those that were changed since they came in
    done = last = 0
    try:
        while rows := list(_with_texts(models.Article.objects.filter(number__gt=last))):
            kept = [row for row in rows if row.state == State.KEPT]
            _hold(fresh.put(entries(kept)), kept, told)
            filled |= {row.number: row.version for row in rows if row.version != 1}
            done, last = done + len(kept), rows[-1].number
            if progress:
                progress(done)
        fresh.swap()
    finally:
        fresh.close()
    _missed(filled, last, told)
    _caught(filled, last, told)
    return done + index_pending(index, told=told)


def _missed(filled: dict[int, int], last: int, told: Told) -> None:
    """Marks as pending what came or changed while the new index was filled."""
    models.Article.objects.filter(number__gt=last).update(**told.as_of(0))
    changed = models.Article.objects.filter(number__lte=last).exclude(version=1).values_list("number", "version")
    late = [number for number, version in changed.iterator() if filled.get(number, 1) != version]
    for begin in range(0, len(late), BATCH):
        models.Article.objects.filter(number__in=late[begin : begin + BATCH]).update(**told.as_of(0))


def _caught(filled: dict[int, int], last: int, told: Told) -> None:
    """What was pending before and is in the new index needs not be sent once more."""
    pending = models.Article.objects.filter(told.behind, number__lte=last)
    pending.filter(version=1).update(**told.as_of(1))
    by_version: dict[int, list[int]] = {}
    for number, version in pending.exclude(version=1).values_list("number", "version"):
        if filled.get(number) == version:
            by_version.setdefault(version, []).append(number)
    for version, numbers in by_version.items():
        for begin in range(0, len(numbers), BATCH):
            models.Article.objects.filter(number__in=numbers[begin : begin + BATCH], version=version).update(**told.as_of(version))


def entries(rows: Sequence[models.Article]) -> list[Entry]:
    """What the index is told of these rows; three further statements for all of them together."""
    numbers = [row.number for row in rows]
    carriers = _carriers({row.story_id for row in rows})
    units = _links(models.Credit, "unit_id", numbers)
    topics = _links(models.Tagging, "topic_id", numbers)
    return [
        Entry(
            id=row.id,
            number=row.number,
            version=row.version,
            title=row.title,
            body=row.text.body,
            outlet=row.outlet_id,
            level=Level(row.level),
            medium=Medium(row.medium),
            units=tuple(units.get(row.number, ())),
            topics=tuple(topics.get(row.number, ())),
            role=Role(row.role),
            story=row.story.id,
            published=row.published,
            carriers=carriers.get(row.story_id, 0),
            origin=row.origin,
            reporters=tuple(row.reporters),
            correspondents=tuple(row.correspondents),
            page=f"{row.page_no} {row.page_name}".strip(),
        )
        for row in rows
    ]


def _rows(after: int, told: Told) -> list[models.Article]:
    return list(_with_texts(models.Article.objects.filter(told.behind, number__gt=after)))


def _with_texts(rows: QuerySet[models.Article]) -> QuerySet[models.Article]:
    return rows.select_related("text", "story").order_by("number")[:BATCH]


def _send(index: Index, rows: Sequence[models.Article], told: Told) -> None:
    kept = [row for row in rows if row.state == State.KEPT]
    sent = [*kept, *_siblings(rows, told)]
    index.drop([row.id for row in rows if row.state != State.KEPT])
    # As few times as possible: what the embedded engine is given at once becomes a segment.
    refusals = [refusal for begin in range(0, len(sent), BATCH) for refusal in index.put(entries(sent[begin : begin + BATCH]))]
    _hold(refusals, sent, told)
    refused = {refusal.id for refusal in refusals}
    for version in {row.version for row in rows}:
        # A row that changed meanwhile has a higher version and stays pending.
        numbers = [row.number for row in rows if row.version == version and row.id not in refused]
        models.Article.objects.filter(number__in=numbers, version=version).update(**told.as_of(version))


def _siblings(rows: Sequence[models.Article], told: Told) -> list[models.Article]:
    """How many outlets carry a story is known of each of its articles: those that are in the index already are put again."""
    stories = models.Story.objects.filter(number__in={row.story_id for row in rows}, size__gt=1)
    found = models.Article.objects.filter(told.level, story__in=stories, state=State.KEPT)
    sent = {row.number for row in rows}
    return [row for row in found.select_related("text", "story") if row.number not in sent]


def _hold(refusals: Iterable[Refusal], sent: Sequence[models.Article], told: Told) -> None:
    """What an index will not take is not sent again until it changes."""
    versions = {row.id: row.version for row in sent}
    for refusal in refusals:
        reason = {"index_error": refusal.reason} if told is Told.INDEX else {}
        models.Article.objects.filter(id=refusal.id, version=versions[refusal.id]).update(**{told.value: -versions[refusal.id]}, **reason)


def _carriers(stories: Collection[int]) -> dict[int, int]:
    """How many outlets carry each story."""
    kept = models.Article.objects.filter(story__in=stories, state=State.KEPT)
    return dict(kept.values("story").annotate(outlets=Count("outlet", distinct=True)).values_list("story", "outlets"))


def _links(table: type[models.Credit] | type[models.Tagging], column: str, numbers: Sequence[int]) -> dict[int, list[str]]:
    links: dict[int, list[str]] = {}
    for article, value in table.objects.filter(article_id__in=numbers).values_list("article_id", column):
        links.setdefault(article, []).append(value)
    return links
