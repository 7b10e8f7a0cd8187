"""Rows of an HTML list: by a person's selectors, or recognised as repeated links with a date beside them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import cast

from lxml import etree
from lxml.cssselect import CSSSelector, SelectorError
from lxml.etree import _Element as Element

from crawler.discover.dates import HINT, day_in_address, listed_date
from crawler.discover.found import Link
from crawler.discover.joined import joined
from model.outcome import UserError

MOST = 5000  # links of one page
LEAST = 3  # repetitions that make a list where no selector says so
SHORTEST, ORDINARY = 4, 8  # characters of a title; of one that has no row of dated ones around it
ROW = 400  # characters: what is longer is no row
CUT = re.compile(r"(\.{3}|…)\s*$")
SPACE = re.compile(r"\s+")
UNSEEN = re.compile(r"[\s\x00-\x1f\x7f]+")  # in an address: browsers drop it, and a log must not show it
SMALL = ("span", "em", "i", "time", "b", "font", "p", "div", "dd", "label", "small")
ONLY_DATE = re.compile(r"[\[(（【]?\s*(?:(?:20|19)\d\d\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*[\])）】]?")
DATED = re.compile(r"\d[-/.年月]\d")
# The same in a box of its own parts: 12 over 2026-11, 11-12 over 2026.
BOXED = re.compile(
    r"\d{1,2}\s+(?:20|19)\d\d\s*[-/.年]\s*\d{1,2}\s*月?|\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s+(?:20|19)\d\d\s*年?|(?:20|19)\d\d\s*[-/.年]\s*\d{1,2}\s*月?\s+\d{1,2}\s*日?"
)
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
    for anchor in titles:
        alike[tuple(str(element.tag) for element in anchor.iterancestors())].append(anchor)
    for place in alike.values():
        # What repeats shows by itself where a row ends; a single link's row ends at the next link of any kind.
        others = set(place) if len(place) >= LEAST else every
        block: dict[tuple[str, ...], list[Link]] = defaultdict(list)
        for anchor in place[:MOST]:
            row = row_of(anchor, others)
            # The class of the row itself says nothing (odd, even, first); those of the blocks around it do.
            around = tuple(str(element.get("class") or element.get("id") or "") for element, _ in zip(row.iterancestors(), "ab", strict=False))
            block[around].append(Link(addresses[anchor], titles[anchor], row_date(row, anchor, now, every)))
        yield from (distinct(links) for links in block.values())


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
        if element.tag in ("body", "html") or any(other is not anchor and other in others for other in element.iter("a")):
            break
        row = element
    return row


def row_date(row: Element, anchor: Element, now: datetime, others: set[Element]) -> datetime | None:
    """The date in a row outside its title, else in the link where that holds the whole row, else behind the row."""
    text = spaced(row)
    if len(text) > ROW:
        return None
    if HINT.search(text):
        if found := own_date(row, anchor, now) or listed_date(text.replace(spaced(anchor), " ", 1), now):
            return found
        small = " ".join(spaced(part) for part in anchor.iterdescendants(*SMALL))
        if found := listed_date(small, now):
            return found
    return listed_date(behind(row, others), now)


def own_date(row: Element, anchor: Element, now: datetime) -> datetime | None:
    """The date that an element of its own names: a summary in the row may speak of other days."""
    for part in row.iterdescendants(*SMALL, "td", "li", "dt"):
        if part is not anchor and (said := date_said(part)) and (found := listed_date(said, now)):
            return found
    return None


def date_said(element: Element) -> str:
    """The text of an element that names a day and nothing else, in one piece or as a box of two; "" for any other."""
    if len(element) == 0:
        return element.text if element.text and ONLY_DATE.fullmatch(element.text.strip()) else ""
    said = spaced(element) if len(element) <= 3 else ""
    return said if said and len(said) < 24 and BOXED.fullmatch(said) else ""


def behind(row: Element, others: set[Element]) -> str:
    """What stands between a row and the next link of any kind, in lists without an element for each row (dt and dd, lines parted by br)."""
    parent = row.getparent()
    if parent is None or leading_date(parent, others):
        return ""
    text = [row.tail or ""]
    for sibling in row.itersiblings():
        if any(element in others for element in sibling.iter("a")):
            break
        text += [spaced(sibling), sibling.tail or ""]
        if len(text) > 8:
            break
    return " ".join(text)[:ROW]


def leading_date(parent: Element, others: set[Element]) -> bool:
    """Whether a date stands before the first link: then each date belongs to what follows it."""
    text = [parent.text or ""]
    for child in parent:
        if any(element in others for element in child.iter("a")):
            break
        text += [spaced(child), child.tail or ""]
    return DATED.search(" ".join(text)) is not None


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
    text, whole = undated_text(anchor), SPACE.sub(" ", anchor.get("title") or "").strip()
    text = heading_of(anchor) or text
    if not text or CUT.search(text) or (whole and text in whole):
        return whole or text or next((image.get("alt") or "" for image in anchor.iter("img")), "")
    return text


def heading_of(anchor: Element) -> str:
    """What in a link that holds a whole row is called its title; "" without one."""
    if len(anchor) == 0:
        return ""
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


def plain(element: Element) -> str:
    text = "".join(texts(element)) if len(element) else element.text or ""
    return SPACE.sub(" ", text).strip()


def spaced(element: Element) -> str:
    """All text, with a space between the parts: a day printed in one element and the month in the next do not run together."""
    text = " ".join(texts(element)) if len(element) else element.text or ""
    return SPACE.sub(" ", text).strip()


def texts(element: Element) -> Iterator[str]:
    """The pieces of text in an element, in order."""
    return cast("Iterator[str]", element.itertext())


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
