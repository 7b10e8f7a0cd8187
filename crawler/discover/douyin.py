"""抖音: lists of an account as saved or exported; the signed interface itself is never called."""

from typing import Any

from crawler.discover import links as link_file
from crawler.discover import rows
from crawler.discover.answers import at, counted, first, objects, parsed, spoken, when, why_none, words
from crawler.discover.found import Found, Link, Next, Result
from crawler.discover.markup import root_name
from crawler.discover.paging import with_fields
from crawler.discover.signs import why_empty
from crawler.discover.weibo import title_of
from crawler.pages.decode import decode
from model.capture import Capture
from model.source import Discover

COUNTS = {"likes": "digg_count", "comments": "comment_count", "shares": "share_count", "collects": "collect_count", "reads": "play_count"}
HOME = "https://www.douyin.com/"


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The videos and picture posts of a list, in its order."""
    text = decode(capture).text
    tree = parsed(text)
    if tree is None:
        if not capture.body.strip() or root_name(text) == "html":
            return Found(outcome=why_empty(text, capture.status) if text.strip() else Result.BLOCKED)
        return link_file.find(capture, rules, number)
    found = rows.distinct(link(row, capture) for row in objects(tree, is_post) if not at(row, "status", "is_delete"))
    if not found:
        return Found(outcome=why_none(tree, text, capture.status))
    cursor, url = words(at(tree, "max_cursor")), capture.url or rules.url
    return Found(rows=tuple(found), outcome=Result.ROWS, next=Next(with_fields(url, max_cursor=cursor)) if at(tree, "has_more") and cursor else None)


def is_post(row: dict[str, Any]) -> bool:
    return bool(words(row.get("aweme_id"))) and "desc" in row


def link(row: dict[str, Any], capture: Capture) -> Link:
    said = spoken(str(row.get("desc") or ""))
    statistics = row.get("statistics")
    counts = counted(
        statistics if isinstance(statistics, dict) else {},
        likes="digg_count",
        comments="comment_count",
        shares="share_count",
        collects="collect_count",
        reads="play_count",
    )
    if not counts.get("reads"):
        counts.pop("reads", None)  # open answers say 0 for what they do not tell
    return Link(
        f"{HOME}{'note' if row.get('images') else 'video'}/{words(row['aweme_id'])}",
        first({"desc": said.partition("#")[0]}, "desc") or title_of(said),
        when(row.get("create_time"), capture.fetched),
        account=words(at(row, "author", "nickname")),
        pinned=bool(row.get("is_top")),
        counts=counts,
    )
