"""The days that a report is about."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from model.outcome import UsageError

LOCAL = ZoneInfo("Asia/Shanghai")  # months begin here, wherever the machine stands


def today() -> date:
    return datetime.now(LOCAL).date()


@dataclass(frozen=True, slots=True)
class Period:
    """Whole local days from `since` to `until`, both included."""

    kind: str
    since: date
    until: date

    @classmethod
    def month(cls, text: str, now: date | None = None) -> Self:
        """`text` is YYYY-MM, no later than the month of `now` (default: today). UsageError otherwise."""
        now = now or today()
        parts = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
        if not parts:
            raise UsageError(f"“{text}”不是月份：请写四位年、短横和两位月，例如 {now:%Y-%m}")
        year, month = int(parts[1]), int(parts[2])
        if year < 1900:
            raise UsageError(f"“{text}”早于 1900 年：请检查年份，例如 {now:%Y-%m}")
        if not 1 <= month <= 12:
            raise UsageError(f"“{text}”不是月份：月只有 01 至 12，请改写，例如 {year}-{12 if month else 1:02}")
        if (year, month) > (now.year, now.month):
            raise UsageError(f"{year}年{month}月还没有开始，不能生成月报：最近可以生成的是 {now:%Y-%m}（预览）")
        return cls.month_of(date(year, month, 1))

    @classmethod
    def last_month(cls, now: date | None = None) -> Self:
        """The month before that of `now` (default: today)."""
        return cls.month_of(shifted((now or today()).replace(day=1), -1))

    @classmethod
    def month_of(cls, day: date) -> Self:
        return cls("month", day.replace(day=1), last_day(day))

    def earlier(self, months: int) -> "Period":
        """The month that many months before."""
        return Period.month_of(shifted(self.since, -months))

    @property
    def id(self) -> str:
        return f"{self.since:%Y-%m}"

    @property
    def name(self) -> str:
        return f"{self.since.year}年{self.since.month}月"


def shifted(first: date, months: int) -> date:
    """The first of the month so many months away. A month before year 1 does not exist: ValueError."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def last_day(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
