"""What a list, feed, search or sitemap gives: links, and where to go on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Result(StrEnum):
    """An empty list is not a success: the cases are told apart."""

    ROWS = "rows"
    EMPTY = "empty"  # really nothing listed
    SCRIPT = "script"  # a script draws the list: its data interface is needed
    BLOCKED = "blocked"  # a check, a login, a refusal in place of the list
    UNREADABLE = "unreadable"  # a packed file that is damaged, locked, or no such file


@dataclass(frozen=True, slots=True)
class Link:
    """One row. What a list does not say is empty."""

    url: str  # absolute, as found
    title: str = ""
    published: datetime | None = None  # aware; midnight where the list names only the day
    changed: datetime | None = None  # lastmod of a sitemap: not the time of publication, but never before it
    account: str = ""  # on platforms of accounts
    origin: str = ""  # 来源
    column: str = ""
    page_no: str = ""  # of a newspaper
    page_name: str = ""
    continues: str = ""  # 上接: the page of the newspaper on which this story began
    turns: str = ""  # 下转: the page on which it goes on
    excerpt: str = ""  # what a search shows of its text
    parts: tuple[str, ...] = ()  # addresses of its further pieces
    pinned: bool = False  # stands first whatever its age
    repost_of: str = ""  # address of the post that this one passes on
    counts: Mapping[str, int] = field(default_factory=dict)  # as in Reading; 10万+ is 100001
    at_least: tuple[str, ...] = ()  # the counts that are only a lower bound


def said(row: Link) -> dict[str, Any]:
    """What of a row goes with its page to be read, as JSON holds it; what the list did not say is left out."""
    found = {name: value for name in ("title", "page_no", "page_name", "parts", "counts", "at_least") if (value := getattr(row, name))}
    return {**found, **({"published": row.published.isoformat()} if row.published else {})}


def again(url: str, listed: Mapping[str, Any]) -> Link:
    """The row of an address that was found earlier, from what `said` gave."""
    row = {**listed, "parts": tuple(listed.get("parts", ())), "at_least": tuple(listed.get("at_least", ()))}
    if "published" in row:
        row["published"] = datetime.fromisoformat(row["published"])
    return Link(url, **row)


@dataclass(frozen=True, slots=True)
class Next:
    """Something to ask for: where a list begins, or goes on."""

    url: str
    form: str = ""  # body of a POST; empty: GET
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All of one page, rows in its order. A page without rows may still lead on: the cover of an e-edition."""

    rows: tuple[Link, ...] = ()
    outcome: Result = Result.EMPTY
    next: Next | None = None
    nested: bool = field(default=False)  # the rows are lists themselves: the sitemaps of an index, the feeds of a bridge
