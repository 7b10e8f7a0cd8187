"""A search in our own words, understood by every index engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from model.article import Role
from model.outlet import Level, Medium


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text that must occur as it stands: Han by character, Latin and numbers by word."""

    text: str


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Expression"


Expression = Phrase | All | Any | Not


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Facet(StrEnum):
    OUTLET = "outlet"
    LEVEL = "level"
    MEDIUM = "medium"
    UNIT = "unit"
    TOPIC = "topic"
    ROLE = "role"
    MONTH = "month"  # YYYY-MM, local time


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
    sort: Sort = Sort.RELEVANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """One page of what a query found."""

    total: int
    ids: tuple[str, ...]  # Article.id, in the order asked for
    facets: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)  # only those asked for
