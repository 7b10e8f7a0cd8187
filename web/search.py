"""The search page."""

import logging
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.index.document import DEEPEST_HIT
from archive.index.interface import IndexUnavailable
from archive.index.language import LONGEST
from archive.index.signs import QueryError, unknown_field
from archive.ledger import pending, standby
from archive.ledger.browsing import rows
from model.outcome import UserError
from model.query import Facet, Hits, Query, Sort
from web import facets, trend
from web.asked import CHOICES, SORTS, Asked, read
from web.desk import desk
from web.hits import Hit, hits_of
from web.kept import saved_links
from web.paging import ROWS, last_page, paging

SHOWN = 30  # characters before and behind the one at fault
FEW = 10  # articles that resemble what was not found

log = logging.getLogger("web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the index answered."""

    asked: Asked  # with a page that there is
    hits: Hits
    counted: facets.Counts
    similar: tuple[str, ...]  # where nothing was found: what resembles it

    @property
    def rows(self) -> int:
        """How many rows there are to page through."""
        return self.hits.total if self.hits.stories is None else self.hits.stories


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """`/search`: what was asked, what was found, how to narrow it."""
    started = perf_counter()
    try:
        asked = read(request.GET)
        query = asked.query()
    except QueryError as error:
        return _refused(request, str(error), 400, error.position)
    except UserError as error:
        return _refused(request, str(error), 400)
    try:
        found = _find(asked, query)
    except IndexUnavailable as error:
        return _refused(request, unavailable(error), 503)
    asked = found.asked
    context = {
        "asked": asked,
        "hits": _lines(found, query),
        "total": found.hits.total,
        "stories": found.hits.stories,
        "similar": found.similar,
        "standby": standby.sentence() if found.hits.by_standby else "",
        "waiting": 0 if found.hits.by_standby else pending.waiting(),
        "deepest": DEEPEST_HIT,
        "rows": found.rows,
        "took": round((perf_counter() - started) * 1000),
        "groups": facets.groups(asked, found.counted),
        "chips": facets.chips(asked),
        "shortcuts": facets.shortcuts(asked),
        "trend": trend.drawn(asked, found.counted),
        "trend_heading": trend.heading(asked),
        "sorts": _sorts(asked),
        "paging": paging(asked, found.rows),
        "kept": [(name, value) for name, value in asked.pairs() if name not in ("q", "page")],
        "outside_dates": [(name, value) for name, value in asked.pairs() if name not in ("since", "until", "page")],
        "all_address": replace(asked, chosen={}, since=None, until=None, after=None, page=1).address(),
        "grouped_address": replace(asked, grouped=not asked.grouped, page=1).address(),
        "explained_address": replace(asked, explained=not asked.explained).address() if found.hits.scores else "",
        "exports": _exports(asked),
        "no_field": unknown_field(asked.text) if not found.hits.total else "",
        "saved": saved_links(request.user.get_username()),
        "definition": replace(asked, page=1, sort=None, grouped=False, explained=False, after=None).address("").removeprefix("?"),
    }
    return render(request, "search.html", context)


def unavailable(error: IndexUnavailable) -> str:
    """What the page says; the reason, which names machines and folders, is for the log."""
    log.warning("search index: %s", error)
    return "检索索引暂时不可用，已入库的文章不受影响。请稍后再试；若一直如此，请管理员看网站日志里的原因，必要时运行 jianbao reindex 重建索引。"


def _find(asked: Asked, query: Query) -> Found:
    """The page of hits asked for, or the last one there is."""
    index = desk().index
    asked = replace(asked, page=min(asked.page, DEEPEST_HIT // ROWS))
    wanted = {*CHOICES, Facet.MONTH, trend.facet(asked)}
    hits = index.find(query, offset=(asked.page - 1) * ROWS, limit=ROWS, facets=wanted)
    last = last_page(hits.total if hits.stories is None else hits.stories)
    if asked.page > last:
        asked = replace(asked, page=last)
        hits = index.find(query, offset=(last - 1) * ROWS, limit=ROWS, facets=wanted)
    similar = index.similar(query, FEW) if not hits.total and query.words else ()
    return Found(asked=asked, hits=hits, counted=facets.counts(index, query, hits.facets), similar=similar)


def _lines(found: Found, query: Query) -> list[Hit]:
    scores = dict(zip(found.hits.ids, found.hits.scores, strict=False)) if found.asked.explained else {}
    return hits_of(rows(found.hits.ids or found.similar), found.asked, query.words, scores)


def _sorts(asked: Asked) -> list[facets.Choice]:
    return [
        facets.Choice(label=label, count=0, address=replace(asked, sort=sort, page=1).address(), chosen=asked.order == sort)
        for sort, label in SORTS.items()
        if asked.text or sort != Sort.RELEVANCE
    ]


def _exports(asked: Asked) -> list[tuple[str, str]]:
    """Format and address of everything that was found."""
    address = replace(asked, page=1, explained=False).address("/export")
    return [(form, f"{address}{'&' if '?' in address else '?'}format={form}") for form in ("xlsx", "csv", "jsonl")]


def _refused(request: HttpRequest, sentence: str, status: int, position: int = 0) -> HttpResponse:
    """The page with what was typed and the one sentence that says what to do; `position`: of the character at fault, from 1."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    context: dict[str, Any] = {"asked": Asked(text=text), "sentence": sentence}
    if 0 < position <= len(text):
        place = position - 1
        shown = max(0, place - SHOWN)
        context |= {"position": position, "before": text[shown:place], "fault": text[place], "behind": text[place + 1 : place + 1 + SHOWN]}
    return render(request, "search.html", context, status=status)
