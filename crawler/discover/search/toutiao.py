"""头条搜索: cards whose links wrap the real address twice. Off unless the office asks for it."""

from lxml.etree import _Element as Element

from crawler.discover import row_dates, rows
from crawler.discover.answers import why_none
from crawler.discover.dates import listed_date
from crawler.discover.found import Found, Link, Next
from crawler.discover.paging import with_fields
from crawler.discover.search.pages import blocks, onward, unwrapped
from crawler.discover.search.reply import Reply
from model.source import Discover

HOME = "https://so.toutiao.com/search"
CARD = "div[data-test-card-id]"


def asked(rules: Discover, word: str) -> Next:
    return Next(with_fields(rules.url, keyword=word, pd="information"))


def answered(reply: Reply) -> bool:
    return "data-test-card-id" in reply.text


def find(reply: Reply) -> Found:
    doc = rows.parse(reply.text)
    links = [found for card in blocks(doc, CARD) if (found := link(card, reply))]
    if doc is None or not links:
        return Found(outcome=why_none(reply.tree, reply.text, reply.status))
    return reply.found(links, onward(doc, reply))


def link(card: Element, reply: Reply) -> Link | None:
    """A card's first link that leads out of the search; None for one that only searches on."""
    for anchor in card.iter("a"):
        url = unwrapped(rows.target(anchor, HOME))
        if row_dates.plain(anchor) and url and not url.startswith("https://so.toutiao.com/"):
            rest = row_dates.spaced(card).replace(row_dates.spaced(anchor), " ", 1)
            last = [row_dates.plain(one) for one in card.iter("a") if row_dates.plain(one)][-1]
            return Link(
                url, row_dates.plain(anchor), listed_date(rest, reply.now), origin=last if 1 < len(last) < 16 and last != row_dates.plain(anchor) else ""
            )
    return None
