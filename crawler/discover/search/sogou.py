"""搜狗微信: posts with temporary links, which must be fetched at once. Off unless the office asks for it."""

import re
from itertools import chain, repeat

from lxml.etree import _Element as Element

from crawler.discover import row_dates, rows
from crawler.discover.answers import at, when, why_none
from crawler.discover.found import Found, Link, Next
from crawler.discover.markup import text_of, tree
from crawler.discover.paging import with_fields
from crawler.discover.search.pages import blocks, onward
from crawler.discover.search.reply import Reply
from model.source import Discover

HOME = "https://weixin.sogou.com/"
STAMP = re.compile(r"(?:timeConvert\(['\"]|\bt=['\"])(1\d{9})")
ROW = re.compile(r"<li\b[^>]{0,200}sogou_vr_\d+_box_\d+", re.IGNORECASE)


def asked(rules: Discover, word: str) -> Next:
    return Next(with_fields(rules.url, type=2, query=word, page=1))


def answered(reply: Reply) -> bool:
    items = at(reply.tree, "items")
    return "news-list" in reply.text or (isinstance(items, list) and all(isinstance(item, str) for item in items))


def find(reply: Reply) -> Found:
    items = at(reply.tree, "items")
    if isinstance(items, list):
        return reply.found([one for item in items if isinstance(item, str) and (one := document(item, reply))], None)
    doc = rows.parse(reply.text)
    # The time of each row stands in a script, which the tree leaves away.
    stamps = [match[1] if (match := STAMP.search(part)) else "" for part in ROW.split(reply.text)[1:]]
    pairs = zip(blocks(doc, "ul.news-list > li"), chain(stamps, repeat("")), strict=False)
    links = [one for row, stamp in pairs if (one := link(row, stamp, reply)).url]
    if doc is None or not links:
        return Found(outcome=why_none(reply.tree, reply.text, reply.status))
    return reply.found(links, onward(doc, reply))


def link(row: Element, stamp: str, reply: Reply) -> Link:
    anchor = next((one for one in rows.chosen(row, "h3 a")), None)
    account = next((row_dates.plain(one) for one in rows.chosen(row, "a.account, .s-p .all-time-y2, .s-p a")), "")
    if anchor is None:
        return Link("")
    excerpt = next((row_dates.plain(one) for one in rows.chosen(row, "p.txt-info")), "")
    return Link(rows.target(anchor, HOME), row_dates.plain(anchor), when(stamp, reply.now), account=account, excerpt=excerpt)


def document(item: str, reply: Reply) -> Link | None:
    """A row of the app's answer: an XML document in a string, with the permanent link."""
    root = tree(item)
    if root is None:
        return None
    said = {name: text_of(next(root.iter(name), None)) for name in ("url", "title", "sourcename", "lastModified", "date")}
    published = when(said["lastModified"], reply.now) or when(said["date"], reply.now)
    return Link(said["url"], said["title"], published, account=said["sourcename"]) if said["url"] else None
