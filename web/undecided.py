"""待定媒体: imported rows whose outlet nobody registered, by the outlet's name as it is written; a person decides what it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from archive.ledger import registers, undecided
from archive.ledger.entering import Names
from archive.ledger.undecided import Group, Waiting
from model.account import ChangeKind
from model.outcome import UserError
from model.outlet import Level, Medium
from model.row import RowOutcome, Taken
from pipelines.group import Grouper
from pipelines.imports.decide import Decider
from web.csvfile import csv_file
from web.manual import bureau
from web.record import address_of, note

SHOWN = 20  # rows of one name on the page
GROUPS = 50  # names on the page
PAST = 50  # rows that were decided lately
HEAD = ("媒体（原文）", "刊播日期", "标题", "版次", "版名或栏目", "级别", "载体", "文件", "行", "谁带来的", "什么时候")


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """`/undecided/`; `format=csv`: every row that waits."""
    if request.GET.get("format") == "csv":
        note(request, ChangeKind.EXPORTED, "待定媒体")
        return csv_file("undecided", HEAD, map(_cells, undecided.everything()))
    groups = undecided.groups()
    outlets = registers.outlets() if groups else {}
    names = {undecided.name_of(spelling): outlet.name for outlet in outlets.values() for spelling in (*outlet.aliases, outlet.name)}
    context = {
        "groups": [_shown(one, names) for one in groups[:GROUPS]],
        "more": len(groups) - GROUPS,
        "rows": sum(one.rows for one in groups),
        "outlets": sorted(outlet.name for outlet in outlets.values()),
        "levels": list(Level),
        "media": list(Medium),
        "dropped": undecided.dropped(PAST),
        "past": undecided.settled(PAST),
        "shown": SHOWN,
    }
    return render(request, "undecided.html", context)


@require_POST
def decide(request: HttpRequest) -> HttpResponseBase:
    """`/undecided/decide`: `name` and `action`, with what it needs."""
    if not request.user.is_staff:
        raise PermissionDenied
    name, action = request.POST.get("name", ""), request.POST.get("action", "")
    try:
        messages.success(request, _decided(request, name, action))
    except UserError as error:
        messages.error(request, str(error))
    return redirect("undecided")


def _decided(request: HttpRequest, name: str, action: str) -> str:
    by = Decider(request.user.get_username(), bureau(), Grouper(), address_of(request))
    given = request.POST
    match action:
        case "alias":
            outlet = Names.read().outlet(given.get("outlet", "").strip()) if given.get("outlet", "").strip() else None
            if outlet is None:
                raise UserError(f"没有登记“{given.get('outlet', '')[:60]}”这家媒体：请从列出的名称里选，或登记为新媒体")
            return f"“{name}”是{outlet.name}的别名：{_told(by.alias(name, outlet.id))}"
        case "register":
            if given.get("level") not in list(Level) or given.get("medium") not in list(Medium):
                raise UserError("请选择级别和载体")
            return f"“{name}”已登记为新媒体：{_told(by.register(name, Level(given['level']), Medium(given['medium']), given.get('called', '')))}"
        case "drop":
            return f"“{name}”的 {by.drop(name)} 行不要了，可在下面撤销"
        case "restore":
            return f"“{name}”的 {by.restore(name)} 行恢复待定"
    raise UserError("没有这项决定")


def _told(settled: Sequence[tuple[Waiting, Taken]]) -> str:
    """The outcomes by number, and why rows were sent back."""
    counts = Counter(taken.outcome for _, taken in settled)
    told = "，".join(f"{one.label} {counts[one]} 行" for one in (RowOutcome.ACCEPTED, RowOutcome.DUPLICATE, RowOutcome.REJECTED) if counts[one])
    reasons = Counter(taken.reason for _, taken in settled if taken.outcome is RowOutcome.REJECTED)
    return told + (f"（{'；'.join(f'{reason} {count} 行' for reason, count in reasons.most_common(3))}）" if reasons else "")


def _shown(one: Group, names: Mapping[str, str]) -> dict[str, Any]:
    rows = undecided.rows_of(one.folded, SHOWN)
    said = [waiting.row for waiting in rows]
    return {
        "group": one,
        "rows": rows,
        "level": next((row.level for row in said if row.level), None),
        "medium": next((row.medium for row in said if row.medium), None),
        "alike": _alike(one, names),
    }


def _alike(one: Group, names: Mapping[str, str]) -> str:
    """The registered outlet whose name is nearest, for the person to think of; "" where none is near."""
    near = get_close_matches(one.folded, names, n=1, cutoff=0.6)
    return names[near[0]] if near else ""


def _cells(one: Waiting) -> list[str]:
    row = one.row
    day = f"{row.published:%Y-%m-%d}" if row.published else ""
    level, medium = (row.level.label if row.level else ""), (row.medium.label if row.medium else "")
    place = row.page_name or row.column
    return [row.outlet, day, row.title, row.page_no, place, level, medium, one.file, str(one.place), one.by, f"{one.brought:%Y-%m-%d %H:%M}"]
