"""What an officer corrects about stories: one POST each, and back to where it was asked."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from archive.index.interface import IndexUnavailable
from archive.ledger import linked, pending
from archive.ledger.corrections import Corrections
from model.address import canonical
from model.article import address_id
from model.outcome import UserError
from pipelines.reprints.first import first_publication
from web.desk import desk

LONGEST_NOTE = 200  # characters


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """`/correct`: `action` with what it needs, `note`, and `next`, the page to return to."""
    if not request.user.is_staff:
        raise PermissionDenied
    given = request.POST
    action = ACTIONS.get(given.get("action", ""))
    try:
        if action is None:
            raise UserError("没有这项更正")
        told = action(Corrections(request.user.get_username(), first_publication), given)
        messages.success(request, f"{told}{told_index()}")
    except UserError as error:
        messages.error(request, str(error))
    onward = given.get("next", "")
    return redirect(onward if url_has_allowed_host_and_scheme(onward, None) else reverse("questions"))


def _merge(by: Corrections, given: QueryDict) -> str:
    by.merge(_story(given, "story"), _story(given, "other"), _note(given))
    return "已合并为同一稿件"


def _split(by: Corrections, given: QueryDict) -> str:
    by.split(given.getlist("article"), _note(given))
    return "已拆出另成一件"


def _apart(by: Corrections, given: QueryDict) -> str:
    by.keep_apart(_story(given, "story"), _story(given, "other"), _note(given))
    return "已记下：不是同一稿件"


def _first(by: Corrections, given: QueryDict) -> str:
    by.set_first(given.get("article", ""), _note(given))
    return "已指定首发"


def _undo(by: Corrections, given: QueryDict) -> str:
    number = given.get("number", "")
    by.undo(int(number) if number.isdecimal() and len(number) < 15 else 0)
    return f"第 {number} 号更正已撤销"


ACTIONS: dict[str, Callable[[Corrections, QueryDict], str]] = {"merge": _merge, "split": _split, "apart": _apart, "first": _first, "undo": _undo}


def _story(given: QueryDict, name: str) -> str:
    """A Story.id: given as itself, or as the address of the story's page, of an article's page, or of the article at its outlet."""
    asked = given.get(name, "").strip()
    page, _, last = asked.partition("?")[0].rstrip("/").rpartition("/")
    if linked.is_story(last) and not page.endswith("/article"):
        return last
    if found := linked.story_of(last) or linked.story_of(address_id(canonical(asked))):
        return found
    raise UserError(f"没有找到“{asked[:60]}”：请填写要合并的文章的网址，或它在本站的网址、编号")


def _note(given: QueryDict) -> str:
    return given.get("note", "").strip()[:LONGEST_NOTE]


def told_index() -> str:
    """Tells the index at once; what it does not take now waits."""
    try:
        pending.index_pending(desk().index)
    except IndexUnavailable:
        return "；检索结果稍后更新"
    finally:
        desk().index.release()  # the site stays open: nobody else could write into an embedded index
    return ""
