"""An index with another one beside it, which answers while the first cannot."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from archive.index.interface import Entry, Fresh, Index, IndexRefused, IndexUnavailable, Refusal
from model.query import Facet, Hits, Query

AGAIN = 10.0  # seconds until an index that did not answer is asked again: nobody waits for it meanwhile

Answer = TypeVar("Answer")

log = logging.getLogger("index")


class FromStandby(Iterator[str]):
    """Ids of a stream that the standby gives."""

    def __init__(self, ids: Iterator[str]) -> None:
        self._ids = ids

    def __next__(self) -> str:
        return next(self._ids)


class BackedIndex:
    """An Index whose standby answers where the main one cannot. What is written here goes to the main one.

    The standby is told by whoever tells the main one (archive.ledger.standby), each of what it lacks: neither waits for the other.
    """

    def __init__(self, main: Index, standby: Index, is_behind: Callable[[], bool] = lambda: False, clock: Callable[[], float] = time.monotonic) -> None:
        self.main, self.standby = main, standby
        self._is_behind = is_behind  # whether the main one, new or long away, lacks much that the standby has
        self._clock = clock
        self._fault = ""  # why the main one did not answer when it was last asked
        self._silent_until = 0.0

    def create(self) -> bool:
        return self.main.create()

    def put(self, entries: Iterable[Entry]) -> list[Refusal]:
        return self.main.put(entries)

    def drop(self, ids: Collection[str]) -> None:
        self.main.drop(ids)

    def find(self, query: Query, offset: int = 0, limit: int = 20, facets: Collection[Facet] = ()) -> Hits:
        hits, by_standby = self._asked(lambda index: index.find(query, offset, limit, facets))
        return replace(hits, by_standby=by_standby)

    def stream(self, query: Query) -> Iterator[str]:
        """The first id is asked for at once: what stops later stops the stream, since two indexes differ in their order."""
        ids, by_standby = self._asked(lambda index: begun(index.stream(query)))
        return FromStandby(ids) if by_standby else ids

    def similar(self, query: Query, limit: int = 20) -> tuple[str, ...]:
        return self._asked(lambda index: index.similar(query, limit))[0]

    def count(self, query: Query, by: Facet) -> Counter[str]:
        return self._asked(lambda index: index.count(query, by))[0]

    def versions(self, first: int, last: int | None) -> dict[str, int]:
        return self.main.versions(first, last)

    def clear(self) -> None:
        self.main.clear()

    def fresh(self) -> Fresh:
        return self.main.fresh()

    def release(self) -> None:
        self.main.release()

    def close(self) -> None:
        self.main.close()
        self.standby.close()

    def _asked(self, ask: Callable[[Index], Answer]) -> tuple[Answer, bool]:
        """An answer, and whether it is the standby's. Errors: IndexUnavailable of the main one, where neither answers."""
        fault = ""
        if self._clock() >= self._silent_until and not self._is_behind():
            try:
                return self._ask_main(ask), False
            except IndexRefused:
                raise
            except IndexUnavailable as error:
                fault = str(error)
        try:
            return ask(self.standby), True
        except IndexUnavailable:
            if fault:
                raise IndexUnavailable(fault) from None
            return self._ask_main(ask), False  # silent a moment ago, or incomplete: better than nothing

    def _ask_main(self, ask: Callable[[Index], Answer]) -> Answer:
        if self._fault:
            self._silent_until = self._clock() + AGAIN  # one question tries it, the others do not wait with it
        try:
            answer = ask(self.main)
        except IndexRefused:
            raise
        except IndexUnavailable as error:
            if not self._fault:
                log.warning("%s", error)
            self._fault, self._silent_until = str(error), self._clock() + AGAIN
            raise
        self._fault, self._silent_until = "", 0.0
        return answer


def begun(ids: Iterator[str]) -> Iterator[str]:
    """The same ids, the first of them asked for."""
    first = next(ids, None)
    return iter(()) if first is None else chain([first], ids)
