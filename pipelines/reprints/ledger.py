"""The ledger as a shelf: what the line asks while it holds the transaction."""

from collections.abc import Collection, Mapping, Sequence

from archive.ledger import marks
from archive.ledger.stories import apart
from pipelines.reprints.prints import Print


class LedgerShelf:
    """For one transaction: what was read once is not read again."""

    def __init__(self, before: int = marks.LAST) -> None:
        self._before = before  # only articles that came before this number
        self._ready: dict[int, Print] = {}

    def holders(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[int]]:
        return marks.holders(keys, most, self._before)

    def stories(self, numbers: Sequence[int]) -> Mapping[int, str]:
        return marks.stories(numbers)

    def prints(self, numbers: Sequence[int]) -> Mapping[int, Print]:
        for row in marks.texts([number for number in numbers if number not in self._ready]):
            self._ready[row.number] = Print(row.id, row.url, row.outlet, row.title, row.body, row.published)
        return {number: self._ready[number] for number in numbers}

    def apart(self, stories: Collection[str]) -> set[frozenset[str]]:
        return apart(stories)
