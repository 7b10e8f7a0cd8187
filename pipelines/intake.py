"""Where captures come in: a bounded queue, and the one thread that takes them through the line."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from queue import Empty, Full, Queue
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self

from archive.evidence import Evidence, Place
from archive.index.interface import Index, IndexBusy, IndexUnavailable
from archive.ledger import revisions, standby, writing
from archive.ledger.connect import disconnect
from archive.ledger.revisions import Seen
from archive.ledger.writing import Decided
from model.address import canonical
from model.article import address_id
from model.capture import Capture
from model.outcome import Outcome, Tally
from pipelines.group import Grouper
from pipelines.line import Verdict
from pipelines.pool import ReadingPool
from pipelines.reprints.first import first_publication

BATCH = 100  # captures in one transaction at most: what a statement costs is shared by them
WAIT = 0.2  # seconds that a batch waits to fill
QUEUED = 200  # captures that wait at most; then the crawl slows down
INDEX_EVERY = 0.75  # seconds between two commits of the index while articles come in: they are found within one
INDEX_AGAIN = 30.0  # seconds until an index that did not answer is asked again


class LineStopped(Exception):
    """The line cannot go on (disk full, database gone): what was not acknowledged is fetched again by the next run."""


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A batch whose evidence is on disk and whose reading has begun."""

    captures: Sequence[Capture]
    places: Sequence[tuple[Place, ...]]  # of each capture and its parts, second looks left out
    sent: Any
    calls: Sequence[Callable[[], None]] = ()  # made once it is stored


