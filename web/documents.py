"""Documents of a report on the site: a file of any kind to download, the text that a person accepts, what a new revision would change."""

from hashlib import sha256
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from archive.ledger import passages
from model.account import ChangeKind
from model.entry import Entry, EntryKind
from model.outcome import UsageError
from model.table import Report
from reports import closing
from reports.build import build
from reports.calendars import calendar
from reports.differences import differences
from reports.excerpts import KINDS, edited
from reports.files import rendered
from reports.formats.json import render as json_of
from reports.formats.reading import read
from reports.period import Period, today
from reports.scope import WHOLE
from reports.statistics.drafts import MARK, PROBLEMS, STEPS
from web.desk import desk
from web.record import note

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
LONGEST = 5000  # characters of an accepted text
LARGEST = 100_000  # number of a briefing's issue


@require_safe
def file(request: HttpRequest, period: str) -> HttpResponse:
    """`/report/<period>/file?kind=…&format=…&revision=…&number=…&issue=…&whole_issue=…&mask=1`: one document, made from the report as it is shown."""
    days, asked = period_of(period), request.GET
    kind, form = asked.get("kind", "full"), asked.get("format", "docx")
    if kind not in KINDS or form not in FORMATS:
        raise Http404(f"{kind} {form}")
    content, settings = content_of(days, asked.get("revision", "")), desk().report
    number, issue, whole = asked.get("number", "").strip()[:40], _whole(asked.get("issue", "")), _whole(asked.get("whole_issue", ""))
    report = edited(kind, number, issue, whole)(read(content))
    masked = settings.mask or asked.get("mask") == "1"
    if form == "json" and kind == "full":
        made = content
    else:
        [made] = rendered(report, form, sha256(content).hexdigest(), (desk().home / "fonts",), archival=settings.archival, mask=masked).values()
    response = HttpResponse(made, content_type=FORMATS[form])
    response.headers["Content-Disposition"] = f"attachment; filename=\"{quote(report.id)}.{form}\"; filename*=UTF-8''{quote(f'{report.title}.{form}')}"
    return response


@require_safe
def changed(request: HttpRequest, period: str) -> HttpResponse:
    """`/report/<period>/differences`: what a new revision would print otherwise than the last one."""
    days = period_of(period)
    last = closing.closed(days)
    if last is None:
        raise Http404(period)
    table = differences(read(last.content).indicators, live(days).indicators)
    return render(request, "differences.html", {"period": days, "last": last, "table": table, "office": request.user.is_staff})


@require_POST
def passage(request: HttpRequest, period: str) -> HttpResponse:
    """`/report/<period>/passage`: the office accepts a chapter's text, or takes it back with an empty one. A closed report prints it once issued again."""
    if not request.user.is_staff:
        raise PermissionDenied
    days, heading = period_of(period), request.POST.get("heading", "")
    if heading not in (PROBLEMS, STEPS):
        raise Http404(heading)
    text = "\n".join(line.strip().removeprefix(MARK) for line in request.POST.get("text", "").splitlines() if line.strip())
    if len(text) > LONGEST:
        messages.error(request, f"“{heading}”超过 {LONGEST} 字，没有存：请缩短")
        return redirect("report", days.id)
    who = request.user.get_full_name() or request.user.get_username()
    passages.accept(Entry(kind=EntryKind.PASSAGE, day=min(days.until, today()), title=heading, category=days.id, note=text), who)
    note(request, ChangeKind.CHANGED, "报告文字", key=days.id, name=heading)
    again = "；已定稿的要重新印发才印出" if closing.closed(days) else ""
    messages.success(request, f"“{heading}”已{'采用' if text else '撤下'}{again}")
    return redirect("report", days.id)


def period_of(text: str) -> Period:
    try:
        return Period.of(text)
    except UsageError as error:
        raise Http404(str(error)) from None


def content_of(period: Period, revision: str) -> bytes:
    """The report's JSON: as it was closed, else as it would be now."""
    number = int(revision) if revision.isdecimal() and len(revision) < 4 else 0
    snapshot = closing.closed(period, WHOLE, number)
    if snapshot is None and number:
        raise Http404(revision)
    return snapshot.content if snapshot else json_of(live(period))


def live(period: Period) -> Report:
    """The report as it would be now."""
    return build(period, settings=desk().report, calendar=calendar(desk().home / "calendars"))


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and 0 < int(text) < LARGEST else None
