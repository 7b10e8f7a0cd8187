"""百度资讯: a result page whose class names carry the number of their build. Off unless the office asks for it."""

from crawler.discover import rows
from crawler.discover.answers import why_none
from crawler.discover.dates import listed_date
from crawler.discover.found import Found, Link, Next
from crawler.discover.paging import with_fields
from crawler.discover.search.pages import blocks, onward
from crawler.discover.search.reply import Reply
from model.source import Discover


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
            source = next(
                (rows.plain(part) for part in rows.chosen(row, "[class*=news-source] span, [class*=source-link] span, .c-author") if rows.plain(part)), ""
            )
            links.append(Link(url, rows.plain(anchor), listed_date(rows.spaced(row).replace(rows.spaced(heading), " ", 1), reply.now), origin=source))
    if doc is None or not links:
        return Found(outcome=why_none(reply.tree, reply.text, reply.status))
    return reply.found(links, onward(doc, reply))
