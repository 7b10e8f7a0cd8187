"""A search in our own words, understood by every index engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from model.article import Role
from model.outlet import Level, Medium


class Place(StrEnum):
    """Where a phrase is looked for."""

    TEXT = "text"  # headline or body
    TITLE = "title"
    BODY = "body"
    ORIGIN = "origin"  # 来源 as printed
    REPORTER = "reporter"  # a whole name; a * stands for any beginning or end
    CORRESPONDENT = "correspondent"
    PAGE = "page"  # number and name of the page: 版次


class Facet(StrEnum):
    """What articles are told apart and counted by."""

    OUTLET = "outlet"
    LEVEL = "level"
    MEDIUM = "medium"
    UNIT = "unit"
    TOPIC = "topic"
    ROLE = "role"
    MONTH = "month"  # YYYY-MM, local time
    DAY = "day"  # YYYY-MM-DD, local time


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text that must occur as it stands: Han by character, Latin and numbers by word."""

    text: str
    place: Place = Place.TEXT


@dataclass(frozen=True, slots=True)
class Near:
    """Two phrases in one headline or one body, in either order, with at most `distance` characters between them.

    A word or number counts as one character, and as one more where Han follows it without a blank; punctuation as none.
    """

    first: Phrase
    second: Phrase
    distance: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """Articles of which a facet has one of these values: ids, or the value of an enumeration."""

    facet: Facet
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """Articles published from `since` to `until`, both included, local days; None: without end."""

    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Expression"


Expression = Phrase | Near | OneOf | Days | All | Any | Not


def phrases(expression: Expression) -> Iterator[Phrase]:
    """All that are looked for in headlines and bodies, in order, without what is excluded."""
    match expression:
        case Phrase(_, Place.TEXT | Place.TITLE | Place.BODY):
            yield expression
        case Near(first, second, _):
            yield from (first, second)
        case All(parts) | Any(parts):
            for part in parts:
                yield from phrases(part)
        case _:
            pass


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    CARRIERS = "carriers"  # printed by most outlets first, then the newest day


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Several values of one facet mean any of them; different facets must all hold."""

    words: Expression | None = None  # None: everything
    outlets: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    media: tuple[Medium, ...] = ()
    units: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    since: date | None = None  # first day, local time
    until: date | None = None  # last day, included
    arrived: tuple[int, int] | None = None  # first and last Entry.number, both included: what came in between two moments
    sort: Sort = Sort.RELEVANCE
    grouped: bool = False  # one row a story: that of its found articles which comes first in this order


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """One page of what a query found."""

    total: int  # articles
    ids: tuple[str, ...]  # Article.id, in the order asked for; of a grouped query one a story
    facets: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)  # only those asked for
    stories: int | None = None  # how many stories the articles belong to, that is how many rows there are; only of a grouped query
    scores: tuple[float, ...] = ()  # beside `ids`, only where these are in the order of relevance
    by_standby: bool = False  # the usual index could not answer
