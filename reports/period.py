"""The days that a report is about."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Self
from zoneinfo import ZoneInfo

from model.outcome import UsageError

LOCAL = ZoneInfo("Asia/Shanghai")  # months begin here, wherever the machine stands
DUE = time(8)  # local time of the day after the last one, from which a period may be closed
OLDEST = 1900
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}  # in a period of each kind
CODES = {"month": "MR", "quarter": "QR", "half": "HR", "year": "YR", "range": "RR"}
NUMBERS = "一二三四"
LONGEST = 3660  # days of a free range


@dataclass(frozen=True, slots=True)
class Words:
    """How the sentences of a report call its own period and the one before."""

    this: str
    last: str


WORDS = {
    "month": Words("本月", "上月"),
    "quarter": Words("本季度", "上季度"),
    "half": Words("本期", "上一个半年"),
    "year": Words("本年", "上年"),
    "range": Words("本期", "上期"),
}


def today() -> date:
    return datetime.now(LOCAL).date()


@dataclass(frozen=True, slots=True)
class Period:
    """Whole local days from `since` to `until`, both included."""

    kind: str  # a key of WORDS
    since: date
    until: date

    @classmethod
    def of(cls, text: str, now: date | None = None) -> Self:
        """2026-10, 2026-Q3, 2026-H1, 2026 or 2026-10-01..2026-10-15, begun by `now` (default: today). UsageError otherwise."""
        now = now or today()
        if ".." in text:
            return cls._range(text, now)
        if parts := re.fullmatch(r"(\d{4})-Q([1-4])", text, re.ASCII):
            return cls._begun("quarter", int(parts[1]), 3 * int(parts[2]) - 2, text, now)
        if parts := re.fullmatch(r"(\d{4})-H([12])", text, re.ASCII):
            return cls._begun("half", int(parts[1]), 6 * int(parts[2]) - 5, text, now)
        if parts := re.fullmatch(r"(\d{4})", text, re.ASCII):
            return cls._begun("year", int(parts[1]), 1, text, now)
        return cls.month(text, now)

    @classmethod
    def month(cls, text: str, now: date | None = None) -> Self:
        """`text` is YYYY-MM, no later than the month of `now` (default: today). UsageError otherwise."""
        now = now or today()
        parts = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
        if not parts:
            raise UsageError(f"“{text}”不是月份：请写四位年、短横和两位月，例如 {now:%Y-%m}")
        year, month = int(parts[1]), int(parts[2])
        if year < OLDEST:
            raise UsageError(f"“{text}”早于 {OLDEST} 年：请检查年份，例如 {now:%Y-%m}")
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

    @classmethod
    def _begun(cls, kind: str, year: int, month: int, text: str, now: date) -> Self:
        if year < OLDEST:
            raise UsageError(f"“{text}”早于 {OLDEST} 年：请检查年份，例如 {now:%Y}")
        since = date(year, month, 1)
        if since > now:
            raise UsageError(f"“{text}”还没有开始，不能生成报告")
        return cls(kind, since, last_day(shifted(since, MONTHS[kind] - 1)))

    @classmethod
    def _range(cls, text: str, now: date) -> Self:
        first, _, last = text.partition("..")
        try:
            since, until = date.fromisoformat(first), date.fromisoformat(last)
        except ValueError:
            raise UsageError(f"“{text}”不是起止日期：请写成 2026-10-01..2026-10-15") from None
        if since > until:
            raise UsageError(f"“{text}”的起日晚于止日，请对调")
        if since > now or since.year < OLDEST or (until - since).days >= LONGEST:
            raise UsageError(f"“{text}”不对：起日须已到来，跨度不超过 {LONGEST} 天")
        return cls("range", since, until)

    def earlier(self, months: int) -> "Period":
        """The period of the same length that many months before."""
        since = shifted(self.since.replace(day=1), -months)
        if self.kind == "range":
            return Period("range", _same_day(self.since, since), _same_day(self.until, shifted(self.until.replace(day=1), -months)))
        return Period(self.kind, since, last_day(shifted(since, MONTHS[self.kind] - 1)))

    @property
    def before(self) -> "Period":
        """The period of the same kind that ends where this one begins."""
        if self.kind == "range":
            until = date.fromordinal(self.since.toordinal() - 1)
            return Period("range", date.fromordinal(until.toordinal() - (self.until - self.since).days), until)
        return self.earlier(MONTHS[self.kind])

    @property
    def year_before(self) -> "Period":
        return self.earlier(12)

    @property
    def words(self) -> Words:
        return WORDS[self.kind]

    @property
    def code(self) -> str:
        """Begins the id of its reports: MR, QR …"""
        return CODES[self.kind]

    @property
    def id(self) -> str:
        match self.kind:
            case "month":
                return f"{self.since:%Y-%m}"
            case "quarter":
                return f"{self.since.year}-Q{(self.since.month + 2) // 3}"
            case "half":
                return f"{self.since.year}-H{1 if self.since.month == 1 else 2}"
            case "year":
                return f"{self.since.year}"
        return f"{self.since}..{self.until}"

    @property
    def name(self) -> str:
        """2026年10月, 2026年第三季度, 2026年上半年, 2026年, 2026年10月1日至10月15日."""
        return f"{self.since.year}年{'' if self.kind == 'year' else self.told}"

    @property
    def told(self) -> str:
        """The name inside a sentence of the year: 10月, 第三季度, 上半年, 全年."""
        match self.kind:
            case "month":
                return f"{self.since.month}月"
            case "quarter":
                return f"第{NUMBERS[(self.since.month + 2) // 3 - 1]}季度"
            case "half":
                return "上半年" if self.since.month == 1 else "下半年"
            case "year":
                return "全年"
        year = "" if self.until.year == self.since.year else f"{self.until.year}年"
        return f"{self.since.month}月{self.since.day}日至{year}{self.until.month}月{self.until.day}日"


def shifted(first: date, months: int) -> date:
    """The first of the month so many months away. A month before year 1 does not exist: ValueError."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def last_day(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _same_day(day: date, first: date) -> date:
    """The day of that number in the month that begins with `first`, or its last one."""
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))
