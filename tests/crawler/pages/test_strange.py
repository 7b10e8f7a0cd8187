"""The same pages in strange markup: paragraphs in boxes, everything in a form, no blanks between tags. The text stays the text."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bench.perturbed import divided
from crawler.pages.read import read
from tests.crawler.pages.test_pages import PAGES, capture_of

KINDS = ("portal", "cms", "body", "title", "traditional")
TEXTS = [page for page in PAGES if page.parent.name in KINDS and '"body"' in page.with_suffix(".json").read_text("utf-8")]


def boxed(html: str) -> str:
    """Every paragraph in two boxes of its own, lists as boxes."""
    return divided(html, {})


def in_a_form(html: str) -> str:
    """As ASP.NET writes its pages: one form around everything."""
    return html.replace("<body>", '<body><form id="aspnetForm"><div class="page">').replace("</body>", "</div></form></body>")


def without_blanks(html: str) -> str:
    return html.replace("> <", "><")


@pytest.mark.parametrize("change", [boxed, in_a_form, without_blanks])
@pytest.mark.parametrize("page", TEXTS, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_the_text_stays_the_text(page: Path, change: Callable[[str], str]) -> None:
    expected = json.loads(page.with_suffix(".json").read_text("utf-8"))
    capture = capture_of(page, expected["url"], expected.get("charset", "utf-8"))
    strange = replace(capture, body=change(page.read_text("utf-8")).encode(expected.get("charset", "utf-8")))
    assert read(strange).body == expected["body"]
