"""The search page."""

import logging
from dataclasses import dataclass, replace
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.highlight import Piece, mark, snippets
from archive.index.document import DEEPEST_HIT
from archive.index.interface import IndexUnavailable
from archive.index.language import LONGEST
from archive.ledger import pending
from archive.ledger.browsing import Row, rows
from model.outcome import UserError
from model.query import Expression, Facet, Query, Sort
from web import facets
from web.asked import CHOICES, SORTS, Asked, read
from web.desk import desk

ROWS = 20  # a page

log = logging.getLogger("web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One line of the results."""

    row: Row
    title: list[Piece]
    snippets: list[list[Piece]]
    goes_before: bool  # there is more text before the first snippet
    goes_on: bool  # and after the last
    address: str
    outlet_address: str
    chips: list[facets.Chip]  # its units and topics: one more filter each


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One place in the paging; number 0 is a gap."""

    number: int
    address: str = ""
    here: bool = False


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """`/search`: what was asked, what was found, how to narrow it."""
    started = perf_counter()
    try:
        asked = read(request.GET)
        query = asked.query()
    except UserError as error:
        return _refused(request, str(error), 400)
    try:
        asked, found, ids, counted = _find(asked, query)
    except IndexUnavailable as error:
        return _refused(request, unavailable(error), 503)
    context = {
        "asked": asked,
        "hits": [_hit(row, asked, query.words) for row in rows(ids)],
        "total": found,
        "waiting": pending.waiting(),
        "deepest": DEEPEST_HIT,
        "took": round((perf_counter() - started) * 1000),
        "groups": facets.groups(asked, counted),
        "chips": facets.chips(asked),
        "shortcuts": facets.shortcuts(asked),
        "trend": facets.trend(asked, counted),
        "sorts": _sorts(asked),
        "steps": _steps(asked, found),
        "first": (asked.page - 1) * ROWS + 1,
        "previous": replace(asked, page=asked.page - 1).address() if asked.page > 1 else "",
        "following": replace(asked, page=asked.page + 1).address() if asked.page < _last_page(found) else "",
        "kept": [(name, value) for name, value in asked.pairs() if name not in ("q", "page")],
        "outside_dates": [(name, value) for name, value in asked.pairs() if name not in ("since", "until", "page")],
        "all_address": replace(asked, chosen={}, since=None, until=None, page=1).address(),
        "export_address": replace(asked, page=1).address("/export"),
    }
    return render(request, "search.html", context)


def unavailable(error: IndexUnavailable) -> str:
    """What the page says; the reason, which names machines and folders, is for the log."""
    log.warning("search index: %s", error)
    return "检索索引暂时不可用，已入库的文章不受影响。请稍后再试；若一直如此，请管理员看网站日志里的原因，必要时运行 jianbao reindex 重建索引。"


def _find(asked: Asked, query: Query) -> tuple[Asked, int, tuple[str, ...], facets.Counts]:
    """The page of hits asked for, or the last one there is."""
    index = desk().index
    asked = replace(asked, page=min(asked.page, DEEPEST_HIT // ROWS))
    wanted = (*CHOICES, Facet.MONTH)
    hits = index.find(query, offset=(asked.page - 1) * ROWS, limit=ROWS, facets=wanted)
    last = _last_page(hits.total)
    if asked.page > last:
        asked = replace(asked, page=last)
        hits = index.find(query, offset=(last - 1) * ROWS, limit=ROWS, facets=wanted)
    return asked, hits.total, hits.ids, facets.counts(index, query, hits.facets)


def _hit(row: Row, asked: Asked, words: Expression | None) -> Hit:
    chips = [facets.Chip(label=unit.name, address=asked.only(Facet.UNIT, unit.id).address(), kind="unit") for unit in row.units]
    chips += [facets.Chip(label=topic.name, address=asked.only(Facet.TOPIC, topic.id).address(), kind="topic") for topic in row.topics]
    parts = snippets(row.body, words)
    return Hit(
        row=row,
        title=mark(row.title, words),
        snippets=parts,
        goes_before=bool(parts) and not _packed(row.body).startswith(_packed(parts[0])),
        goes_on=bool(parts) and not _packed(row.body).endswith(_packed(parts[-1])),
        address=Asked(text=asked.text).address(f"/article/{row.id}"),
        outlet_address=asked.only(Facet.OUTLET, row.outlet).address(),
        chips=chips,
    )


def _packed(text: str | list[Piece]) -> str:
    """Without blanks and line ends, which a snippet shows differently."""
    return "".join((text if isinstance(text, str) else "".join(piece.text for piece in text)).split())


def _sorts(asked: Asked) -> list[facets.Choice]:
    return [
        facets.Choice(label=label, count=0, address=replace(asked, sort=sort, page=1).address(), chosen=asked.order == sort)
        for sort, label in SORTS.items()
        if asked.text or sort != Sort.RELEVANCE
    ]


def _last_page(total: int) -> int:
    return max(1, -(-min(total, DEEPEST_HIT) // ROWS))


def _steps(asked: Asked, total: int) -> list[Step]:
    """First, last, and two around here."""
    last = _last_page(total)
    if last == 1:
        return []
    steps: list[Step] = []
    for number in sorted({1, last, *range(max(1, asked.page - 2), min(last, asked.page + 2) + 1)}):
        if steps and number > steps[-1].number + 1:
            steps.append(Step(number=0))
        steps.append(Step(number=number, address=replace(asked, page=number).address(), here=number == asked.page))
    return steps


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """The page with what was typed and the one sentence that says what to do."""
    return render(request, "search.html", {"asked": Asked(text=request.GET.get("q", "")[:LONGEST]), "sentence": sentence}, status=status)
