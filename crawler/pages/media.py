"""Pictures and files of a passage."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from crawler.pages.body import Passage
from crawler.pages.furniture import is_bar
from crawler.pages.lines import Line
from crawler.pages.tree import Attributes, Tree

SOURCES = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-url", "data-echo", "original", "_src", "src")
ORNAMENT = re.compile(
    r"(?:^|[/_.-])(?:icon|logo|qr|qrcode|erweima|ewm|blank|spacer|pixel|loading|grey|gray|share|weixin|wechat|weibo|btn|button|arrow|dot|line|end)s?(?:[/_.\d-]|$)",
    re.IGNORECASE,
)
FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|csv)$", re.IGNORECASE)
SMALLEST = 32  # pixels; smaller pictures are marks
CAPTIONED = re.compile("二维码|扫一扫|扫码|公众号|客户端|logo", re.IGNORECASE)  # what a picture's own words say of an ornament
HEADLINE = 30.0  # weight of a line before a text, a picture above which belongs to something else
FOLLOWED = 12  # lines after the text from which on they are another part of the page, with pictures of its own


def images(tree: Tree, lines: Sequence[Line], passage: Passage, foreign: Sequence[tuple[int, int]], base: str) -> Iterator[str]:
    """Absolute addresses of the pictures of a passage in order, ornaments and side matter left out."""
    begin, end = reach(tree, lines, passage)
    for entry in tree.between(begin, end, "img"):
        if any(begin < first <= entry < last for first, last in foreign):
            continue
        if (address := picture(tree.attributes[entry])) and (absolute := address_of(address, base)):
            yield absolute


def picture(attributes: Attributes) -> str:
    """The address of a picture that is a part of the article, else ""."""
    if any(0 < pixels(attributes.get(side)) < SMALLEST for side in ("width", "height")):
        return ""
    if any(CAPTIONED.search(attributes.get(words) or "") for words in ("alt", "title")):
        return ""
    address = next((value.strip() for name in SOURCES if (value := attributes.get(name)) and not value.startswith("data:")), "")
    return "" if ORNAMENT.search(urlsplit_path(address)) else address


def pixels(size: str | None) -> int:
    digits = re.match(r"\s*(\d{1,5})", size or "")
    return int(digits[1]) if digits and "%" not in (size or "") else 0


def urlsplit_path(address: str) -> str:
    return address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]


def attachments(tree: Tree, passage: Passage, base: str) -> Iterator[str]:
    """Absolute addresses of the files that a passage's element links to."""
    seen = set()
    for entry in tree.within(passage.root, "a") if passage and passage.root >= 0 else ():
        href = tree.attributes[entry].get("href")
        if href and FILES.search(urlsplit_path(href)) and (absolute := address_of(href, base)) and absolute not in seen:
            seen.add(absolute)
            yield absolute


def address_of(address: str, base: str) -> str:
    """An absolute http address, "" for anything else."""
    try:
        absolute = urljoin(base, address)
        return absolute if urlsplit(absolute).scheme in ("http", "https", "") and absolute else ""
    except ValueError:  # an address that is none: [, bad port
        return ""


def reach(tree: Tree, lines: Sequence[Line], passage: Passage) -> tuple[int, int]:
    """The entries between the last line before a passage and the end of its element: pictures may open and close a text."""
    if not passage or passage.root < 0:
        return 0, 0
    root, stop = passage.root, tree.ends[passage.root]
    first, last = passage.lines[0].start, passage.lines[-1].end
    begin = max((line.end for line in lines if root <= line.start < first and (is_bar(line.words) or line.own >= HEADLINE)), default=root)
    after = [line.start for line in lines if last <= line.start < stop]
    return begin, after[0] if len(after) > FOLLOWED else stop
