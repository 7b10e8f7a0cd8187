"""What a list, feed or sitemap gives: links, and where to go on."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Result(StrEnum):
    """An empty list is not a success: the four cases are told apart."""

    ROWS = "rows"
    EMPTY = "empty"  # really nothing listed
    SCRIPT = "script"  # a script draws the list: its data interface is needed
    BLOCKED = "blocked"  # a check, a login, a refusal in place of the list


@dataclass(frozen=True, slots=True)
class Link:
    """One row."""

    url: str  # absolute, as found
    title: str = ""  # "" where the list does not say
    published: datetime | None = None  # aware; midnight where the list names only the day
    changed: datetime | None = None  # lastmod of a sitemap: not the time of publication, but never before it


@dataclass(frozen=True, slots=True)
class Next:
    """Where the list goes on."""

    url: str
    form: str = ""  # body of a POST; empty: GET


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All of one page, rows in its order."""

    rows: tuple[Link, ...] = ()
    outcome: Result = Result.EMPTY
    next: Next | None = None
    nested: bool = field(default=False)  # the rows are sitemaps themselves
