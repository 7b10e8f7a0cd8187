"""A table of print, television and radio coverage, alone or packed with its scans: shown row by row, stored once it is confirmed."""

import secrets
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path, PurePath
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from archive.evidence import Evidence
from archive.ledger.entering import preview
from model.account import ChangeKind
from model.outcome import UserError
from model.row import Row, RowOutcome, Taken
from pipelines.group import Grouper
from pipelines.imports import scans, sheet
from pipelines.imports.take import Import, Readable
from web.desk import desk
from web.manual import LARGEST, MOODS, SUBJECT, bureau
from web.record import note

MOST = 5000  # rows of one file
SHOWN = 1000  # of these on the page
SUFFIXES = (".xlsx", ".csv", ".zip")
SALT = "manual"
DAY = 24 * 3600  # seconds that an upload waits to be confirmed
OUTCOMES = (RowOutcome.ACCEPTED, RowOutcome.DUPLICATE, RowOutcome.REJECTED, RowOutcome.WAITING)


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """`/manual/import`."""
    if not request.user.is_staff:
        raise PermissionDenied
    context: dict[str, Any] = {"most": MOST, "largest": LARGEST >> 20}
    try:
        if request.method == "POST" and "upload" in request.POST:
            return _confirmed(request)
        if request.method == "POST":
            context |= _previewed(request)
    except UserError as error:
        context["error"] = str(error)
    return render(request, "manual_import.html", context, status=400 if "error" in context else 200)


def _previewed(request: HttpRequest) -> dict[str, Any]:
    file = request.FILES.get("file")
    suffix = PurePath(str(file.name)).suffix.lower() if file else ""
    if file is None or suffix not in SUFFIXES or (file.size or 0) > LARGEST:
        raise UserError(f"请选择 .xlsx、.csv 或 .zip 文件，不超过 {LARGEST >> 20} MB；更大的用 jianbao import")
    folder = _uploads()
    path = folder / f"{secrets.token_hex(16)}{suffix}"
    with path.open("wb") as kept:
        kept.writelines(file.chunks())
    name = PurePath(str(file.name).replace("\\", "/")).name[:200]
    try:
        with preview():
            rows, taken = _taken(request, path, name, None)
    except UserError:
        path.unlink()
        raise
    counts = Counter(one.outcome for one in taken)
    return {
        "name": name,
        "lines": [_line(row, one) for row, one in islice(zip(rows, taken, strict=True), SHOWN)],
        "unseen": max(0, len(taken) - SHOWN),
        "counts": [(one.label, counts[one]) for one in OUTCOMES if counts[one]],
        "storable": counts[RowOutcome.ACCEPTED] + counts[RowOutcome.WAITING] + counts[RowOutcome.DUPLICATE],
        # The file waits here under a name of ours; only who brought it can confirm it.
        "upload": signing.dumps([path.name, name, request.user.get_username()], salt=SALT),
    }


def _confirmed(request: HttpRequest) -> HttpResponse:
    try:
        stored, name, who = signing.loads(request.POST["upload"], salt=SALT, max_age=DAY)
    except signing.BadSignature:
        stored, name, who = "", "", ""
    path = _uploads() / stored
    if who != request.user.get_username() or not path.is_file():
        raise UserError("预览已过期，请重新选择文件")
    with closing(Evidence(desk().home / "evidence")) as evidence:
        _, taken = _taken(request, path, name, evidence)
    path.unlink()
    counts = Counter(one.outcome for one in taken)
    told = "，".join(f"{one.label} {counts[one]} 行" for one in OUTCOMES if counts[one])
    note(request, ChangeKind.ADDED, SUBJECT, name=name, after={"结果": told})
    messages.success(request, f"{name}：{told}")
    return redirect("undecided" if counts[RowOutcome.WAITING] else "manual")


def _taken(request: HttpRequest, path: Path, name: str, evidence: Evidence | None) -> tuple[list[Row | str], list[Taken]]:
    """The rows of the file and what becomes of them. Errors: UserError."""
    with _named(path, name), scans.opened(path) as (table, find):
        attached = scans.Scans(find if path.suffix == ".zip" else scans.nothing, evidence)
        importing = Import(bureau(), Grouper(), False, table=True, by=request.user.get_username(), file=name, attached=attached)
        rows: list[Readable] = list(islice(sheet.rows(table), MOST + 1))
        if len(rows) > MOST:
            raise UserError(f"一次最多 {MOST} 行：请分成几个文件，或用 jianbao import")
        return [row for row, _ in rows], list(importing.take(rows))


@contextmanager
def _named(path: Path, name: str) -> Iterator[None]:
    """Sentences name the person's file, not ours."""
    try:
        yield
    except UserError as error:
        raise UserError(str(error).replace(path.name, name).replace(path.stem, PurePath(name).stem)) from None


def _uploads() -> Path:
    """Where files wait to be confirmed; those that nobody confirmed within a day go."""
    folder = desk().home / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > DAY:
            old.unlink(missing_ok=True)
    return folder


def _line(row: Row | str, taken: Taken) -> dict[str, Any]:
    return {"row": row if isinstance(row, Row) else None, "taken": taken, "told": taken.outcome.label, "mood": MOODS[taken.outcome]}
