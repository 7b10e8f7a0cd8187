"""网址去向: what became of every address that was found, and why; and one that was not found is put in by hand."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_POST, require_safe

from archive.ledger import jobs, models
from archive.ledger.addresses import LONGEST, accept
from archive.ledger.browsing import capture_at
from archive.ledger.fates import every, fate, fates
from model.account import ChangeKind
from model.address import canonical
from model.fate import LABELS, Fate
from model.outcome import Outcome, UserError
from web.collecting import clock_words, outlet_names
from web.csvfile import csv_file
from web.evidence import kept_page
from web.record import note

ROWS = 100
LISTED = (Outcome.UNREADABLE, Outcome.WAITING, Outcome.REJECTED)  # what was kept is found by the search
HEAD = ("网址", "题名", "采集源", "去向", "原因", "没取到的次数", "发现时间", "定案时间")


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """`/addresses?outcome=…&source=…&below=…`, or of one address `/addresses?q=…`; `format=csv`: all of that outcome."""
    asked, source = request.GET.get("q", "").strip()[:2048], request.GET.get("source", "")[:60]
    outcome = next((one for one in LISTED if one == request.GET.get("outcome")), LISTED[0])
    if request.GET.get("format") == "csv":
        note(request, ChangeKind.EXPORTED, "网址去向", name=f"{LABELS[outcome]} {source}".strip())
        return csv_file(f"addresses-{outcome}", HEAD, _rows(every(outcome, source), outlet_names()))
    names = outlet_names()
    below = request.GET.get("below", "")
    number = int(below) if below.isascii() and below.isdigit() and len(below) < 19 else 0
    found = [one for one in [fate(asked)] if one] if asked else fates(outcome, source, number, ROWS + 1)
    following = urlencode({"outcome": outcome, "source": source, "below": found[ROWS - 1].number}) if len(found) > ROWS else ""
    context = {
        "asked": asked,
        "source": source,
        "sources": sorted(names.items(), key=lambda pair: pair[1]),
        "outcome": outcome,
        "outcomes": [(one, LABELS[one]) for one in LISTED],
        "lines": [(one, names.get(one.source, one.source)) for one in found[:ROWS]],
        "following": following,
        "choices": _choices(asked) if asked and not found and request.user.is_staff else [],
    }
    return render(request, "addresses.html", context)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """`/addresses/add`: an address that no list named is collected with the next run of a source, which is asked for now."""
    if not request.user.is_staff:
        raise PermissionDenied
    url, source = request.POST.get("url", "").strip(), request.POST.get("source", "")
    if source not in dict(_choices(url)):
        raise Http404(source)
    try:
        address = page_address(url)
    except UserError as error:
        messages.error(request, str(error))
    else:
        if not accept(source, {canonical(address): address}):
            jobs.ask(f"crawl {source}", now())
            note(request, ChangeKind.ADDED, "网址", key=source, name=address[:200])
            messages.success(request, clock_words(now()) or "已登记，时钟在半分钟内启动采集；结果看这里")
    return redirect(f"{reverse('addresses')}?{urlencode({'q': url})}")


def page_address(text: str) -> str:
    """Errors: UserError for what is no address of a page."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or len(text.encode()) > LONGEST or any(char.isspace() for char in text):
        raise UserError("这不是网页地址：请粘贴以 http:// 或 https:// 开头的完整网址")
    return text


def _choices(url: str) -> list[tuple[str, str]]:
    """The enabled sources by id and name, those of the outlet to which the host belongs in front."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        host = ""
    rows = models.Source.objects.filter(enabled=True).select_related("outlet")
    named = [(host not in row.outlet.hosts, row.outlet.name if row.id == row.outlet_id else f"{row.outlet.name}（{row.id}）", row.id) for row in rows]
    return [(id, name) for _, name, id in sorted(named)]


@require_safe
def captured(request: HttpRequest, key: str) -> HttpResponse:
    """`/addresses/<key>/page`: the page as it was kept, though no article came of it."""
    return kept_page(request, capture_at(key), key)


def _rows(found: Iterator[Fate], names: dict[str, str]) -> Iterator[Sequence[str]]:
    for one in found:
        times = (f"{localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else "" for moment in (one.seen, one.decided))
        yield one.url, one.title, names.get(one.source, one.source), one.label, one.reason, str(one.tries), *times
