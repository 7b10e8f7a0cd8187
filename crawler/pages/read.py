"""From a capture to what it says: the one entrance to reading. Pure: no network, no clock, no database."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from crawler.pages import kinds
from crawler.pages.counts import floors
from crawler.pages.data import is_document, pieces
from crawler.pages.datapage import DataPage
from crawler.pages.decode import decode
from crawler.pages.evidence import Evidence
from crawler.pages.lines import weight
from crawler.pages.micropost import post_of, post_on
from crawler.pages.page import LITTLE, MUCH, ArticlePage
from crawler.pages.parts import TEXTS, join, next_page
from crawler.pages.tree import Tree
from crawler.pages.weixin import WeixinPage, is_weixin
from crawler.pages.wordless import without_words
from model.capture import Capture
from model.outcome import Unreadable
from model.reading import Precision, Reading, Status, Wanted
from model.source import PageRules
from model.times import SHANGHAI

FIELDS = (
    "title",
    "subtitle",
    "lead_title",
    "original_title",
    "body",
    "published",
    "origin",
    "reporters",
    "correspondents",
    "photographers",
    "editors",
    "account",
    "column",
    "page_no",
    "page_name",
    "images",
    "attachments",
    "counts",
)


def page_of(capture: Capture, rules: Sequence[PageRules] = ()) -> ArticlePage:
    """The capture as a page of its platform. Rules are those of the capture's source, all of them: only the valid ones are used."""
    decoded = decode(capture)
    tree = Tree(decoded.text)
    if is_document(decoded.text):
        return DataPage(capture, decoded, tree, pieces(decoded.text, tree))
    if post := post_on(capture, decoded, tree):
        return post_of(capture, decoded, tree, post)
    kind = WeixinPage if is_weixin(tree, capture.url) else ArticlePage
    page = kind(capture, decoded, tree, valid(rules, capture.fetched))
    if kind is ArticlePage and page.body.weight < LITTLE:
        told = pieces(decoded.text, tree)
        if page.body and page.heading[1]:  # posts beside an article that is as short
            told = [piece for piece in told if not piece.made]
        if told and weight(told[0].content) > MUCH * page.body.weight:
            return DataPage(capture, decoded, tree, told)
    return page


def valid(rules: Sequence[PageRules], fetched: datetime) -> tuple[PageRules, ...]:
    """The rules that held on the day of the capture: those not yet ended, the one that ended first in front."""
    day = fetched.astimezone(SHANGHAI).date()
    return tuple(sorted((rule for rule in rules if rule.until is None or day <= rule.until), key=lambda rule: (rule.until is None, rule.until or day)))


def read(capture: Capture, rules: Sequence[PageRules] = (), wanted: Wanted | None = None) -> Reading:
    """What the page says, and the pages that follow it; kind, title and text alone of one that is not `wanted`.

    Raises Unreadable, with the reason in Chinese, for bytes that are no page or beyond our limits.
    """
    if not capture.parts:
        return read_page(capture, rules, wanted)
    return join([read_page(part, rules) for part in (capture, *capture.parts)])


def read_page(capture: Capture, rules: Sequence[PageRules], wanted: Wanted | None = None) -> Reading:
    """One page alone, see `read`."""
    began = time.process_time()
    kinds.refuse_other_files(capture)
    page = page_of(capture, rules)
    kind, status = kinds.kind_of(page)
    if kinds.has_no_words(page, kind) and (wordless := without_words(page, kind)):
        page, kind, status = wordless, wordless.kind, Status.OK
    text = page.text if kind in kinds.WITH_TEXT else ""
    if kind not in kinds.WITH_TEXT or (wanted and text and not wanted(page.title, text)):
        return Reading(kind=kind, status=status, title=page.title, body=text, seconds=time.process_time() - began, provenance=dict(page.provenance))
    published = page.published
    return Reading(
        kind=kind,
        status=status,
        title=page.title,
        subtitle=page.subtitle,
        lead_title=page.lead_title,
        original_title=page.original_title,
        page_no=page.page_no,
        page_name=page.page_name,
        published=published.when if published else None,
        published_precision=published.precision if published else Precision.NONE,
        origin=page.origin,
        reporters=page.reporters,
        correspondents=page.correspondents,
        photographers=page.photographers,
        editors=page.editors,
        account=page.account,
        column=page.column,
        body=text,
        images=page.images,
        attachments=page.attachments,
        next_page=next_page(page) if kind in TEXTS else "",
        counts=page.counts,
        at_least=floors(page.counted),
        seconds=time.process_time() - began,
        provenance={field: page.provenance[field] for field in FIELDS if field in page.provenance},
    )


def next_part(capture: Capture) -> str:
    """The address of the page that goes on with an article, "" where none does, or nothing can be read: the line says so, with the reason."""
    try:
        decoded = decode(capture)
        named = next_page(Evidence(capture, decoded, Tree(decoded.text)))
        return named if named and read_page(capture, (), lambda *_: False).kind in TEXTS else ""  # a list names a next page too
    except Unreadable:
        return ""


def as_row(reading: Reading) -> dict[str, object]:
    """The reading as `jianbao read` prints it: plain values, times in ISO form with their offset, absent ones null."""
    row = asdict(reading)
    row["published"] = reading.published.isoformat() if reading.published else None
    for name, value in row.items():
        if isinstance(value, tuple):
            row[name] = list(value)
    row["seconds"] = round(reading.seconds, 6)
    return row
