"""Every hit of a query, past the depth to which an index lists them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from archive.index.document import DEEPEST_HIT
from archive.index.interface import Index
from model.outcome import UserError
from model.query import Facet, Query, Sort
from web.asked import month_range


def everything(index: Index, query: Query, listed: int = DEEPEST_HIT) -> Iterator[str]:
    """The ids of all that is found, in the query's order; past `listed` hits in the order of time.

    One question to the index for each span of days: what arrives meanwhile neither shifts nor repeats a line.
    """
    hits = index.find(query, limit=listed)
    if hits.total <= listed:
        yield from hits.ids
        return
    by_month = index.count(query, Facet.MONTH)
    oldest_first = query.sort == Sort.OLDEST
    order = replace(query, sort=Sort.OLDEST if oldest_first else Sort.NEWEST)
    undated = hits.total - sum(by_month.values())
    if undated and oldest_first:
        yield from _undated(index, order, undated, listed)
    for month in sorted(by_month, reverse=not oldest_first):
        yield from _days(index, order, *month_range(month), listed)
    if undated and not oldest_first:
        yield from _undated(index, order, undated, listed)


def _days(index: Index, query: Query, first: date, last: date, listed: int) -> Iterator[str]:
    """What was published from the first to the last day and lies in the query's own span."""
    since, until = max(first, query.since or first), min(last, query.until or last)
    span = replace(query, since=since, until=until)
    hits = index.find(span, limit=listed)
    if hits.total <= listed:
        yield from hits.ids
    elif since == until:
        for outlet in sorted(index.count(span, Facet.OUTLET)):
            yield from _whole(index, replace(span, outlets=(outlet,)), listed)
    else:
        days = [since + timedelta(number) for number in range((until - since).days + 1)]
        for day in days if query.sort == Sort.OLDEST else reversed(days):
            yield from _days(index, query, day, day, listed)


def _undated(index: Index, query: Query, number: int, listed: int) -> Iterator[str]:
    """What has no date: no span of days holds it, but it sorts as the oldest."""
    if number <= listed:
        yield from index.find(replace(query, sort=Sort.OLDEST), limit=number).ids
        return
    for outlet in sorted(index.count(query, Facet.OUTLET)):
        of_outlet = replace(query, outlets=(outlet,), sort=Sort.OLDEST)
        undated = index.find(of_outlet, limit=0).total - sum(index.count(of_outlet, Facet.MONTH).values())
        if undated > listed:
            raise UserError(f"媒体 {outlet} 没有日期的文章超过 {listed} 篇，请加检索词分几次导出")
        yield from index.find(of_outlet, limit=undated).ids if undated else ()


def _whole(index: Index, query: Query, listed: int) -> Iterator[str]:
    hits = index.find(query, limit=listed)
    if hits.total > listed:
        raise UserError(f"{query.since} 媒体 {query.outlets[0]} 超过 {listed} 篇，请加检索词分几次导出")
    yield from hits.ids
