"""The evidence of an article: when and where its page was kept, and the page itself, harmless."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from archive.evidence import StoredPage
from archive.ledger import captures
from archive.ledger.browsing import CaptureRecord, article, capture_of
from archive.ledger.looks import kept
from crawler.pages.decode import decode
from model.capture import Capture
from model.outcome import UserError
from web.desk import desk
from web.headers import CAPTURED, POLICY

FRAME = re.compile(r"<(/?)(i?frame|frameset|fencedframe|portal)(?=[\s/>])", re.IGNORECASE)


@require_safe
def page(request: HttpRequest, id: str) -> HttpResponse:
    """`/article/<id>/evidence`: the record, and the captured page in a frame that can do nothing; `capture`: an earlier one."""
    row, record = article(id), _chosen(request, id)
    if row is None:
        raise Http404(id)
    stored, sentence = _stored(record)
    versions = kept(id)
    context = {
        "versions": versions if len(versions) > 1 else [],
        "asked": f"capture={request.GET['capture']}" if "capture" in request.GET else "",
        "row": row,
        "record": record,
        "sentence": sentence,
        "is_html": stored is not None and _is_html(stored),
    }
    response = render(request, "evidence.html", context)
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


@require_safe
@xframe_options_sameorigin
def captured(request: HttpRequest, id: str) -> HttpResponse:
    """`/article/<id>/evidence/page`: the page as it was kept. What is no HTML, and anything with `?download`, comes byte for byte as a file."""
    return kept_page(request, _chosen(request, id), id)


def kept_page(request: HttpRequest, record: CaptureRecord | None, name: str) -> HttpResponse:
    """The page of a record, harmless or as a file called `name`. Errors: Http404 where there is none."""
    stored, sentence = _stored(record)
    if record is None or stored is None:
        raise Http404(sentence)
    if _is_html(stored) and "download" not in request.GET:
        response = HttpResponse(_harmless(stored, record), content_type="text/html; charset=utf-8")
    else:
        response = HttpResponse(stored.body, content_type="application/octet-stream")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}{".html" if _is_html(stored) else ".bin"}"'
    response.headers["Content-Security-Policy"] = CAPTURED
    response.headers["X-DNS-Prefetch-Control"] = "off"
    return response


def _chosen(request: HttpRequest, id: str) -> CaptureRecord | None:
    """The capture that the article is read from, or the earlier one of this article that is asked for. Errors: Http404 for another one's."""
    if "capture" not in request.GET:
        return capture_of(id)
    found = next((record for number, record in kept(id) if str(number) == request.GET["capture"]), None)
    if found is None:
        raise Http404(id)
    return found


def _stored(record: CaptureRecord | None) -> tuple[StoredPage | None, str]:
    """The page, or why there is none."""
    if record is None:
        return None, "这篇文章没有网页存证（人工录入或导入）。"
    try:
        return captures.sound(record.place, record.digest, desk().evidence), ""
    except UserError as error:
        return None, str(error)


def _is_html(stored: StoredPage) -> bool:
    kind = next((value for name, value in stored.headers if name.lower() == "content-type"), "")
    return kind.partition(";")[0].strip().lower() in ("text/html", "")


def _harmless(stored: StoredPage, record: CaptureRecord) -> str:
    """The text of the page without frames: a browser connects to a frame's host before it asks the policy."""
    capture = Capture(url=record.url, fetched=record.fetched, status=stored.status, headers=stored.headers, body=stored.body, source="")
    return FRAME.sub(r"<\1x-\2", decode(capture).text)
