"""What a report's figures rest on besides the articles: stored with it, so that every figure can be worked out again years later."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from model.calendar import Calendar
from model.outlet import Level
from reports.statistics.basis import Basis
from reports.statistics.service import EXTENDED, LIMIT, REQUESTED

COUNTING = ("model", "archive/ledger", "reports/points", "reports/statistics")
BEFORE = ("central", "province")  # 省级以上 of reports that were closed before they kept their terms


def terms(basis: Basis) -> dict[str, Any]:
    """Ready for JSON: the code, parameters, the working days, points rule, the tree of units and the topics as they were."""
    rule = basis.rule(basis.period.until)
    return {
        "code": code(),
        "parameters": {
            "upper": [level.value for level in basis.upper],
            "count_own_as_media": basis.settings.count_own_as_media,
            "indexes": list(basis.settings.indexes),
            "reply_days": LIMIT,
            "answer_days": REQUESTED,
            "answer_days_extended": EXTENDED,
        },
        "calendar": [_year(basis.calendar, year) for year in range(basis.period.since.year, basis.cutoff.year + 1)],
        "points_rule": asdict(rule) | {"since": rule.since.isoformat()},
        "units": [
            {
                "id": unit.id,
                "name": unit.name,
                "parent": basis.parents.get(unit.id, ""),
                "group": unit.group,
                "since": _day(unit.since),
                "until": _day(unit.until),
            }
            for unit in basis.units
        ],
        "topics": [
            {"id": topic.id, "name": topic.name, "planned": topic.planned, "since": _day(topic.since), "until": _day(topic.until)} for topic in basis.topics
        ],
    }


def upper_of(terms: Mapping[str, Any]) -> Sequence[Level]:
    """The levels that a report counted as 省级以上."""
    return tuple(Level(value) for value in terms.get("parameters", {}).get("upper", BEFORE))


@cache
def code() -> str:
    """Names the code that counts: equal for equal sources of what a figure passes through."""
    top = Path(__file__).parents[1]
    files = sorted(path for package in COUNTING for path in (top / package).rglob("*.py"))
    digest = sha256()
    for path in files:
        digest.update(f"{path.relative_to(top).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _year(calendar: Calendar, year: int) -> dict[str, Any]:
    """Without a source: Monday to Friday."""
    known = calendar.years.get(year)
    if known is None:
        return {"year": year, "source": None}
    return {"year": year, "source": known.source, "holidays": list(map(_day, known.holidays)), "workdays": list(map(_day, known.workdays))}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
