"""The plain way of searching that the engines are compared with: every text is read from beginning to end."""

from functools import cache

from archive.folding import fold
from archive.index.interface import Entry
from model.query import All, Any, Expression, Not, Phrase


def matches(entry: Entry, words: Expression) -> bool:
    match words:
        case Phrase(text):
            return says(entry.title, text) or says(entry.body, text)
        case All(parts):
            return all(matches(entry, part) for part in parts)
        case Any(parts):
            return any(matches(entry, part) for part in parts)
        case Not(part):
            return not matches(entry, part)


def says(text: str, wanted: str) -> bool:
    """Whether it stands in the text: Han by character, words whole, breaks of any kind and length."""
    units = read(wanted).strip("\n ")
    return bool(units) and f"\n{units}\n" in read(text)


@cache
def read(text: str) -> str:
    """Characters of Han, words, and a blank for each break, one a line."""
    units = ["", ""]
    folded = fold(text)
    for place, char in enumerate(folded):
        digits = folded[place - 1 : place].isdigit() and folded[place + 1 : place + 2].isdigit()
        if is_han(char):
            units.append(char)
        elif char.isalnum() or (char == "." and digits):
            if is_word(units[-1]):
                units[-1] += char
            else:
                units.append(char)
        elif units[-1] != " ":
            units.append(" ")
    return "\n".join(["", *units[2:], ""])


def is_word(unit: str) -> bool:
    return unit not in ("", " ") and not is_han(unit)


def is_han(char: str) -> bool:
    return len(char) == 1 and ("\u4e00" <= char <= "\u9fff" or char == "〇" or "\U00020000" <= char <= "\U0003ffff")
