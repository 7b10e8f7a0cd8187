"""The small chart above the results: how many articles in each day, week or month."""

from collections.abc import Mapping
from datetime import date, timedelta

from archive.index.trend import Step, trend
from model.query import Facet
from web.asked import Asked, month_range
from web.charts import Column, Point, columns, months
from web.facets import Counts, between, month_name

MONTHS = 24  # at most, the latest
DAYS = 45  # of a chosen span that is drawn by day
WEEKS = 53 * 7  # days of a chosen span that is drawn by week


def facet(asked: Asked) -> Facet:
    """What has to be counted for the chart."""
    return Facet.MONTH if _step(asked) is Step.MONTH else Facet.DAY


def drawn(asked: Asked, counted: Counts) -> list[Column]:
    """By day or week in a short span of days, else by month; empty where it would be one column."""
    step = _step(asked)
    points = _months(asked, counted.get(Facet.MONTH, {})) if step is Step.MONTH else _days(asked, counted.get(Facet.DAY, {}), step)
    return columns(points) if len(points) > 1 else []


def heading(asked: Asked) -> str:
    return {Step.DAY: "每日篇数", Step.WEEK: "每周篇数", Step.MONTH: "每月篇数"}[_step(asked)]


def _step(asked: Asked) -> Step:
    if asked.since is None or asked.until is None:
        return Step.MONTH
    days = (asked.until - asked.since).days
    if days == 0 or days >= WEEKS:
        return Step.MONTH
    return Step.DAY if days < DAYS else Step.WEEK


def _days(asked: Asked, by_day: Mapping[str, int], step: Step) -> list[Point]:
    assert asked.since is not None
    assert asked.until is not None
    length = 1 if step is Step.DAY else 7
    found = trend(by_day, step)
    first = asked.since - timedelta(asked.since.weekday() if step is Step.WEEK else 0)
    points: list[Point] = []
    while first <= asked.until:
        last = first + timedelta(length - 1)
        points.append(_point(asked, first, last, found.get(step.name_of(first), 0), is_first=not points))
        first = last + timedelta(1)
    return points


def _point(asked: Asked, first: date, last: date, count: int, *, is_first: bool) -> Point:
    name = f"{first.month}月{first.day}日" + ("" if first == last else f"至{last.month}月{last.day}日")
    is_marked = is_first or first.day == 1 or (first.weekday() == 0 and first == last) or (first != last and first.day <= 7)
    choice = between(asked, name, max(first, asked.since or first), min(last, asked.until or last), count)
    return Point(label=f"{first.month}/{first.day}" if is_marked else "", name=name, count=count, address=choice.address)


def _months(asked: Asked, by_month: Mapping[str, int]) -> list[Point]:
    if not by_month:
        return []
    named = months(min(by_month), max(by_month))[-MONTHS:]
    return [_month(asked, month, by_month.get(month, 0), month == named[0]) for month in named]


def _month(asked: Asked, month: str, count: int, with_year: bool) -> Point:
    since, until = month_range(month)
    inside = (asked.since is None or asked.since <= until) and (asked.until is None or asked.until >= since)
    choice = between(asked, month_name(month), since, until, count)
    label = f"{month[2:4]}/{int(month[5:])}" if with_year or month.endswith("-01") else str(int(month[5:]))
    return Point(label=label, name=choice.label, count=count, address=choice.address, chosen=inside and bool(asked.since or asked.until))
