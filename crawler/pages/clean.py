"""What is taken out of a text so that it stays as published and can do no harm in a document, a log or a database."""

import re
from functools import lru_cache

TEXT_LIMIT = 500_000  # characters of a body
TITLE_LIMIT = 500

# C0 without TAB and LF, C1, soft hyphen, zero width, bidi marks and overrides, BOM, lone surrogates, noncharacters.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
SPACES = re.compile("[ \t\r\n\f\v\u2028\u2029\x85]+")
EDGES = " \t\r\n\f\v\u00a0\u3000\u2002\u2003\u2009"
HEADLINE = 200  # characters of the longest text whose key is remembered
DISTINCT = re.compile(r"[\W_]+")


def visible(text: str) -> str:
    """The text without characters that nobody sees."""
    return text if text.isprintable() else INVISIBLE.sub("", text)


def line(text: str) -> str:
    """One line as a browser shows it: white space run together, the indent (　　) off, nothing invisible."""
    if text.isprintable() and "  " not in text:  # most lines: neither controls nor line feeds
        return text.strip(EDGES)
    return INVISIBLE.sub("", SPACES.sub(" ", text)).strip(EDGES)


def title(text: str) -> str:
    """A headline of at most TITLE_LIMIT characters, cut with a mark."""
    text = line(text)
    return text if len(text) <= TITLE_LIMIT else text[: TITLE_LIMIT - 1] + "…"


def key(text: str) -> str:
    """What two spellings of one headline share: no punctuation, no spaces, one case."""
    return known_key(text) if len(text) <= HEADLINE else DISTINCT.sub("", text).lower()


@lru_cache(maxsize=4096)  # the pages of a site share their lines
def known_key(text: str) -> str:
    return DISTINCT.sub("", text).lower()
