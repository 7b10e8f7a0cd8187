"""The markup of a list without its text: when it changes, the site was rebuilt, though rows may still be found."""

from collections import Counter
from hashlib import blake2b
from itertools import islice

from lxml.etree import _Element as Element

from crawler.discover import rows
from crawler.discover.found import Found
from crawler.discover.list import base_of
from crawler.pages.decode import decode
from model.capture import Capture

LINKS = 200  # that are looked at


def template(capture: Capture, found: Found) -> str:
    """A fingerprint of the place in which a page's rows stand: the elements around them, with the classes of those that hold several rows.

    "" for what is no HTML page, or has no rows. Rows may be added, marked as new or moved without changing it.
    """
    doc = rows.parse(decode(capture).text) if found.rows and capture.body.lstrip()[:1] == b"<" else None
    if doc is None or doc.tag != "html":
        return ""
    base, listed = base_of(doc, capture.url), {row.url for row in found.rows}
    anchors = list(islice((anchor for anchor in doc.iter("a", "area") if rows.target(anchor, base) in listed), LINKS))
    held = Counter(element for anchor in anchors for element in anchor.iterancestors())
    places = Counter(place(anchor, held, len(anchors)) for anchor in anchors)
    return blake2b(places.most_common(1)[0][0].encode(), digest_size=12).hexdigest() if places else ""


def place(anchor: Element, held: Counter[Element], rows_: int) -> str:
    """The elements from a link outwards. What one row alone has, its class for instance (odd, new), says nothing of the others."""
    names = []
    for element in anchor.iterancestors():
        shared = held[element] * 2 > rows_
        names.append(f"{element.tag}.{element.get('class') or ''}#{element.get('id') or ''}" if shared and rows_ > 1 else str(element.tag))
    return " ".join(names)
