"""What every index engine can do, in our own words."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from model.article import Role
from model.outcome import UserError
from model.outlet import Level, Medium
from model.query import Facet, Hits, Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the index is told of one article."""

    id: str  # Article.id
    number: int  # ascending in the order of arrival; breaks ties of time
    version: int  # Article.version: an older version never replaces a newer one
    title: str
    body: str
    outlet: str
    level: Level
    medium: Medium
    units: tuple[str, ...]
    topics: tuple[str, ...]
    role: Role
    story: str
    published: datetime | None  # None sorts as the oldest and lies in no range of days
    carriers: int = 1  # articles of the story, withdrawn ones left out
    origin: str = ""  # 来源 as printed
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    page: str = ""  # number and name of the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An entry that the index will not take as it is; it is held, shown and sent again after a change."""

    id: str
    reason: str


class IndexUnavailable(UserError):
    """The engine does not answer or takes nothing now. What was to be written waits in the ledger. The text is a Chinese sentence with what to do."""


class IndexRefused(IndexUnavailable):
    """The engine answers, but not to this question."""


class IndexBusy(IndexUnavailable):
    """Another process writes into the index: it takes along what waits."""


class Index(Protocol):
    """Finds articles. Holds no truth: it can be emptied and filled again from the ledger.

    Every method may raise IndexUnavailable. What `put` and `drop` were given is durable and found
    by the next `find` or `count`, in this process or another, when they return.
    """

    def create(self) -> bool:
        """Makes an empty index if there is none. True if it did: then nothing that the ledger thinks indexed is in it."""
        ...

    def put(self, entries: Iterable[Entry]) -> list[Refusal]:
        """Adds or replaces; an entry of an older version than the index holds counts as done."""
        ...

    def drop(self, ids: Collection[str]) -> None:
        """Removes; an unknown id is no error."""
        ...

    def find(self, query: Query, offset: int = 0, limit: int = 20, facets: Collection[Facet] = ()) -> Hits:
        """Hits `offset` to `offset + limit`, with the facet counts of everything found.

        Hits beyond the 10,000th are counted but not listed. By relevance is as by time where no text is looked for.
        """
        ...

    def stream(self, query: Query) -> Iterator[str]:
        """The ids of everything found, as many as there are, in the query's order; by relevance is as by time.

        All of one state of the index: what arrives meanwhile neither shifts nor repeats anything. A grouped query gives one a story.
        """
        ...

    def similar(self, query: Query, limit: int = 20) -> tuple[str, ...]:
        """Articles that resemble the words of a query that finds nothing: a headline remembered wrongly. The best first."""
        ...

    def count(self, query: Query, by: Facet) -> Counter[str]:
        """How many found articles each value of a facet has; exact."""
        ...

    def versions(self, first: int, last: int | None) -> dict[str, int]:
        """The version of every article held whose Entry.number lies between these, both included; None: without end."""
        ...

    def clear(self) -> None:
        """Forgets everything, and makes a new index of one that is broken or of an older format."""
        ...

    def fresh(self) -> "Fresh":
        """A new empty index beside this one, which goes on answering: for rebuilding without a gap.

        What is put here while the new one is filled must be put there too before the swap, or again after it.
        """
        ...

    def release(self) -> None:
        """Lets other processes write, where only one can; the next change takes that right again."""
        ...

    def close(self) -> None: ...


class Fresh(Index, Protocol):
    """An index in the making. Closing it without a swap throws it away."""

    def swap(self) -> None:
        """Takes the place of the one it was made beside, at once and for every process; the old one is removed."""
        ...
