"""Alignment: which stretches of two texts are the same. A text is aligned with many others at once: numpy costs by the call."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np

from pipelines.reprints.shingles import SIZE, Firsts, Mask, Places

GAP = 45  # characters between two shared shingles of one block
SHIFT = 14  # characters that one side has more than the other between them
SHORTEST = 18  # characters of a block
DENSITY = 0.2  # share of its shingles that are shared
SIEVE = 1 << 16  # what the last 16 bits of a shingle can be

Block = tuple[int, int, int, int]  # (begin, end) in the first text, (begin, end) in the second


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts side by side."""

    blocks: tuple[Block, ...]
    shared: tuple[tuple[Places, Places], ...]  # of each block, the places of its shared shingles
    matched: tuple[int, int]  # characters inside blocks, of either side
    common: tuple[Places, Places]  # all shingles that both have, as they are numbered in `firsts` of either side


class Text(Protocol):
    """What is aligned: characters, and the shingles among them."""

    @property
    def text(self) -> str: ...

    @property
    def firsts(self) -> Firsts: ...


class _Chains(NamedTuple):
    """Runs of shared shingles that follow each other in both texts: where each begins and ends among all, and whether it is a block."""

    first: Places
    last: Places
    whole: Mask


def align(a: Text, others: Sequence[Text]) -> list[Alignment]:
    """For each of the others the stretches that are the same in it and in `a`, in the order of `a`."""
    common = _common(a, others)
    apart = len(a.text) + GAP + 1  # places of `a` go on by so much from pair to pair: no chain reaches from one into the next
    i = np.concatenate([a.firsts.places[of_a] + pair * apart for pair, (of_a, _) in enumerate(common)])
    j = np.concatenate([other.firsts.places[of_b] for other, (_, of_b) in zip(others, common, strict=True)])
    order = np.argsort(i)
    i, j = i[order], j[order]
    chains = _chains(i, j)
    # A phrase whose first place in the one text is far from that in the other would cut a block in two: such pairs of places are left out.
    kept = np.repeat(chains.whole, chains.last - chains.first + 1)
    i, j = i[kept], j[kept]
    first, last, whole = _chains(i, j)
    first, last = first[whole], last[whole]
    ends = np.searchsorted(i[first], np.arange(len(others) + 1) * apart).tolist()
    i %= apart
    places = list(zip(i[first].tolist(), (i[last] + SIZE).tolist(), j[first].tolist(), (j[last] + SIZE).tolist(), strict=True))
    shared = [(i[begin : end + 1], j[begin : end + 1]) for begin, end in zip(first.tolist(), last.tolist(), strict=True)]
    found = []
    for (begin, end), both in zip(pairwise(ends), common, strict=True):
        blocks = tuple(places[begin:end])
        found.append(Alignment(blocks, tuple(shared[begin:end]), (_length(blocks, 0), _length(blocks, 2)), both))
    return found


def in_runs(texts: Sequence[Text], common: Sequence[Places]) -> list[int]:
    """Characters of each text in runs of the shingles that it has in common with another, which are given as they are numbered in it."""
    begins = np.cumsum([0, *(one.firsts.order.size + 1 for one in texts)])
    shared = np.zeros(begins[-1] + 1, np.bool_)  # of each place of the texts, with one before each that is not
    for text, numbers, begin in zip(texts, common, begins.tolist(), strict=False):
        is_common = np.zeros(text.firsts.hashes.size, np.bool_)
        is_common[numbers] = True
        shared[begin + 1 : begin + 1 + text.firsts.order.size] = is_common[text.firsts.order]
    edges = np.flatnonzero(shared[1:] != shared[:-1])
    first, lengths = edges[::2], edges[1::2] - edges[::2] + SIZE - 1
    lengths[lengths < SHORTEST] = 0
    held: list[int] = np.bincount(np.searchsorted(begins, first, "right") - 1, lengths, len(texts)).astype(np.intp).tolist()
    return held


def _common(a: Text, others: Sequence[Text]) -> list[tuple[Places, Places]]:
    """Of each pair the shingles that both have, as they are numbered in either."""
    hashes = a.firsts.hashes
    sieve = np.zeros(SIEVE, np.bool_)
    sieve[hashes.astype(np.uint16)] = True
    theirs = [other.firsts.hashes for other in others]
    them = np.concatenate(theirs)
    of_b = np.flatnonzero(sieve[them.astype(np.uint16)])  # nearly all others are sorted out before anything is looked up
    of_a = np.searchsorted(hashes, them[of_b])
    of_a[of_a == hashes.size] = 0
    same = hashes[of_a] == them[of_b]
    of_a, of_b = of_a[same], of_b[same]
    begins = np.cumsum([0, *(one.size for one in theirs)])
    ends = np.searchsorted(of_b, begins).tolist()
    return [(of_a[begin:end], of_b[begin:end] - start) for (begin, end), start in zip(pairwise(ends), begins.tolist(), strict=False)]


def _chains(i: Places, j: Places) -> _Chains:
    step_i, step_j = np.diff(i), np.diff(j)
    cuts = np.flatnonzero((step_i > GAP) | (step_j > GAP + SHIFT) | (step_j <= 0) | (np.abs(step_j - step_i) > SHIFT))
    first = np.concatenate(([0], cuts + 1))[: i.size]  # none where there is nothing
    last = np.concatenate((cuts, [i.size - 1]))[: i.size]
    length = np.minimum(i[last] - i[first], j[last] - j[first]) + SIZE
    return _Chains(first, last, (length >= SHORTEST) & (last - first + 1 >= DENSITY * (length - SIZE + 1)))


def _length(blocks: Sequence[Block], side: int) -> int:
    """Characters that the blocks cover on one side."""
    covered, reached = 0, 0
    for block in sorted(blocks, key=lambda block: block[side]):
        covered += max(0, block[side + 1] - max(block[side], reached))
        reached = max(reached, block[side + 1])
    return covered
