"""百度资讯: a result page whose class names carry the number of their build. Off unless the office asks for it."""

import re
from datetime import datetime

from lxml.etree import _Element as Element

from crawler.discover import row_dates, rows
from crawler.discover.answers import why_none
from crawler.discover.dates import listed_date
from crawler.discover.found import Found, Link, Next
from crawler.discover.paging import with_fields
from crawler.discover.search.pages import blocks, onward
from crawler.discover.search.reply import Reply
from model.source import Discover

SOURCE = "[class*=news-source] span, [class*=source-link] span, .c-author"
ALONE = re.compile(
    r"(?:\d{1,3}\s*(?:秒|分钟|小时|天)前|刚刚|[今昨前][天日](?:\s*\d{1,2}[:：]\d{2})?|(?:20\d\d\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2})?)"
)


def asked(rules: Discover, word: str) -> Next:
    return Next(with_fields(rules.url, tn="news", rtt=4, bsst=1, cl=2, wd=f'"{word}"', medium=0, pn=0))


def answered(reply: Reply) -> bool:
    return 'class="news-title' in reply.text or "news-title_" in reply.text


def find(reply: Reply) -> Found:
    doc = rows.parse(reply.text)
    links = []
    for heading in blocks(doc, "h3[class*=news-title]"):
        anchor = next(heading.iter("a"), None)
        if anchor is not None and (url := rows.target(anchor, reply.url)):
            row = rows.row_of(anchor, {one for other in rows.chosen(doc, "h3[class*=news-title]") for one in other.iter("a")}) if doc is not None else heading
            said = [part for part in leaves(row) if part not in set(leaves(heading))]
            links.append(
                Link(
                    url,
                    row_dates.plain(anchor),
                    dated(said, row, heading, reply),
                    origin=source_of(said, row),
                    excerpt=max(map(row_dates.plain, said), key=len, default=""),
                )
            )
    if doc is None or not links:
        return Found(outcome=why_none(reply.tree, reply.text, reply.status))
    return reply.found(links, onward(doc, reply))


def leaves(row: Element) -> list[Element]:
    return [part for part in row.iterdescendants("span", "p", "div", "em", "i") if len(part) == 0 and part.text]


def dated(said: list[Element], row: Element, heading: Element, reply: Reply) -> datetime | None:
    """What stands by itself; only without it whatever date the summary speaks of."""
    alone = next((text for part in said if ALONE.fullmatch(text := row_dates.plain(part))), "")
    return listed_date(alone or row_dates.spaced(row).replace(row_dates.spaced(heading), " ", 1), reply.now)


def source_of(said: list[Element], row: Element) -> str:
    """As the page tells those who cannot see it, else by its class."""
    told = next((row_dates.plain(part) for part in said if (part.get("aria-label") or "").startswith(("新闻来源", "来源"))), "")
    return told or next((row_dates.plain(part) for part in rows.chosen(row, SOURCE) if row_dates.plain(part)), "")
