"""Our queries in Elasticsearch's terms."""

from collections.abc import Sequence
from typing import Any

from archive.index.tokens import Needle

ALL_EXPANSIONS = 1_000_000  # more than there are pieces that begin with one character

Terms = dict[str, Any]


class ElasticTerms:
    """Terms over the fields of mapping.json."""

    def nothing(self) -> Terms:
        return {"match_none": {}}

    def pieces(self, field: str, wanted: Needle, weight: float) -> Terms:
        if len(wanted.pieces) == 1:
            return {"prefix" if wanted.open else "term": {field: {"value": wanted.pieces[0], "boost": weight}}}
        sequence = {"query": " ".join(wanted.pieces), "boost": weight}
        if wanted.open:
            return {"match_phrase_prefix": {field: sequence | {"max_expansions": ALL_EXPANSIONS}}}
        return {"match_phrase": {field: sequence}}

    def near(self, field: str, first: Needle, second: Needle, distance: int, weight: float) -> Terms:
        # The last character of the first one is no piece of its own: it is a gap, so that the two cannot overlap.
        hidden = first.width - len(first.pieces)
        gap = [{"span_gap": {field: hidden}}] if hidden else []
        return {"span_near": {"clauses": [_span(field, first), *gap, _span(field, second)], "slop": distance, "in_order": True, "boost": weight}}

    def most(self, field: str, pieces: Sequence[str], least: int, weight: float) -> Terms:
        each = [{"term": {field: piece}} for piece in pieces]
        return {"bool": {"should": each, "minimum_should_match": least, "boost": weight}}

    def one_of(self, field: str, values: Sequence[str]) -> Terms:
        return {"terms": {field: list(values)}}

    def between(self, field: str, first: int | None, last: int | None) -> Terms:
        return {"range": {field: {"gte": first, "lte": last}}}

    def any(self, parts: list[Terms]) -> Terms:
        return {"bool": {"should": parts}}

    def all(self, scored: list[Terms], unscored: list[Terms], without: list[Terms], welcome: list[Terms]) -> Terms:
        # With nothing required, one of the welcome ones would be.
        required = scored or unscored or not welcome
        return {"bool": {"must": scored, "filter": unscored if required else [{"match_all": {}}], "must_not": without, "should": welcome}}


def _span(field: str, wanted: Needle) -> Terms:
    each = [{"span_term": {field: piece}} for piece in wanted.pieces]
    return each[0] if len(each) == 1 else {"span_near": {"clauses": each, "slop": 0, "in_order": True}}
