"""Pieces of text, the same for every engine, chosen so that searching for a run of them is searching for the text as it stands.

A text is seen as runs: Han (all that is written without blanks) and words (letters and digits), parted by breaks (blanks and
punctuation, of any length). Its pieces, in order:

    民政局召开      民政 政局 局召 召开 开     each character with the next one, the last one alone
    线12345         … 线+ 12345                the last one before a word that follows at once is marked
    2026年3月       2026 +年 年+ 3 +月 月      a word before Han that follows at once is followed by a mark of its own
    2026 某年       2026 某年 年               no mark: there is a break
    COVID-19 3.5万  covid 19 3.5 +万 万        words whole; a dot between digits is part of the number

Two neighbouring pieces are therefore either one stretch of text or parted by a break, never open to doubt, and an engine that
numbers the pieces in their order (a whitespace tokenizer) finds phrases exactly. One character is found by all pieces that
begin with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.folding import HAN, WORD, codes_of, fold, kinds, text_of

JOINT = "+"  # punctuation, so never a piece of its own
SEAM = "\x00"  # between two texts; folding leaves none of these in a text
LONGEST_WORD = 100  # characters; engines cut or refuse longer ones, each in its own way


def tokens(text: str) -> str:
    """The pieces of a text, parted by blanks."""
    (pieces,) = tokens_of([text])
    return pieces


def tokens_of(texts: Sequence[str]) -> list[str]:
    """The pieces of each text. All at once, since numpy's cost is one of calls rather than of characters."""
    codes: npt.NDArray[Any] = codes_of(SEAM.join([fold(text) for text in texts]) + SEAM)
    kind = kinds(codes)
    seams = np.flatnonzero(codes == ord(SEAM))
    too_long = _has_long_word(kind)
    joints = np.flatnonzero((kind[:-1] == WORD) & (kind[1:] == HAN)) + 1
    if joints.size:  # a mark between a word and Han, treated as Han from here on
        codes = np.insert(codes, joints, ord(JOINT))
        kind = np.insert(kind, joints, HAN)
        seams += np.searchsorted(joints, seams, "right")
    # Every character gives up to three cells, of which those are kept that its kind and the next one's ask for.
    han, word = kind == HAN, kind == WORD
    cells = np.full((codes.size, 3), ord(" "), codes.dtype)
    cells[:, 0] = codes
    cells[:-1, 1] = np.where(han[1:], codes[1:], codes.dtype.type(ord(JOINT)))
    kept = np.zeros((codes.size, 3), np.bool_)
    kept[:, 0] = han | word
    kept[seams, 0] = True
    kept[:-1, 1] = han[:-1] & (kind[1:] >= WORD)
    kept[:-1, 2] = han[:-1] | (word[:-1] & ~word[1:])
    pieces = text_of(cells[kept]).split(SEAM)[:-1]
    return [_shortened(one) for one in pieces] if too_long else pieces


def _has_long_word(kind: npt.NDArray[np.uint8]) -> bool:
    ends = np.flatnonzero(kind != WORD)
    return bool(ends.size and max(int(np.diff(ends).max(initial=0)), int(ends[0])) > LONGEST_WORD)


def _shortened(pieces: str) -> str:
    return " ".join(piece[:LONGEST_WORD] for piece in pieces.split(" "))


@dataclass(frozen=True, slots=True)
class Needle:
    """What to look for: pieces one after the other; if `open`, the last one is only the beginning of a piece."""

    pieces: tuple[str, ...]
    open: bool
    width: int  # places that its text takes: one more than it has pieces where the last character is only part of the last piece


def needle(text: str) -> Needle | None:
    """The pieces that a text contains where this one stands in it; None if it has neither word nor Han."""
    pieces = tokens(text).split()
    width = len(pieces)
    if not pieces:
        return None
    last = pieces[-1]
    if not _is_han(last):
        return Needle(tuple(pieces), False, width)
    # The last character stands alone only because this text ends here; in the other one more may follow.
    if len(pieces) > 1 and len(pieces[-2]) == 2 and pieces[-2].endswith(last):
        return Needle(tuple(pieces[:-1]), False, width)
    return Needle(tuple(pieces), True, width)


def _is_han(piece: str) -> bool:
    return bool(kinds(codes_of(piece))[-1] == HAN)