class Intake:
    """Takes captures through the line. Leaving its context waits until everything received is stored; a defect of the line is raised there."""

    def __init__(self, evidence: Evidence, pool: ReadingPool, index: Index, warn: Callable[[str], None]):
        self._evidence, self._pool, self._index, self._warn = evidence, pool, index, warn
        self._queue: Queue[Capture | Callable[[], None] | None] = Queue(QUEUED)
        self._thread = Thread(target=self._work, name="line", daemon=True)
        self._defect: BaseException | None = None
        self._lock = Lock()
        self._tallies: dict[str, Tally] = {}
        self._group = Grouper()
        self._index_next = 0.0
        self._is_index_due = True  # something may wait for the index

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._put(None)
        self._thread.join()
        if self._defect and not error:
            raise self._defect

    def receive(self, capture: Capture) -> None:
        """Queues a capture; blocks while the queue is full. Errors: LineStopped."""
        self._put(capture)
        if self._defect:
            raise LineStopped(str(self._defect)) from self._defect

    def following(self, capture: Capture) -> str:
        """The address of the page on which an article goes on, "" where it does not."""
        return self._pool.following(capture)

    def after(self, call: Callable[[], None]) -> None:
        """Makes the call, on the line's own thread, once everything that was received before it is stored. Errors: LineStopped."""
        self._put(call)
        if self._defect:
            raise LineStopped(str(self._defect)) from self._defect

    def tally(self, source: str) -> Tally:
        """What became of a source's captures so far."""
        with self._lock:
            return self._tallies.setdefault(source, Tally(source=source))

    def _put(self, item: Capture | Callable[[], None] | None) -> None:
        while self._thread.is_alive():
            try:
                return self._queue.put(item, timeout=1.0)
            except Full:
                continue  # look again whether the line still lives

    def _work(self) -> None:
        try:
            self._run()
        except BaseException as defect:  # told to whoever waits for the line, in __exit__ and receive
            self._defect = defect
        finally:
            disconnect()

    def _run(self) -> None:
        """Two batches at a time: while one is read in the children, the one before is stored."""
        under_way: deque[_UnderWay] = deque()
        more = True
        while more or under_way:
            batch, calls, more = self._take(patient=not (under_way or self._is_index_due)) if more else ([], [], False)
            if batch or calls:
                # A second look is kept only where it finds something: the page is in the archive already.
                under_way.append(_UnderWay(batch, self._keep([one for one in batch if not one.again]), self._pool.submit(batch), calls))
            if under_way and (len(under_way) > 1 or not batch):
                self._store(under_way.popleft())
                self._is_index_due = True
            self._index_when_due()
        self._index_next, self._is_index_due = 0.0, True
        self._index_when_due()

    def _take(self, patient: bool) -> tuple[list[Capture], list[Callable[[], None]], bool]:
        """The next captures, the calls that follow them, and whether more may come. `patient` waits for the first as long as it takes."""
        batch: list[Capture] = []
        calls: list[Callable[[], None]] = []
        end = time.monotonic() + WAIT
        while len(batch) < BATCH:
            try:
                left = end - time.monotonic()
                item = self._queue.get(timeout=None if patient and not (batch or calls) else max(0.0, left))
            except Empty:
                break
            if item is None:
                return batch, calls, False
            if not (batch or calls):
                end = time.monotonic() + WAIT
            if isinstance(item, Capture):
                batch.append(item)
            else:
                calls.append(item)
        return batch, calls, True

    def _keep(self, batch: Sequence[Capture]) -> list[tuple[Place, ...]]:
        """Where the evidence of each capture lies, that of its parts behind it."""
        places = iter(self._evidence.keep([one for capture in batch for one in (capture, *capture.parts)]))
        return [tuple(islice(places, 1 + len(capture.parts))) for capture in batch]

    def _store(self, batch: _UnderWay) -> None:
        pairs = list(zip(batch.captures, self._pool.verdicts(batch.sent), strict=True))
        decided = [
            Decided(
                capture=capture,
                places=places,
                asked=canonical(capture.asked or capture.url),
                address=canonical(capture.url),
                outcome=verdict.outcome,
                reason=verdict.reason,
                article=verdict.article,
                counts=verdict.counts,
                at_least=verdict.at_least,
            )
            for (capture, verdict), places in zip((pair for pair in pairs if not pair[0].again), batch.places, strict=True)
        ]
        if again := [pair for pair in pairs if pair[0].again]:
            self._look(again)
        for item in writing.write(decided, self._group, first_publication):
            self._count(item)
        for call in batch.calls:
            call()

    def _look(self, pairs: Sequence[tuple[Capture, Verdict]]) -> None:
        """Second looks: what they found is written, with its evidence."""
        found = revisions.compare(
            [
                Seen(
                    id=address_id(canonical(capture.asked or capture.url)),
                    capture=capture,
                    outcome=verdict.outcome,
                    reason=verdict.reason,
                    article=verdict.article,
                    gone=verdict.gone,
                    counts=verdict.counts,
                    at_least=verdict.at_least,
                )
                for capture, verdict in pairs
            ]
        )
        changed = [one.seen for one in found if one.change]
        places = dict(zip((seen.id for seen in changed), self._keep([seen.capture for seen in changed]), strict=True))
        revisions.record(found, places, first_publication)

    def _count(self, item: Decided) -> None:
        tally = self.tally(item.capture.source)
        match item.outcome:
            case Outcome.KEPT:
                tally.kept += 1
            case Outcome.REJECTED:
                tally.rejected += 1
            case Outcome.UNREADABLE:
                tally.unreadable += 1
            case Outcome.WAITING:
                tally.failed += 1

    def _index_when_due(self) -> None:
        if not self._is_index_due or time.monotonic() < self._index_next:
            return
        self._index_next = time.monotonic() + INDEX_EVERY
        try:
            standby.catch_up(self._index)
            self._is_index_due = False
        except IndexBusy:
            pass  # whoever writes takes along what waits; if it ends before, the next turn does
        except IndexUnavailable as error:
            self._warn(f"{error}；文章已存入登记簿，索引恢复后自动补上")
            self._index_next = time.monotonic() + INDEX_AGAIN
            self._is_index_due = False
