"""台账: what no page tells, entered in a form or imported with a preview; what correspondents submit waits for the office."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archive.ledger import entries, registers
from archive.ledger.entering import Names
from model.account import ChangeKind
from model.entry import NUMBERS, Entry, EntryKind
from model.outcome import UserError
from pipelines.imports.entries import HEADS, Read, entry_of
from pipelines.imports.entries import rows as rows_of
from pipelines.imports.ledger import judged
from reports.period import Period, today
from web.csvfile import csv_file, moment
from web.record import note

LARGEST = 4 * 1024 * 1024  # bytes of an uploaded file
MOST = 3000  # rows of one
SALT = "entries"
COLUMNS = ("kind", "day", "done", "unit", "title", "category", "person")  # of the file, before the numbers
TEXTS = {"title": "事项、账号或获奖项目", "category": "类型或级别", "person": "人员", "note": "备注"}
MOODS = {"accepted": ("收录", "good"), "duplicate": ("重复", "busy"), "rejected": ("退回", "bad")}


@require_safe
def page(request: HttpRequest, month: str = "") -> HttpResponseBase:
    """`/entries/` and `/entries/YYYY-MM`: the lines of a month; a correspondent sees what he submitted. `format=csv`: as a file."""
    period = _month(month)
    if request.GET.get("format") == "csv":
        note(request, ChangeKind.EXPORTED, "台账", key=period.id)
        return _file(period, _listed(request, period))
    return _shown(request, period, {})


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """`/entries/add`: one line from the form."""
    given = {key: value for key in ("kind", "day", "done", "unit", *TEXTS, *NUMBERS) if (value := request.POST.get(key, "").strip())}
    try:
        entry = entry_of(given, Names.read())
    except ValueError as error:
        return _shown(request, _month(given.get("day", "")[:7]), {"error": str(error), "given": given}, status=400)
    [new] = entries.add([entry], by=_who(request), approved=_office(request))
    if new:
        messages.success(request, "已登记" if _office(request) else "已提交，等宣传科核准后计入")
    else:
        messages.warning(request, "已经登记过相同的一条，没有再存")
    return redirect("entries_of", f"{entry.day:%Y-%m}")


@require_http_methods(["GET", "POST"])
def imported(request: HttpRequest) -> HttpResponse:
    """`/entries/import`: a file is shown row by row; only its confirmed rows are stored."""
    context: dict[str, Any] = {"kinds": list(EntryKind), "kind": request.POST.get("kind", "")}
    if request.method == "POST" and "rows" in request.POST:
        return _confirmed(request)
    if request.method == "POST":
        try:
            context |= _previewed(request)
        except UserError as error:
            context["error"] = str(error)
    return render(request, "entries_import.html", context, status=400 if "error" in context else 200)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """`/entries/<number>`: the office accepts or removes a line."""
    if not _office(request):
        raise PermissionDenied
    action = request.POST.get("action")
    if action not in ("approve", "remove"):
        raise Http404(action)
    if action == "approve" and entries.approve(number):
        note(request, ChangeKind.CHANGED, "台账", key=str(number))
        messages.success(request, "已核准")
    elif action == "remove" and (gone := entries.remove(number)):
        note(request, ChangeKind.REMOVED, "台账", key=str(number), name=gone.entry.title, before=_told(gone))
        messages.success(request, "已删除；原来的内容在操作记录里")
    else:
        messages.warning(request, "这一条已经处理过了")
    return redirect("entries_of", _month(request.POST.get("month", "")).id)


def _shown(request: HttpRequest, month: Period, more: Mapping[str, Any], status: int = 200) -> HttpResponse:
    office = _office(request)
    given: Mapping[str, str] = more.get("given", {})
    earlier, later = month.earlier(1), month.earlier(-1)
    context = {
        "month": month,
        "before": earlier,
        "after": later if later.since <= today() else None,
        "lines": [_line(one) for one in _listed(request, month)],
        "waiting": [_line(one) for one in entries.waiting()] if office else [],
        "kinds": list(EntryKind),
        "units": _units(),
        "texts": [(key, label, given.get(key, "")) for key, label in TEXTS.items()],
        "numbers": [(key, label, given.get(key, "")) for key, label in NUMBERS.items()],
        "today": today(),
        **more,
        "given": given,
    }
    return render(request, "entries.html", context, status=status)


def _previewed(request: HttpRequest) -> dict[str, Any]:
    file = request.FILES.get("file")
    if file is None:
        raise UserError("请选择 .xlsx 或 .csv 文件")
    suffix = Path(file.name or "").suffix.lower()
    if suffix not in (".xlsx", ".csv") or (file.size or 0) > LARGEST:
        raise UserError(f"只能导入 .xlsx、.csv，不超过 {LARGEST // 1024 // 1024} MB")
    kind = EntryKind(request.POST["kind"]) if request.POST.get("kind") in list(EntryKind) else None
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"导入的文件{suffix}"
        path.write_bytes(file.read())
        read = list(rows_of(path, kind))
    if len(read) > MOST:
        raise UserError(f"一次最多 {MOST} 行，这个文件有 {len(read)} 行：请分成几个")
    outcomes = judged(read)
    accepted = [one for one in outcomes if one.outcome == "accepted" and one.entry]
    units = dict(_units())
    return {
        "name": file.name,
        "outcomes": [
            {"one": one, "told": MOODS[one.outcome][0], "mood": MOODS[one.outcome][1], "unit": units.get(one.entry.unit, "") if one.entry else ""}
            for one in outcomes
        ],
        "accepted": len(accepted),
        # Signed and handed back: nothing is kept between the two steps.
        "rows": signing.dumps([_dumped(one.entry) for one in accepted if one.entry], salt=SALT, compress=True),
    }


def _confirmed(request: HttpRequest) -> HttpResponse:
    try:
        given = signing.loads(request.POST["rows"], salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        messages.error(request, "预览已过期，请重新选择文件")
        return redirect("entries_import")
    names = Names.read()
    read = [Read(number, entry_of(row, names)) for number, row in enumerate(given, 1)]
    new = entries.add((one.entry for one in read if one.entry), by=_who(request), approved=_office(request))
    messages.success(request, f"收录 {sum(new)} 行，重复 {len(new) - sum(new)} 行{'' if _office(request) else '，等宣传科核准后计入'}")
    return redirect("entries")


def _dumped(entry: Entry) -> dict[str, Any]:
    """As `entry_of` takes it."""
    numbers = {key: _number(entry, key) for key in entry.numbers}
    texts = {"kind": entry.kind.value, "day": entry.day.isoformat(), "unit": entry.unit, "title": entry.title}
    texts |= {"done": entry.done.isoformat()} if entry.done else {}
    return {**texts, "category": entry.category, "person": entry.person, "note": entry.note, **numbers}


def _listed(request: HttpRequest, month: Period) -> list[entries.Line]:
    return entries.listed(month.since, month.until, by="" if _office(request) else _who(request))


def _file(month: Period, lines: Sequence[entries.Line]) -> HttpResponseBase:
    """The columns are named as the import takes them; the numbers are those that some line has."""
    numbers = [key for key in NUMBERS if any(key in line.entry.numbers for line in lines)]
    return csv_file(f"entries-{month.id}", _head(numbers), (_cells(line, numbers) for line in lines))


def _head(numbers: Sequence[str]) -> list[str]:
    return [*(HEADS[key][0] for key in COLUMNS), *(NUMBERS[key] for key in numbers), HEADS["note"][0], "登记人", "登记于", "核准"]


def _told(line: entries.Line) -> dict[str, Any]:
    """What a line says, for the record of changes."""
    numbers = [key for key in NUMBERS if key in line.entry.numbers]
    return {name: value for name, value in zip(_head(numbers), _cells(line, numbers), strict=True) if value != ""}


def _cells(line: entries.Line, numbers: Sequence[str]) -> list[str | float]:
    one = line.entry
    texts = [one.kind.label, f"{one.day}", f"{one.done or ''}", line.unit_name, one.title, one.category, one.person]
    told = [_number(one, key) if key in one.at_least else one.numbers.get(key, "") for key in numbers]
    return [*texts, *told, one.note, line.by, moment(line.entered), "已核准" if line.approved else "待核"]


def _number(entry: Entry, key: str) -> str:
    """As `entry_of` takes it: of a lower bound the number that is surely passed, 100000+."""
    value = entry.numbers[key]
    return f"{value - 1:.0f}+" if key in entry.at_least else f"{value:.15g}"


def _line(line: entries.Line) -> dict[str, Any]:
    told = [f"{NUMBERS[key]} {value:.15g}{'+' if key in line.entry.at_least else ''}" for key, value in line.entry.numbers.items() if key in NUMBERS]
    return {"line": line, "entry": line.entry, "numbers": "，".join(told)}


def _units() -> list[tuple[str, str]]:
    try:
        return [(unit.id, unit.name) for unit, _ in registers.bureau().units()]
    except UserError:
        return []


def _month(text: str) -> Period:
    try:
        return Period.month_of(date.fromisoformat(f"{text}-01"))
    except ValueError:
        return Period.month_of(today())


def _office(request: HttpRequest) -> bool:
    return bool(request.user.is_staff)


def _who(request: HttpRequest) -> str:
    return str(request.user.get_username())
