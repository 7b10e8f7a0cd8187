"""Folding: writing the same text in one way, so that it is found, matched and compared however it was written."""

import unicodedata
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]

BLANK, MARK, WORD, HAN = range(4)  # kinds of characters; MARK: punctuation and symbols; HAN: all that is written without blanks

# Written without blanks between words: radicals, 々〇, kana, bopomofo, Hangul, ideographs and the private
# use area, where some sites put rare characters of names.
UNSPACED = (
    (0x1100, 0x11FF),
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3031, 0x3035),
    (0x3038, 0x9FFF),
    (0xA960, 0xA97F),
    (0xAC00, 0xFAFF),
    (0xFF66, 0xFFDC),
)
# Blanks, controls and what cannot be seen; U+E5E5 is what gb18030 makes of A3A0, a blank of old Chinese pages.
UNSEEN: tuple[tuple[int, int], ...] = (
    (0, 0x20),
    (0x7F, 0xA0),
    (0xAD, 0xAD),
    (0x1680, 0x1680),
    (0x2000, 0x200F),
    (0x2028, 0x202F),
    (0x205F, 0x206F),
    (0x3000, 0x3000),
)
UNSEEN += ((0xE5E5, 0xE5E5), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF))
SURROGATES = (0xD800, 0xDFFF)


def fold(text: str) -> str:
    """The text in simplified characters, half width, lower case and common variants.

    Length is kept: character i of the answer stands for character i of the text, so that a place
    found in the one is the same place in the other. Characters are code points; one outside the
    basic plane (rare names, emoji) is one character. Controls and line ends become blanks, a lone
    surrogate U+FFFD: the answer can always be encoded.
    """
    raw = text.encode("utf-16-le", "surrogatepass")
    if len(raw) != 2 * len(text):
        return text.translate(CHARACTERS)
    return str(TABLE[np.frombuffer(raw, np.uint16)].tobytes(), "utf-16-le")


def plain(text: str) -> str:
    """The folded text without blanks and punctuation; a dot between digits stays."""
    codes = codes_of(fold(text))
    return text_of(codes[kinds(codes) >= WORD])


def fingerprint(plain: str) -> str:
    """32 hex digits of a plain text; equal for texts that differed only in script, width, case, blanks and punctuation."""
    return blake2b(plain.encode(), digest_size=16).hexdigest()


def codes_of(folded: str) -> Codes:
    """One number a character; 16 bits each where that is enough."""
    raw = folded.encode("utf-16-le")
    return np.frombuffer(raw, np.uint16) if len(raw) == 2 * len(folded) else np.frombuffer(folded.encode("utf-32-le"), np.uint32)


def text_of(codes: Codes) -> str:
    return str(codes.tobytes(), "utf-16-le" if codes.dtype == np.uint16 else "utf-32-le")


def kinds(codes: Codes) -> npt.NDArray[np.uint8]:
    """BLANK, MARK, WORD or HAN for each character of a folded text. The dot of 3.5 belongs to its WORD."""
    if codes.dtype == np.uint16:
        found = KINDS[codes]
    else:
        found = KINDS[np.minimum(codes, 0xFFFF)]
        found[(codes >= 0x20000) & (codes < 0x40000)] = HAN
    dots = np.flatnonzero(codes[1:-1] == ord(".")) + 1
    if dots.size:
        found[dots[is_digit(codes[dots - 1]) & is_digit(codes[dots + 1])]] = WORD
    return found


def is_digit(codes: Codes) -> Mask:
    return (codes >= ord("0")) & (codes <= ord("9"))


def _characters() -> dict[int, int]:
    """What each character folds to, where that is another one."""
    found = {code: ord(" ") for first, last in UNSEEN for code in range(first, last + 1)}
    found |= dict.fromkeys(range(SURROGATES[0], SURROGATES[1] + 1), 0xFFFD)
    for line in Path(__file__).with_name("folding.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            leader, members = line.split("\t")
            found |= dict.fromkeys(map(ord, members), ord(leader))
    return found


def _kinds() -> npt.NDArray[np.uint8]:
    of_category = {"Lu": WORD, "Ll": WORD, "Lt": WORD, "Lm": WORD, "Lo": WORD, "Mn": WORD, "Mc": WORD, "Me": WORD, "Nd": WORD, "Nl": WORD, "Co": WORD}
    of_category |= dict.fromkeys(("Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Cn"), BLANK)
    found = np.fromiter((of_category.get(unicodedata.category(chr(code)), MARK) for code in range(0x10000)), np.uint8, 0x10000)
    for first, last in UNSPACED:
        found[first : last + 1][found[first : last + 1] == WORD] = HAN
    return found


CHARACTERS = _characters()
TABLE = np.arange(0x10000, dtype=np.uint16)
for _code, _leader in CHARACTERS.items():
    if _code < 0x10000:
        TABLE[_code] = _leader
KINDS = _kinds()
