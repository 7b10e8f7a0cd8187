"""The record of changes: who did what, when, from where; for administrators."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from archive.ledger.changes import everything, newest
from model.account import Change, ChangeKind
from web.csvfile import csv_file
from web.record import note

ROWS = 100
LONGEST = 200  # characters of a value on the page
HEAD = ("时间", "用户", "操作", "对象", "编号", "名称", "原来", "现在", "来自")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as the page shows it."""

    change: Change
    differences: list[tuple[str, str, str]]  # field, before, after


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """`/changes?who=…&below=…`; `format=csv`: all of it."""
    if not request.user.is_superuser:
        raise PermissionDenied
    if request.GET.get("format") == "csv":
        note(request, ChangeKind.EXPORTED, "操作记录")
        return csv_file("changes", HEAD, _rows())
    who, below = request.GET.get("who", "")[:150], request.GET.get("below", "")
    found = newest(ROWS + 1, int(below) if below.isascii() and below.isdigit() and len(below) < 19 else 0, who)
    following = urlencode({"who": who, "below": found[ROWS - 1][0]} if who else {"below": found[ROWS - 1][0]}) if len(found) > ROWS else ""
    context = {"lines": [_line(change) for _, change in found[:ROWS]], "who": who, "following": following}
    return render(request, "changes.html", context)


def _line(change: Change) -> Line:
    names = {**change.before, **change.after}
    return Line(change=change, differences=[(name, _text(change.before.get(name)), _text(change.after.get(name))) for name in names])


def _rows() -> Iterator[Sequence[str]]:
    for change in everything():
        when = f"{localtime(change.when):%Y-%m-%d %H:%M:%S}"
        yield when, change.who, change.kind.label, change.subject, change.key, change.name, _all(change.before), _all(change.after), change.address


def _all(values: Any) -> str:
    return "；".join(f"{name}：{_text(value, 100_000)}" for name, value in values.items())


def _text(value: Any, longest: int = LONGEST) -> str:
    if value is None:
        return ""
    text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= longest else text[:longest] + "…"
