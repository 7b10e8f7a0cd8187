"""What the index does not hold yet: every article whose version differs from its indexed version."""

from collections.abc import Callable, Collection, Mapping, Sequence

from django.db.models import Count, F, Q, QuerySet

from archive.index.interface import Entry, Index
from archive.ledger import models
from model.article import Role, State
from model.outlet import Level, Medium

BATCH = 500  # articles sent to the index at once: every commit of the embedded engine makes a segment

UNINDEXED = ~Q(version=F("indexed_version"))


def waiting() -> int:
    """How many articles are still to be indexed."""
    return models.Article.objects.filter(UNINDEXED, index_error="").count()


def first_waiting() -> int | None:
    """The lowest number among the articles that are still to be indexed: up to there the index holds what came in."""
    return models.Article.objects.filter(UNINDEXED, index_error="").order_by("number").values_list("number", flat=True).first()


def articles() -> int:
    """How many articles the ledger holds."""
    return models.Article.objects.count()


def kept() -> int:
    """How many articles the index should hold."""
    return models.Article.objects.filter(state=State.KEPT).count()


def index_pending(index: Index, progress: Callable[[int], None] | None = None) -> int:
    """Sends to the index what it does not hold; returns how many articles.

    Errors: IndexUnavailable; what was sent before stays sent, the rest waits.
    """
    done = last = 0
    while rows := _rows(last):
        last = rows[-1].number
        _send(index, rows)
        done += len(rows)
        if progress:
            progress(done)
    return done


def make_index(index: Index) -> None:
    """Makes an index where there is none; then every article is to be indexed. Errors: IndexUnavailable."""
    if index.create():
        models.Article.objects.update(indexed_version=0, index_error="")


def rebuild(index: Index, progress: Callable[[int], None] | None = None) -> int:
    """Fills a new index beside the old one, which goes on answering and taking in, and puts it in its place; returns how many articles.

    What other processes write meanwhile goes to the old index and is marked as done; it becomes pending again after the swap.
    """
    fresh = index.fresh()
    filled: dict[int, int] = {}  # versions by number, of those that were changed since they came in
    done = last = 0
    try:
        while rows := list(_with_texts(models.Article.objects.filter(number__gt=last))):
            kept = [row for row in rows if row.state == State.KEPT]
            refusals = {refusal.id: refusal.reason for refusal in fresh.put(entries(kept))}
            _hold(refusals)
            filled |= {row.number: row.version for row in rows if row.version != 1}
            done, last = done + len(kept), rows[-1].number
            if progress:
                progress(done)
        fresh.swap()
    finally:
        fresh.close()
    _missed(filled, last)
    return done + index_pending(index)


def _missed(filled: dict[int, int], last: int) -> None:
    """Marks as pending what came or changed while the new index was filled."""
    models.Article.objects.filter(number__gt=last).update(indexed_version=0)
    changed = models.Article.objects.filter(number__lte=last).exclude(version=1).values_list("number", "version")
    late = [number for number, version in changed.iterator() if filled.get(number, 1) != version]
    for begin in range(0, len(late), BATCH):
        models.Article.objects.filter(number__in=late[begin : begin + BATCH]).update(indexed_version=0)


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


def _rows(after: int) -> list[models.Article]:
    return list(_with_texts(models.Article.objects.filter(UNINDEXED, index_error="", number__gt=after)))


def _with_texts(rows: QuerySet[models.Article]) -> QuerySet[models.Article]:
    return rows.select_related("text", "story").order_by("number")[:BATCH]


def _send(index: Index, rows: Sequence[models.Article]) -> None:
    kept = [row for row in rows if row.state == State.KEPT]
    told = [*kept, *_siblings(rows)]
    index.drop([row.id for row in rows if row.state != State.KEPT])
    # As few times as possible: what the embedded engine is given at once becomes a segment.
    refusals = {refusal.id: refusal.reason for begin in range(0, len(told), BATCH) for refusal in index.put(entries(told[begin : begin + BATCH]))}
    for version in {row.version for row in rows}:
        # A row that changed meanwhile has a higher version and stays pending.
        numbers = [row.number for row in rows if row.version == version and row.id not in refusals]
        models.Article.objects.filter(number__in=numbers, version=version).update(indexed_version=version)
    _hold(refusals)


def _siblings(rows: Sequence[models.Article]) -> list[models.Article]:
    """How many outlets carry a story is known of each of its articles: those that are in the index already are put again."""
    stories = models.Story.objects.filter(number__in={row.story_id for row in rows}, size__gt=1)
    found = models.Article.objects.filter(story__in=stories, state=State.KEPT, index_error="", indexed_version=F("version"))
    sent = {row.number for row in rows}
    return [row for row in found.select_related("text", "story") if row.number not in sent]


def _hold(refusals: Mapping[str, str]) -> None:
    """What the index will not take is not sent again until it changes."""
    for id_, reason in refusals.items():
        models.Article.objects.filter(id=id_).update(index_error=reason)


def _carriers(stories: Collection[int]) -> dict[int, int]:
    """How many outlets carry each story."""
    kept = models.Article.objects.filter(story__in=stories, state=State.KEPT)
    return dict(kept.values("story").annotate(outlets=Count("outlet", distinct=True)).values_list("story", "outlets"))


def _links(table: type[models.Credit] | type[models.Tagging], column: str, numbers: Sequence[int]) -> dict[int, list[str]]:
    links: dict[int, list[str]] = {}
    for article, value in table.objects.filter(article_id__in=numbers).values_list("article_id", column):
        links.setdefault(article, []).append(value)
    return links
