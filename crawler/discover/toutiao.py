"""今日头条: rows of its feeds and of an account's list, as saved or exported; the signed interfaces themselves are never called."""

from typing import Any
from urllib.parse import urljoin

from crawler.discover import links as link_file
from crawler.discover import list as html_list
from crawler.discover import rows
from crawler.discover.answers import at, counted, first, floored, objects, parsed, when, why_none, words
from crawler.discover.found import Found, Link, Next, Result
from crawler.discover.markup import root_name
from crawler.discover.paging import with_fields
from crawler.discover.weibo import title_of
from crawler.pages.decode import decode
from model.capture import Capture
from model.source import Discover

HOME = "https://www.toutiao.com/"
SHOWN = {"reads": "read_count", "likes": "digg_count", "comments": "comment_count"}
NAMES = ("group_id", "item_id", "id", "group_id_str", "thread_id")


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The articles, micro posts and videos of a feed, without its adverts."""
    text = decode(capture).text
    tree = parsed(text)
    if tree is None:
        if not capture.body.strip():  # what is asked without a signature gets an empty answer
            return Found(outcome=Result.BLOCKED)
        return html_list.find(capture, rules, number) if root_name(text) == "html" else link_file.find(capture, rules, number)
    url = capture.url or rules.url
    found = rows.distinct(link(row, capture) for row in objects(tree, is_item) if not is_advert(row))
    if not found:
        return Found(outcome=why_none(tree, text, capture.status))
    since = words(at(tree, "next", "max_behot_time"))
    more = at(tree, "has_more") and since not in ("", "0")
    return Found(rows=tuple(found), outcome=Result.ROWS, next=Next(with_fields(url, max_behot_time=since)) if more else None)


def is_item(row: dict[str, Any]) -> bool:
    """An entry of a feed: named by a long number, with words of its own."""
    return (
        bool(number_of(row))
        and bool(first(row, "title", "content", "abstract"))
        and bool(row.keys() & {"source", "user_info", "media_info", "user", "source_url"})
    )


def number_of(row: dict[str, Any]) -> str:
    return next((name for key in NAMES if (name := words(row.get(key))).isdigit() and len(name) > 12), "")


def is_advert(row: dict[str, Any]) -> bool:
    return bool(row.get("is_feed_ad") or row.get("ad_id") or row.get("ad_info"))


def link(row: dict[str, Any], capture: Capture) -> Link:
    path = first(row, "source_url")
    account = first(row, "source", "media_name") or next((name for key in ("user_info", "media_info", "user") if (name := words(at(row.get(key), "name")))), "")
    return Link(
        urljoin(HOME, path) if path.startswith(("/group/", "/article/", "/item/", "/w/", "/i", "/a")) else f"{HOME}article/{number_of(row)}/",
        first(row, "title") or title_of(first(row, "content", "rich_content", "abstract")),
        when(row.get("publish_time") or row.get("create_time"), capture.fetched),  # behot_time tells when it was recommended
        account=account,
        pinned=bool(row.get("is_stick")),
        counts=counted(row, **SHOWN) | counted(row, comments="comments_count"),
        at_least=floored(row, **SHOWN) or floored(row, comments="comments_count"),
    )
