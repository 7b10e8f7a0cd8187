"""One way of finding links a file; each gives the links of one page, and where it goes on, from the page alone."""

from collections.abc import Callable, Sequence
from datetime import datetime

from crawler.discover import days, douyin, epaper, feed, jpage, links, search, sitemap, thepaper, toutiao, wechat, weibo
from crawler.discover import list as html_list
from crawler.discover.found import Found, Next
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


def starts(rules: Discover, now: datetime, since: datetime | None = None) -> Sequence[Next]:
    """Where the walks begin: one for a list, one a day where its address names the day, one a word for a search. Errors: UserError."""
    return search.asked(rules) if rules.kind is Kind.SEARCH else days.starts(rules, now, since)


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The links of page `number` (from 1) of what `rules` describes, as `capture` holds it; `form` is what was posted for it."""
    return KINDS[rules.kind](capture, rules, number, form)
