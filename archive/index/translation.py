"""Our queries in an engine's terms: walked through once for all engines, so that they mean the same."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from archive.index.document import FIELDS, conditions, day_number, name_text, page_text
from archive.index.tokens import Needle, needle, tokens
from model.query import All, Any, Days, Expression, Near, Not, OneOf, Phrase, Place, Query, Sort, phrases

TITLE_WEIGHT = 3.0  # of a hit in the title against one in the body
LEAD_WEIGHT = 0.7  # added to a hit in the body where the lead has it too
BESIDE_WEIGHT = 0.7  # added where two words stand side by side as they were typed
MOST_BESIDE = 8  # pairs of words
ALIKE = 0.6  # part of the pieces that a similar text has
MOST_ALIKE = 48  # pieces that are compared

FIELDS_OF = {
    Place.TEXT: (("title", TITLE_WEIGHT), ("body", 1.0)),
    Place.TITLE: (("title", TITLE_WEIGHT),),
    Place.BODY: (("body", 1.0),),
    Place.ORIGIN: (("origin", 1.0),),
    Place.REPORTER: (("reporters", 1.0),),
    Place.CORRESPONDENT: (("correspondents", 1.0),),
    Place.PAGE: (("page", 1.0),),
}

T = TypeVar("T")


class Terms(Protocol[T]):
    """What an engine must be able to say. Fields are those of document.py."""

    def nothing(self) -> T: ...

    def pieces(self, field: str, wanted: Needle, weight: float) -> T:
        """A field in which the pieces stand one after the other."""
        ...

    def near(self, field: str, first: Needle, second: Needle, distance: int, weight: float) -> T:
        """A field in which the first one ends at most `distance` places before the second one begins."""
        ...

    def most(self, field: str, pieces: Sequence[str], least: int, weight: float) -> T:
        """A field with at least so many of the pieces, wherever they stand."""
        ...

    def one_of(self, field: str, values: Sequence[str]) -> T: ...

    def between(self, field: str, first: int | None, last: int | None) -> T:
        """A number from first to last, both included; None: without end."""
        ...

    def any(self, parts: list[T]) -> T: ...

    def all(self, scored: list[T], unscored: list[T], without: list[T], welcome: list[T]) -> T:
        """Everything for which all of the first two hold and none of the third; no parts: everything. The fourth only add to the score."""
        ...


def by_score(query: Query) -> bool:
    """Whether the order is that of the engine's scores: only texts that are looked for give any."""
    return query.sort is Sort.RELEVANCE and query.words is not None and next(phrases(query.words), None) is not None


def translate(query: Query, terms: Terms[T], scored: bool = True) -> T:
    """What the query finds; without `scored` in the cheapest way."""
    words = [] if query.words is None else [_Words(terms, scored).of(query.words)]
    return terms.all(words, _filters(query, terms), [], [])


def alike(query: Query, terms: Terms[T]) -> T:
    """Articles with most of the pieces that the query looks for, under its conditions and without what it excludes."""
    if query.words is None:
        return terms.nothing()
    text = " ".join(phrase.text for phrase in phrases(query.words))
    pieces = [piece for piece in dict.fromkeys(tokens(text).split()) if len(piece) > 1][:MOST_ALIKE]
    if not pieces:
        return terms.nothing()
    least = max(1, round(len(pieces) * ALIKE))
    resembling = terms.any([terms.most(field, pieces, least, weight) for field, weight in FIELDS_OF[Place.TEXT]])
    parts = query.words.parts if isinstance(query.words, All) else (query.words,)
    words = _Words(terms, False)
    fixed = [words.of(part) for part in parts if not isinstance(part, Not) and next(phrases(part), None) is None]
    excluded = [words.of(part.part) for part in parts if isinstance(part, Not)]
    return terms.all([resembling], _filters(query, terms) + fixed, excluded, [])


def _filters(query: Query, terms: Terms[T]) -> list[T]:
    filters = [terms.one_of(field, values) for field, values in conditions(query).items()]
    if query.since or query.until:
        filters.append(terms.between("day", _number(query.since), _number(query.until)))
    if query.arrived:
        filters.append(terms.between("number", *query.arrived))
    return filters


class _Words(Generic[T]):
    """An expression in an engine's terms."""

    def __init__(self, terms: Terms[T], scored: bool) -> None:
        self.terms, self.scored = terms, scored

    def of(self, expression: Expression) -> T:
        match expression:
            case Phrase():
                return self.phrase(expression)
            case Near(first, second, distance):
                return self.near(first, second, distance)
            case OneOf() | Days():
                return self.condition(expression)
            case Any(parts):
                return self.terms.any([self.of(part) for part in parts])
            case All(parts):
                return self.all(parts)
            case Not():
                return self.all((expression,))

    def all(self, parts: Sequence[Expression]) -> T:
        excluded = [self.of(part.part) for part in parts if isinstance(part, Not)]
        silent = [self.condition(part) for part in parts if isinstance(part, OneOf | Days)]
        required = [self.of(part) for part in parts if not isinstance(part, Not | OneOf | Days)]
        return self.terms.all(required, silent, excluded, self.beside(parts) if self.scored else [])

    def condition(self, condition: OneOf | Days) -> T:
        if isinstance(condition, OneOf):
            return self.terms.one_of(FIELDS[condition.facet], condition.values)
        return self.terms.between("day", _number(condition.since), _number(condition.until))

    def phrase(self, phrase: Phrase) -> T:
        wanted = needle(read(phrase))
        if wanted is None:
            return self.terms.nothing()
        return self.terms.any([self.in_field(field, wanted, weight) for field, weight in FIELDS_OF[phrase.place]])

    def in_field(self, field: str, wanted: Needle, weight: float) -> T:
        found = self.terms.pieces(field, wanted, weight)
        if field != "body" or not self.scored or wanted.open:
            return found
        pieces = tuple(dict.fromkeys(wanted.pieces))
        return self.terms.all([found], [], [], [self.terms.most("lead", pieces, len(pieces), LEAD_WEIGHT)])

    def near(self, first: Phrase, second: Phrase, distance: int) -> T:
        one, other = needle(first.text), needle(second.text)
        if one is None or other is None or one.open or other.open:
            return self.terms.nothing()  # the query language does not let it come to this
        orders = ((one, other), (other, one))
        return self.terms.any([self.terms.near(field, a, b, distance, weight) for field, weight in FIELDS_OF[first.place] for a, b in orders])

    def beside(self, parts: Sequence[Expression]) -> list[T]:
        """Each two words that were typed side by side, as one."""
        found = []
        for one, other in list(pairwise(parts))[:MOST_BESIDE]:
            if isinstance(one, Phrase) and isinstance(other, Phrase) and one.place == other.place == Place.TEXT and (wanted := needle(one.text + other.text)):
                found += [self.terms.pieces(field, wanted, weight * BESIDE_WEIGHT) for field, weight in FIELDS_OF[Place.TEXT]]
        return found


def read(phrase: Phrase) -> str:
    """The text to look for in the fields of its place."""
    match phrase.place:
        case Place.REPORTER | Place.CORRESPONDENT:
            return name_text(phrase.text)
        case Place.PAGE:
            return page_text(phrase.text)
        case _:
            return phrase.text


def _number(day: date | None) -> int | None:
    return None if day is None else day_number(day)
