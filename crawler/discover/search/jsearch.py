"""大汉 jsearch, the search of many provinces and cities: rows are fragments of HTML in JSON."""

from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from lxml.etree import _Element as Element

from crawler.discover import row_dates, rows
from crawler.discover.answers import at, words
from crawler.discover.dates import listed_date
from crawler.discover.found import Found, Link, Next
from crawler.discover.search.reply import Reply
from model.source import Discover

ROWS = 15  # of one answer


def asked(rules: Discover, word: str) -> Next:
    """`form` of the source holds what the site's own search page posts besides: websiteid, cateid, tpl."""
    return Next(rules.url, urlencode([*parse_qsl(rules.form), ("q", word), ("p", "1"), ("pg", str(ROWS)), ("pos", ""), ("sortType", "2")]))


def answered(reply: Reply) -> bool:
    result = at(reply.tree, "result")
    return isinstance(result, list) and all(isinstance(row, str) for row in result)


def find(reply: Reply) -> Found:
    result = at(reply.tree, "result")
    fragments = [rows.parse(row) for row in result if isinstance(row, str)] if isinstance(result, list) else []
    links = [found for fragment in fragments if fragment is not None and (found := link(fragment, reply))]
    page, size, total = reply.page("p"), reply.page("pg"), words(at(reply.tree, "total"))
    more = reply.form and total.isdigit() and page * max(size, len(links)) < int(total)
    return reply.found(links, reply.turned("p", page + 1) if more else None)


def link(fragment: Element, reply: Reply) -> Link | None:
    """A row: the first link with words; its address stands in the parameter of a counting link."""
    anchor = next((one for one in fragment.iter("a") if rows.target(one, reply.url) and row_dates.plain(one)), None)
    if anchor is None:
        return None
    address = rows.target(anchor, reply.url)
    inner = parse_qs(urlsplit(address).query).get("url", [""])[0]
    dates = [row_dates.plain(part) for part in rows.chosen(fragment, "[class*=date], [class*=time]")]
    return Link(
        inner if inner.startswith("http") else address,
        rows.title_of(anchor),
        next((found for text in (*dates, row_dates.spaced(fragment)) if (found := listed_date(text, reply.now))), None),
        excerpt=next((said for part in rows.chosen(fragment, "[class*=abs], [class*=summary]") if (said := row_dates.plain(part))), ""),
    )
