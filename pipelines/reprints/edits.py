"""Edits: how two texts differ inside the stretches that they share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from pipelines.reprints.align import Alignment, Block, Text
from pipelines.reprints.shingles import SIZE, Places

EDGE = 40  # characters at the beginning and end of both texts that are compared although no block holds them
TOKEN = re.compile(r"\d+(?:\.\d+)?|[a-z]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in the one text where something else stands in the other; either may be empty."""

    a: tuple[int, int]  # places in the first text
    b: tuple[int, int]


def edits(a: Text, b: Text, found: Alignment) -> list[Edit]:
    """How the texts differ inside the blocks, and at their beginnings and ends where little is left there."""
    inside = [edit for i, j in found.shared for edit in inner_edits(a.text, b.text, i, j)]
    return inside + list(_edges(a.text, b.text, found.blocks)) if found.blocks else inside


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
