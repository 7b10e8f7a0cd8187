"""Whether the machine's time can be right: a clock that jumps must not lose a run, nor report a month that is yet to come."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

LONGEST = timedelta(days=400)  # of a holiday of the machine that nobody has to confirm
BACK = timedelta(hours=26)  # that time may be put back: nothing is due until it has caught up
JUMP = timedelta(hours=12)
SETTLES = 3600.0  # seconds after a jump until reports are made: servers of time correct a wrong one sooner
CLOSE = timedelta(hours=1)


class Time(Enum):
    RIGHT = "right"
    UNSETTLED = "unsettled"  # it jumped a moment ago: no reports yet
    CORRECTED = "corrected"  # it ran ahead and is right again: what was answered meanwhile was not
    AHEAD = "ahead"
    BEHIND = "behind"


def running() -> float:
    """Seconds of a clock that nobody sets and that goes on while the machine sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


@dataclass(slots=True)
class Steady:
    """Compares the time with the latest that was believed (`seen`, which outlives the process) and with a clock that nobody sets."""

    running: Callable[[], float] = running
    _first: tuple[datetime, float] | None = None
    _last: tuple[datetime, float] | None = None
    _jumped: float | None = None

    def judge(self, now: datetime, seen: datetime | None) -> Time:
        """`now` and `seen` are aware."""
        ran = self.running()
        if seen and now - seen > LONGEST:
            return Time.AHEAD
        if seen and seen - now > BACK:
            if self._first and abs(self._first[0] + timedelta(seconds=ran - self._first[1]) - now) < CLOSE:
                self._last, self._jumped = (now, ran), None
                return Time.CORRECTED
            return Time.BEHIND
        if self._last and now - self._last[0] - timedelta(seconds=ran - self._last[1]) > JUMP:
            self._jumped = ran
        self._first, self._last = self._first or (now, ran), (now, ran)
        return Time.UNSETTLED if self._jumped is not None and ran - self._jumped < SETTLES else Time.RIGHT
