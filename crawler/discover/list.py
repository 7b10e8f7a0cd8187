"""Lists: rows of HTML by selectors or by recognition, also those in a comment or a script; of JSON by the usual names."""

import re
from datetime import datetime
from urllib.parse import urljoin

from lxml.etree import _Element as Element

from crawler.discover import feed, interface, paging, rows
from crawler.discover.answers import parsed
from crawler.discover.found import Found, Link, Next, Result
from crawler.discover.markup import WRITTEN, comments, root_name
from crawler.discover.signs import drawn_by_script, why_empty
from crawler.pages.decode import decode
from model.capture import Capture
from model.source import Discover

DATA = re.compile(r"[\ufeff\s]*(?:[\w.$]{1,80}\s*\(\s*)?[{\[]")  # JSON, at times in a callback


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """Page `number` (from 1) of a list."""
    text = decode(capture).text
    if DATA.match(text) and (tree := parsed(text)) is not None:
        return interface.find(tree, text, capture, rules, number)
    if root_name(text) in feed.ROOTS:
        return feed.find(capture, rules, number)
    now, url = capture.fetched, capture.url
    doc = rows.parse(WRITTEN.sub(lambda match: match[1], text) if "document.write" in text else text)
    if doc is None:
        return Found(outcome=why_empty("", capture.status))
    base = base_of(doc, url)
    if rules.links:
        found = rows.selected(doc, rules.links, rules.dates, base, now)
    else:
        least = rows.LEAST if number == 1 else 1  # the last page of a list may hold a single row
        found = rows.recognised(doc, base, now, lambda: drawn_by_script(text), least)
    found = found or commented(text, rules, base, now) or interface.in_scripts(text, base, now)
    if not found:
        return Found(outcome=why_empty(text, capture.status))
    return Found(rows=tuple(found), outcome=Result.ROWS, next=following(text, doc, rules, number, base))


def commented(text: str, rules: Discover, base: str, now: datetime) -> list[Link]:
    """Rows in an HTML comment: some portals of a province keep them there and let a script draw the same list."""
    for comment in comments(text):
        doc = rows.parse(comment) if comment.count("<a") >= rows.LEAST else None
        if doc is None:
            continue
        found = rows.selected(doc, rules.links, rules.dates, base, now) if rules.links else []
        # Selectors are written for the page, of which a comment holds only a part: else its rows are recognised.
        if found := found or rows.recognised(doc, base, now, dated_only=lambda: True):
            return found
    return []


def following(text: str, doc: Element, rules: Discover, number: int, base: str) -> Next | None:
    """The next page; a template is taken at its word, the walk ends when the page is missing or brings nothing new."""
    if rules.pages:
        return Next(paging.templated(rules.pages, rules.second, number, rules.url or base))
    url = paging.called(text, base) or paging.linked(doc, base)
    return Next(url) if url else None


def base_of(doc: Element, url: str) -> str:
    """What relative addresses are relative to."""
    href = next((element.get("href") or "" for element in doc.iter("base")), "")
    return str(urljoin(url, href.strip()))
