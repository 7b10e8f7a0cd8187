"""网上问政 and 政务公开: sums as people entered them, and single cases whose time is counted."""

from collections.abc import Iterable, Sequence
from typing import Any

from model.entry import Entry, EntryKind
from model.table import Cell, Column, Ratio, Table, shown
from reports.statistics.basis import Basis
from reports.statistics.lines import ENTERED, share
from reports.statistics.wording import joined

LIMIT = 15  # working days for a reply
REQUESTED, EXTENDED = 20, 40  # working days for an answer to a request, and for one whose time was extended
PUBLIC = {"items": "主动公开信息", "diagrams": "图解政策", "videos": "短视频解读"}


def sums(entries: Iterable[Entry]) -> dict[str, float]:
    """Every number that somebody entered, added up; one that nobody has is missing."""
    found: dict[str, float] = {}
    for entry in entries:
        for key, value in entry.numbers.items():
            found[key] = found.get(key, 0) + value
    return found


def questions(basis: Basis) -> dict[str, Any]:
    """The indicator `qa`; null where a number was not entered."""
    entered = [entry for entry in basis.entered(EntryKind.QUESTIONS) if not entry.case]
    found = _together(sums(entered), _counted(basis, EntryKind.QUESTIONS), ("received", "replied", "on_time", "days", "carried"))
    received, replied = _whole(found, "received"), _whole(found, "replied")
    mean = found["days"] / replied if replied and "days" in found else None
    return {
        "received": received,
        "replied": replied,
        "on_time": _whole(found, "on_time"),
        "carried": _whole(found, "carried"),
        "reply_rate": _rate(replied, received),
        "on_time_rate": _rate(_whole(found, "on_time"), received),
        "mean_days": mean,
    }


def openness(basis: Basis) -> dict[str, Any]:
    """The indicator `openness`; conferences and single requests are counted, all else is entered."""
    entered = [entry for entry in basis.entered(EntryKind.OPENNESS) if not entry.case]
    found = _together(sums(entered), _counted(basis, EntryKind.OPENNESS), ("requests", "answered", "answered_on_time"))
    conferences = sum(int(entry.numbers.get("count", 1)) for entry in basis.entered(EntryKind.CONFERENCE))
    requests, on_time = _whole(found, "requests"), _whole(found, "answered_on_time")
    return {
        **{key: _whole(found, key) for key in PUBLIC},
        "conferences": conferences,
        "requests": requests,
        "answered": _whole(found, "answered"),
        "answered_on_time": on_time,
        "on_time_rate": _rate(on_time, requests),
    }


def calendar_words(basis: Basis) -> str:
    """By which working days; "" where no case was counted."""
    if not basis.cases:
        return ""
    last = basis.cutoff.year
    first = min(case.day.year for case in basis.cases)
    known = [basis.calendar.years[year].source for year in range(first, last + 1) if year in basis.calendar.years]
    unknown = [f"{year}年" for year in range(first, last + 1) if year not in basis.calendar.years]
    told = [f"工作日依据{'、'.join(known)}"] if known else []
    told += [f"{joined(unknown)}没有日历文件，按周一至周五计"] if unknown else []
    return f"{'；'.join(told)}。"


def _counted(basis: Basis, kind: EntryKind) -> dict[str, float]:
    """The cases of a kind as sums: received in the period, of these replied and in time, with their working days; and carried over."""
    cases = [case for case in basis.cases if case.kind is kind]
    found = dict.fromkeys(("received", "replied", "on_time", "days", "carried"), 0.0) if cases else {}
    for case in cases:
        count = case.numbers.get("count", 1)
        if case.day < basis.period.since:
            found["carried"] += count
            continue
        found["received"] += count
        if case.done and case.done <= basis.cutoff.date():
            days = basis.calendar.workdays(case.day, case.done)
            found["replied"] += count
            found["days"] += count * days
            found["on_time"] += count * (days <= _limit(case))
    return found


def _limit(case: Entry) -> int:
    if case.kind is EntryKind.QUESTIONS:
        return LIMIT
    return EXTENDED if case.numbers.get("extended") else REQUESTED


def _together(entered: dict[str, float], counted: dict[str, float], keys: Sequence[str]) -> dict[str, float]:
    """Sums that were entered and cases that were counted, each under the name that `keys` give to received, replied, on_time …"""
    found = dict(entered)
    for key, number in zip(keys, counted.values(), strict=False):
        found[key] = found.get(key, 0) + number
    return found


def words(basis: Basis) -> str:
    """One paragraph; "" when nothing was entered."""
    qa, public = questions(basis), openness(basis)
    told = []
    if qa["received"] is not None:
        parts = [f"收到网上问政{qa['received']}件"]
        if qa["replied"] is not None:
            parts.append(f"办结{qa['replied']}件，办结率{shown(share(qa['replied'], qa['received']))}")
        if qa["on_time"] is not None:
            parts.append(f"{LIMIT}个工作日内办结{qa['on_time']}件，按时办结率{shown(share(qa['on_time'], qa['received']))}")
        if qa["carried"]:
            parts.append(f"上期结转{qa['carried']}件另计")
        told.append("，".join(parts))
    issued = [f"{label}{public[key]}条" for key, label in PUBLIC.items() if public[key] is not None]
    issued += [f"新闻发布会{public['conferences']}场"] if public["conferences"] else []
    if issued:
        told.append(f"发布{'、'.join(issued)}")
    if public["requests"] is not None:
        answered = f"，按时答复{public['answered_on_time']}件" if public["answered_on_time"] is not None else ""
        told.append(f"收到依申请公开{public['requests']}件{answered}（期限{REQUESTED}个工作日）")
    return f"{'；'.join(told)}。" if told else ""


def by_service(basis: Basis) -> Table | None:
    """Both as one table; what nobody entered stands as 未取得."""
    kinds = (EntryKind.QUESTIONS, EntryKind.OPENNESS, EntryKind.CONFERENCE)
    if not basis.cases and not any(basis.entered(kind) for kind in kinds):
        return None
    qa, public = questions(basis), openness(basis)
    rows: list[tuple[str, Cell]] = [
        ("网上问政收到（件）", qa["received"]),
        ("网上问政办结（件）", qa["replied"]),
        ("办结率", _ratio(qa["replied"], qa["received"])),
        (f"{LIMIT}个工作日内办结（件）", qa["on_time"]),
        ("按时办结率", _ratio(qa["on_time"], qa["received"])),
        ("上期结转（件，另计）", qa["carried"]),
        *((f"{label}（条）", public[key]) for key, label in PUBLIC.items()),
        ("新闻发布会（场）", public["conferences"]),
        ("依申请公开收到（件）", public["requests"]),
        ("依申请公开答复（件）", public["answered"]),
        ("按时答复（件）", public["answered_on_time"]),
    ]
    return Table(
        key="service",
        title="网上问政和政务公开情况",
        tab="问政公开",
        columns=(Column("项目", 3, text=True), Column("数量")),
        rows=tuple((name, "未取得" if value is None else value) for name, value in rows),
        unlisted=ENTERED,
        rule=f"由人工登记，逐件登记的由系统计算。收到的当天不计，办结的当天计入。按时办结指{LIMIT}个工作日内，依申请公开指{REQUESTED}个工作日内、延期的{EXTENDED}个工作日内；上期结转的不计入收到。{calendar_words(basis)}",
    )


def _whole(found: dict[str, float], key: str) -> int | None:
    return round(found[key]) if key in found else None


def _rate(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole else None


def _ratio(part: int | None, whole: int | None) -> Ratio | None:
    return Ratio(part, whole) if part is not None and whole else None
