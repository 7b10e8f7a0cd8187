"""The indicators by their keys, as JSON holds them: numbers as numbers, ratios unrounded, null where there is no value."""

from typing import Any

from model.table import Ratio
from reports.statistics import (
    column,
    day,
    focus,
    influence,
    information,
    late,
    level,
    medium,
    newmedia,
    outlet,
    people,
    points,
    service,
    stories,
    topic,
    trend,
    unit,
    upkeep,
    year,
)
from reports.statistics.basis import Basis
from reports.statistics.comparable import comparable
from reports.statistics.lines import Line, change
from reports.statistics.totals import reprint_rate, upper_share


def indicators(basis: Basis) -> dict[str, Any]:
    """Keys of docs/report.md; a breakdown is a list of {"name", "count", "first", "reprint", "share"}."""
    total = basis.current.total
    previous = basis.previous.total if basis.known(basis.previous) else None
    year_before = basis.year_before.total if basis.known(basis.year_before) else None
    months = trend.lines(basis)
    return {
        "total": total,
        "first": basis.split.first,
        "reprint": basis.split.reprint,
        "reprint_rate": _value(reprint_rate(basis.current)),
        "story_count": basis.current.stories,
        "upper_share": _value(upper_share(basis, basis.current)),
        "mom": _value(change(total, previous)),
        "yoy": _value(change(total, year_before)),
        "by_level": _breakdown(level.lines(basis), total),
        "by_medium": _breakdown(medium.lines(basis), total),
        "by_outlet": _breakdown(outlet.lines(basis), total),
        "by_unit": _breakdown(unit.lines(basis), total),
        "by_topic": _breakdown(topic.lines(basis), total),
        "by_column": _breakdown(column.lines(basis), total),
        "daily": _breakdown(day.lines(basis), total),
        "trend12": _breakdown(months, sum(line.count for line in months)),
        "points": points.indicator(basis),
        "points_year": year.indicator(basis),
        "information": information.indicator(basis),
        "like_for_like": {"mom": _comparable(basis), "yoy": _comparable(basis, yearly=True)},
        "top_stories": stories.indicator(basis),
        "focus": focus.indicator(basis),
        "newmedia": newmedia.indicator(basis),
        "influence": influence.indicator(basis),
        "correspondents": people.indicator(basis),
        "awards": people.awards_indicator(basis),
        "qa": service.questions(basis),
        "openness": service.openness(basis),
        "sleeping": upkeep.sleeping_indicator(basis),
        "zero": unit.zero(basis),
        "health": upkeep.health_indicator(basis),
        "late": late.indicator(basis.late),
        "corrected": late.indicator(basis.corrected),
        "not_counted": {
            "own": basis.current.own,
            "undated": basis.current.undated,
            "future": basis.current.future,
            "excluded": basis.current.excluded,
            "withdrawn": basis.current.withdrawn,
            "repeated": basis.current.repeated,
        },
    }


def _breakdown(lines: list[Line], whole: int) -> list[dict[str, str | int | float | None]]:
    return [
        {
            "name": line.name,
            "count": line.count,
            "first": line.split.first,
            "reprint": line.split.reprint,
            "share": line.count / whole if whole else None,
        }
        for line in lines
    ]


def _comparable(basis: Basis, *, yearly: bool = False) -> float | None:
    one = comparable(basis, yearly=yearly)
    return _value(one.change) if one else None


def _value(ratio: Ratio | None) -> float | None:
    return None if ratio is None else ratio.value
