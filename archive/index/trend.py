"""Counts of days as counts of weeks and months."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class Step(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    def name_of(self, day: date) -> str:
        """2026-10-31, the ISO week 2026-W44, or 2026-10."""
        if self is Step.WEEK:
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        return f"{day:%Y-%m}" if self is Step.MONTH else day.isoformat()


def trend(days: Mapping[str, int], step: Step) -> dict[str, int]:
    """By day, week or month, in order of time; what has no article is not there."""
    found: Counter[str] = Counter()
    for day, count in days.items():
        found[step.name_of(date.fromisoformat(day))] += count
    return dict(sorted(found.items()))
