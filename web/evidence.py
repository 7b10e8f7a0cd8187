"""The evidence of an article: when and where its page was kept, and the page itself, harmless."""

import codecs
import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from archive.evidence import StoredPage
from archive.ledger.browsing import CaptureRecord, article, capture_of
from model.outcome import UserError
from web.desk import desk
from web.headers import CAPTURED, POLICY


@require_safe
def page(request: HttpRequest, id: str) -> HttpResponse:
    """`/article/<id>/evidence`: the record, and the captured page in a frame that can do nothing."""
    row, record = article(id), capture_of(id)
    if row is None:
        raise Http404(id)
    stored, sentence = _stored(record)
    context = {"row": row, "record": record, "sentence": sentence, "is_html": stored is not None and _is_html(stored)}
    response = render(request, "evidence.html", context)
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


@require_safe
@xframe_options_sameorigin
def captured(request: HttpRequest, id: str) -> HttpResponse:
    """`/article/<id>/evidence/page`: the bytes as they were kept; only HTML is shown, anything else is downloaded."""
    record = capture_of(id)
    stored, sentence = _stored(record)
    if record is None or stored is None:
        raise Http404(sentence)
    response = HttpResponse(stored.body, content_type=_content_type(stored))
    if not _is_html(stored):
        response.headers["Content-Disposition"] = f'attachment; filename="{id}.bin"'
    response.headers["Content-Security-Policy"] = CAPTURED
    response.headers["X-DNS-Prefetch-Control"] = "off"
    return response


def _stored(record: CaptureRecord | None) -> tuple[StoredPage | None, str]:
    """The page, or why there is none."""
    if record is None:
        return None, "这篇文章没有网页存证（人工录入或导入）。"
    try:
        return desk().evidence(record.place), ""
    except UserError as error:
        return None, str(error)


def _header(stored: StoredPage) -> str:
    return next((value for name, value in stored.headers if name.lower() == "content-type"), "")


def _is_html(stored: StoredPage) -> bool:
    return _header(stored).partition(";")[0].strip().lower() in ("text/html", "")


def _content_type(stored: StoredPage) -> str:
    """text/html, with the charset that the server named if it is one: else the browser reads it from the page."""
    if not _is_html(stored):
        return "application/octet-stream"
    named = re.search(r"charset=[\"']?([\w-]+)", _header(stored), re.ASCII | re.IGNORECASE)
    try:
        return f"text/html; charset={codecs.lookup(named[1]).name}" if named else "text/html"
    except LookupError:
        return "text/html"
