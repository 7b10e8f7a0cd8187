"""工作日: Monday to Friday, but for the holidays and the 调休 working days that are announced year by year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from model.outlet import STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkYear:
    """What was announced for one year."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    year: int
    source: str  # the announcement
    holidays: tuple[date, ...]  # weekends among them may be left out
    workdays: tuple[date, ...] = ()  # 调休: days of a weekend on which people work

    def __post_init__(self) -> None:
        for day in (*self.holidays, *self.workdays):
            if day.year != self.year:
                raise ValueError(f"{day} 不在 {self.year} 年")
        if both := set(self.holidays) & set(self.workdays):
            raise ValueError(f"{min(both)} 既是假日又是工作日")
        for day in self.workdays:
            if day.weekday() < 5:
                raise ValueError(f"{day} 是周一至周五，不用写在 workdays 里")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Years without an announcement count Monday to Friday."""

    years: Mapping[int, WorkYear] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        known = self.years.get(day.year)
        if known and day in known.holidays:
            return False
        return day.weekday() < 5 or bool(known and day in known.workdays)

    def workdays(self, received: date, done: date) -> int:
        """How many working days it took: the day of receipt does not count, that of the answer does."""
        return sum(self.works(received + timedelta(number)) for number in range(1, (done - received).days + 1))
