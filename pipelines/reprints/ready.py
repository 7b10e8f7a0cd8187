"""Prints at hand: what was worked out of the articles met last, for the next that are compared with them."""

from collections import OrderedDict

from pipelines.reprints.prints import Print

CHARACTERS = 2_000_000  # of the texts that are held: about 50 MB with all that is worked out of them


class Ready:
    """Prints by article and version. Forgets those that were asked for the longest ago."""

    def __init__(self, characters: int = CHARACTERS) -> None:
        self._most = characters
        self._held = 0
        self._prints: OrderedDict[str, tuple[int, Print]] = OrderedDict()

    def get(self, id: str, version: int) -> Print | None:
        """The print of an article as it is in this version."""
        found = self._prints.get(id)
        if found is None or found[0] != version:
            return None
        self._prints.move_to_end(id)
        return found[1]

    def put(self, one: Print, version: int) -> None:
        self._forget(one.id)
        self._prints[one.id] = version, one
        self._held += len(one.body)
        while self._held > self._most:
            self._forget(next(iter(self._prints)))

    def _forget(self, id: str) -> None:
        if found := self._prints.pop(id, None):
            self._held -= len(found[1].body)
