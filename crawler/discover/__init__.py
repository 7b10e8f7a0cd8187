"""One way of finding links a file; each gives the links of one page, and where it goes on, from the page alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from crawler.discover import days, douyin, epaper, feed, jpage, links, search, sitemap, thepaper, toutiao, wechat, weibo
from crawler.discover import list as html_list
from crawler.discover.found import Found, Link, Next
from crawler.pages.clean import visible
from model.capture import Capture
from model.source import Discover, Kind

KINDS: dict[Kind, Callable[[Capture, Discover, int, str], Found]] = {
    Kind.LIST: html_list.find,
    Kind.JPAGE: jpage.find,
    Kind.FEED: feed.find,
    Kind.SITEMAP: sitemap.find,
    Kind.EPAPER: epaper.find,
    Kind.SEARCH: search.find,
    Kind.WECHAT: wechat.find,
    Kind.WEIBO: weibo.find,
    Kind.TOUTIAO: toutiao.find,
    Kind.THEPAPER: thepaper.find,
    Kind.DOUYIN: douyin.find,
    Kind.LINKS: links.find,
}
TEXTS = ("url", "title", "account", "origin", "column", "page_no", "page_name", "excerpt")


def starts(rules: Discover, now: datetime, since: datetime | None = None) -> Sequence[Next]:
    """Where the walks begin: one for a list, one a day where its address names the day, one a word for a search. Errors: UserError."""
    return search.asked(rules) if rules.kind is Kind.SEARCH else days.starts(rules, now, since)


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The links of page `number` (from 1) of what `rules` describes, as `capture` holds it; `form` is what was posted for it."""
    found = KINDS[rules.kind](capture, rules, number, form)
    return replace(found, rows=tuple(map(harmless, found.rows)))


def harmless(row: Link) -> Link:
    """The row without characters that a database does not hold: a NUL, half of a pair. The escapes of JSON may name any."""
    texts = {name: getattr(row, name) for name in TEXTS}
    if "".join((*texts.values(), *row.parts)).isprintable():
        return row
    seen: dict[str, Any] = {name: visible(text) for name, text in texts.items()}
    return replace(row, **seen, parts=tuple(map(visible, row.parts)))
