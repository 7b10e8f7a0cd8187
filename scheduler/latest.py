"""The timetable at hand: for the clock, which asks every few seconds, and the site, which shows what begins next on a page."""

from collections.abc import Callable, Sequence

from archive.ledger import jobs as ledger
from scheduler.timetable import Job


class Latest:
    """The timetable, worked out again only when the register of sources has changed. May be asked from several threads."""

    def __init__(self, work_out: Callable[[], Sequence[Job]]) -> None:
        self._work_out = work_out
        self._held: tuple[int, Sequence[Job]] | None = None

    def __call__(self) -> Sequence[Job]:
        mark = ledger.registers_mark()
        held = self._held
        if held is None or held[0] != mark:
            held = self._held = mark, self._work_out()
        return held[1]
