"""E-editions of makers whose addresses are not known: pages by what they are called, stories by the shape that their addresses share."""

import re
from collections import defaultdict
from collections.abc import Collection
from itertools import islice

from lxml.etree import _Element as Element

from crawler.discover import row_dates, rows

CALLED = re.compile(r"第\s*[A-Za-z]{0,2}\d{1,3}\s*版|[A-Za-z]{0,2}\d{1,3}\s*版(?!权)|[A-Za-z]\d{2,3}(?=\s|[：:]|$)")
OTHER = re.compile(r"\.(?:pdf|jpe?g|png|gif|swf|mp3|mp4|apk)$", re.IGNORECASE)
SHORTEST = 2  # characters of a title: 社论
MOST = 2000  # links of one page


def pages(doc: Element) -> list[Element]:
    """The links that are called like pages: 第01版：头版, A02 要闻. [] unless there are two: a single one may be anything."""
    called = [anchor for anchor in islice(doc.iter("a"), MOST) if CALLED.match(row_dates.plain(anchor)) and leads(anchor)]
    return called if len({anchor.get("href") for anchor in called}) > 1 else []


def stories(doc: Element, others: Collection[Element], base: str) -> list[Element]:
    """Beside the pages, the links that look alike and say most: the same address but for its numbers."""
    apart = set(others)
    alike: dict[str, list[Element]] = defaultdict(list)
    for anchor in islice(doc.iter("a"), MOST):
        title = row_dates.plain(anchor) or (anchor.get("title") or "").strip()
        if anchor not in apart and leads(anchor) and len(title) >= SHORTEST and not rows.PAGER.fullmatch(title) and (url := rows.target(anchor, base)):
            path = url.partition("//")[2].partition("/")[2]
            if re.search(r"\d{2}", path) and not OTHER.search(url.partition("?")[0]):
                alike[re.sub(r"[0-9a-f]{16,}|\d+", "0", path)].append(anchor)
    return max(alike.values(), key=lambda ones: sum(min(len(row_dates.plain(one)), 30) for one in ones), default=[])


def drawn(doc: Element) -> list[tuple[str, str]]:
    """Stories that are areas of a drawn page, by their ids: (address from the folder of the issue, title)."""
    areas = (element for element in doc.iter("polygon", "area", "div", "a") if element.get("data-contentid"))
    return [(f"con-{area.get('data-contentid')}.html", (area.get("title") or row_dates.plain(area)).strip()) for area in islice(areas, MOST)]


def leads(anchor: Element) -> bool:
    return bool(rows.target(anchor, "http://issue.invalid/"))
