"""Articles that are cut into several pages: where the next part is, and one reading of all of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urljoin, urlsplit

from model.capture import Capture
from model.reading import PageKind, Reading

if TYPE_CHECKING:
    from crawler.pages.evidence import Evidence

MOST = 30  # parts; a higher number in an address is no part's
NEXT = re.compile(r"^\W*(?:下一?页|下頁|下一頁|后一页|下一节|next(?: page)?)\W*$", re.IGNORECASE)
NUMBER = re.compile(r"^\W*\d{1,2}\W*$")
PART = re.compile(r"^(?P<stem>.+?)(?:(?P<mark>[_-])(?P<n>\d{1,2}))?(?P<end>\.\w{2,6})?$")
BEHIND = re.compile(rb"[_-]\d{1,2}\b")
PARAMETERS = frozenset(("page", "p", "pn", "pageno", "page_no", "pageindex"))
PAGER = re.compile(r"createPageHTML\(\s*(?P<count>\d{1,3})\s*,\s*(?P<at>\d{1,3})\s*,\s*[\"'](?P<stem>[\w./-]{1,120})[\"']\s*,\s*[\"'](?P<end>\w{2,6})[\"']")
SCRIPTED = b"createPageHTML("
PAGED = re.compile(rb"\?(?:[^\"'<>\s?]{0,300}[&;])?(?:page|p|pn|pageno|page_no|pageindex)=\d", re.IGNORECASE)
NAMED_PAGER = re.compile(
    r"createPageHTML\(\s*[\"'][\w-]{1,40}[\"']\s*,\s*(?P<count>\d{1,3})\s*,\s*(?P<at>\d{1,3})\s*,\s*[\"'](?P<stem>[\w./-]{1,120})[\"']\s*,\s*[\"'](?P<end>\w{2,6})[\"']"
)
TEXTS = frozenset((PageKind.ARTICLE, PageKind.NOTICE, PageKind.GALLERY))


def next_page(page: "Evidence") -> str:
    """The absolute address of the part that follows, "" where none does. Its number is always one higher, so that following never ends in a circle."""
    if not may_follow(page.capture):
        return ""
    return next((address for address in candidates(page) if follows(page.capture.url, address)), "")


def may_follow(capture: Capture) -> bool:
    """Whether an address in a page's bytes could be its next part's: told without parsing, for most articles are one page."""
    name = PART.match(urlsplit(capture.url).path.rpartition("/")[2])
    return (name is not None and names_part(name["stem"].encode(), capture.body)) or SCRIPTED in capture.body or PAGED.search(capture.body) is not None


def names_part(stem: bytes, body: bytes) -> bool:
    """Whether a page's bytes hold the stem of its name with a number behind it."""
    at = body.find(stem)  # a pattern of each page's own would take longer to make than to use
    while at >= 0:
        if BEHIND.match(body, at + len(stem)):
            return True
        at = body.find(stem, at + 1)
    return False


def candidates(page: "Evidence") -> Iterator[str]:
    """Addresses that may be the next part's: of the pager's script, of links called 下一页, of links that are numbers."""
    for pattern, first in ((PAGER, 0), (NAMED_PAGER, 1)):
        for call in pattern.finditer(page.decoded.text):
            following = int(call["at"]) + 1
            if following - first < int(call["count"]):
                yield urljoin(page.capture.url, f"{call['stem']}_{following}.{call['end']}")
    tree = page.tree
    name = PART.match(urlsplit(page.capture.url).path.rpartition("/")[2])
    stem = name["stem"] if name else ""
    links = [
        (tree.text(entry).strip(), href)
        for entry in tree.named("a")
        if (href := tree.attributes[entry].get("href")) and (stem in href or "?" in href)  # no other one can follow
    ]
    for called in (NEXT.match, NUMBER.match):
        for text, href in links:
            if len(text) < 16 and called(text):
                yield joined(page.base, href)


def joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:  # an address that is none
        return ""


def follows(one: str, other: str) -> bool:
    """Whether the second address is the first one's with the next number: a.html → a_2.html → a_3.html, ?page=2 → ?page=3."""
    here, there = urlsplit(one), urlsplit(other)
    if here.netloc != there.netloc:
        return False
    if here.path == there.path:
        return numbered(here.query) == (numbered(there.query)[0], numbered(there.query)[1] - 1)
    if here.query != there.query:
        return False
    (folder, _, name), (other_folder, _, other_name) = here.path.rpartition("/"), there.path.rpartition("/")
    mine, its = PART.match(name), PART.match(other_name)
    if folder != other_folder or not mine or not its or not its["n"] or mine["end"] != its["end"]:
        return False
    number = int(its["n"])
    if its["stem"] == mine["stem"] + (f"{mine['mark']}{mine['n']}" if mine["n"] else ""):
        return number in (1, 2)  # the first part has no number; TRS calls the second 1, others 2
    return mine["n"] is not None and its["stem"] == mine["stem"] and number == int(mine["n"]) + 1 <= MOST


def numbered(query: str) -> tuple[frozenset[tuple[str, str]], int]:
    """A query's other values, and its page number; 1 where it names none."""
    values = parse_qsl(query, keep_blank_values=True)
    numbers = [int(value) for name, value in values if name.lower() in PARAMETERS and value.isdigit() and len(value) < 4]
    return frozenset((name, value) for name, value in values if name.lower() not in PARAMETERS), numbers[0] if numbers else 1


def join(readings: Sequence[Reading]) -> Reading:
    """One reading of the parts of an article in their order: the first one's fields, everybody's text, pictures, files and names.

    Parts that are no text, or that repeat an earlier one, are left out. At least one reading must be given.
    """
    first, *rest = readings
    parts = [first]
    for reading in rest:
        if reading.kind in TEXTS and reading.body and all(reading.body != part.body for part in parts):
            parts.append(reading)
    return replace(
        first,
        body="\n".join(part.body for part in parts if part.body),
        images=once(address for part in parts for address in part.images),
        attachments=once(address for part in parts for address in part.attachments),
        reporters=once(name for part in parts for name in part.reporters),
        correspondents=once(name for part in parts for name in part.correspondents),
        photographers=once(name for part in parts for name in part.photographers),
        editors=once(name for part in parts for name in part.editors),
        seconds=sum(reading.seconds for reading in readings),
        next_page=parts[-1].next_page,
    )


def once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
