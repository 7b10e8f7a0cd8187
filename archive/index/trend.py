"""Counts of days as counts of weeks and months."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class Step(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def trend(days: Mapping[str, int], step: Step) -> dict[str, int]:
    """By day (2026-10-31), ISO week (2026-W44) or month (2026-10), in order of time; what has no article is not there."""
    found: Counter[str] = Counter()
    for day, count in days.items():
        found[_name(date.fromisoformat(day), step)] += count
    return dict(sorted(found.items()))


def _name(day: date, step: Step) -> str:
    if step is Step.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return f"{day:%Y-%m}" if step is Step.MONTH else day.isoformat()
