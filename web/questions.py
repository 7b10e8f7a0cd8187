"""The questions page: pairs that may be one text, for a person to decide, and what was decided lately."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.ledger import corrections, linked

PAGE = 20  # questions on one page
LOG = 20  # corrections below them


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """`/questions?before=…`: the newest first."""
    given = request.GET.get("before", "")
    before = int(given) if given.isdecimal() and len(given) < 15 else 0
    asked, more = linked.questions(PAGE, before)
    context = {"questions": asked, "waiting": linked.waiting(), "more": more, "before": before, "log": corrections.log(limit=LOG)}
    return render(request, "questions.html", context)
