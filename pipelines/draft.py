"""From a reading to an article: who published it, when, under which address."""

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from model.address import canonical
from model.article import Article
from model.capture import Capture
from model.outcome import Gone, Postpone, Reject, Unreadable
from model.outlet import Outlet
from model.reading import PageKind, Precision, Reading
from model.source import Source

LOCAL = ZoneInfo("Asia/Shanghai")
UNTITLED = "（无标题）"

HEAD = 100_000  # bytes from the beginning of a page in which its head ends
LINK = re.compile(rb"<link\b[^<>]{0,2000}>", re.IGNORECASE)
REL = re.compile(rb"""\srel\s*=\s*["']?\s*canonical\b""", re.IGNORECASE)
HREF = re.compile(rb"""\shref\s*=\s*["']?\s*([^"'<>\s]+)""", re.IGNORECASE)

REJECTED = {
    PageKind.LIST: "是列表页，不是文章",
}
UNREADABLE = {
    PageKind.SCRIPT: "正文由脚本生成，需人工补录",
    PageKind.UNKNOWN: "没有读出正文",
}


def draft(reading: Reading, capture: Capture, source: Source, outlet: Outlet, address: str) -> Article:
    """An article of what was read; `address` is the canonical one.

    The publication time is the page's; where it has none, the day that the list gave; never the time of collection.
    Errors: Reject for what is no article, Unreadable for what should have been one, Postpone for a block page.
    """
    if reading.kind is PageKind.BLOCKED:
        raise Postpone("被网站拦截（验证页）")
    if reading.kind is PageKind.GONE:
        raise Gone("页面已删除")
    if reading.kind in REJECTED:
        raise Reject(REJECTED[reading.kind])
    if reading.kind in UNREADABLE:
        raise Unreadable(UNREADABLE[reading.kind])
    if not reading.body and not reading.images and not reading.attachments and reading.kind is not PageKind.VIDEO:
        raise Unreadable(UNREADABLE[PageKind.UNKNOWN])
    published, precision = _published(reading, capture)
    standing = outlet.standing((published or capture.fetched).astimezone(LOCAL).date())
    return Article(
        url=address,
        source=source.id,
        outlet=outlet.id,
        level=standing.level,
        medium=standing.medium,
        title=reading.title or capture.listed_title or UNTITLED,
        subtitle=reading.subtitle,
        body=reading.body,
        published=published,
        published_precision=precision,
        collected=capture.fetched,
        origin=reading.origin,
        reporters=reading.reporters,
        correspondents=reading.correspondents,
        editors=reading.editors,
        column=reading.column,
        page_no=reading.page_no or capture.listed_page_no,
        page_name=reading.page_name or capture.listed_page_name,
        capture=capture.digest,
        link=canonical_link(capture),
    )


def canonical_link(capture: Capture) -> str:
    """The address that a page calls canonical (<link rel=canonical>); "" where it names none or itself."""
    for tag in LINK.findall(capture.body[:HEAD]):
        if REL.search(tag) and (href := HREF.search(tag)):
            try:
                named = canonical(urljoin(capture.url, unescape(href[1].decode("ascii", "ignore").strip())))
            except ValueError:
                return ""  # no address
            return "" if named == canonical(capture.url) else named
    return ""


def _published(reading: Reading, capture: Capture) -> tuple[datetime | None, Precision]:
    if reading.published:
        return reading.published.astimezone(UTC), reading.published_precision
    if capture.listed_published:
        return capture.listed_published.astimezone(UTC), Precision.DAY
    return None, Precision.NONE
