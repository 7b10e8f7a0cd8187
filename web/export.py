"""Everything that a search matched, as one table, streamed."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_safe

from archive.index.interface import IndexUnavailable
from archive.ledger.browsing import Row, rows
from model.outcome import UserError
from model.reading import Precision
from web.asked import Asked, read
from web.desk import desk
from web.search import UNAVAILABLE

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
        ids = _found(read(request.GET))
    except UserError as error:
        return _refused(request, str(error), 400)
    except IndexUnavailable:
        return _refused(request, UNAVAILABLE, 503)
    response = StreamingHttpResponse(_lines(ids), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="jianbao-{localdate():%Y%m%d}.csv"'
    return response


def plain(text: str) -> str:
    """A cell that every spreadsheet program shows as the text it is."""
    clean = CONTROLS.sub("", text)
    return f"'{clean}" if FORMULA.match(clean) else clean


def _found(asked: Asked) -> Sequence[str]:
    """The ids of everything that matches, taken at once: later arrivals shift no line."""
    index, query = desk().index, asked.query()
    total = index.find(query, limit=1).total
    return index.find(query, limit=total).ids if total else ()


def _lines(ids: Sequence[str]) -> Iterator[bytes]:
    yield "\ufeff".encode() + _written([HEAD])
    for start in range(0, len(ids), CHUNK):
        yield _written([_cells(row) for row in rows(ids[start : start + CHUNK], bodies=False)])


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
