"""澎湃: rows of its interfaces, also where a page carries them for its script; other pages are plain lists."""

import json
import re
from typing import Any

from crawler.discover import list as html_list
from crawler.discover import rows
from crawler.discover.answers import at, counted, first, floored, objects, parsed, when, why_none, words
from crawler.discover.found import Found, Link, Next, Result
from crawler.pages.decode import decode
from model.capture import Capture
from model.source import Discover

HOME = "https://www.thepaper.cn/newsDetail_forward_"
OPENING = re.compile(r"<script[^>]{0,200}id=[\"']?__NEXT_DATA__[^>]{0,200}>", re.IGNORECASE)
JSON = (("Content-Type", "application/json"),)


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The articles of an answer, or of a page's own data."""
    text = decode(capture).text
    tree = parsed(text)
    if tree is None:
        opening = OPENING.search(text)
        tree = parsed(text[opening.end() :].partition("</script>")[0]) if opening else None
        if tree is None:
            return html_list.find(capture, rules, number) if text.strip() else Found(outcome=Result.BLOCKED)
    found = rows.distinct(link(row, capture) for row in objects(tree, is_row))
    if not found:
        return Found(outcome=why_none(tree, text, capture.status))
    return Found(rows=tuple(found), outcome=Result.ROWS, next=following(tree, capture.url or rules.url, form))


def is_row(row: dict[str, Any]) -> bool:
    return bool(words(row.get("contId")) and words(row.get("name")))


def link(row: dict[str, Any], capture: Capture) -> Link:
    outside = first(row, "link")
    return Link(
        outside if outside.startswith("http") else HOME + words(row["contId"]),
        first(row, "name"),
        when(row.get("pubTimeLong"), capture.fetched) or when(row.get("publishTime") or row.get("pubTime"), capture.fetched),
        account=words(at(row, "userInfo", "sname")) or words(at(row, "authorInfo", "sname")),
        column=words(at(row, "nodeInfo", "name")),
        counts=counted(row, likes="praiseTimes", comments="interactionNum"),
        at_least=floored(row, likes="praiseTimes", comments="interactionNum"),
    )


def following(tree: Any, url: str, form: str) -> Next | None:
    """The same question for the next page, where the answer says that there is one."""
    data, asked = at(tree, "data"), parsed(form) if form else None
    if not isinstance(asked, dict) or not at(data, "hasNext"):
        return None
    page = at(data, "nextPageNum") or (asked.get("pageNum") or 1) + 1
    more = {"pageNum": page} | ({"startTime": at(data, "startTime")} if at(data, "startTime") else {})
    return Next(url, json.dumps({**asked, **more}, ensure_ascii=False), JSON)
