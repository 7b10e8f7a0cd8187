"""网上问政 and 政务公开, as people entered them."""

from collections.abc import Iterable
from typing import Any

from model.entry import Entry, EntryKind
from model.table import Cell, Column, Ratio, Table, shown
from reports.statistics.basis import Basis
from reports.statistics.lines import share

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
    found = sums(basis.entered(EntryKind.QUESTIONS))
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
    """The indicator `openness`; conferences are counted, all else is entered."""
    found = sums(basis.entered(EntryKind.OPENNESS))
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
    entered = [*basis.entered(EntryKind.QUESTIONS), *basis.entered(EntryKind.OPENNESS), *basis.entered(EntryKind.CONFERENCE)]
    if not entered:
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
        rule=f"由人工登记。按时办结指{LIMIT}个工作日内，依申请公开指{REQUESTED}个工作日内、延期的{EXTENDED}个工作日内；上期结转的不计入收到。",
    )


def _whole(found: dict[str, float], key: str) -> int | None:
    return round(found[key]) if key in found else None


def _rate(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole else None


def _ratio(part: int | None, whole: int | None) -> Ratio | None:
    return Ratio(part, whole) if part is not None and whole else None
