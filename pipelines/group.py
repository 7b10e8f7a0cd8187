"""Grouping: same text, same story; the earliest publication is the first, all others are reprints."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from model.article import Article, Role
from model.outlet import Level, Medium
from model.reading import Precision
from model.story import First, Grouping

LEVELS = list(Level)
LAST = datetime.max.replace(tzinfo=UTC)


def group(articles: Sequence[Article], firsts: Mapping[str, First]) -> Grouping:
    """Gives each article its story; `firsts` are the stored first publications by fingerprint.

    Within the ledger's transaction, so that two reprints of one batch never both become first.
    """
    standing: dict[str, First] = dict(firsts)
    for article in articles:
        mark = article.fingerprint or article.id
        rival = standing.get(mark)
        own = _as_first(article, rival.story if rival else article.id)
        if rival is None or order(own) < order(rival):
            standing[mark] = own
    grouped = [_placed(article, standing[article.fingerprint or article.id]) for article in articles]
    dethroned = [old.id for mark, old in firsts.items() if standing[mark].id != old.id]
    return Grouping(articles=tuple(grouped), reprints_now=tuple(dethroned))


def order(first: First) -> tuple[datetime, bool, int, str]:
    """Who came first: by time; then print before others; then the higher level; then anything that stays the same."""
    return (_moment(first), first.medium is not Medium.NEWSPAPER, LEVELS.index(first.level), first.id)


def _moment(first: First) -> datetime:
    if first.published is None:
        return LAST
    # A paper is out in the morning of its day; of other pages that name only the day, nothing is known before its end.
    if first.published_precision is Precision.DAY and first.medium is not Medium.NEWSPAPER:
        return first.published + timedelta(days=1, seconds=-1)
    return first.published


def _as_first(article: Article, story: str) -> First:
    return First(
        id=article.id,
        story=story,
        published=article.published,
        published_precision=article.published_precision,
        level=article.level,
        medium=article.medium,
    )


def _placed(article: Article, first: First) -> Article:
    return replace(article, story=first.story, role=Role.FIRST if first.id == article.id else Role.REPRINT)
