"""The comparing fold: a text as it is compared, without what differs between two prints of it for reasons of print."""

import re
from collections.abc import Iterator

from archive.folding import WORD, codes_of, fold, kinds, text_of
from pipelines.reprints.words import AGENCY, COLUMN, FURNITURE, FURNITURE_LENGTH, ITEM, SITE, STAMP

LINK = re.compile(r"\[[^\[\]\n]{0,12}\]\s*\([^()\n]{0,200}\)|(?:https?|www)[:.][\w./:?=&%#~+\-]*", re.ASCII | re.IGNORECASE)
OPENING_LINES, CLOSING_LINES = 5, 12  # where furniture is looked for

DIGITS = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0", "两": "2"}
SCALES = {"十": 10, "百": 100, "千": 1000}
NUMERAL = re.compile(
    r"(?<=[第之])[零〇一二三四五六七八九十百千]+(?!分)|[零〇○一二三四五六七八九]{2,}(?=年)|[零〇一二三四五六七八九十百千两]+(?=[年月日号届期批次])"
    r"|[一二三四五六七八九]?[十百千][零一二三四五六七八九十百千]+|[二三四五六七八九]十"
)
# A pattern that begins with a character, rather than with what stands before one, is tried only where that stands.
NUMERALS = re.compile(r"[零〇○一二三四五六七八九十百千两]+")  # all that NUMERAL finds lies in one of these
THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
BETWEEN = re.compile(r"(\d)\s*[^\w\s.]\s*(?=\d)")
ZEROS = re.compile(r"0(?<![\d.]0)0*(?=[1-9]\d*[年月日时分])")

SEPARATOR = "|"  # stays between the numbers of 3、5 and 2026-10-01, which are not 35 and 20261001
MARK = "\ue0ff"  # of the private use area: stands where an item begins while the text is made plain
SHORTEST_HEAD = 6  # characters; a headline that would be shorter without its column keeps it


def plain_text(body: str) -> tuple[str, list[int]]:
    """The body without the page around it, agency lines, links, blanks and punctuation; folded, numerals as digits.

    With it the places where an item of a list begins.
    """
    parts = _bare("".join(text_lines(body))).split(MARK)
    places, reached = [], len(parts[0])
    for part in parts[1:]:
        places.append(reached)
        reached += len(part)
    return "".join(parts), places


def plain_title(title: str) -> str:
    """The headline in the same way, without the names of columns and sites."""
    folded = fold(title)
    short = SITE.sub("", COLUMN.sub("", folded, count=1))
    return _bare(short if len(short) >= SHORTEST_HEAD else folded)


def text_lines(body: str) -> list[str]:
    """The lines that are text, folded; MARK in place of an item's number. Everything where nothing would be left."""
    lines = [line for line in map(_without_links, folded_lines(body.replace(MARK, ""))) if line.strip()]
    last = len(lines) - CLOSING_LINES
    kept = [line for place, line in enumerate(lines) if OPENING_LINES <= place < last or not furniture(line)] or lines
    for place, line in enumerate(kept):
        if item := ITEM.match(line):
            kept[place] = MARK + AGENCY.sub("", line[item.end() :], count=1)
        elif place < OPENING_LINES:
            kept[place] = AGENCY.sub("", line, count=1)
    return kept


def _without_links(line: str) -> str:
    return LINK.sub("", line) if "[" in line or "http" in line or "www" in line else line


def furniture(line: str) -> bool:
    """Whether a folded line belongs to the page, not to the text."""
    return len(line) <= FURNITURE_LENGTH and (FURNITURE.match(line) or STAMP.match(line)) is not None


def folded_lines(body: str) -> list[str]:
    """The lines of the body, each in simplified characters and half width."""
    folded, lines, at = fold(body), [], 0
    for line in body.split("\n"):
        lines.append(folded[at : at + len(line)])
        at += len(line) + 1
    return lines


def _bare(text: str) -> str:
    text = "".join(_counted(text))
    text = BETWEEN.sub(rf"\1{SEPARATOR}", THOUSANDS.sub("", text.replace(SEPARATOR, " ")))
    codes = codes_of(ZEROS.sub("", text))
    return text_of(codes[(kinds(codes) >= WORD) | (codes == ord(SEPARATOR))])


def _counted(text: str) -> Iterator[str]:
    """The text in pieces, numerals as digits."""
    done = 0
    for run in NUMERALS.finditer(text):
        for match in NUMERAL.finditer(text, run.start(), run.end() + 1):
            yield text[done : match.start()]
            yield _value(match[0])
            done = match.end()
    yield text[done:]


def _value(numeral: str) -> str:
    """二〇二六 is 2026, 二十五 is 25, 一百零三 is 103."""
    if SCALES.keys().isdisjoint(numeral):
        return "".join(DIGITS[char] for char in numeral)
    total, digit = 0, 0
    for char in numeral:
        if scale := SCALES.get(char):
            total, digit = total + (digit or 1) * scale, 0
        else:
            digit = int(DIGITS[char])
    return str(total + digit)
