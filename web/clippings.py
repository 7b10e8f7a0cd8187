"""剪报册 from the search page: the articles that were ticked, or all that was found, as a book."""

from itertools import islice
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from archive.index.interface import IndexUnavailable
from archive.index.standby import FromStandby
from archive.ledger import standby
from archive.ledger.browsing import captures_of, rows
from model.outcome import UserError
from reports import clippings
from web.asked import read
from web.desk import desk
from web.search import unavailable

MOST = 500  # articles of a book that is made while somebody waits
TITLE = 60  # characters
TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """`/clippings?id=…&id=…&format=docx|pdf&title=…`; without ids everything that the search of the same parameters finds."""
    form, title = request.GET.get("format", "docx"), request.GET.get("title", "").strip()[:TITLE] or "新闻宣传剪报"
    try:
        if form not in clippings.FORMATS:
            raise UserError(f"剪报册没有“{form[:20]}”这种格式，可用 {'、'.join(clippings.FORMATS)}")
        found = iter(request.GET.getlist("id")) if "id" in request.GET else desk().index.stream(read(request.GET).query())
        ids = list(islice(found, MOST + 1))
        remark = standby.remark() if isinstance(found, FromStandby) else ""
        if len(ids) > MOST:
            raise UserError(f"一本剪报册在网站上最多 {MOST} 篇：请加条件，或用 jianbao export 检索词 --format {form}")
        chosen = rows(ids)
        content = clippings.write(clippings.book(chosen, captures_of(ids), title, desk().bureau_name, localtime()), form)
    except IndexUnavailable as error:
        return _refused(request, unavailable(error), 503)
    except UserError as error:
        return _refused(request, str(error), 400)
    response = HttpResponse(content, content_type=TYPES[form])
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"clippings.{form}\"; filename*=UTF-8''{quote(f'剪报册-{localtime():%Y%m%d}{remark}.{form}')}"
    )
    return response


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "error.html", {"title": "没有生成剪报册", "advice": sentence}, status=status)
