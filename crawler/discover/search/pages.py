"""What the result pages of general search engines have in common: a block a result, its link often wrapped."""

from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from lxml.etree import _Element as Element

from crawler.discover import paging, rows
from crawler.discover.found import Next
from crawler.discover.list import base_of
from crawler.discover.search.reply import Reply

INNER = ("h5_url", "url", "target", "u")  # parameters in which counting links carry the real address
LAYERS = 4


def blocks(doc: Element | None, selector: str) -> Iterator[Element]:
    if doc is not None:
        yield from rows.chosen(doc, selector)


def unwrapped(url: str) -> str:
    """The address that a link leads to in the end, where it carries it with it."""
    for _ in range(LAYERS):
        fields = parse_qs(urlsplit(url).query)
        inner = next((value for name in INNER for value in fields.get(name, ()) if value.startswith(("http://", "https://", "http%3A", "https%3A"))), "")
        if not inner:
            break
        url = unquote(inner) if "://" not in inner[:10] else inner
    return url


def onward(doc: Element, reply: Reply) -> Next | None:
    following = paging.linked(doc, base_of(doc, urljoin(reply.url, urlsplit(reply.url).path)))
    return Next(following) if following else None
