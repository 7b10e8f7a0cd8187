"""When articles are looked at again: 1, 7 and 30 days after they were collected, then every month of their first year."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from archive.ledger import models
from archive.ledger.inserting import insert
from model.article import Article
from model.capture import Capture

DAYS: tuple[int, ...] = (
    1,
    7,
    30,
    *range(60, 361, 30),
)  # the one after 30 is what counts at the end of a month; the later ones tell whether the link still works
FIRST_MONTHLY = 3  # in DAYS
SPREAD = 15  # days by which monthly looks come earlier, by Article.number: what was collected on one day, a whole archive perhaps, is not due on one day
LATE = timedelta(days=7)  # a look that failed for so long is given up, and the next one waited for
OLD = timedelta(days=31)  # what was published so long before it was collected has settled
MOST = 200  # looks of one source in one run


def plan(collected: Sequence[tuple[Article, Capture]]) -> None:
    """Sets the first look at new articles; inside the transaction that stores them. What was printed does not change, nor what is old."""
    wanted = {
        article.id: (article, capture)
        for article, capture in collected
        if not capture.listed_page_no and not (article.published and article.collected - article.published > OLD)
    }
    stored = dict(models.Article.objects.filter(id__in=list(wanted)).values_list("id", "number"))
    insert(
        models.Revisit(article_id=stored[id_], source=capture.source, url=capture.url, due=article.collected + timedelta(days=DAYS[0]))
        for id_, (article, capture) in wanted.items()
        if id_ in stored
    )


def due(source: str, now: datetime | None = None) -> list[str]:
    """The addresses of a source that are to be looked at again: those with the fewest looks first, of these the longest due."""
    now = now or datetime.now(UTC)
    advance(models.Revisit.objects.filter(source=source, due__lte=now - LATE).select_related("article"))
    return list(models.Revisit.objects.filter(source=source, due__lte=now).order_by("step", "due").values_list("url", flat=True)[:MOST])


def advance(rows: Iterable[models.Revisit]) -> None:
    """Sets the next look, or none after the last; the rows come with their articles."""
    ended: list[models.Revisit] = []
    waiting: list[models.Revisit] = []
    for row in rows:
        row.step += 1
        if row.step < len(DAYS):
            row.due = row.article.collected + timedelta(days=_days(row.step, row.article.number))
        (waiting if row.step < len(DAYS) else ended).append(row)
    models.Revisit.objects.bulk_update(waiting, ["step", "due"])
    if ended:
        models.Revisit.objects.filter(pk__in=[row.pk for row in ended]).delete()


def _days(step: int, number: int) -> int:
    """After how many days the look comes, for the article of this number."""
    days: int = DAYS[step]
    return days - (number % SPREAD if step >= FIRST_MONTHLY else 0)
