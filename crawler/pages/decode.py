"""Bytes to text: byte order mark, header, meta, then a guess; a declaration that turns out wrong is not believed."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup
from collections.abc import Iterator
from dataclasses import dataclass

from model.capture import Capture

HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
META = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
HEAD = 4096  # bytes in which a page declares its charset
TOLERATED = 0.001  # share of characters that could not be decoded
DEFAULT = "cp1252"  # what servers and templates name when nobody told them
CHINESE = 0.06  # share of the Han characters of a text that are common ones, from which on it is Chinese; by chance it is 0.004
MARKS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
# gb2312 on a page means whatever the editor's Windows could type; latin-1 on a Chinese page is a server's default.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs", "iso8859-1": DEFAULT, "ascii": "utf-8"}
RARE = re.compile("[\u0400-\u04ff\u0370-\u03ff\ue000-\uf8ff\uff61-\uff9f]")  # what GB bytes look like as Big5 and the other way round
HAN = re.compile("[\u4e00-\u9fff]")
COMMON = re.compile("[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年動工也能下過子說產種面而方後多定行學法所民得經]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, the charset that gave it, and the share of characters that were lost on the way."""

    text: str
    charset: str
    lost: float


def decode(capture: Capture) -> Decoded:
    """The first candidate that loses next to nothing, else the one that loses least."""
    best: Decoded | None = None
    for charset in candidates(capture):
        text = capture.body.decode(charset, "replace")
        decoded = Decoded(text, charset, text.count("\ufffd") / (len(text) or 1))
        if decoded.lost <= TOLERATED:
            return decoded
        if best is None or decoded.lost < best.lost:
            best = decoded
    assert best is not None  # candidates() never ends without utf-8
    return best


def candidates(capture: Capture) -> Iterator[str]:
    """Python's names of the charsets worth trying, the most believable first."""
    body = capture.body
    for mark, charset in MARKS:
        if body.startswith(mark):
            yield charset
    if body[:64].count(b"\x00") > 16:  # UTF-16 without a mark: every other byte of the markup is zero
        yield "utf-16-le" if body[1:2] == b"\x00" else "utf-16-be"
    told: list[str] = []
    if declared := HEADER.search(capture.header("content-type")):
        told += known(declared[1])
    if written := META.search(body[:HEAD]):
        told += known(written[1].decode("ascii"))
    yield from (charset for charset in told if charset != DEFAULT)
    yield "utf-8"
    guesses = sorted(("gb18030", "big5hkscs"), key=lambda charset: -naturalness(body, charset))
    if DEFAULT in told and not is_chinese(body, guesses[0]):
        yield DEFAULT  # which can say anything, so that nothing after it would be tried
    yield from guesses


def known(name: str) -> Iterator[str]:
    """The charset to use for a declared name; nothing for a name that nobody knows or that is no charset of text."""
    try:
        codec = lookup(name)
    except (LookupError, ValueError):
        return
    if codec._is_text_encoding:
        yield WIDER.get(codec.name, codec.name)


def naturalness(body: bytes, charset: str) -> float:
    """How much a decoded sample looks like Chinese: common characters for it, stray alphabets and losses against it."""
    sample = body[: 1 << 16].decode(charset, "replace")
    return len(COMMON.findall(sample)) - 3 * len(RARE.findall(sample)) - 5 * sample.count("\ufffd")


def is_chinese(body: bytes, charset: str) -> bool:
    """Whether a charset makes Chinese of a page, and not rare characters of another alphabet's letters."""
    sample = body[: 1 << 16].decode(charset, "replace")
    return len(COMMON.findall(sample)) > CHINESE * max(len(HAN.findall(sample)), 30)
