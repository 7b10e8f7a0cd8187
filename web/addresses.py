"""网址去向: what became of every address that was found, and why."""

import csv
from collections.abc import Iterator
from io import StringIO
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_safe

from archive.ledger.browsing import capture_at
from archive.ledger.fates import every, fate, fates
from model.account import ChangeKind
from model.fate import LABELS, Fate
from model.outcome import Outcome
from reports.formats.csv import plain
from web.collecting import outlet_names
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
        return _csv(request, outcome, source)
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
    }
    return render(request, "addresses.html", context)


@require_safe
def captured(request: HttpRequest, key: str) -> HttpResponse:
    """`/addresses/<key>/page`: the page as it was kept, though no article came of it."""
    return kept_page(request, capture_at(key), key)


def _csv(request: HttpRequest, outcome: Outcome, source: str) -> HttpResponseBase:
    note(request, ChangeKind.EXPORTED, "网址去向", name=f"{LABELS[outcome]} {source}".strip())
    response = StreamingHttpResponse(_lines(every(outcome, source), outlet_names()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="jianbao-addresses-{outcome}-{localdate():%Y%m%d}.csv"'
    return response


def _lines(found: Iterator[Fate], names: dict[str, str]) -> Iterator[bytes]:
    yield "\ufeff".encode() + _written(HEAD)
    for one in found:
        decided = f"{localtime(one.decided):%Y-%m-%d %H:%M:%S}" if one.decided else ""
        told = (
            one.url,
            one.title,
            names.get(one.source, one.source),
            one.label,
            one.reason,
            str(one.tries),
            f"{localtime(one.seen):%Y-%m-%d %H:%M:%S}",
            decided,
        )
        yield _written(tuple(plain(cell) for cell in told))


def _written(cells: tuple[str, ...]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()
