"""公众号: albums, rows of the back office and of an account's history, bridges' feeds. Each gives the permanent links of posts."""

import html
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from crawler.discover import feed, row_dates, rows
from crawler.discover import links as link_file
from crawler.discover.answers import at, beginning, counted, first, floored, objects, parsed, when, why_none, words
from crawler.discover.found import Found, Link, Next, Result
from crawler.discover.markup import root_name
from crawler.discover.signs import why_empty
from crawler.pages.decode import decode
from model.capture import Capture
from model.source import Discover

HOST = "mp.weixin.qq.com"
ADDRESSES = ("link", "content_url", "url", "source_url")
MOMENTS = ("create_time", "send_time", "publish_time", "update_time", "datetime", "time")
SHOWN = {"reads": "read_num", "likes": "old_like_num", "shares": "share_num", "comments": "comment_num"}  # as the platform's own interface names them
EXPORTED = {"reads": "readNum", "likes": "oldLikeNum", "shares": "shareNum", "comments": "commentNum"}  # and the programs that pass it on
SENT = re.compile(r"\bmsgList\s*=\s*(?:')?(?=\{)")  # an account's page of old, which a script draws
EPOCH = re.compile(r"\A1\d{9}\Z")
REFUSING = {-1, -3, -6, 200003, 200013, 200040}  # not logged in, session expired, asked too often


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The posts that a feed, an answer, an album page or an exported file names."""
    text = decode(capture).text
    root = root_name(text)
    if root in feed.ROOTS:
        return feed.find(capture, rules, number)
    page = SENT.search(text) if root else None
    if root and not page:
        return from_album_page(capture, text)
    tree = beginning(text[page.end() :]) if page else parsed(text)
    if tree is None:
        return link_file.find(capture, rules, number) if capture.body.strip() else Found(outcome=Result.BLOCKED)
    if isinstance(tree, dict) and isinstance(tree.get("items"), list) and at(tree, "getalbum_resp") is None:
        return feed.find(capture, rules, number)
    return from_answer(tree, text, capture, rules)


def from_answer(tree: Any, text: str, capture: Capture, rules: Discover) -> Found:
    """The rows of a data interface."""
    if accounts := bridged(tree, capture.url or rules.url):
        return Found(rows=tuple(accounts), outcome=Result.ROWS, nested=True)
    found = rows.distinct(listed(tree, capture.fetched))
    if not found:
        refused = at(tree, "base_resp", "ret") in REFUSING or at(tree, "ret") in REFUSING
        return Found(outcome=Result.BLOCKED if refused else why_none(tree, text, capture.status))
    following = next_album(tree, capture.url or rules.url)
    return Found(rows=tuple(found), outcome=Result.ROWS, next=Next(following) if following else None)


def bridged(tree: Any, url: str) -> list[Link]:
    """The feeds of a bridge (wewe-rss, /feeds), one an account; [] for any other answer. When they were renewed says nothing of their posts."""
    named = [row for row in tree if isinstance(row, dict) and row.keys() >= {"id", "name", "syncTime"}] if isinstance(tree, list) else []
    base = urlunsplit(urlsplit(url)._replace(query="", fragment="")).rstrip("/")
    return [Link(f"{base}/{quote(words(row['id']), safe='')}.atom", words(row["name"])) for row in named if words(row["id"])]


def listed(tree: Any, now: datetime) -> Iterator[Link]:
    """Each post of each mass-send, in the order of the answer; what was deleted has no address any more."""
    for row in objects(tree, is_message):
        sent = row.get("comm_msg_info") or row
        head = row.get("app_msg_ext_info") if "app_msg_ext_info" in row else row
        parts = head.get("multi_app_msg_item_list") if isinstance(head, dict) else None
        for part in (head, *(parts if isinstance(parts, list) else ())):
            if isinstance(part, dict) and (url := address(part)):
                moment = next((found for one in (part, sent) for name in MOMENTS if (found := when(one.get(name), now))), None)
                counts = counted(part, **SHOWN) | counted(part, **EXPORTED)
                least = floored(part, **SHOWN) or floored(part, **EXPORTED)
                yield Link(
                    url, first(part, "title", "digest"), moment, account=first(part, "nickname", "account_name", "nick_name"), counts=counts, at_least=least
                )


def is_message(row: dict[str, Any]) -> bool:
    return "app_msg_ext_info" in row or bool(address(row) and ("title" in row or "digest" in row))


def address(row: dict[str, Any]) -> str:
    """The link of a post, as the platform writes it less what only says where it was shown."""
    for name in ADDRESSES:
        url = html.unescape(words(row.get(name)).replace("\\/", "/"))
        if HOST + "/s" in url or url.startswith("/s?"):
            return urljoin(f"https://{HOST}/", url.replace("#wechat_redirect", ""))
    return ""


def next_album(tree: Any, url: str) -> str:
    """The further posts of an album begin after the last one shown."""
    album = at(tree, "getalbum_resp")
    posts = at(album, "article_list")
    last = posts[-1] if isinstance(posts, list) and posts else posts
    if words(at(album, "continue_flag")) != "1" or not isinstance(last, dict):
        return ""
    parts = urlsplit(url if "appmsgalbum" in url else f"https://{HOST}/mp/appmsgalbum?action=getalbum&f=json")
    begin = {"begin_msgid": words(last.get("msgid")), "begin_itemidx": words(last.get("itemidx"))}
    own = {name: value for name, value in parse_qsl(parts.query) if name not in begin}
    base = at(album, "base_info")
    named = {"__biz": words(at(base, "biz")), "album_id": words(at(base, "id"))}
    return urlunsplit(parts._replace(query=urlencode({**{name: value for name, value in named.items() if value}, **own, **begin}), fragment=""))


def from_album_page(capture: Capture, text: str) -> Found:
    """The page of a public album, where each row carries its link and title as data."""
    doc = rows.parse(text)
    found = []
    for element in rows.chosen(doc, "[data-link]") if doc is not None else ():
        stamp = next((word for part in element.iter() if EPOCH.match(word := (part.text or "").strip())), "")
        title = (element.get("data-title") or row_dates.plain(element)).strip()
        if HOST in (url := html.unescape(element.get("data-link") or "")):
            found.append(Link(url, title, when(stamp, capture.fetched)))
    return Found(rows=tuple(rows.distinct(found)), outcome=Result.ROWS if found else why_empty(text, capture.status))
