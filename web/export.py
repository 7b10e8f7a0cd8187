"""Everything that a search matched, as one table, streamed."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain, islice

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_safe

from archive.index.interface import IndexUnavailable
from archive.ledger.browsing import Row, rows
from model.outcome import UserError
from model.reading import Precision
from web.asked import read
from web.desk import desk
from web.everything import everything
from web.search import unavailable

CHUNK = 400  # articles fetched and written at once
# What a spreadsheet program would take for a formula, in either width.
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

HEAD = (
    "标题",
    "媒体",
    "级别",
    "载体",
    "刊发时间",
    "首发/转载",
    "同稿刊发家数",
    "来源",
    "记者",
    "通讯员",
    "责任编辑",
    "版次",
    "单位",
    "专题",
    "状态",
    "网址",
    "编号",
)


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """`/export?…&format=csv`: the same parameters as the search, in its order, without a limit."""
    form = request.GET.get("format", "csv")
    try:
        if form != "csv":
            raise UserError(f"网站只能导出 csv，不能导出“{form[:20]}”；其他格式请用 jianbao export")
        # The first question is asked here, where a failure still has a page.
        ids = everything(desk().index, read(request.GET).query())
        first = next(ids, None)
    except IndexUnavailable as error:
        return _refused(request, unavailable(error), 503)
    except UserError as error:
        return _refused(request, str(error), 400)
    response = StreamingHttpResponse(_lines(chain([first], ids) if first else ()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="jianbao-{localdate():%Y%m%d}.csv"'
    return response


def plain(text: str) -> str:
    """A cell that every spreadsheet program shows as the text it is."""
    clean = CONTROLS.sub("", text)
    return f"'{clean}" if FORMULA.match(clean) else clean


def _lines(ids: Iterable[str]) -> Iterator[bytes]:
    yield "\ufeff".encode() + _written([HEAD])
    waiting = iter(ids)
    while chunk := list(islice(waiting, CHUNK)):
        yield _written([_cells(row) for row in rows(chunk, bodies=False)])


def _written(lines: Sequence[Sequence[str]]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue().encode()


def _cells(row: Row) -> list[str]:
    page_no = " ".join(part for part in (row.page_no, row.page_name) if part)
    units, topics = ("、".join(one.name for one in named) for named in (row.units, row.topics))
    cells = [row.title, row.outlet_name, row.level.label, row.medium.label, _time(row), row.role.label, str(row.carriers), row.origin]
    cells += ["、".join(row.reporters), "、".join(row.correspondents), "、".join(row.editors), page_no, units, topics]
    cells += ["已撤稿" if row.withdrawn else "", row.url, row.id]
    return [plain(cell) for cell in cells]


def _time(row: Row) -> str:
    if row.published is None:
        return "日期待定"
    local = localtime(row.published)
    return f"{local:%Y-%m-%d}" if row.precision in (Precision.DAY, Precision.NONE) else f"{local:%Y-%m-%d %H:%M}"


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "error.html", {"title": "没有导出", "advice": sentence}, status=status)
