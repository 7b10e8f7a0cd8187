"""A cron expression: the minutes of a wall clock at which something is due.

All moments here are naive: what the clock on the wall of some place shows. A night on which it is put forward or back needs
no rule of its own then: 02:30 is written down once, and so it is answered once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
PART = re.compile(r"(\*|\w+)(?:-(\w+))?(?:/(\d+))?", re.ASCII)
FARTHEST = timedelta(days=366 * 8 + 1)  # between two 29th of February at most, over a year 2100
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, eq=False)
class Cron:
    """Five fields as in crontab: minute, hour, day of the month, month, weekday (0 and 7 are Sunday). One object an expression."""

    text: str
    times: tuple[time, ...]  # of a day, in order
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]  # Sunday is 0
    either: bool  # day and weekday are both given: one of them is enough, as in crontab

    @staticmethod
    def parse(text: str) -> "Cron":
        """Errors: ValueError, one Chinese sentence that names the expression."""
        return _parsed(" ".join(text.split()))

    def last(self, at: datetime) -> datetime | None:
        """The last moment up to and with `at`; None where there was none for years."""
        return _last(self, at.replace(second=0, microsecond=0))

    def next(self, after: datetime) -> datetime | None:
        """The first moment after `after`; None where there is none for years."""
        for day in _days(after.date(), DAY):
            if self._on(day):
                for moment in self.times:
                    if (found := datetime.combine(day, moment)) > after:
                        return found
        return None

    def between(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """The moments after `after` and up to `until`, in order."""
        moment = self.next(after)
        while moment and moment <= until:
            yield moment
            moment = self.next(moment)

    def _on(self, day: date) -> bool:
        if day.month not in self.months:
            return False
        fits, named = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return fits or named if self.either else fits and named


@lru_cache(16384)  # a thousand sources of some ten expressions ask for the same minutes
def _last(cron: Cron, at: datetime) -> datetime | None:
    for day in _days(at.date(), -DAY):
        if cron._on(day):
            for moment in reversed(cron.times):
                if (found := datetime.combine(day, moment)) <= at:
                    return found
    return None


@lru_cache(4096)
def _parsed(text: str) -> Cron:
    fields = text.split()
    if len(fields) != 5:
        raise ValueError(f"时间表“{text}”不对：应有五段（分 时 日 月 周），例如 30 7,12,18 * * *")
    minutes = _numbers(text, fields[0], 0, 59)
    hours = _numbers(text, fields[1], 0, 23)
    days = _numbers(text, fields[2], 1, 31)
    months = _numbers(text, fields[3], 1, 12, MONTHS)
    weekdays = frozenset(number % 7 for number in _numbers(text, fields[4], 0, 7, WEEKDAYS))
    either = not fields[2].startswith("*") and not fields[4].startswith("*")
    times = tuple(time(hour, minute) for hour in sorted(hours) for minute in sorted(minutes))
    cron = Cron(text, times, days, months, weekdays, either)
    if cron.next(datetime(2000, 1, 1)) is None:
        raise ValueError(f"时间表“{text}”永远不会到点：没有这样的日期，请检查日和月")
    return cron


def _numbers(text: str, field: str, low: int, high: int, names: tuple[str, ...] = ()) -> frozenset[int]:
    """What one field names: lists, ranges and steps of numbers or names."""
    found: set[int] = set()
    for part in field.lower().split(","):
        match = PART.fullmatch(part)
        if not match:
            raise ValueError(f"时间表“{text}”不对：看不懂“{part}”，可写数字、*、1-5、*/2 和逗号；“最后一天”请写成次月 1 日")
        first, last, step = match.groups()
        if first == "*":
            begin, end = low, high
        else:
            begin = _number(text, first, low, high, names)
            end = _number(text, last, low, high, names) if last else high if step else begin
        if begin > end or step == "0":
            raise ValueError(f"时间表“{text}”不对：“{part}”的起止或间隔不对")
        found.update(range(begin, end + 1, int(step or 1)))
    return frozenset(found)


def _number(text: str, word: str, low: int, high: int, names: tuple[str, ...]) -> int:
    if word in names:
        return names.index(word) + low
    if not word.isdigit() or not low <= int(word[:4]) <= high:
        raise ValueError(f"时间表“{text}”不对：“{word}”不在 {low} 到 {high} 之间")
    return int(word)


def _days(day: date, step: timedelta) -> Iterator[date]:
    for number in range(FARTHEST.days + 1):
        try:
            yield day + step * number
        except OverflowError:  # the calendar ends
            return
