"""Lists that a data interface answers: JSON rows under the names that portals' systems give them, or HTML rows packed into JSON."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.discover import rows
from crawler.discover.answers import beginning, first, objects, when, why_none, words
from crawler.discover.found import Found, Link, Next, Result
from crawler.discover.paging import templated, with_fields
from model.capture import Capture
from model.source import Discover

# By system: the usual ones, jpaas, 广东 gkmlpt, TRS, rows in a script of the page; in lower case, without underscores. The first that says something counts.
TITLES = ("title", "at", "doctitle", "infotitle", "contenttitle", "articletitle", "newstitle", "headline", "name", "subject")
ADDRESSES = (
    *("pcurl", "url", "au", "docpuburl", "infourl", "linkurl", "contenturl", "articleurl", "newsurl", "pageurl", "detailurl", "weburl", "shareurl"),
    *("link", "href", "htmlurl", "staticurl"),
)
DATES = (
    *("displaypublishtime", "publishedtimestr", "pubdate", "pubtime", "publishtime", "publishdate", "publishedat", "publishedtime", "releasetime"),
    *("releasedate", "apd", "docreltime", "showtime", "showdate", "newstime", "issuetime", "inputtime", "addtime", "createtime", "createdat", "createdate"),
    *("date", "time"),
)
ORIGINS = ("source", "sourcename", "docsource", "contentsource", "publisher", "origin")
PAGES = ("page", "pageNo", "pageNum", "pageIndex", "currentPage", "curPage", "pageNumber")
TOTALS = ("total", "totalCount", "totalRecord", "totalNum", "count", "totalElements")
ASSIGNED = re.compile(r"\b(?:var|let|const)\s{1,9}\w{1,40}\s{0,9}=\s{0,9}(?=\[\s{0,99}\{)")
ANCHOR = re.compile(r"<a\b", re.IGNORECASE)


def find(tree: Any, text: str, capture: Capture, rules: Discover, number: int) -> Found:
    """The rows of an answer, in its order; with `pages` of the source, or a page number in the address, also where it goes on."""
    base = rules.base or capture.url or rules.url
    found = rows.distinct(listed(tree, base, capture.fetched)) or rows.distinct(packed(tree, base, capture.fetched))
    if not found:
        return Found(outcome=why_none(tree, text, capture.status))
    following = templated(rules.pages, rules.second, number, rules.url) if rules.pages else turned(capture.url or rules.url, tree, len(found))
    return Found(rows=tuple(found[: rows.MOST]), outcome=Result.ROWS, next=Next(following) if following else None)


def in_scripts(text: str, base: str, now: datetime) -> list[Link]:
    """The rows that a page's script holds for itself: var itemObj = [{…}]."""
    trees = (beginning(text[match.end() :]) for match in ASSIGNED.finditer(text))
    return next((found for tree in trees if (found := rows.distinct(listed(tree, base, now)))), [])


def listed(tree: Any, base: str, now: datetime) -> Iterator[Link]:
    for row in objects(tree, is_row):
        try:
            url = urljoin(base, first(named(row), *ADDRESSES))
        except ValueError:
            continue
        said = named(row)
        yield Link(url, first(said, *TITLES), next((found for key in DATES if (found := when(said.get(key), now))), None), origin=first(said, *ORIGINS))


def named(row: dict[str, Any]) -> dict[str, Any]:
    """A row under the names in one spelling: DOCTITLE, docTitle and doc_title are one."""
    return {key.lower().replace("_", ""): value for key, value in reversed(row.items())}


def is_row(row: dict[str, Any]) -> bool:
    """A title, and an address that may lead to it."""
    said = named(row)
    url = first(said, *ADDRESSES)
    return bool(first(said, *TITLES)) and (url.startswith(("http://", "https://", "/", "./")) or bool(re.search(r"\.(?:s?html?|jsp|pdf)\b", url)))


def packed(tree: Any, base: str, now: datetime) -> Iterator[Link]:
    """The rows of HTML in the strings of an answer."""
    fragments = "".join(texts(tree))
    doc = rows.parse(fragments) if fragments else None
    if doc is not None:  # the answer is the list: where its rows are not recognised, each link is one
        yield from rows.recognised(doc, base, now, least=1) or rows.selected(doc, "a", "", base, now)


def texts(tree: Any) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and ANCHOR.search(value):
            yield value
        elif isinstance(value, dict | list):
            waiting.extend(reversed(list(value.values() if isinstance(value, dict) else value)))


def turned(url: str, tree: Any, shown: int) -> str:
    """The address with the next page number; "" where it has none, or the answer says that this was the last."""
    fields = dict(parse_qsl(urlsplit(url).query))
    name = next((name for name in PAGES if fields.get(name, "").isdigit()), "")
    if not name:
        return ""
    total = next((words(part.get(key)) for part in objects(tree, lambda row: any(key in row for key in TOTALS)) for key in TOTALS if key in part), "")
    page = int(fields[name])
    return "" if total.isdigit() and page * shown >= int(total) else with_fields(url, **{name: page + 1})
