"""The story page: every placement of one text, which was the first and why, and what people corrected."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.ledger import corrections, linked
from archive.ledger.browsing import Sibling
from archive.ledger.linked import Shown, StoryRecord
from web.export import these


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An article of the story, and the link that brought it in, if it did not begin the story."""

    article: Sibling
    link: Shown | None


@require_safe
def page(request: HttpRequest, id: str) -> HttpResponseBase:
    """`/story/<id>`: by the id of the story or of one of its articles; `format=csv`: its articles as a file."""
    story = linked.story(id)
    if story is None:
        raise Http404(id)
    if request.GET.get("format") == "csv":
        return these(request, [one.id for one in story.articles], "稿件", story.id)
    context = {
        "story": story,
        "title": next((one.title for one in story.articles), ""),
        "lines": _lines(story),
        "percent": round(100 * story.confidence),
        "questions": [link for link in story.links if link.open and link.stories[0] != link.stories[1]],
        "log": corrections.log(story.id),
    }
    return render(request, "story.html", context)


def _lines(story: StoryRecord) -> list[Line]:
    inside = [link for link in story.links if link.stories[0] == link.stories[1]]
    by = {link.article.id: link for link in reversed(inside)}  # the surest in the end
    return [Line(article=article, link=by.get(article.id)) for article in story.articles]
