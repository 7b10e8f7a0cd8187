"""The questions page: pairs that may be one text, for a person to decide, and what was decided lately."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.ledger import corrections, linked
from archive.ledger.linked import Shown
from model.account import ChangeKind
from model.correction import Correction
from web.csvfile import csv_file, moment
from web.record import note

PAGE = 20  # questions on one page
LOG = 20  # corrections below them
ALL = 500  # questions read at once for a file
PAIR = ("后发的一篇", "媒体", "刊发时间", "编号", "先发的一篇", "媒体", "刊发时间", "编号", "理由", "不同的数字、地名、人名")
CORRECTED = ("号", "更正", "理由", "谁", "什么时候", "文章", "撤销", "撤销于")


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """`/questions?before=…`: the newest first. `format=csv`: all of them; with `list=corrections`: every correction."""
    if request.GET.get("format") == "csv":
        return _file(request)
    given = request.GET.get("before", "")
    before = int(given) if given.isdecimal() and len(given) < 15 else 0
    asked, more = linked.questions(PAGE, before)
    context = {"questions": asked, "waiting": linked.waiting(), "more": more, "before": before, "log": corrections.log(limit=LOG)}
    return render(request, "questions.html", context)


def _file(request: HttpRequest) -> HttpResponseBase:
    if request.GET.get("list") == "corrections":
        note(request, ChangeKind.EXPORTED, "更正记录")
        return csv_file("corrections", CORRECTED, map(_corrected, corrections.log(limit=None)))
    note(request, ChangeKind.EXPORTED, "待认定")
    return csv_file("questions", PAIR, map(_asked, _all()))


def _all() -> Iterator[Shown]:
    found, more = linked.questions(ALL)
    yield from found
    while more:
        found, more = linked.questions(ALL, more)
        yield from found


def _asked(link: Shown) -> list[str]:
    both = [cell for one in link.pair for cell in (one.title, one.outlet_name, moment(one.published, one.precision), one.id)]
    return [*both, link.reason, "；".join(f"{left}/{right}" for left, right in link.differing)]


def _corrected(one: Correction) -> list[str]:
    articles = "".join(f"《{title}》" for _, title in one.articles)
    return [str(one.number), one.kind.label, one.note, one.by, moment(one.at), articles, one.undone_by, moment(one.undone) if one.undone else ""]
