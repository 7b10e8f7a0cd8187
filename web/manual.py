"""补录: what stood in print, on television or radio, entered in a form, with a scan as evidence; and the print that lacks one."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from archive.evidence import Evidence
from archive.ledger import browsing, registers, scans
from archive.ledger.scans import Lacking
from model.account import ChangeKind
from model.bureau import Bureau
from model.outcome import UserError
from model.row import Row, RowOutcome, Taken
from model.scan import SUFFIXES, scan
from pipelines.group import Grouper
from pipelines.imports import sheet
from pipelines.imports.scans import Scans
from pipelines.imports.take import Import
from web.csvfile import csv_file
from web.desk import desk
from web.headers import POLICY
from web.record import note

SUBJECT = "补录"
LARGEST = 8 * 1024 * 1024  # bytes of an uploaded file; a larger scan comes in with jianbao import
ROWS = 50  # of the list of what lacks evidence
FIELDS = {
    "published": "刊播日期",
    "outlet": "媒体名称",
    "column": "栏目/版面",
    "title": "标题",
    "reporters": "作者/记者",
    "correspondents": "通讯员",
    "origin": "转载自",
    "seconds": "时长",
    "characters": "字数",
    "url": "链接",
    "position": "位置",
    "note": "备注",
}
NEEDED = ("published", "outlet", "title")
HINTS = {"column": "A03 民生、第2版、头版", "seconds": "1分35秒", "position": "头版、头条……", "origin": "转载的写原载媒体"}
MOODS = {RowOutcome.ACCEPTED: "good", RowOutcome.DUPLICATE: "busy", RowOutcome.REJECTED: "bad", RowOutcome.WAITING: "busy"}
HEAD = ("标题", "媒体", "刊播日期", "版面", "谁补录的", "文件", "编号")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """`/manual/`: the form."""
    _allowed(request)
    return _shown(request, {}, None)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """`/manual/add`: one article from the form, with its scan."""
    _allowed(request)
    given = {key: value for key in FIELDS if (value := request.POST.get(key, "").strip())}
    unit = request.POST.get("unit", "")
    try:
        row = _row(given, unit)
        file = _uploaded(request)
        with closing(Evidence(desk().home / "evidence")) as evidence:
            attached = Scans(lambda name: file[1] if file else None, evidence)
            importing = Import(bureau(), Grouper(), False, table=True, by=request.user.get_username(), attached=attached)
            (taken,) = importing.take([(replace(row, scans=(file[0],)) if file else row, ())])
    except (UserError, ValueError) as error:
        return _shown(request, given | {"unit": unit}, None, str(error))
    if taken.outcome is RowOutcome.ACCEPTED:
        note(request, ChangeKind.ADDED, SUBJECT, key=taken.article, name=row.title)
    return _shown(request, {} if taken.outcome is RowOutcome.ACCEPTED else given | {"unit": unit}, taken)


@require_safe
def lacking(request: HttpRequest) -> HttpResponseBase:
    """`/manual/lacking`: print that came in by hand and has neither a scan nor a page; `format=csv`: all of it."""
    if request.GET.get("format") == "csv":
        note(request, ChangeKind.EXPORTED, "缺存证")
        return csv_file("lacking", HEAD, (_cells(one) for _, one in scans.lacking()))
    given = request.GET.get("before", "")
    before = int(given) if given.isascii() and given.isdigit() and len(given) < 15 else 0
    found = scans.lacking(before, ROWS + 1)
    more = found[ROWS - 1][0] if len(found) > ROWS else 0
    return render(request, "lacking.html", {"lines": [one for _, one in found[:ROWS]], "more": more, "before": before})


@require_POST
def attach(request: HttpRequest, id: str) -> HttpResponse:
    """`/article/<id>/scan`: one more scan for an article."""
    _allowed(request)
    row = browsing.article(id)
    if row is None:
        raise Http404(id)
    try:
        file = _uploaded(request)
        if file is None:
            raise UserError("请选择附件（jpg、png、pdf）")
        with closing(Evidence(desk().home / "evidence")) as evidence:
            kept = scans.keep(scan(*file), evidence)
        scans.attach_to({id: [kept]}, request.user.get_username())
        note(request, ChangeKind.ADDED, "附件", key=id, name=row.title, after={"文件": file[0]})
        messages.success(request, f"附件“{file[0]}”已存证")
    except (UserError, ValueError) as error:
        messages.error(request, str(error))
    return redirect("manual_lacking" if request.POST.get("back") == "lacking" else "article", *([] if request.POST.get("back") == "lacking" else [id]))


@require_safe
def scanned(request: HttpRequest, number: int) -> HttpResponse:
    """`/scan/<number>`: a picture is shown, a pdf comes as a file; the kind is the one that its content had."""
    try:
        found = scans.read(number, desk().evidence)
    except UserError as error:
        raise Http404(str(error)) from None
    if found is None or found[0].kind not in SUFFIXES:
        raise Http404(number)
    shown, stored = found
    response = HttpResponse(stored.body, content_type=shown.kind)
    inline = shown.kind.startswith("image/") and "download" not in request.GET
    response.headers["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="scan-{number}{SUFFIXES[shown.kind]}"'
    response.headers["Content-Security-Policy"] = f"{POLICY}; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def bureau() -> Bureau:
    """Errors: UserError where no units are registered."""
    return registers.bureau()


def _allowed(request: HttpRequest) -> None:
    if not request.user.is_staff:
        raise PermissionDenied


def _row(given: Mapping[str, str], unit: str) -> Row:
    """Errors: ValueError."""
    missing = [FIELDS[key] for key in NEEDED if key not in given]
    if missing:
        raise ValueError(f"缺少{'、'.join(missing)}")
    return sheet.row_of_cells({**given, "units": unit} if unit else dict(given))


def _uploaded(request: HttpRequest) -> tuple[str, bytes] | None:
    """Name and bytes of the scan that came with the form. Errors: UserError."""
    file = request.FILES.get("scan")
    if file is None:
        return None
    if (file.size or 0) > LARGEST:
        raise UserError(f"附件超过 {LARGEST >> 20} MB：请压缩，或放在表格旁边用 jianbao import 导入")
    scan(str(file.name), file.read(64))  # looked at before the rest is read
    file.seek(0)
    return str(file.name), file.read()


def _shown(request: HttpRequest, given: Mapping[str, str], taken: Taken | None, error: str = "") -> HttpResponse:
    try:
        units = [(unit.id, unit.name) for unit, _ in bureau().units()]
    except UserError as lack:
        units, error = [], error or str(lack)
    context: dict[str, Any] = {
        "fields": [(key, label, given.get(key, ""), HINTS.get(key, ""), key in NEEDED) for key, label in FIELDS.items()],
        "units": units,
        "given": given,
        "outlets": sorted(outlet.name for outlet in registers.outlets().values()),
        "today": localdate(),
        "taken": taken,
        "mood": MOODS[taken.outcome] if taken else "",
        "error": error,
    }
    return render(request, "manual.html", context, status=400 if error else 200)


def _cells(one: Lacking) -> list[str]:
    return [one.title, one.outlet, one.day, one.page, one.by, one.file, one.id]
