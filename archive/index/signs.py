"""The signs of a query: what stands in the text before it is understood."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from archive.folding import fold
from archive.index.fields import NAMES
from model.outcome import UsageError

OPEN, CLOSE, OR, NOT, QUOTE = "(（", ")）", "|｜", "-－﹣−", '"＂“”„‟「」『』'
KEYWORDS = ("AND", "OR", "NOT")
NEAR = re.compile(r"NEAR(?:/(.*))?")
NEAREST = "10"  # characters between, where none are named
FIELD = re.compile(rf"({'|'.join(NAMES)}) ?:")  # in folded text
PREFIX = re.compile(r"([^\W\d_]{1,12})[:：]\S")


class QueryError(UsageError):
    """The query cannot be understood; `position` is that of the character at fault, from 1."""

    def __init__(self, position: int, fault: str) -> None:
        super().__init__(f"检索式第 {position} 个字处{fault}。")
        self.position = position


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of the text: ( ) OR AND NOT NEAR, a field with its colon, a word or a phrase in quotes."""

    kind: str  # ( ) OR AND NOT NEAR field word phrase end
    text: str  # of NEAR the number, of a field its folded name
    position: int  # of its first character, from 1


def signs(text: str) -> list[Sign]:
    """In the order of the text. Errors: QueryError for a quote without its partner."""
    found = []
    folded = fold(text)
    place = 0
    while place < len(text):
        char, start = text[place], place
        place += 1
        if char.isspace() or (char in NOT and text[place : place + 1].strip() == ""):
            continue  # a dash that stands alone comes with a pasted headline
        if char in OPEN or char in CLOSE or char in OR or char in NOT:
            kind = "(" if char in OPEN else ")" if char in CLOSE else "OR" if char in OR else "NOT"
            found.append(Sign(kind, char, start + 1))
        elif char in QUOTE:
            place = next((i for i in range(place, len(text)) if text[i] in QUOTE), -1) + 1
            if not place:
                raise QueryError(start + 1, "的引号没有配对：请补上另一个引号，或删去这一个")
            found.append(Sign("phrase", text[start + 1 : place - 1], start + 1))
        elif field := FIELD.match(folded, start):
            found.append(Sign("field", field[1], start + 1))
            place = field.end()
        else:
            while place < len(text) and not (text[place].isspace() or text[place] in OPEN + CLOSE + OR + QUOTE):
                place += 1
            found.append(_word(text[start:place], start + 1))
    return found


def unknown_field(text: str) -> str:
    """A word before a colon that is no field and so is searched as text, "" without one: for a hint where nothing is found."""
    found = next((sign for sign in signs(text) if sign.kind == "word" and PREFIX.match(sign.text)), None)
    return found.text.replace("：", ":").partition(":")[0] if found else ""


def _word(text: str, position: int) -> Sign:
    plain = normalize("NFKC", text)
    if plain in KEYWORDS:
        return Sign(plain, text, position)
    if near := NEAR.fullmatch(plain):
        return Sign("NEAR", NEAREST if near[1] is None else near[1], position)
    return Sign("word", text, position)
