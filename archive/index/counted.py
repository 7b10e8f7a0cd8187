"""What is known of the latest queries as long as the index stays as it is: the next page needs no counting."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from model.query import Facet, Query, Sort

Counts = dict[Facet, Counter[str]]

REMEMBERED = 64  # queries


@dataclass(slots=True)
class Counted:
    """Of one query: `total` and `stories` are None as long as nobody has counted."""

    total: int | None = None
    stories: int | None = None
    facets: Counts = field(default_factory=dict)

    def counts(self, facets: Collection[Facet], count: Callable[[list[Facet]], Counts]) -> Counts:
        """Those of the facets; `count` is asked for what is not known yet."""
        if missing := [facet for facet in facets if facet not in self.facets]:
            self.facets |= count(missing)
        return {facet: self.facets[facet].copy() for facet in facets}


class Memory:
    """The latest queries, whatever their order."""

    def __init__(self) -> None:
        self._known: OrderedDict[Query, Counted] = OrderedDict()

    def of(self, query: Query) -> Counted:
        key = replace(query, sort=Sort.NEWEST, grouped=False)
        known = self._known.setdefault(key, Counted())
        self._known.move_to_end(key)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return known

    def clear(self) -> None:
        self._known.clear()
