"""Where an HTML list goes on: a source's template, createPageHTML in both its forms, rel=next or 下一页."""

import re
from urllib.parse import urljoin

from lxml.html import HtmlElement

CALL = re.compile(r"createPageHTML\s*\(([^()]{3,300})\)")
NUMBER = re.compile(r"\bvar\s+(\w+)\s*=\s*[\"']?(\d+)")
NEXT = re.compile(r"\s*[>›»]*\s*(?:下一?\s*页|后一?页|后页|next(?:\s+page)?)\s*[>›»]*\s*", re.IGNORECASE)


def templated(pages: str, second: int, number: int, url: str) -> str:
    """The page after page `number` (from 1) of the list at `url`, by a template with {n}; `second` is {n} on page 2."""
    return urljoin(url, pages.replace("{n}", str(second + number - 1)))


def called(text: str, url: str) -> str:
    """By the call that draws the pager: (pages, current from 0, name, extension) or (container, pages, current from 1, name, extension, rows)."""
    numbers = dict(NUMBER.findall(text))
    for match in CALL.finditer(text):
        words = [word.strip().strip("\"'") for word in match[1].split(",")]
        words = [numbers.get(word, word) for word in words]
        if len(words) >= 4 and words[0].isdigit() and words[1].isdigit():
            pages, following, name, extension = int(words[0]), int(words[1]) + 1, words[2], words[3]
            more = following < pages
        elif len(words) >= 5 and words[1].isdigit() and words[2].isdigit():
            pages, following, name, extension = int(words[1]), int(words[2]) + 1, words[3], words[4]
            more = following <= pages
        else:  # the definition of the function, not its call
            continue
        return urljoin(url, f"{name}_{following}.{extension.lstrip('.')}") if more else ""
    return ""


def linked(doc: HtmlElement, url: str) -> str:
    """By rel=next, or a link that says 下一页."""
    for element in doc.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split() and (href := usable(element, url)):
            return href
    for element in doc.iter("a"):
        said = "".join(element.itertext()) or next((image.get("alt") or "" for image in element.iter("img")), "") or element.get("title") or ""
        if NEXT.fullmatch(said) and (href := usable(element, url)):
            return href
    return ""


def usable(element: HtmlElement, url: str) -> str:
    href = (element.get("href") or "").strip()
    if not href or href.startswith("#") or href.lower().startswith("javascript"):
        return ""
    try:
        joined = urljoin(url, href)
    except ValueError:
        return ""
    return "" if joined.partition("#")[0] == url.partition("#")[0] else joined
