"""Two articles side by side: what is the same, what differs, and what the rules make of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.ledger import linked, marks
from archive.ledger.browsing import rows
from model.story import Answer
from pipelines.reprints.compare import compare
from pipelines.reprints.prints import Print


@require_safe
def page(request: HttpRequest, left: str, right: str) -> HttpResponse:
    """`/compare/<article>/<article>`."""
    stored = marks.named([left, right])
    if left not in stored or right not in stored:
        raise Http404(left)
    shown = {row.id: row for row in rows([left, right], bodies=False)}
    texts = [Print(one.id, one.url, one.outlet, one.title, one.body, one.published) for one in (stored[left], stored[right])]
    found = compare(*texts)
    link = linked.between(left, right)
    context = {
        "left": shown[left],
        "right": shown[right],
        "sides": [shown[left], shown[right]],
        "found": found,
        "answer": Answer(found.answer),
        "covers": [round(100 * share) for share in found.cover],
        "percent": round(100 * found.confidence),
        "together": shown[left].story == shown[right].story,
        "open": link is not None and link.open,
    }
    return render(request, "compare.html", context)
