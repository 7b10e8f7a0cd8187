"""The query language: what a person types becomes an Expression.

    养老服务 助餐          both
    养老 OR 助餐，养老|助餐  at least one; binds less than standing side by side
    -招标，NOT 招标        without
    (养老 | 助餐) -招标    brackets
    "养老服务 助餐"        exactly this sequence

Every sign may be full width, quotes “ ” and 「 」 too; AND, OR and NOT are capitals. A minus or quote inside a word belongs to
the word only if it is a minus: COVID-19. A word before a colon is text like any other; fields will be told apart in `_word`.
"""

from dataclasses import dataclass
from typing import NoReturn

from archive.index.tokens import needle
from model.outcome import UsageError
from model.query import All, Any, Expression, Not, Phrase

LONGEST = 1000  # characters
MOST = 64  # words and phrases
DEEPEST = 20  # brackets and exclusions within each other

OPEN, CLOSE, OR, NOT, QUOTE = "(（", ")）", "|｜", "-－﹣−", '"＂“”„‟「」『』'
KEYWORDS = {"AND": "AND", "OR": "OR", "NOT": "NOT", "ＡＮＤ": "AND", "ＯＲ": "OR", "ＮＯＴ": "NOT"}


class QueryError(UsageError):
    """The query cannot be understood; `position` is that of the character at fault, from 1."""

    def __init__(self, position: int, fault: str) -> None:
        super().__init__(f"检索式第 {position} 个字处{fault}。")
        self.position = position


@dataclass(frozen=True, slots=True)
class _Sign:
    """One sign of the text: ( ) OR AND NOT, a word or a phrase in quotes."""

    kind: str
    text: str
    position: int


def parse(text: str) -> Expression | None:
    """What to look for; None for a blank text, which means everything. Raises QueryError."""
    if len(text) > LONGEST:
        raise QueryError(LONGEST + 1, f"超出了长度限制：最多 {LONGEST} 个字，请缩短检索式")
    signs = _signs(text)
    if not signs:
        return None
    if sum(sign.kind in ("word", "phrase") for sign in signs) > MOST:
        raise QueryError(signs[-1].position, f"词太多：最多 {MOST} 个，请减少检索词")
    found = _Parser(signs, len(text)).whole()
    if found is None:
        raise QueryError(1, "起没有可检索的字词：请输入汉字、字母或数字")
    return found


def _signs(text: str) -> list[_Sign]:
    signs = []
    place = 0
    while place < len(text):
        char, start = text[place], place
        place += 1
        if char.isspace() or (char in NOT and text[place : place + 1].strip() == ""):
            continue  # a dash that stands alone comes with a pasted headline
        if char in OPEN or char in CLOSE or char in OR or char in NOT:
            kind = "(" if char in OPEN else ")" if char in CLOSE else "OR" if char in OR else "NOT"
            signs.append(_Sign(kind, char, start + 1))
        elif char in QUOTE:
            place = next((i for i in range(place, len(text)) if text[i] in QUOTE), -1) + 1
            if not place:
                raise QueryError(start + 1, "的引号没有配对：请补上另一个引号，或删去这一个")
            signs.append(_Sign("phrase", text[start + 1 : place - 1], start + 1))
        else:
            while place < len(text) and not (text[place].isspace() or text[place] in OPEN + CLOSE + OR + QUOTE):
                place += 1
            signs.append(_word(text[start:place], start + 1))
    return signs


def _word(text: str, position: int) -> _Sign:
    return _Sign(KEYWORDS.get(text, "word"), text, position)


class _Parser:
    """Descends through the signs; a part of punctuation only is None and leaves its surroundings as they are."""

    def __init__(self, signs: list[_Sign], length: int) -> None:
        self.signs = [*signs, _Sign("end", "", length + 1)]
        self.place = 0
        self.depth = 0

    def whole(self) -> Expression | None:
        found = self.any()
        if self.next.kind == ")":
            self.fail("的右括号没有配对：请补上左括号，或删去这一个")
        return found

    @property
    def next(self) -> _Sign:
        return self.signs[self.place]

    def take(self) -> _Sign:
        self.place += 1
        return self.signs[self.place - 1]

    def fail(self, fault: str) -> NoReturn:
        raise QueryError(self.next.position, fault)

    def any(self) -> Expression | None:
        parts = [self.all()]
        while self.next.kind == "OR":
            self.take()
            parts.append(self.all())
        kept = tuple(part for part in parts if part is not None)
        return Any(kept) if len(kept) > 1 else kept[0] if kept else None

    def all(self) -> Expression | None:
        parts = [self.one()]
        while self.next.kind not in ("OR", ")", "end"):
            if self.next.kind == "AND":
                self.take()
            parts.append(self.one())
        kept = tuple(part for part in parts if part is not None)
        return All(kept) if len(kept) > 1 else kept[0] if kept else None

    def one(self) -> Expression | None:
        match self.next.kind:
            case "word" | "phrase":
                text = self.take().text
                return Phrase(text) if needle(text) else None
            case "NOT":
                return self.exclusion()
            case "(":
                return self.group()
            case ")" | "end":
                return self.fail("缺少检索词：括号、OR、AND 和 NOT 的旁边要有词")
            case kind:
                return self.fail(f"的 {kind} 前面缺少检索词：请补上，或删去它")

    def exclusion(self) -> Expression | None:
        self.deeper()
        self.take()
        part = self.one()
        self.depth -= 1
        return part.part if isinstance(part, Not) else None if part is None else Not(part)

    def group(self) -> Expression | None:
        self.deeper()
        opening = self.take()
        found = self.any()
        if self.next.kind != ")":
            raise QueryError(opening.position, "的左括号没有配对：请补上右括号，或删去这一个")
        self.take()
        self.depth -= 1
        return found

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(f"括号或排除套得太深：最多 {DEEPEST} 层")
