"""Pictures and files of a passage."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from crawler.pages.body import Passage
from crawler.pages.tree import Attributes, Tree

SOURCES = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-url", "data-echo", "original", "_src", "src")
ORNAMENT = re.compile(
    r"(?:^|[/_.-])(?:icon|logo|qr|qrcode|erweima|ewm|blank|spacer|pixel|loading|grey|gray|share|weixin|wechat|weibo|btn|button|arrow|dot|line|end)s?(?:[/_.\d-]|$)",
    re.IGNORECASE,
)
FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|csv)$", re.IGNORECASE)
SMALLEST = 32  # pixels; smaller pictures are marks
MOST = 500


def images(tree: Tree, passage: Passage, base: str) -> Iterator[str]:
    """Absolute addresses of the pictures between the first and the last line of a passage, ornaments left out."""
    begin, end = reach(tree, passage)
    for entry in range(begin, end):
        if tree.tags[entry] == "img" and (address := picture(tree.attributes[entry])):
            absolute = address_of(address, base)
            if absolute:
                yield absolute


def picture(attributes: Attributes) -> str:
    """The address of a picture that is a part of the article, else ""."""
    if any(0 < pixels(attributes.get(side)) < SMALLEST for side in ("width", "height")):
        return ""
    address = next((value.strip() for name in SOURCES if (value := attributes.get(name)) and not value.startswith("data:")), "")
    return "" if ORNAMENT.search(urlsplit_path(address)) else address


def pixels(size: str | None) -> int:
    digits = re.match(r"\s*(\d{1,5})", size or "")
    return int(digits[1]) if digits and "%" not in (size or "") else 0


def urlsplit_path(address: str) -> str:
    return address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]


def attachments(tree: Tree, passage: Passage, base: str) -> Iterator[str]:
    """Absolute addresses of the files that a passage links to."""
    begin, end = reach(tree, passage)
    seen = set()
    for entry in range(begin, end):
        href = tree.attributes[entry].get("href") if tree.tags[entry] == "a" else None
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


def reach(tree: Tree, passage: Passage) -> tuple[int, int]:
    """The entries of the tree from the passage's root, which pictures before the first line and after the last belong to."""
    return (passage.root, tree.ends[passage.root]) if passage and passage.root < len(tree.ends) else (0, 0)
