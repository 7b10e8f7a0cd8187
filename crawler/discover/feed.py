"""Feeds: RSS 0.9 to 2.0, Atom 0.3 and 1.0, JSON Feed; as real sites write them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from crawler.discover import rows
from crawler.discover.answers import when
from crawler.discover.dates import CHINA
from crawler.discover.found import Found, Link, Next, Result
from crawler.discover.markup import name_of, root_name, text_of, tree
from crawler.discover.signs import why_empty
from crawler.pages.decode import decode
from model.capture import Capture
from model.source import Discover, Kind

LARGEST = 8 << 20  # bytes; the complete entries before are read
MOST = 5000  # entries
ROOTS = {"rss", "rdf", "feed", "channel"}
PLAIN = {"", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/", "http://purl.org/dc/elements/1.1/"}
BRIDGED = (Kind.WECHAT, Kind.WEIBO)  # a bridge names the account as the author
DATES = ("pubdate", "published", "issued", "date", "created", "updated", "modified")  # best first


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The entries of a feed in its order; an HTML page in its place counts as blocked."""
    base = capture.url or rules.url
    text = decode(replace(capture, body=capture.body[:LARGEST]) if len(capture.body) > LARGEST else capture).text
    if text.lstrip("\ufeff \r\n\t")[:1] in ("{", "["):
        found, more = from_json(text, base, capture.fetched)
    elif root_name(text) in ROOTS and (document := tree(text)) is not None:
        found = rows.distinct(link for link in entries(document, base, capture.fetched, rules.kind in BRIDGED) if link.url)
        more = next((urljoin(base, str(element.get("href"))) for element in document if name_of(element) == "link" and element.get("rel") == "next"), "")
    else:
        return Found(outcome=Result.BLOCKED if root_name(text) == "html" else why_empty(text, capture.status))
    return Found(rows=tuple(found[:MOST]), outcome=Result.ROWS if found else Result.EMPTY, next=Next(more) if more else None)


def entries(document: etree._Element, base: str, now: datetime, bridged: bool) -> Iterator[Link]:
    for element in document.iter():
        if name_of(element) in ("item", "entry"):
            parts = children(element)
            published = next((found for name in DATES if (found := feed_date(text_of(parts.get(name)), now))), None)
            account = text_of(parts.get("creator", parts.get("author"))) if bridged else ""
            yield Link(address(element, parts, base), text_of(parts.get("title")), published, account=account, origin=text_of(parts.get("source")))


def children(element: etree._Element) -> dict[str, etree._Element]:
    """The first child of each name; those of foreign vocabularies (media:title) only where there is no plain one."""
    own: dict[str, etree._Element] = {}
    other: dict[str, etree._Element] = {}
    for child in element.iterchildren("*"):
        space = str(child.tag).rpartition("}")[0].lstrip("{")
        (own if space in PLAIN else other).setdefault(name_of(child), child)
    return {**other, **own}


def address(element: etree._Element, parts: dict[str, etree._Element], base: str) -> str:
    """Atom's alternate link, RSS's link, a guid that is an address, RDF's about: absolute, or "" without any."""
    base = urljoin(base, element.get("{http://www.w3.org/XML/1998/namespace}base") or element.base or base)
    links = [child for child in element.iterchildren("*") if name_of(child) == "link"]
    href = next((child.get("href") for child in links if child.get("href") and child.get("rel", "alternate") == "alternate"), None)
    written = next((text for child in links if (text := text_of(child))), "")
    guid = parts.get("guid")
    identity = text_of(guid) if guid is not None and guid.get("isPermaLink") != "false" else text_of(parts.get("id"))
    about = next((str(value) for key, value in element.items() if str(key).endswith("}about")), "")
    for found in (href or "", written, identity if "://" in identity else "", about):
        if found.strip():
            try:
                return urljoin(base, found.strip())
            except ValueError:
                continue
    return ""


def from_json(text: str, base: str, now: datetime) -> tuple[list[Link], str]:
    """JSON Feed 1.0 and 1.1; links and the address of the next part."""
    try:
        feed = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return [], ""
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return [], ""
    found = [from_item(item, base, now) for item in items if isinstance(item, dict)]
    more = feed.get("next_url")
    return rows.distinct(link for link in found if link.url), urljoin(base, more) if isinstance(more, str) and more else ""


def from_item(item: dict[str, Any], base: str, now: datetime) -> Link:
    url = next((value for key in ("url", "external_url", "id") if isinstance(value := item.get(key), str) and value.strip()), "")
    if not item.get("url") and "://" not in url:
        url = ""
    title, stamp = item.get("title"), item.get("date_published") or item.get("date_modified")
    return Link(
        urljoin(base, url.strip()) if url else "",
        title.strip() if isinstance(title, str) else "",
        feed_date(stamp, now) if isinstance(stamp, str) else None,
    )


def feed_date(text: str, now: datetime) -> datetime | None:
    """RFC 3339, RFC 822, seconds, or what Chinese feeds write; without a zone it is China's, and so is CST."""
    text = text.replace("CST", "+0800")
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
        except (ValueError, TypeError, OverflowError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=CHINA)
    return when(text, now) if text else None
