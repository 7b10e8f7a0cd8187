"""How far back a run looks: to the day asked for, or a little behind the last successful run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.discover.found import Found, Link, Next
from model.source import Discover, Kind

BACK = timedelta(days=3)  # lists are re-ordered and added to late: so far behind the last run they are read again
DEEP = 5  # pages that the first run of a week looks at in any case
NESTED = 2  # sitemaps in sitemaps
PAGE = 100  # addresses of a sitemap that count as one page


@dataclass(frozen=True, slots=True)
class Stop:
    """A page of a walk."""

    next: Next
    depth: int = 0  # sitemaps above it


@dataclass(frozen=True, slots=True)
class Horizon:
    since: datetime | None = None  # the first moment of interest, where somebody asked for one
    last_run: datetime | None = None  # when the last successful run began
    least: int = 1  # pages that are looked at in any case

    def too_old(self, row: Link) -> bool:
        moment = row.published or row.changed
        return bool(self.since and moment and moment < self.since)

    def enough(self, rows: Sequence[Link], all_known: bool) -> bool:
        """Whether a page lies wholly behind what this run is to see. A page without rows only leads on."""
        moments = [moment for row in rows if (moment := row.published or row.changed)]
        if self.since:
            return bool(moments) and all(moment < self.since for moment in moments)
        return bool(rows) and all_known and self.last_run is not None and all(moment < self.last_run - BACK for moment in moments)

    def inner(self, found: Found, depth: int) -> list[Stop]:
        """The sitemaps of an index that may hold something new, the last changed first."""
        if depth > NESTED:
            return []
        first = self.since or (self.last_run - BACK if self.last_run else None)
        kept = [row for row in found.rows if not (first and row.changed and row.changed < first)]
        return [Stop(Next(row.url), depth) for row in sorted(kept, key=latest, reverse=True)]


def ordered(found: Found, rules: Discover) -> Sequence[Link]:
    """A list's own order; a sitemap's newest addresses, as many as a list of `deepest` pages would have."""
    if rules.kind is not Kind.SITEMAP:
        return found.rows
    return sorted(found.rows, key=latest, reverse=True)[: rules.deepest * PAGE]


def latest(row: Link) -> datetime:
    """For sorting: what names no moment comes last."""
    return row.published or row.changed or datetime.min.replace(tzinfo=UTC)
