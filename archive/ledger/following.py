"""The index follows the ledger while a process that is not the line is open: what others wrote is found within a second."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import Self

from django.db import OperationalError

from archive.index.interface import Index, IndexUnavailable
from archive.ledger import pending, standby
from archive.ledger.connect import disconnect
from archive.ledger.pending import Told

EVERY = 0.5  # seconds between two looks at what waits


class Follower:
    """Within its context the index is told of every change in the ledger. Whoever else writes into the index is left to do it."""

    def __init__(self, opened: Callable[[], Index], every: float = EVERY, followed: Sequence[Told] = (Told.INDEX,)) -> None:
        self._opened, self._every, self._followed = opened, every, followed
        self._stop = Event()
        self._thread = Thread(target=self._follow, name="index", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()

    def _follow(self) -> None:
        try:
            while not self._stop.wait(self._every):
                # An index that is away or locked, or a ledger that is: the next look finds the same rows.
                with suppress(IndexUnavailable, OperationalError):
                    self._catch_up()
        finally:
            disconnect()

    def _catch_up(self) -> None:
        if not any(map(pending.waiting, self._followed)):
            return
        index = self._opened()  # closed again at once: the right to write is not kept
        try:
            standby.catch_up(index)
        finally:
            index.close()
