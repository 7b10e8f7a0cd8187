"""Relative addresses made absolute: urljoin, without its cost for the plain ones, of which a list page has hundreds."""

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

# What joining leaves as it is: no dot segments, no doubled slashes, no parameters, no empty query.
NAME = r"[\w%~-][\w%~.-]*"
PLAIN = re.compile(rf"(?:https?://[\w.-]+(?::\d+)?/|/|\./)?(?:{NAME}(?:/{NAME})*/?)?(?:\?[\w%~.&=+/-]+)?", re.ASCII)


def joined(base: str, href: str) -> str:
    """The address that `href` means on the page `base`. Raises ValueError as urljoin does."""
    root, folder = places(base)
    if not (root and href and PLAIN.fullmatch(href)) or href[0] == "?":
        return urljoin(base, href)
    if href[0] == "/":
        return root + href
    return href if href.startswith(("http://", "https://")) else folder + href.removeprefix("./")


@lru_cache(maxsize=64)
def places(base: str) -> tuple[str, str]:
    """The beginning of the addresses of a page's site, and that of its folder; two empty strings where joining is more than putting behind one another."""
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.netloc or "//" in parts.path or "/." in parts.path or ";" in parts.path:
        return "", ""
    root = f"{parts.scheme}://{parts.netloc}"
    return root, f"{root}{parts.path.rpartition('/')[0]}/"
