"""Alignment: which stretches of two texts are the same, and how they differ inside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

import numpy as np

from pipelines.reprints.shingles import SIZE, Hashes, Places

GAP = 45  # characters between two shared shingles of one block
SHIFT = 14  # characters that one side has more than the other between them
SHORTEST = 18  # characters of a block
DENSITY = 0.2  # share of its shingles that are shared
EDGE = 40  # characters at the beginning and end of both texts that are compared although no block holds them

Block = tuple[int, int, int, int]  # (begin, end) in the first text, (begin, end) in the second
TOKEN = re.compile(r"\d+(?:\.\d+)?|[a-z]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in the one text where something else stands in the other; either may be empty."""

    a: tuple[int, int]  # places in the first text
    b: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts side by side."""

    blocks: tuple[Block, ...]
    shared: tuple[tuple[Places, Places], ...]  # of each block, the places of its shared shingles
    matched: tuple[int, int]  # characters inside blocks, of either side


class Text(Protocol):
    """What is aligned: characters, and the shingles among them."""

    @property
    def text(self) -> str: ...

    @property
    def firsts(self) -> tuple[Hashes, Places]:
        """Its shingles in the order of their numbers, each with the place where it stands first."""


def align(a: Text, b: Text) -> Alignment:
    """The stretches of two texts that are the same, in the order of the first."""
    i, j = _shared(a, b)
    chains = [(i[first : last + 1], j[first : last + 1]) for first, last in _chains(i, j) if _is_block(i, j, first, last)]
    blocks = tuple((int(i[0]), int(i[-1]) + SIZE, int(j[0]), int(j[-1]) + SIZE) for i, j in chains)
    return Alignment(blocks, tuple(chains), (_length(blocks, 0), _length(blocks, 2)))


def edits(a: Text, b: Text, found: Alignment) -> list[Edit]:
    """How the texts differ inside the blocks, and at their beginnings and ends where little is left there."""
    inside = [edit for i, j in found.shared for edit in inner_edits(a.text, b.text, i, j)]
    return inside + list(_edges(a.text, b.text, found.blocks)) if found.blocks else inside


def _shared(a: Text, b: Text) -> tuple[Places, Places]:
    """Where each shingle that stands in both texts stands first, in the order of the first text.

    A phrase whose first place in the one is far from that in the other would cut a block in two: such pairs are left out.
    """
    hashes_a, places_a = a.firsts
    hashes_b, places_b = b.firsts
    if not hashes_a.size or not hashes_b.size:
        return np.empty(0, np.intp), np.empty(0, np.intp)
    at = np.minimum(np.searchsorted(hashes_b, hashes_a), hashes_b.size - 1)
    same = hashes_b[at] == hashes_a
    i, j = places_a[same], places_b[at[same]]
    order = np.argsort(i)
    i, j = i[order], j[order]
    stray = np.zeros(i.size, np.bool_)
    for first, last in _chains(i, j):
        stray[first : last + 1] = not _is_block(i, j, first, last)
    return i[~stray], j[~stray]


def _chains(i: Places, j: Places) -> Iterator[tuple[int, int]]:
    """Runs of shared shingles that follow each other in both texts: indexes of the first and the last."""
    if not i.size:
        return
    step_i, step_j = np.diff(i), np.diff(j)
    cuts = np.flatnonzero((step_i > GAP) | (step_j > GAP + SHIFT) | (step_j <= 0) | (np.abs(step_j - step_i) > SHIFT))
    first = 0
    for cut in [*cuts.tolist(), i.size - 1]:
        yield first, cut
        first = cut + 1


def _is_block(i: Places, j: Places, first: int, last: int) -> bool:
    length = int(min(i[last] - i[first], j[last] - j[first])) + SIZE
    return length >= SHORTEST and last - first + 1 >= DENSITY * (length - SIZE + 1)


def inner_edits(a: str, b: str, i: Places, j: Places) -> list[Edit]:
    """The edits inside one block, between its shared shingles."""
    return list(_between(a, b, i, j))


def _between(a: str, b: str, i: Places, j: Places) -> Iterator[Edit]:
    step_i, step_j = np.diff(i), np.diff(j)
    for at in np.flatnonzero((step_i != step_j) | (step_i > SIZE)).tolist():
        begin_a, begin_b = int(i[at]) + SIZE, int(j[at]) + SIZE
        end_a, end_b = int(i[at + 1]), int(j[at + 1])
        back = max(0, begin_a - end_a, begin_b - end_b)
        yield from refine(a, b, (begin_a - back, end_a), (begin_b - back, end_b))


def _edges(a: str, b: str, blocks: Sequence[Block]) -> Iterator[Edit]:
    """The edits before the first block and after the last, where both texts have only a little there."""
    first, last = blocks[0], blocks[-1]
    if 0 < first[0] <= EDGE and 0 < first[2] <= EDGE:
        yield from refine(a, b, (0, first[0]), (0, first[2]))
    if 0 < len(a) - last[1] <= EDGE and 0 < len(b) - last[3] <= EDGE:
        yield from refine(a, b, (last[1], len(a)), (last[3], len(b)))


def refine(a: str, b: str, part_a: tuple[int, int], part_b: tuple[int, int]) -> Iterator[Edit]:
    """The edits between two stretches, numbers as wholes."""
    (begin_a, end_a), (begin_b, end_b) = _whole_numbers(a, b, part_a, part_b)
    if a[begin_a:end_a] == b[begin_b:end_b]:
        return
    tokens_a, tokens_b = TOKEN.findall(a, begin_a, end_a), TOKEN.findall(b, begin_b, end_b)
    while tokens_a and tokens_b and tokens_a[0] == tokens_b[0]:
        begin_a, begin_b = begin_a + len(tokens_a[0]), begin_b + len(tokens_b[0])
        del tokens_a[0], tokens_b[0]
    while tokens_a and tokens_b and tokens_a[-1] == tokens_b[-1]:
        end_a, end_b = end_a - len(tokens_a[-1]), end_b - len(tokens_b[-1])
        del tokens_a[-1], tokens_b[-1]
    if min(len(tokens_a), len(tokens_b)) < 2:
        yield Edit((begin_a, end_a), (begin_b, end_b))
        return
    places_a, places_b = _places(tokens_a, begin_a), _places(tokens_b, begin_b)
    for a1, a2, b1, b2 in _changes(tokens_a, tokens_b):
        yield Edit((places_a[a1], places_a[a2]), (places_b[b1], places_b[b2]))


def _changes(a: list[str], b: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches of tokens that differ; two with one token between them are one: 蒸湘区 and 湘乡市 share a character by chance."""
    last: tuple[int, int, int, int] | None = None
    for what, a1, a2, b1, b2 in SequenceMatcher(None, a, b, False).get_opcodes():
        if what == "equal":
            continue
        if last and a1 - last[1] <= 1 and not a[last[1]].isdigit():
            last = (last[0], a2, last[2], b2)
            continue
        if last:
            yield last
        last = (a1, a2, b1, b2)
    if last:
        yield last


def _whole_numbers(a: str, b: str, part_a: tuple[int, int], part_b: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The stretches widened by the digits that both sides have beside them: 2026 and 2025 differ as a whole."""
    (begin_a, end_a), (begin_b, end_b) = part_a, part_b
    while begin_a and begin_b and a[begin_a - 1] == b[begin_b - 1] and a[begin_a - 1] in "0123456789.":
        begin_a, begin_b = begin_a - 1, begin_b - 1
    while end_a < len(a) and end_b < len(b) and a[end_a] == b[end_b] and a[end_a] in "0123456789.":
        end_a, end_b = end_a + 1, end_b + 1
    return (begin_a, end_a), (begin_b, end_b)


def _places(tokens: list[str], begin: int) -> list[int]:
    places = [begin]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places


def _length(blocks: Sequence[Block], side: int) -> int:
    """Characters that the blocks cover on one side."""
    covered, reached = 0, 0
    for block in sorted(blocks, key=lambda block: block[side]):
        covered += max(0, block[side + 1] - max(block[side], reached))
        reached = max(reached, block[side + 1])
    return covered
