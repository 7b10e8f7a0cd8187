"""Rows of an HTML list: by a person's selectors, or recognised as repeated links with a date beside them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.cssselect import CSSSelector, SelectorError
from lxml.etree import _Element as Element

from crawler.discover.dates import day_in_address, listed_date
from crawler.discover.found import Link
from crawler.discover.joined import joined
from crawler.discover.row_dates import ONLY_DATE, SMALL, date_said, plain, row_date, spaced
from model.outcome import UserError

MOST = 5000  # links of one page
LEAST = 3  # repetitions that make a list where no selector says so
SHORTEST, ORDINARY = 4, 8  # characters of a title; of one that has no row of dated ones around it
CUT = re.compile(r"(\.{3}|…)\s*$")
UNSEEN = re.compile(r"[\s\x00-\x1f\x7f]+")  # in an address: browsers drop it, and a log must not show it
HEADED = re.compile(r"(?:^|[\s_-])(?:tit|title\w*|bt|biaoti|subject|headline)(?:$|[\s_-])", re.IGNORECASE)  # the class of a title
OPENED = re.compile(
    r"(?:(?:open|href|replace|assign|location|goto\w*|jump\w*|link\w*|detail\w*|view\w*|show\w*)\W{1,12})[\"']([^\"'\s]*[/.?][^\"'\s]*)[\"']", re.IGNORECASE
)
PAGER = re.compile(r"[\d\s<>«»‹›…]*|[首尾末]\s*[页頁]|[上下]一?\s*[页頁]|更多\S{0,2}|.*(?:more|MORE)\W*|\[?详[情细]\]?|查看\S{0,4}|阅读\S{0,4}")


def parse(text: str) -> Element | None:
    """The tree of a page; None for a page without any markup."""
    text = re.sub(r"^\s*<\?xml[^>]*>", "", text).replace("\x00", "")
    # Not lxml.html's parser: its class of elements is chosen in Python, element by element.
    doc = etree.fromstring(text, etree.HTMLParser(remove_comments=True, remove_pis=True))
    if doc is None:
        return None
    etree.strip_elements(doc, "script", "style", with_tail=False)
    return doc


def selected(doc: Element, links: str, dates: str, url: str, now: datetime) -> list[Link]:
    """Rows by the CSS selectors of a source."""
    anchors = [anchor for element in chosen(doc, links) if (anchor := link_of(element)) is not None]
    dated = set(chosen(doc, dates)) if dates else set()
    every = set(doc.iter("a"))
    others = set(anchors) if len(anchors) >= LEAST else every
    found = []
    for anchor in anchors[:MOST]:
        row = row_of(anchor, others)
        own = next((element for element in row.iter() if element in dated), None) if dated else None
        published = listed_date(spaced(own), now) if own is not None else row_date(row, anchor, now, every)
        found.append(link(anchor, url, published))
    return distinct(dated_by_address(found))


def recognised(doc: Element, url: str, now: datetime, dated_only: Callable[[], bool] = bool, least: int = LEAST) -> list[Link]:
    """The block of links that looks most like the list: most rows with a date, else the longest titles.

    One or two rows with a date are a list where nothing more is found: a young column, the last page of a long one.
    `least` is how many rows without dates are, where `dated_only`, asked if need be, does not say that they are none.
    """
    best: list[Link] = []
    most = (0, 0)
    for rows in blocks(doc, url, now):
        dated = [row for row in rows if row.published]
        if len(dated) < LEAST:
            dated = [row for row in dated if is_article(row)]
        weight = (len(dated), length(rows)) if dated else (0, undated(rows, least))
        if weight > most:
            best, most = dated if dated and 2 * len(dated) < len(rows) else rows, weight
    if best and most[0] == 0 and dated_only():
        return []
    return dated_by_address(best)


def blocks(doc: Element, url: str, now: datetime) -> Iterator[list[Link]]:
    """Links that stand in the same place of the page: the same tags around them, in blocks of the same class."""
    alike: dict[tuple[str, ...], list[Element]] = defaultdict(list)
    addresses = {anchor: address for anchor in islice(doc.iter("a"), 4 * MOST) if (address := target(anchor, url))}
    every = set(addresses)
    titles = {anchor: title for anchor in addresses if len(title := title_of(anchor)) >= SHORTEST and not PAGER.fullmatch(title)}
    tags: dict[Element, tuple[str, ...]] = {}
    for anchor in titles:
        alike[tags_around(anchor, tags)].append(anchor)
    for place in alike.values():
        # What repeats shows by itself where a row ends; a single link's row ends at the next link of any kind.
        others = set(place) if len(place) >= LEAST else every
        block: dict[tuple[str, ...], list[Link]] = defaultdict(list)
        for anchor in place[:MOST]:
            row = row_of(anchor, others)
            # The class of the row itself says nothing (odd, even, first); those of the blocks around it do.
            around = row.getparent()
            classes = (class_of(around), "" if around is None else class_of(around.getparent()))
            block[classes].append(Link(addresses[anchor], titles[anchor], row_date(row, anchor, now, every)))
        yield from (distinct(links) for links in block.values())


def tags_around(element: Element, known: dict[Element, tuple[str, ...]]) -> tuple[str, ...]:
    """The names of the elements around one, outwards; `known` are those of the elements around others."""
    parent = element.getparent()
    if parent is None:
        return ()
    if parent not in known:
        known[parent] = (str(parent.tag), *tags_around(parent, known))
    return known[parent]


def class_of(element: Element | None) -> str:
    """The class of an element, or its id."""
    return "" if element is None else element.get("class") or element.get("id") or ""


def dated_by_address(rows: list[Link]) -> list[Link]:
    """Rows of which none shows a date get that of their addresses, where most of them name a day: t20240501_1.html."""
    days = [day_in_address(row.url) for row in rows]
    if any(row.published for row in rows) or sum(map(bool, days)) * 2 <= len(rows):
        return rows
    return [replace(row, published=day) for row, day in zip(rows, days, strict=True)]


def length(rows: list[Link]) -> int:
    """How much the titles say together; a very long one is no better than a long one."""
    return sum(min(len(row.title), 30) for row in rows)


def is_article(row: Link) -> bool:
    """Whether a link reads like an article's: a whole title, and a number or a date in its address."""
    return len(row.title) >= ORDINARY and len(re.findall(r"\d", row.url.partition("//")[2].partition("/")[2])) >= 4


