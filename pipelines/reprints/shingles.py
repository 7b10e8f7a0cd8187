"""Shingles: the overlapping pieces of six characters of a text as numbers, and the few of them under which it is kept."""

from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from archive.folding import codes_of

SIZE = 6  # characters of a shingle
SPARSE, DENSE = 24, 8  # one shingle in so many is a key: of every text; of short ones too
SHORT = 400  # shingles; a shorter text is kept under the dense keys, of which too few would be left otherwise
MOST = 50  # keys of one text

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.signedinteger[Any]]
Mask = npt.NDArray[np.bool_]

FACTOR = np.uint64(0x9E3779B97F4A7C15)
MIX = np.uint64(0xBF58476D1CE4E5B9)
SHIFT = np.uint64(29)


class Firsts(NamedTuple):
    """The different shingles of a text, in the order of their numbers."""

    hashes: Hashes
    places: Places  # where each stands first
    order: Places  # of each place of the text: which of them stands there


def shingles(text: str) -> Hashes:
    """A number for each place of the text where a shingle begins; equal pieces have equal numbers."""
    codes = codes_of(text).astype(np.uint64)
    count = codes.size - SIZE + 1
    if count < 1:
        return np.empty(0, np.uint64)
    found = codes[:count].copy()
    for offset in range(1, SIZE):
        found *= FACTOR
        found += codes[offset : offset + count]
    found ^= found >> SHIFT
    found *= MIX
    found ^= found >> SHIFT
    return found


def firsts(text: str) -> Firsts:
    """The shingles of a text, each once."""
    hashes, places, order = np.unique(shingles(text), return_index=True, return_inverse=True)
    return Firsts(hashes, places.astype(np.int32), order.astype(np.int32))  # many of them are held


def marks(found: Firsts) -> dict[int, int]:
    """The keys of a text with their places. Chosen by the shingle alone, so that a piece has keys of its whole."""
    chosen = found.hashes % np.uint64(DENSE if found.order.size < SHORT else SPARSE) == 0
    signed = (found.hashes[chosen][:MOST] >> np.uint64(32)).astype(np.uint32).view(np.int32)
    return dict(zip(signed.tolist(), found.places[chosen][:MOST].tolist(), strict=True))


def key(text: str) -> int:
    """The key of anything else."""
    return crc32(text.encode("utf-8", "surrogatepass")) - (1 << 31)
