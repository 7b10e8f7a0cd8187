"""微博: posts of an account by getIndex and its relatives, by weibo.cn, or as a bridge's feed."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from lxml.etree import _Element as Element

from crawler.discover import feed, paging, row_dates, rows
from crawler.discover.answers import at, counted, first, floored, number, objects, parsed, spoken, when, why_none, words
from crawler.discover.dates import listed_date
from crawler.discover.found import Found, Link, Next, Result
from crawler.discover.markup import root_name
from crawler.discover.signs import why_empty
from crawler.pages.decode import decode
from model.capture import Capture
from model.source import Discover

INDEX = "https://m.weibo.cn/api/container/getIndex"
HOME = "https://m.weibo.cn/"
POST = HOME + "detail/"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
HEADLINE = re.compile(r"【([^【】]{2,80})】")
SENTENCE = re.compile(r"[。！？!?\n]")
TOPICS = re.compile(r"\A(?:\s{0,9}#[^#\n]{1,60}#){1,9}\s{0,9}\n")
TITLE = 40  # characters of a title that is no headline
BRACKET = re.compile(r"(赞|转发|评论)\s*\[(\d+)\]")
SHARED = re.compile(r"/(?:comment|repost)/([0-9A-Za-z]{6,12})")
SHOWN = {"shares": "reposts_count", "comments": "comments_count", "likes": "attitudes_count"}
COUNTS = {"赞": "likes", "转发": "shares", "评论": "comments"}


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The posts of an answer; the profile of an account leads on to its posts."""
    text = decode(capture).text
    if root_name(text) in feed.ROOTS or (tree := parsed(text)) is None:
        return from_html(capture, rules, text) if root_name(text) == "html" else feed.find(capture, rules, number)
    url = capture.url or rules.url
    if "items" in tree and "version" in tree:
        return feed.find(capture, rules, number)
    posts = [post for row in objects(tree, is_post, ("retweeted_status",)) if (post := link(row, capture.fetched, urljoin(rules.base or HOME, "detail/")))]
    found = rows.distinct(posts)
    following = next_page(tree, url) if found else container(tree, url)
    if found or following:
        return Found(rows=tuple(found), outcome=Result.ROWS if found else Result.EMPTY, next=Next(following) if following else None)
    if at(tree, "ok") == -100 or (at(tree, "ok") == 0 and number == 1 and "since_id=" not in url):
        return Found(outcome=Result.BLOCKED)  # an account that shows a stranger nothing at all has posts all the same
    return Found(outcome=why_none(tree, text, capture.status))


def is_post(row: dict[str, Any]) -> bool:
    return "created_at" in row and ("text" in row or "text_raw" in row) and ("bid" in row or "mblogid" in row or "mid" in row)


def link(row: dict[str, Any], now: datetime, post: str) -> Link | None:
    """A post, at an address that begins with `post`; None for one that was deleted and only stands in its place."""
    name = first(row, "id", "idstr", "mid")
    if not name or row.get("deleted") == "1":
        return None
    shared = row.get("retweeted_status")
    return Link(
        post + name,
        title_of(spoken(str(row.get("text_raw") or row.get("raw_text") or row.get("text") or ""))),
        when(row.get("created_at"), now),
        account=words(at(row, "user", "screen_name")),
        pinned=is_pinned(row),
        repost_of=POST + first(shared, "id", "idstr", "mid") if isinstance(shared, dict) and first(shared, "id", "idstr", "mid") else "",
        counts=counted(row, **SHOWN),
        at_least=floored(row, **SHOWN),
    )


def is_pinned(row: dict[str, Any]) -> bool:
    said = words(at(row, "title", "text"))
    return "置顶" in said or row.get("mblogtype") == 2 or row.get("isTop") == 1 or first(row, "profile_type_id").startswith("proweibotop")


