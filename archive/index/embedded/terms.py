"""Our queries in tantivy's terms."""

import re
from collections.abc import Sequence

import tantivy
from tantivy import FieldType, Occur
from tantivy import Query as Wanted

from archive.index.tokens import Needle


class TantivyTerms:
    """Terms over the fields of one index."""

    def __init__(self, fields: tantivy.Schema) -> None:
        self._fields = fields

    def nothing(self) -> Wanted:
        return Wanted.empty_query()

    def pieces(self, field: str, wanted: Needle, weight: float) -> Wanted:
        return Wanted.boost_query(self._open(field, wanted) if wanted.open else self._closed(field, wanted), weight)

    def near(self, field: str, first: Needle, second: Needle, distance: int, weight: float) -> Wanted:
        # Its slop would let the pieces of one phrase drift apart: every distance is a phrase of its own.
        ways = []
        for begin in range(first.width, first.width + distance + 1):
            words: list[str | tuple[int, str]] = [*enumerate(first.pieces), *enumerate(second.pieces, begin)]
            ways.append(Wanted.phrase_query(self._fields, field, words))
        return Wanted.boost_query(self.any(ways), weight)

    def most(self, field: str, pieces: Sequence[str], least: int, weight: float) -> Wanted:
        each = [self._term(field, piece) for piece in pieces]
        if least == len(pieces):
            return Wanted.boost_query(Wanted.boolean_query([(Occur.Must, one) for one in each]), weight)
        return Wanted.boost_query(Wanted.boolean_query([(Occur.Should, one) for one in each], least), weight)

    def one_of(self, field: str, values: Sequence[str]) -> Wanted:
        return Wanted.term_set_query(self._fields, field, values)

    def between(self, field: str, first: int | None, last: int | None) -> Wanted:
        return Wanted.range_query(self._fields, field, FieldType.Integer, first, last)

    def any(self, parts: list[Wanted]) -> Wanted:
        return parts[0] if len(parts) == 1 else Wanted.boolean_query([(Occur.Should, part) for part in parts])

    def all(self, scored: list[Wanted], unscored: list[Wanted], without: list[Wanted], welcome: list[Wanted]) -> Wanted:
        if len(scored) == 1 and not (unscored or without or welcome):
            return scored[0]
        # Exclusions alone would find nothing: they are taken from everything.
        silent = unscored if scored or unscored else [Wanted.all_query()]
        parts = [(Occur.Must, part) for part in scored] + [(Occur.Must, Wanted.const_score_query(part, 0.0)) for part in silent]
        return Wanted.boolean_query(parts + [(Occur.MustNot, part) for part in without] + [(Occur.Should, part) for part in welcome])

    def _closed(self, field: str, wanted: Needle) -> Wanted:
        if len(wanted.pieces) == 1:
            return self._term(field, wanted.pieces[0])
        return Wanted.phrase_query(self._fields, field, list(wanted.pieces))

    def _term(self, field: str, piece: str) -> Wanted:
        return Wanted.term_query(self._fields, field, piece, "freq")

    def _open(self, field: str, wanted: Needle) -> Wanted:
        # Not its prefix query: that one stops after 50 pieces.
        *before, last = map(re.escape, wanted.pieces)
        if not before:
            return Wanted.regex_query(self._fields, field, f"{last}.*")
        return Wanted.regex_phrase_query(self._fields, field, [*before, f"{last}.*"])
