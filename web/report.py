"""The report of any period as a page: every figure opens the articles that it counts, with its rule; a person closes it or issues it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from archive.ledger import entries
from model.account import ChangeKind
from model.entry import EntryKind
from model.outcome import UserError
from model.snapshot import Snapshot
from model.table import Column, Listed, Report, Section, Table, counts, shown
from reports import closing
from reports.calendars import calendar
from reports.excerpts import KINDS, edited
from reports.files import write_snapshot
from reports.formats.reading import read
from reports.period import LOCAL, Period
from reports.scope import WHOLE
from reports.statistics.drafts import MARK, PROBLEMS, STEPS, of_period
from reports.summary import paragraph
from web.csvfile import csv_file
from web.desk import desk
from web.documents import live, period_of
from web.record import note

MOST = 500  # articles shown behind a figure
BEHIND = ("日期", "标题", "媒体", "级别", "类别", "单位", "稿件得分", "网址", "编号")
FILES = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "html": "网页"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as the page has it."""

    text: str
    address: str = ""  # of the articles behind it
    long: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A chapter that a person writes."""

    heading: str
    text: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Grid:
    table: Table
    columns: tuple[Column, ...]
    rows: tuple[tuple[Shown, ...], ...]
    total: tuple[Shown, ...]


@require_safe
def page(request: HttpRequest, period: str) -> HttpResponse:
    """`/report/<period>?revision=…`: as it was closed, else as it would be now."""
    days, kind = period_of(period), request.GET.get("kind", "full")
    whole, snapshot = _report(days, request.GET.get("revision", ""))
    if kind not in KINDS:
        raise Http404(kind)
    report, last = edited(kind)(whole), closing.closed(days)
    context = {
        "period": days,
        "report": report,
        "snapshot": snapshot,
        "last": last,
        "revisions": range(1, last.revision + 1) if last else (),
        "due": closing.due(days),
        "is_due": datetime.now(LOCAL) >= closing.due(days),
        "sections": [(section.heading, list(_blocks(section, days, snapshot))) for section in (*report.sections, *_annexes(report))],
        "office": request.user.is_staff,
        "kind": kind,
        "kinds": KINDS,
        "summary": paragraph(whole),
        "passages": _passages(days, whole) if request.user.is_staff and kind == "full" else (),
        "formats": FILES,
    }
    return render(request, "report.html", context)


@require_safe
def behind(request: HttpRequest, period: str) -> HttpResponseBase:
    """`/report/<period>/behind?table=…&row=…&column=…`: the articles that one figure counts, with the rule in words; `format=csv`: all."""
    days = period_of(period)
    report, snapshot = _report(days, request.GET.get("revision", ""))
    table = next((one for one in _tables(report) if one.key == request.GET.get("table")), None)
    row, column = (request.GET.get(name, "") for name in ("row", "column"))
    if table is None or not (row.isdecimal() and column.isdecimal()) or int(column) >= len(table.columns) or int(row) > len(table.rows):
        raise Http404
    picks = table.picks(int(row), int(column))
    cells = table.rows[int(row)] if int(row) < len(table.rows) else table.total
    if picks is None or cells is None:
        raise Http404
    found = [article for article in report.articles if article.counted(picks)]
    if request.GET.get("format") == "csv":
        note(request, ChangeKind.EXPORTED, "数字背后的稿件", key=days.id, name=table.title)
        return csv_file(f"behind-{days.id}", BEHIND, map(_cells, found))
    context = {
        "period": days,
        "snapshot": snapshot,
        "table": table,
        "column": table.columns[int(column)].title,
        "figure": shown(cells[int(column)]),
        "row": "、".join(shown(cell) for cell in cells[: next(n for n, one in enumerate(table.columns) if one.picks is not None)]),
        "articles": found[:MOST],
        "scored": table.columns[int(column)].key != "",
        "count": len(found),
        "most": MOST,
    }
    return render(request, "behind.html", context)


@require_POST
def close(request: HttpRequest, period: str) -> HttpResponse:
    """`/report/<period>/close`: closes a period that is due, or with a reason issues it again; then its files are written."""
    if not request.user.is_staff:
        raise PermissionDenied
    days = period_of(period)
    settings, working = desk().report, calendar(desk().home / "calendars")
    who = request.user.get_full_name() or request.user.get_username()
    try:
        again = "reason" in request.POST
        if not again and (names := closing.awaited(days, datetime.now(LOCAL))):
            latest = closing.due(days) + closing.PATIENCE
            raise UserError(f"正在采集{'、'.join(names)}：请等采集结束再定稿，{latest:%H:%M}以后不再等")
        snapshot = (
            closing.reissue(days, WHOLE, request.POST["reason"], who, settings=settings, calendar=working)
            if again
            else closing.close(days, settings=settings, calendar=working)
        )
        folder, fonts = desk().home / "reports" / days.id, (desk().home / "fonts",)
        write_snapshot(snapshot.content, folder, fonts=fonts, archival=settings.archival, mask=settings.mask)
        note(request, ChangeKind.CHANGED if again else ChangeKind.ADDED, "定稿", key=read(snapshot.content).id, name=days.name)
        messages.success(request, f"{days.name}已定稿：第 {snapshot.revision} 版")
    except UserError as error:
        messages.error(request, str(error))
    return redirect("report", days.id)


def _report(period: Period, revision: str) -> tuple[Report, Snapshot | None]:
    number = int(revision) if revision.isdecimal() and len(revision) < 4 else 0
    snapshot = closing.closed(period, WHOLE, number)
    if snapshot is None and number:
        raise Http404(revision)
    return (read(snapshot.content), snapshot) if snapshot else (live(period), None)


def _passages(period: Period, report: Report) -> list[Passage]:
    """What is accepted now, else what the facts give; both chapters always."""
    accepted = {entry.title: entry.note for entry in entries.between(period.since, period.until, [EntryKind.PASSAGE]) if of_period(entry) == period.id}
    drafts = {section.heading: "\n".join(str(block).removeprefix(MARK) for block in section.blocks) for section in report.drafts}
    return [Passage(heading, accepted.get(heading, drafts.get(heading, "")), heading in accepted) for heading in (PROBLEMS, STEPS)]


def _annexes(report: Report) -> list[Section]:
    """Those that say something a reader of the page does not see elsewhere: not the list of everything."""
    return [section for section in report.annexes if not any(isinstance(block, Table) and block.key == "articles" for block in section.blocks)]


def _tables(report: Report) -> Iterator[Table]:
    for section in (*report.sections, *report.annexes):
        yield from (block for block in section.blocks if isinstance(block, Table))


def _blocks(section: Section, period: Period, snapshot: Snapshot | None) -> Iterator[str | Grid]:
    for block in section.blocks:
        yield block if isinstance(block, str) else _grid(block, period, snapshot)


def _grid(table: Table, period: Period, snapshot: Snapshot | None) -> Grid:
    page = reverse("report_behind", args=[period.id])
    revision = {"revision": str(snapshot.revision)} if snapshot else {}

    def cell(row: int, column: int, value: Any) -> Shown:
        counted = counts(value) and table.picks(row, column) is not None
        asked = {"table": table.key, "row": str(row), "column": str(column), **revision}
        return Shown(shown(value), f"{page}?{urlencode(asked)}" if counted else "", table.columns[column].text)

    def cells(number: int, row: tuple[Any, ...]) -> tuple[Shown, ...]:
        return tuple(cell(number, at, value) for at, value in enumerate(row))

    return Grid(
        table, table.columns, tuple(cells(number, row) for number, row in enumerate(table.rows)), cells(len(table.rows), table.total) if table.total else ()
    )


def _cells(one: Listed) -> list[str]:
    return [
        f"{one.day}",
        one.title,
        one.outlet,
        one.level.label,
        one.role.label,
        "、".join(one.units),
        shown(one.points) if one.points else "",
        one.url,
        one.id,
    ]
