"""One query over one state of the embedded index."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import tantivy
from tantivy import DocAddress, Occur, Order
from tantivy import Query as Wanted

from archive.index.counted import Counted, Counts
from archive.index.document import FIELDS, MOST_VALUES, ORDERS, facet_value
from archive.index.embedded.terms import TantivyTerms
from archive.index.translation import alike, by_score, translate
from model.query import Facet, Query, Sort

CHUNK = 5_000  # hits of one step of a stream
ALIKE = 10  # times as many similar articles are looked at as are shown

Row = tuple[Any, DocAddress]  # what it is ordered by, and where it lies


@dataclass(slots=True, frozen=True)
class Page:
    """Where the rows asked for lie, in their order, with their scores where they have any."""

    places: list[DocAddress]
    scores: tuple[float, ...]


class View:
    """Answers from one searcher; what it counts goes into `known`."""

    def __init__(self, index: tantivy.Index, query: Query, known: Counted) -> None:
        self._searcher = index.searcher()
        self._query, self._known = query, known
        self._terms = TantivyTerms(index.schema)
        self._by_score = by_score(query)
        self._field = ORDERS[query.sort]
        self._order = Order.Asc if query.sort is Sort.OLDEST else Order.Desc

    @cached_property
    def _unscored(self) -> Wanted:
        return translate(self._query, self._terms, scored=False)

    def total(self) -> int:
        if self._known.total is None:
            self._known.total = count(self._searcher, self._unscored)
        return self._known.total

    def stories(self) -> int:
        """How many stories there are among the hits: 0.5 s of CPU for a million of them, once a query."""
        if self._known.stories is None:
            hits = self._searcher.search(self._unscored, limit=max(1, self.total()), count=False, order_by_field="story").hits
            self._known.stories = len({key for key, _ in hits})
        return self._known.stories

    def facets(self, facets: list[Facet]) -> Counts:
        return self._known.counts(facets, self._aggregated)

    def page(self, offset: int, limit: int) -> Page:
        rows = self._grouped(offset, limit) if self._query.grouped else self._best(offset, limit)
        return Page([place for _, place in rows], tuple(float(value) for value, _ in rows) if self._by_score else ())

    def similar(self, limit: int) -> list[DocAddress]:
        """By the words alone; of equal ones, as several reprints have them, the weightier first."""
        found = self._searcher.search(alike(self._query, self._terms), limit=ALIKE * limit, count=False).hits
        places = [place for _, place in found]
        weights = self._searcher.fast_field_values("weight", places)
        ranked = sorted(zip(found, weights, strict=True), key=lambda one: (round(one[0][0], 1), one[1] or 0.0), reverse=True)
        return [place for (_, place), _ in ranked[:limit]]

    def places(self) -> Iterator[list[DocAddress]]:
        """All hits in the order of time or reach, some thousands at a time: each begins where the one before ended."""
        seen: set[int] = set()
        edge: int | None = None
        while rows := self._after(edge):
            edge = int(rows[-1][0])
            places = [place for _, place in rows]
            yield self._first_of_stories(places, seen) if self._query.grouped else places

    def versions(self, first: int, last: int | None) -> dict[str, int]:
        """By id, of the articles with these numbers."""
        wanted = self._terms.between("number", first, last)
        places = [place for _, place in self._searcher.search(wanted, limit=max(1, count(self._searcher, wanted)), count=False).hits]
        held = self._searcher.fast_field_values("version", places)
        return {self.id(place): int(version or 0) for place, version in zip(places, held, strict=True)}

    def id(self, place: DocAddress) -> str:
        return str(self._searcher.doc(place)["id"][0])

    def _best(self, offset: int, limit: int) -> list[Row]:
        if not limit:
            return []
        if self._by_score:
            wanted = translate(self._query, self._terms)
            return self._searcher.search(wanted, limit=limit, offset=offset, count=False, weight_by_field="weight").hits
        first = self._known.total is None
        found = self._searcher.search(self._unscored, limit=limit, offset=offset, count=first, order_by_field=self._field, order=self._order)
        if first:  # counted on the way
            self._known.total = int(found.count)  # type: ignore[attr-defined]  # missing in its stubs
        return found.hits

    def _grouped(self, offset: int, limit: int) -> list[Row]:
        """The first row of each story: more and more hits are looked at until there are enough stories."""
        if not limit or offset >= self.stories():
            return []
        looked = 2 * (offset + limit)
        while True:
            rows = self._best(0, min(looked, self.total()))
            seen: set[int] = set()
            firsts = set(map(id, self._first_of_stories([place for _, place in rows], seen)))
            if len(seen) >= offset + limit or looked >= self.total():
                return [row for row in rows if id(row[1]) in firsts][offset : offset + limit]
            looked *= 4

    def _first_of_stories(self, places: list[DocAddress], seen: set[int]) -> list[DocAddress]:
        """Those whose story was not seen before; `seen` grows."""
        kept = []
        for place, key in zip(places, self._searcher.fast_field_values("story", places), strict=True):
            if (story := int(key or 0)) not in seen:
                seen.add(story)
                kept.append(place)
        return kept

    def _after(self, edge: int | None) -> list[Row]:
        """The next hits behind that number in this order."""
        wanted = self._unscored
        if edge is not None:
            rest = self._terms.between(self._field, edge + 1, None) if self._order == Order.Asc else self._terms.between(self._field, None, edge - 1)
            wanted = Wanted.boolean_query([(Occur.Must, wanted), (Occur.Must, rest)])
        return self._searcher.search(wanted, limit=CHUNK, count=False, order_by_field=self._field, order=self._order).hits

    def _aggregated(self, facets: list[Facet]) -> Counts:
        asked = {facet.value: {"terms": {"field": FIELDS[facet], "size": MOST_VALUES}} for facet in facets}
        answer = self._searcher.aggregate(self._unscored, asked)
        return {facet: Counter({facet_value(facet, bucket["key"]): bucket["doc_count"] for bucket in answer[facet.value]["buckets"]}) for facet in facets}


def count(searcher: tantivy.Searcher, wanted: Wanted) -> int:
    return int(searcher.search(wanted, limit=1, order_by_field="moment").count)  # type: ignore[attr-defined]  # missing in its stubs
