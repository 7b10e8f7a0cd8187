"""Our queries in an engine's terms: walked through once for all engines, so that they mean the same."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from archive.index.document import conditions, day_number
from archive.index.tokens import Needle, needle
from model.query import All, Any, Expression, Not, Phrase, Query

TITLE_WEIGHT = 3.0  # of a hit in the title against one in the body

T = TypeVar("T")


class Terms(Protocol[T]):
    """What an engine must be able to say. Fields are those of document.py."""

    def nothing(self) -> T: ...

    def pieces(self, field: str, wanted: Needle, weight: float) -> T:
        """A field in which the pieces stand one after the other."""
        ...

    def one_of(self, field: str, values: Sequence[str]) -> T: ...

    def days(self, first: int | None, last: int | None) -> T:
        """A `day` from first to last, both included; None: without end."""
        ...

    def any(self, parts: list[T]) -> T: ...

    def all(self, scored: list[T], unscored: list[T], without: list[T]) -> T:
        """Everything for which all of the first two hold and none of the third; no parts: everything."""
        ...


def translate(query: Query, terms: Terms[T]) -> T:
    filters = [terms.one_of(field, values) for field, values in conditions(query).items()]
    if query.since or query.until:
        filters.append(terms.days(_number(query.since), _number(query.until)))
    return terms.all([] if query.words is None else [_words(query.words, terms)], filters, [])


def _words(expression: Expression, terms: Terms[T]) -> T:
    match expression:
        case Phrase(text):
            wanted = needle(text)
            if wanted is None:
                return terms.nothing()
            return terms.any([terms.pieces("title", wanted, TITLE_WEIGHT), terms.pieces("body", wanted, 1.0)])
        case Any(parts):
            return terms.any([_words(part, terms) for part in parts])
        case All(parts):
            excluded = [part.part for part in parts if isinstance(part, Not)]
            required = [part for part in parts if not isinstance(part, Not)]
            return terms.all([_words(part, terms) for part in required], [], [_words(part, terms) for part in excluded])
        case Not(part):
            return terms.all([], [], [_words(part, terms)])


def _number(day: date | None) -> int | None:
    return None if day is None else day_number(day)
