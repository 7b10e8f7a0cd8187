"""The ledger as a shelf: what the line asks while it holds the transaction."""

from collections.abc import Collection, Mapping, Sequence

from archive.ledger import marks
from archive.ledger.marks import Standing
from archive.ledger.stories import apart
from pipelines.reprints.prints import Print
from pipelines.reprints.ready import Ready


class LedgerShelf:
    """For one transaction: where an article stands is asked once. `ready` may hold what earlier ones have read."""

    def __init__(self, ready: Ready | None = None, before: int = marks.LAST) -> None:
        self._ready = ready or Ready()
        self._before = before  # only articles that came before this number
        self._standing: dict[int, Standing] = {}

    def holders(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[int]]:
        return marks.holders(keys, most, self._before)

    def stories(self, numbers: Sequence[int]) -> Mapping[int, str]:
        self._ask([number for number in numbers if number not in self._standing])
        return {number: self._standing[number].story for number in numbers}

    def prints(self, numbers: Sequence[int]) -> Mapping[int, Print]:
        self._ask([number for number in numbers if number not in self._standing])
        found = {number: self._ready.get(one.id, one.version) for number in numbers for one in (self._standing[number],)}
        for row in marks.texts([number for number, one in found.items() if one is None]):
            found[row.number] = one = Print(row.id, row.url, row.outlet, row.title, row.body, row.published)
            self._ready.put(one, self._standing[row.number].version)
        return {number: one for number, one in found.items() if one}

    def apart(self, stories: Collection[str]) -> set[frozenset[str]]:
        return apart(stories)

    def _ask(self, numbers: Sequence[int]) -> None:
        if numbers:
            self._standing |= marks.standing(numbers)
