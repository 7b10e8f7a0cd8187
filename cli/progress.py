"""Progress of long work: a bar on a terminal, plain lines in a log."""

import sys
import time
from types import TracebackType
from typing import Any, Self

EVERY = 5.0  # seconds between two lines in a log


class Progress:
    """Use as a context manager; `at` tells how far the work is."""

    def __init__(self, what: str, total: int | None = None, unit: str = "篇"):
        self._what, self._total, self._unit = what, total, unit
        self._bar: Any = None
        self._said = time.monotonic()
        self._done = 0
        self._note = ""

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(total=self._total, desc=self._what, unit=self._unit, file=sys.stderr, mininterval=0.2)
        return self

    @property
    def done(self) -> int:
        return self._done

    def at(self, done: int, note: str = "") -> None:
        """The work stands at `done` of the total."""
        self._done, self._note = done, note
        if self._bar is not None:
            self._bar.set_postfix_str(note, refresh=False)
            self._bar.update(done - self._bar.n)
        elif time.monotonic() - self._said > EVERY:
            self._say()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.close()
        elif self._done:
            self._say()

    def _say(self) -> None:
        self._said = time.monotonic()
        of_total = f"/{self._total}" if self._total else ""
        print(f"{self._what}：{self._done}{of_total} {self._unit} {self._note}".rstrip(), file=sys.stderr, flush=True)
