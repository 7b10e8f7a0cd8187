"""The date of a row: in an element of its own, in its attributes, in its text, or between it and its neighbours."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import cast

from lxml.etree import _Element as Element

from crawler.discover.answers import when
from crawler.discover.dates import HINT, listed_date

ROW = 400  # characters: what is longer is no row
SMALL = ("span", "em", "i", "time", "b", "font", "p", "div", "dd", "label", "small")
ONLY_DATE = re.compile(r"[\[(（【]?\s*(?:(?:20|19)\d\d\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*[\])）】]?")
DATED = re.compile(r"\d[-/.年月]\d")
# The same in a box of its own parts: 12 over 2026-11, 11-12 over 2026.
BOXED = re.compile(
    r"\d{1,2}\s+(?:20|19)\d\d\s*[-/.年]\s*\d{1,2}\s*月?|\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s+(?:20|19)\d\d\s*年?|(?:20|19)\d\d\s*[-/.年]\s*\d{1,2}\s*月?\s+\d{1,2}\s*日?"
)
STAMPS = ("datetime", "data-time", "data-date", "data-timestamp", "data-publish", "data-pubtime", "data-published")  # attributes that a script writes out


def row_date(row: Element, anchor: Element, now: datetime, others: set[Element]) -> datetime | None:
    """The date in a row outside its title, else in the link where that holds the whole row, else behind the row."""
    text = spaced(row)
    if len(text) > ROW:
        return None
    if found := stamped(row, now):
        return found
    if HINT.search(text):
        if found := own_date(row, anchor, now) or listed_date(text.replace(spaced(anchor), " ", 1), now):
            return found
        small = " ".join(spaced(part) for part in anchor.iterdescendants(*SMALL))
        if found := listed_date(small, now):
            return found
    return listed_date(beside(row, others), now)


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


def beside(row: Element, others: set[Element]) -> str:
    """What stands between a row and the link before or behind it, in lists without an element for each row (dt and dd, lines parted by br)."""
    parent = row.getparent()
    if parent is None:
        return ""
    return before(row, parent, others) if leading_date(parent, others) else behind(row, others)


def behind(row: Element, others: set[Element]) -> str:
    """What stands between a row and the next link of any kind."""
    text = [row.tail or ""]
    for sibling in row.itersiblings():
        if not others.isdisjoint(sibling.iter("a")):
            break
        text += [spaced(sibling), sibling.tail or ""]
        if len(text) > 8:
            break
    return " ".join(text)[:ROW]


def leading_date(parent: Element, others: set[Element]) -> bool:
    """Whether a date stands before the first link: then each date belongs to what follows it."""
    text = [parent.text or ""]
    for child in parent:
        if not others.isdisjoint(child.iter("a")):
            break
        text += [spaced(child), child.tail or ""]
    return DATED.search(" ".join(text)) is not None


def stamped(row: Element, now: datetime) -> datetime | None:
    """The moment that an attribute in the row gives to a script, or to those who cannot see."""
    for part in row.iter():
        for name, value in part.items():
            if name in STAMPS and (found := when(value, now)):
                return found
    return None


def before(row: Element, parent: Element, others: set[Element]) -> str:
    """What stands between the link before and a row, in lists that begin each line with the day."""
    text = []
    for sibling in row.itersiblings(preceding=True):
        text.append(sibling.tail or "")
        if not others.isdisjoint(sibling.iter("a")):
            return " ".join(reversed(text))[:ROW]
        text.append(spaced(sibling))
    return " ".join((parent.text or "", *reversed(text)))[:ROW]


def plain(element: Element) -> str:
    text = "".join(texts(element)) if len(element) else element.text or ""
    return " ".join(text.split())


def spaced(element: Element) -> str:
    """All text, with a space between the parts: a day printed in one element and the month in the next do not run together."""
    text = " ".join(texts(element)) if len(element) else element.text or ""
    return " ".join(text.split())


def texts(element: Element) -> Iterator[str]:
    """The pieces of text in an element, in order."""
    return cast("Iterator[str]", element.itertext())
