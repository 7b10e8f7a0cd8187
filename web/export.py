"""Everything that a search matched, as a file, streamed."""

from collections.abc import Iterable, Iterator
from itertools import chain
from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from archive.index.interface import IndexUnavailable
from archive.index.standby import FromStandby
from archive.ledger import standby
from archive.ledger.browsing import Row
from model.account import ChangeKind
from model.outcome import UserError
from reports import listing
from web.asked import read
from web.desk import desk
from web.record import note
from web.search import unavailable

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WITH_TEXT = ("jsonl",)


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """`/export?…&format=csv`: the same parameters as the search, in its order (by relevance: the newest first), without a limit."""
    form = request.GET.get("format", "csv")
    try:
        if form not in TYPES:
            raise UserError(f"不能导出“{form[:20]}”，请选择 {'、'.join(TYPES)} 之一")
        # The first question is asked here, where a failure still has a page.
        ids = desk().index.stream(read(request.GET).query())
        first = next(ids, None)
        remark = standby.remark() if isinstance(ids, FromStandby) else ""
    except IndexUnavailable as error:
        return _refused(request, unavailable(error), 503)
    except UserError as error:
        return _refused(request, str(error), 400)
    note(request, ChangeKind.EXPORTED, "检索结果", name=request.GET.urlencode()[:1000])
    return _answer(form, listing.articles(chain([first], ids) if first else (), bodies=form in WITH_TEXT), remark)


def these(request: HttpRequest, ids: Iterable[str], subject: str, key: str) -> HttpResponseBase:
    """A list of the site that consists of articles, as csv in the columns of a search."""
    note(request, ChangeKind.EXPORTED, subject, key=key)
    return _answer("csv", listing.articles(ids, bodies=False))


def _answer(form: str, found: Iterator[Row], remark: str = "") -> HttpResponseBase:
    name = f"jianbao-{localdate():%Y%m%d}{remark}.{form}"
    if form in listing.LINES:
        lines = listing.LINES[form](found, form in WITH_TEXT)
        headers = {"Content-Disposition": content_disposition_header(True, name)}
        return StreamingHttpResponse(lines, content_type=TYPES[form], headers=headers)
    # These are whole only at the end: on disk, not in memory.
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    listing.write(form, found, file, form in WITH_TEXT)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[form])


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "error.html", {"title": "没有导出", "advice": sentence}, status=status)
