"""Reading in child processes: all cores work, and a hostile page harms nothing but itself."""

import multiprocessing
import os
import resource
from collections.abc import Sequence
from concurrent.futures import TimeoutError as OutOfTime
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any

from pebble import ProcessExpired, ProcessPool

from model.capture import Capture
from model.outcome import Outcome
from pipelines.garbage import settle
from pipelines.line import Line, Registers, Verdict

SECONDS = 10.0  # for one page; a slice of several pages has so many times more
MEMORY = 768 << 20  # bytes that a child may take beyond what it has at its start
SLICE = 8  # captures sent at once: one message to a child costs about as much as reading a small page
LIMITS = (OutOfTime, ProcessExpired, MemoryError)  # how a reading ends that goes beyond them

_line: Line  # of a child process


@dataclass(frozen=True, slots=True)
class _Sent:
    captures: Sequence[Capture]
    future: Any  # pebble's ProcessFuture[list[Verdict]]


class ReadingPool:
    """Warm child processes that turn captures into verdicts. Close it when done."""

    def __init__(self, registers: Registers, read: str, following: str, processes: int = 0):
        """`read` names the pipelines.stage.Read that reads the pages, as module:function: only the children import it.

        So does `following` for what gives the address of the page that goes on with an article.
        """
        # Forking this process, with its threads, would inherit locks that nobody opens; a fork server imports the reader once for all children.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__, read.partition(":")[0]])
        self._following = following
        workers = processes or min(8, os.cpu_count() or 1)
        self._pool = ProcessPool(max_workers=workers, context=context, initializer=_begin, initargs=(registers, read))

    def submit(self, captures: Sequence[Capture]) -> list[_Sent]:
        """Starts the reading; give the result to `verdicts`."""
        return [self._send(captures[begin : begin + SLICE]) for begin in range(0, len(captures), SLICE)]

    def verdicts(self, batch: Sequence[_Sent]) -> list[Verdict]:
        """One verdict a capture, in the order submitted; waits for them."""
        return [verdict for sent in batch for verdict in self._slice(sent)]

    def following(self, capture: Capture) -> str:
        """The address of the page that goes on with an article, "" where none does, or where the limits end the reading. For any thread."""
        try:
            address: str = self._pool.schedule(_follow, args=(self._following, capture), timeout=SECONDS).result()
            return address
        except LIMITS:
            return ""  # the line says so when it reads the page

    def close(self) -> None:
        self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _send(self, captures: Sequence[Capture]) -> _Sent:
        return _Sent(captures, self._pool.schedule(_decide, args=(list(captures),), timeout=SECONDS * sum(1 + len(one.parts) for one in captures)))

    def _slice(self, sent: _Sent) -> list[Verdict]:
        try:
            verdicts: list[Verdict] = sent.future.result()
            return verdicts
        except LIMITS as error:
            if len(sent.captures) > 1:
                # One of them is to blame; the others must not suffer for it.
                return [verdict for capture in sent.captures for verdict in self._slice(self._send([capture]))]
            return [Verdict(outcome=Outcome.UNREADABLE, reason=_limit(error))]


def _limit(error: Exception) -> str:
    if isinstance(error, OutOfTime):
        return f"读取超过 {SECONDS:.0f} 秒，已中止（parse-limit）"
    if isinstance(error, MemoryError):
        return f"读取超过 {MEMORY >> 20} MB 内存，已中止（parse-limit）"
    return "读取进程异常退出（parse-limit）"


def _begin(registers: Registers, read: str) -> None:
    global _line  # noqa: PLW0603
    _line = Line(registers, resolve_name(read))
    limit = _size_now() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    settle()


def _decide(captures: Sequence[Capture]) -> list[Verdict]:
    return [_line(capture) for capture in captures]


def _follow(following: str, capture: Capture) -> str:
    address: str = resolve_name(following)(capture)
    return address


def _size_now() -> int:
    """Bytes of address space that this process has now."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
