"""Text from outside made fit for every writer."""

import re

# Controls, surrogates, noncharacters and the byte order mark break XML; bidi overrides let a title rearrange its neighbours.
UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)


# Marks heaped on one letter run over the lines above and below.
HEAPED = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{2})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def clean(text: str) -> str:
    """Without characters that have no shape or no place in a document, and no letter with more than two marks; line ends and tabs become spaces."""
    if HEAPED.search(text):
        text = HEAPED.sub(r"\1", text)
    if not UNPRINTABLE.search(text):  # a hundred thousand titles, hardly one of which has any
        return text
    return UNPRINTABLE.sub("", re.sub(r"[\t\r\n]+", " ", text))