def title_of(text: str) -> str:
    """What stands in 【】, else the first sentence, cut where it is long."""
    text = text.strip()
    if headline := HEADLINE.search(text[:200]):
        return headline[1].strip()
    text = TOPICS.sub(lambda match: re.sub(r"\s+", "", match[0]), text)  # a line of topics alone is no sentence
    sentence = re.sub(r"\s+", " ", SENTENCE.split(text, maxsplit=1)[0]).strip() or re.sub(r"\s+", " ", text)
    return sentence if len(sentence) <= TITLE else sentence[:TITLE] + "…"


def container(tree: Any, url: str) -> str:
    """The address of an account's posts, from its profile: of the same interface."""
    index = urljoin(url, urlsplit(url).path) if "getIndex" in url else INDEX
    account = words(at(tree, "data", "userInfo", "id"))
    tabs = at(tree, "data", "tabsInfo", "tabs")
    tabs = list(tabs.values()) if isinstance(tabs, dict) else tabs if isinstance(tabs, list) else []
    for tab in tabs:
        if account and isinstance(tab, dict) and tab.get("tab_type") == "weibo" and words(tab.get("containerid")):
            return f"{index}?{urlencode({'type': 'uid', 'value': account, 'containerid': words(tab['containerid'])})}"
    return ""


def next_page(tree: Any, url: str) -> str:
    """The same list from since_id on; "" at its end."""
    info = at(tree, "data", "cardlistInfo")
    since = words(at(info, "since_id")) or words(at(tree, "data", "since_id"))
    if not since or since == "0":
        page = words(at(info, "page"))
        return paging.with_fields(url, page=page) if page.isdigit() and int(page) > 1 and "getIndex" in url else ""
    if "containerid=" not in url and (name := words(at(info, "containerid"))):
        account = name[6:] if name.startswith(("107603", "230413")) else ""
        fields = {"type": "uid", "value": account, "containerid": name} if account else {"containerid": name}
        url = f"{urljoin(url, urlsplit(url).path) if 'getIndex' in url else INDEX}?{urlencode(fields)}"
    return paging.with_fields(url, since_id=since)


def from_html(capture: Capture, rules: Discover, text: str) -> Found:
    """weibo.cn, the plain site."""
    doc = rows.parse(text)
    posts = [] if doc is None else [link for block in rows.chosen(doc, "div.c[id^=M_]") if (link := plain_post(block, capture.fetched))]
    if not posts or doc is None:
        return Found(outcome=why_empty(text, capture.status))
    following = paging.linked(doc, capture.url.replace("https://m.weibo.cn", "https://weibo.cn"))
    return Found(rows=tuple(posts), outcome=Result.ROWS, next=Next(following) if following else None)


def plain_post(block: Element, now: datetime) -> Link | None:
    name = number_of((block.get("id") or "").removeprefix("M_"))
    if not name:
        return None
    said = row_dates.plain(block)
    title = title_of(next((row_dates.plain(part) for part in rows.chosen(block, "span.ctt")), ""))
    stamp = next((row_dates.plain(part) for part in rows.chosen(block, "span.ct")), "").partition("来自")[0]
    original = next((match[1] for anchor in block.iter("a") if "原文" in row_dates.plain(anchor) and (match := SHARED.search(anchor.get("href") or ""))), "")
    # A re-post shows the counts of the original before its own.
    counts = {COUNTS[label]: number(count) or 0 for label, count in BRACKET.findall(said)}
    return Link(
        POST + name,
        title,
        listed_date(stamp, now),
        pinned="[置顶]" in said,
        repost_of=POST + number_of(original) if original else "",
        counts=counts,
    )


def number_of(bid: str) -> str:
    """The number of a post by its short name: four letters, read to the base 62, are seven digits; "" for no such name."""
    if not bid or any(letter not in DIGITS for letter in bid):
        return ""
    pieces = [bid[max(0, end - 4) : end] for end in range(len(bid), 0, -4)][::-1]
    values = []
    for piece in pieces:
        value = 0
        for letter in piece:
            value = value * 62 + DIGITS.index(letter)
        values.append(value)
    return str(values[0]) + "".join(f"{value:07}" for value in values[1:])
