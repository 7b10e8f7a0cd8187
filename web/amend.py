"""更正一篇文章: an officer says which units and topics it is about, when and where it stood, and whether it counts."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from archive.ledger import amending
from archive.ledger.amending import STATES, Facts
from archive.ledger.browsing import article
from archive.ledger.lists import topics, units
from model.article import State
from model.bureau import NO_POINTS
from model.outcome import UserError
from pipelines.imports import values
from pipelines.reprints.first import first_publication
from web.correct import told_index
from web.record import address_of

WORDS = ("头版", "头条", "图片新闻", "专版", *NO_POINTS)


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, id: str) -> HttpResponse:
    """`/article/<id>/amend`: the form, and what it says written down."""
    if not request.user.is_staff:
        raise PermissionDenied
    row, held = article(id), amending.facts(id)
    if row is None or held is None:
        raise Http404(id)
    error = ""
    if request.method == "POST":
        try:
            wanted = _wanted(request)
            done = amending.amend(id, wanted, first_publication, who=request.user.get_username(), address=address_of(request))
            messages.success(request, f"已更正，统计随之改变；已定稿的月份不变，在下一份报告的“更正”里说明{told_index()}" if done else "没有改动")
            return redirect("article", id)
        except (UserError, ValueError) as wrong:
            error = str(wrong)
    context = {
        "row": row,
        "error": error,
        "units": [(one, one.id in held.units) for one in units()],
        "topics": [(one, one.id in held.topics) for one in topics()],
        "day": held.day,
        "position": "、".join(held.position),
        "words": WORDS,
        "states": [(state.value, label, state is held.state) for state, label in STATES.items()],
    }
    return render(request, "amend.html", context, status=400 if error else 200)


def _wanted(request: HttpRequest) -> Facts:
    """Errors: ValueError with a Chinese sentence."""
    given = request.POST
    known = [one.id for one in units()], [one.id for one in topics()]
    chosen = [tuple(key for key in keys if key in given.getlist(name)) for name, keys in zip(("unit", "topic"), known, strict=True)]
    day, state = given.get("day", "").strip(), given.get("state", "")
    if state not in {one.value for one in STATES}:
        raise ValueError("请选择是否计入统计")
    try:
        on = date.fromisoformat(day) if day else None
    except ValueError:
        raise ValueError(f"“{day}”不是日期，请写成 2026-10-01") from None
    if on and not values.YEARS[0] <= on.year <= values.YEARS[1]:
        raise ValueError(f"“{day}”不像刊发日期，请检查年份")
    return Facts(units=chosen[0], topics=chosen[1], day=on, position=values.listed(given.get("position", "")), state=State(state))