def undated(rows: list[Link], least: int) -> int:
    """How much a block of links without dates looks like a list of articles; 0: not at all."""
    articles = [row for row in rows if is_article(row)]
    return length(articles) if len(articles) >= least and len(articles) * 2 > len(rows) else 0


def row_of(anchor: Element, others: set[Element]) -> Element:
    """The largest element around a link that holds no other link of the list."""
    row = anchor
    for element in anchor.iterancestors():
        if element.tag in ("body", "html"):
            break
        for other in element.iter("a"):
            if other is not anchor and other in others:
                return row
        row = element
    return row


def link(anchor: Element, url: str, published: datetime | None) -> Link:
    return Link(target(anchor, url), title_of(anchor), published)


def link_of(element: Element) -> Element | None:
    """The link that a selector means: the element itself, the first one in it, or the one around it."""
    if element.tag == "a":
        return element
    inner = next(element.iter("a"), None)
    return inner if inner is not None else next(element.iterancestors("a"), None)


def target(anchor: Element, url: str) -> str:
    """The absolute address, "" where a link leads nowhere (#, javascript:, mail) or back to the list."""
    href = UNSEEN.sub("", anchor.get("href") or "")
    if not href or href.startswith("#") or href.partition(":")[0].lower() in ("javascript", "mailto", "tel", "data", "about", "vbscript"):
        href = opened(anchor)
        if not href:
            return ""
    try:
        address = joined(url, href)
    except ValueError:  # a bracket in the host
        return ""
    return "" if url and address.partition("#")[0] == url.partition("#")[0] else address


def opened(anchor: Element) -> str:
    """The address that a script opens when the link, or the row around it, is clicked; "" where none is written out."""
    for element in (anchor, *islice(anchor.iterancestors("li", "tr", "div", "dd"), 2)):
        if written := element.get("data-href") or element.get("data-url") or "":
            return UNSEEN.sub("", written)
        if found := OPENED.search(f"{element.get('onclick') or ''} {element.get('href') or ''}"):
            return UNSEEN.sub("", found[1])
    return ""


def title_of(anchor: Element) -> str:
    """The longer of the text and the title attribute, which is whole where the text is cut; a picture's words where there is none."""
    whole = " ".join((anchor.get("title") or "").split())
    text = (heading_of(anchor) or undated_text(anchor)) if len(anchor) else plain(anchor)
    if not text or CUT.search(text) or (whole and text in whole):
        return whole or text or next((image.get("alt") or "" for image in anchor.iter("img")), "")
    return text


def heading_of(anchor: Element) -> str:
    """What in a link that holds a whole row is called its title; "" without one."""
    headings = (part for part in anchor.iter("h1", "h2", "h3", "h4", "h5", "strong"))
    called = (part for part in anchor.iterdescendants() if HEADED.search(str(part.get("class") or "")))
    return next((said for part in (*headings, *called) if len(said := plain(part)) >= SHORTEST and not date_said(part)), "")


def undated_text(anchor: Element) -> str:
    """The text of a link without the element in it that only names a day."""
    text = plain(anchor)
    for part in anchor.iterdescendants(*SMALL):
        said = plain(part)
        if (ONLY_DATE.fullmatch(said) or date_said(part)) and said != text:
            text = text.replace(said, "", 1).strip() if text.startswith(said) else "".join(text.rsplit(said, 1)).strip()
    return text


def distinct(links: Iterable[Link]) -> list[Link]:
    """Each address once, in the order of the page."""
    first: dict[str, Link] = {}
    for found in links:
        if found.url and (found.url not in first or (not first[found.url].title and found.title)):
            first[found.url] = found
    return list(first.values())


def chosen(doc: Element, selector: str) -> list[Element]:
    return list(css(selector)(doc))  # type: ignore[arg-type]  # a CSS selector gives elements, unlike XPath in general


@lru_cache(maxsize=256)
def css(selector: str) -> CSSSelector:
    """Compiled once. Raises UserError for a selector that is none."""
    try:
        return CSSSelector(selector, translator="html")
    except SelectorError as error:
        raise UserError(f"采集规则里的选择器 {selector} 写法有误，请改正") from error
