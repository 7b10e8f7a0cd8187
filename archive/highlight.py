"""Highlighting: where an expression is found in a text as published, whatever engine found the article."""

import re
from collections import Counter
from itertools import islice
from typing import NamedTuple

import numpy as np

from archive.folding import UNSPACED, WORD, codes_of, fold, kinds, text_of
from model.query import Expression, phrases

MOST_HITS = 500  # of one phrase in one text: further ones are not marked
SENTENCE_ENDS = "。！？；!?;"

# A word must not be part of a longer one: beside it may only be a blank or Han.
BESIDE = " " + "".join(f"{chr(first)}-{chr(last)}" for first, last in (*UNSPACED, (0x20000, 0x3FFFF)))


class Piece(NamedTuple):
    """A stretch of the original text."""

    text: str
    is_hit: bool


class Hit(NamedTuple):
    """Characters `start` up to, not including, `end`, where the expression's phrase of that number stands."""

    start: int
    end: int
    phrase: int


def mark(text: str, expression: Expression | None) -> list[Piece]:
    """The whole text in pieces, in order; joined they are the text again."""
    return _pieces(text, find(text, expression), 0, len(text))


def snippets(text: str, expression: Expression | None, length: int = 120) -> list[list[Piece]]:
    """The most telling parts of a text, in order, together about `length` characters; its beginning if nothing is found.

    One part around the densest hits, or two of half the length where one cannot show every phrase. Line ends are blanks.
    """
    text = text.replace("\n", " ").strip()
    hits = find(text, expression)
    if not hits:
        return [[Piece(text[:length], False)]] if text else []
    windows = _windows(text, hits, length, 1)
    if _unseen(hits, windows):
        windows = _windows(text, hits, length // 2, 2)
    return [_pieces(text, hits, start, end) for start, end in windows]


def find(text: str, expression: Expression | None) -> list[Hit]:
    """Every place of every phrase that is not excluded, in order."""
    if expression is None:
        return []
    spaced = _spaced(text)
    hits: list[Hit] = []
    for number, wanted in enumerate(phrases(expression)):
        if pattern := _pattern(wanted.text):
            hits += (Hit(*match.span(), number) for match in islice(pattern.finditer(spaced), MOST_HITS))
    return sorted(hits)


def _spaced(text: str) -> str:
    """The folded text with a blank in place of every mark, character for character."""
    codes = codes_of(fold(text))
    return text_of(np.where(kinds(codes) >= WORD, codes, codes.dtype.type(ord(" "))))


def _pattern(wanted: str) -> re.Pattern[str] | None:
    """Finds what archive.index.tokens.needle finds, in a spaced text."""
    parts = _spaced(wanted).split()
    if not parts:
        return None
    kind = kinds(codes_of(parts[0] + parts[-1]))
    before = f"(?<![^{BESIDE}])" if kind[0] == WORD else ""
    after = f"(?![^{BESIDE}])" if kind[-1] == WORD else ""
    return re.compile(before + " +".join(map(re.escape, parts)) + after)


def _windows(text: str, hits: list[Hit], length: int, most: int) -> list[tuple[int, int]]:
    """Up to `most` stretches of about `length` characters, each with as many phrases as possible that those before do not show."""
    windows: list[tuple[int, int]] = []
    left = hits
    while left and len(windows) < most:
        windows.append(_around(text, _densest(left, length), length))
        left = _unseen(hits, windows)
    windows.sort()
    if len(windows) == 2 and windows[1][0] <= windows[0][1]:
        return [(windows[0][0], max(windows[0][1], windows[1][1]))]
    return windows


def _densest(hits: list[Hit], length: int) -> tuple[int, int]:
    """From the first to the last of those hits that show most phrases, then most places, within `length` characters."""
    best, place = (0, 0), (hits[0].start, hits[0].end)
    inside: Counter[int] = Counter()
    first = 0
    for last, hit in enumerate(hits):
        inside[hit.phrase] += 1
        while first < last and hit.end - hits[first].start > length:
            inside[hits[first].phrase] -= 1
            first += 1
        worth = (sum(count > 0 for count in inside.values()), last - first + 1)
        if worth > best:
            best, place = worth, (hits[first].start, hit.end)
    return place


def _around(text: str, place: tuple[int, int], length: int) -> tuple[int, int]:
    """A stretch with the place in it, from the beginning of its sentence if that is near."""
    spare = max(0, length - (place[1] - place[0]))
    earliest = max(0, place[0] - spare)
    sentence = max(text.rfind(sign, earliest, place[0]) for sign in SENTENCE_ENDS) + 1
    start = sentence or (0 if earliest == 0 else place[0] - spare // 3)
    end = min(len(text), max(place[1], start + length))
    return max(0, min(start, end - length)), end


def _unseen(hits: list[Hit], windows: list[tuple[int, int]]) -> list[Hit]:
    seen = {hit.phrase for hit in hits for start, end in windows if start <= hit.start and hit.end <= end}
    return [hit for hit in hits if hit.phrase not in seen]


def _pieces(text: str, hits: list[Hit], start: int, end: int) -> list[Piece]:
    pieces = []
    place = start
    for hit in hits:
        first, last = max(place, hit.start), min(hit.end, end)
        if first < last:
            if place < first:
                pieces.append(Piece(text[place:first], False))
            if pieces and pieces[-1].is_hit and place == first:
                first -= len(pieces.pop().text)
            pieces.append(Piece(text[first:last], True))
            place = last
    if place < end:
        pieces.append(Piece(text[place:end], False))
    return pieces
