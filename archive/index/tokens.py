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

from dataclasses import dataclass

import numpy as np

from archive.folding import BLANK, HAN, WORD, codes_of, fold, kinds, text_of

JOINT = "+"  # punctuation, so never a piece of its own
LONGEST_WORD = 100  # characters; engines cut or refuse longer ones, each in its own way


def tokens(text: str) -> str:
    """The pieces of a text, parted by blanks."""
    codes = codes_of(fold(text))
    kind = kinds(codes)
    if not codes.size:
        return ""
    # Every character gives up to six cells, of which those are kept that its kind and the next one's ask for.
    following = np.append(codes[1:], codes.dtype.type(ord(" ")))
    next_kind = np.append(kind[1:], np.uint8(BLANK))
    han, word = kind == HAN, kind == WORD
    joint = word & (next_kind == HAN)
    cells = np.full((codes.size, 6), ord(" "), codes.dtype)
    cells[:, 0] = codes
    cells[:, 1] = np.where(next_kind == HAN, following, codes.dtype.type(ord(JOINT)))
    cells[:, 3] = ord(JOINT)
    cells[:, 4] = following
    kept = np.empty((codes.size, 6), np.bool_)
    kept[:, 0] = han | word
    kept[:, 1] = han & (next_kind >= WORD)
    kept[:, 2] = han | (word & (next_kind != WORD))
    kept[:, 3:] = joint[:, None]
    pieces = text_of(cells[kept])
    return _shortened(pieces) if np.count_nonzero(word) > LONGEST_WORD else pieces


def _shortened(pieces: str) -> str:
    return " ".join(piece[:LONGEST_WORD] for piece in pieces.split(" "))


@dataclass(frozen=True, slots=True)
class Needle:
    """What to look for: pieces one after the other; if `open`, the last one is only the beginning of a piece."""

    pieces: tuple[str, ...]
    open: bool


def needle(text: str) -> Needle | None:
    """The pieces that a text contains where this one stands in it; None if it has neither word nor Han."""
    pieces = tokens(text).split()
    if not pieces:
        return None
    last = pieces[-1]
    if not _is_han(last):
        return Needle(tuple(pieces), False)
    # The last character stands alone only because this text ends here; in the other one more may follow.
    if len(pieces) > 1 and len(pieces[-2]) == 2 and pieces[-2].endswith(last):
        return Needle(tuple(pieces[:-1]), False)
    return Needle(tuple(pieces), True)


def _is_han(piece: str) -> bool:
    return bool(kinds(codes_of(piece))[-1] == HAN)
