"""The article page: what was published, why it is ours, where else it stood, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.highlight import mark
from archive.index.language import LONGEST, parse
from archive.ledger import scans
from archive.ledger.browsing import Named, Row, article, siblings
from archive.ledger.looks import counted, looks
from model.article import BY_HAND
from model.outcome import UserError
from model.query import Expression, Facet
from web.asked import Asked
from web.past import HEADS, events, figures

PLACES = {"title": "标题", "lead": "导语", "body": "正文", BY_HAND: "人工认定"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A unit or topic, the words that named it, and where."""

    facet: str  # unit or topic
    name: str
    words: str
    place: str
    address: str  # of all that is credited to it


@require_safe
def page(request: HttpRequest, id: str) -> HttpResponse:
    """`/article/<id>?q=…`: the words of `q` are highlighted."""
    row = article(id)
    if row is None:
        raise Http404(id)
    text = request.GET.get("q", "")[:LONGEST]
    words = _words(text)
    context = {
        "row": row,
        "title": mark(row.title, words),
        "paragraphs": [mark(paragraph, words) for paragraph in row.body.split("\n") if paragraph.strip()],
        "people": _people(row),
        "reasons": [*_reasons(Facet.UNIT, row.units), *_reasons(Facet.TOPIC, row.topics)],
        "relevance": round(row.relevance * 100),
        "siblings": siblings(row.story),
        "events": events(row, looks(id)),
        "heads": HEADS,
        "figures": figures(counted(id)),
        "scans": scans.of_article(id),
        "filing": scans.filing(id),
        "text": text,
        "back": Asked(text=text).address(),
    }
    return render(request, "article.html", context)


def _words(text: str) -> Expression | None:
    try:
        return parse(text)
    except UserError:
        # Only the highlight depends on it: the article is shown all the same.
        return None


def _people(row: Row) -> list[tuple[str, str]]:
    """Label and value of what the page printed about itself, without what it did not say."""
    printed = [
        ("来源", row.origin),
        ("记者", "、".join(row.reporters)),
        ("通讯员", "、".join(row.correspondents)),
        ("责任编辑", "、".join(row.editors)),
        ("栏目", row.column),
        ("版次", " ".join(part for part in (row.page_no, row.page_name) if part)),
    ]
    return [(label, value) for label, value in printed if value]


def _reasons(facet: Facet, named: Sequence[Named]) -> list[Reason]:
    return [
        Reason(
            facet=facet.value,
            name=one.name,
            words="”“".join(one.words),
            place=PLACES.get(one.place, one.place),
            address=Asked().only(facet, one.id).address(),
        )
        for one in named
    ]
