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

# By system: the usual ones, jpaas, 广东 gkmlpt, TRS, rows in a script of the page. The first that says something counts.
TITLES = ("title", "aT", "docTitle", "DOCTITLE", "infoTitle", "contentTitle", "articleTitle", "TITLE", "name", "subject")
ADDRESSES = ("pcUrl", "url", "aU", "docPubUrl", "DOCPUBURL", "docpuburl", "infoUrl", "linkUrl", "contentUrl", "articleUrl", "URL", "link", "href")
DATES = (
    *("display_publish_time", "publishedTimeStr", "pubDate", "pubdate", "publishTime", "publish_time", "publishDate", "publish_date", "releaseTime", "aPd"),
    *("docRelTime", "DOCRELTIME", "docreltime", "PUBDATE", "showTime", "inputTime", "createTime", "create_time", "created_at", "date", "time"),
)
ORIGINS = ("source", "sourceName", "docSource", "contentSource", "publisher")
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
            url = urljoin(base, first(row, *ADDRESSES))
        except ValueError:
            continue
        yield Link(url, first(row, *TITLES), next((found for key in DATES if (found := when(row.get(key), now))), None), origin=first(row, *ORIGINS))


def is_row(row: dict[str, Any]) -> bool:
    """A title, and an address that may lead to it."""
    url = first(row, *ADDRESSES)
    return bool(first(row, *TITLES)) and (url.startswith(("http://", "https://", "/", "./")) or bool(re.search(r"\.(?:s?html?|jsp|pdf)\b", url)))


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
