"""Sitemaps: urlset, index, news sitemap, plain text, gzip; also the sitemaps that robots.txt names."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree

from crawler.discover import feed, rows
from crawler.discover.feed import feed_date
from crawler.discover.found import Found, Link, Result
from crawler.discover.markup import name_of, root_name, text_of, tree
from crawler.discover.signs import why_empty
from crawler.pages.decode import decode
from model.capture import Capture
from model.source import Discover

LARGEST = 20 << 20  # bytes, unpacked
MOST = 50_000  # addresses
ROBOTS = re.compile(r"^\s*site-?map\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The addresses of a sitemap in its order; of an index: its sitemaps, `nested`."""
    try:
        capture = replace(capture, body=unpacked(capture.body))
    except zlib.error:
        return Found(outcome=Result.UNREADABLE)
    text = decode(capture).text
    base = capture.url or rules.url
    match root_name(text):
        case "urlset" | "sitemapindex" as kind:
            document = tree(text)
            links = [] if document is None else rows.distinct(listed(document, base, capture.fetched))
            nested = kind == "sitemapindex"
        case "":
            named = ROBOTS.findall(text)
            links = rows.distinct(Link(urljoin(base, line)) for line in named or text.split() if named or line.startswith("http"))
            nested = bool(named)
        case "html":
            return Found(outcome=why_empty(text, capture.status))
        case _:  # an RSS or Atom feed may serve as a sitemap
            return feed.find(capture, rules, number)
    return Found(rows=tuple(links[:MOST]), outcome=Result.ROWS if links else why_empty(text, capture.status), nested=nested)


def listed(document: etree._Element, base: str, now: datetime) -> Iterator[Link]:
    for element in document.iterchildren("*"):
        own = {name_of(child): child for child in element.iterchildren("*")}
        news = own.get("news")
        parts = own | ({name_of(child): child for child in news.iterchildren("*")} if news is not None else {})  # pictures have titles too
        if url := text_of(parts.get("loc")):
            yield Link(
                urljoin(base, url),
                text_of(parts.get("title")),
                feed_date(text_of(parts.get("publication_date")), now),
                feed_date(text_of(parts.get("lastmod")), now),
            )


def unpacked(body: bytes) -> bytes:
    """The inside of a .gz, up to the limit; anything else as it is. Errors: zlib.error for one that is damaged."""
    return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, LARGEST) if body.startswith(b"\x1f\x8b") else body
