"""The shelf: what grouping asks of whoever keeps the articles."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from pipelines.reprints.prints import Print


class Shelf(Protocol):
    """Articles by number, in the order in which they came; stories by id."""

    def holders(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[int]]:
        """For each key the newest articles kept under it, at most so many; keys that nobody holds are left out."""

    def stories(self, numbers: Sequence[int]) -> Mapping[int, str]:
        """The story of each article."""

    def prints(self, numbers: Sequence[int]) -> Mapping[int, Print]:
        """The articles themselves."""

    def apart(self, stories: Collection[str]) -> set[frozenset[str]]:
        """The pairs of these stories of which a person said that they are not the same text."""
