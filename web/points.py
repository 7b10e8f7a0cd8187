"""积分规则: the office's own table, pasted in or uploaded, shown before it is kept; each version from a day on."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from archive.ledger import registers
from model.account import ChangeKind
from model.bureau import DEFAULT_POINTS, PointsRule
from model.outcome import UserError
from pipelines.imports import sheet
from reports.points.pasted import Pasted, pasted
from reports.statistics.points import rule_table, rule_words
from web.record import note

LARGEST = 1024 * 1024  # bytes of an uploaded file
LONGEST = 100_000  # characters pasted
MODES = {"highest": "取最高一次", "sum": "逐次累加", "highest+reprint": "最高一次，另加转载"}
SHARINGS = {"equal": "平均分配", "full": "各计全分", "lead": "只计牵头单位"}


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """`/points`: the versions; a table is read and shown, and stored once it is confirmed."""
    if not request.user.is_staff:
        raise PermissionDenied
    context: dict[str, Any] = {"modes": MODES, "sharings": SHARINGS, "given": request.POST, "ready": False}
    if request.method == "POST":
        try:
            text = _text(request)
            context["text"] = text
            read = pasted(_cells(text), {outlet.name: outlet.id for outlet in registers.outlets().values()})
            context["read"] = read
            rule = _rule(request, read)
            if rule and "store" in request.POST:
                registers.add_points(rule)
                note(request, ChangeKind.ADDED, "积分规则", key=rule.version, name=rule.version)
                messages.success(request, f"积分规则“{rule.version}”已登记，自 {rule.since} 起施行；已定稿的月份不变")
                return redirect("points")
            context["ready"] = rule is not None
        except UserError as error:
            context["error"] = str(error)
    names = {key: outlet.name for key, outlet in registers.outlets().items()}
    rules = [*reversed(registers.points()), DEFAULT_POINTS]
    context["rules"] = [{"rule": rule, "words": rule_words(rule), "table": rule_table(rule, names)} for rule in rules]
    return render(request, "points.html", context, status=400 if "error" in context else 200)


def _rule(request: HttpRequest, read: Pasted) -> PointsRule | None:
    """The rule that the form means, None while rows are wrong. Errors: UserError."""
    version = request.POST.get("version", "").strip()
    if not version or len(version) > 40:
        raise UserError("请写版本名，不超过 40 字，例如 2026年试行")
    try:
        since = date.fromisoformat(request.POST.get("since", ""))
    except ValueError:
        raise UserError("请写施行日期") from None
    chosen = {"story_mode": request.POST.get("story_mode", "highest"), "split": request.POST.get("split", "equal")}
    if chosen["story_mode"] not in MODES or chosen["split"] not in SHARINGS:
        raise UserError("计分方式不对")
    if read.mistakes:
        return None
    try:
        return PointsRule(version=version, since=since, **chosen, **read.table)  # type: ignore[arg-type]
    except ValueError as error:
        raise UserError(str(error)) from None


def _text(request: HttpRequest) -> str:
    """What was pasted, or the uploaded file as if it had been."""
    file = request.FILES.get("file")
    if file is None:
        text = request.POST.get("text", "")
        if not text.strip() or len(text) > LONGEST:
            raise UserError(f"请粘贴表格，或选择 .xlsx、.csv 文件（不超过 {LONGEST // 10_000} 万字）")
        return text
    suffix = Path(file.name or "").suffix.lower()
    if suffix not in (".xlsx", ".csv") or (file.size or 0) > LARGEST:
        raise UserError("只能用 .xlsx、.csv，不超过 1 MB")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"积分表{suffix}"
        path.write_bytes(file.read())
        lines = ["\t".join("" if cell is None else str(cell).replace("\t", " ") for cell in line).rstrip() for line in sheet.cells(path)]
    return "\n".join(lines)


def _cells(text: str) -> list[Sequence[str]]:
    """Cells are parted by tabs, as spreadsheet programs copy them, or by commas."""
    return [line.split("\t") if "\t" in line else line.replace("，", ",").split(",") for line in text.splitlines()]
