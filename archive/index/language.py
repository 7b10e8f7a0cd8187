"""The query language: what a person types becomes an Expression.

    养老服务 助餐             both
    养老 OR 助餐，养老|助餐   at least one; binds less than standing side by side
    -招标，NOT 招标           without
    (养老 | 助餐) -招标       brackets
    "养老服务 助餐"           exactly this sequence
    养老 NEAR/5 助餐          both, with at most five characters between them
    标题:养老 媒体:人民*      in one field; 标题:(养老 | 助餐) too
    日期:本月 首发            conditions

Every sign may be full width, quotes “ ” and 「 」 too; AND, OR, NOT and NEAR are capitals. A minus or quote inside a word belongs
to the word only if it is a minus: COVID-19. A word before a colon that is no field is text like any other.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NoReturn

from archive.folding import fold
from archive.index.document import LOCAL
from archive.index.fields import DATES, FACETS, ROLES, TEXTS, Fault, Resolve, days, one_of
from archive.index.signs import QueryError, Sign, signs
from archive.index.tokens import needle
from model.query import All, Any, Expression, Facet, Near, Not, OneOf, Phrase, Place

__all__ = ["LONGEST", "QueryError", "parse"]

LONGEST = 1000  # characters
MOST = 64  # words and phrases
DEEPEST = 20  # brackets and exclusions within each other
FARTHEST = 20  # characters between two phrases

STANDING = (Place.TEXT, Place.TITLE, Place.BODY)  # where two phrases can be near each other


def as_given(facet: Facet, name: str) -> Sequence[str]:
    """Takes what is written for an id."""
    return (name,)


def parse(text: str, resolve: Resolve = as_given, today: date | None = None) -> Expression | None:
    """What to look for; None for a blank text, which means everything. Raises QueryError.

    `resolve` knows the names of outlets, units and topics; `today` is the day from which 本月 and the like are reckoned.
    """
    if len(text) > LONGEST:
        raise QueryError(LONGEST + 1, f"超出了长度限制：最多 {LONGEST} 个字，请缩短检索式")
    found = signs(text)
    if not found:
        return None
    if sum(sign.kind in ("word", "phrase") for sign in found) > MOST:
        raise QueryError(found[-1].position, f"词太多：最多 {MOST} 个，请减少检索词")
    expression = _Parser(found, len(text), resolve, today or datetime.now(LOCAL).date()).whole()
    if expression is None:
        raise QueryError(1, "起没有可检索的字词：请输入汉字、字母或数字")
    return expression


class _Parser:
    """Descends through the signs; a part of punctuation only is None and leaves its surroundings as they are."""

    def __init__(self, found: list[Sign], length: int, resolve: Resolve, today: date) -> None:
        self.signs = [*found, Sign("end", "", length + 1)]
        self.resolve, self.today = resolve, today
        self.place = 0
        self.depth = 0
        self.field: Sign | None = None  # in which one we are

    def whole(self) -> Expression | None:
        found = self.any()
        if self.next.kind == ")":
            self.fail("的右括号没有配对：请补上左括号，或删去这一个")
        return found

    @property
    def next(self) -> Sign:
        return self.signs[self.place]

    def take(self) -> Sign:
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
        parts = self.near()
        while self.next.kind not in ("OR", ")", "end"):
            if self.next.kind == "AND":
                self.take()
            parts += self.near()
        kept = tuple(part for part in parts if part is not None)
        return All(kept) if len(kept) > 1 else kept[0] if kept else None

    def near(self) -> list[Expression | None]:
        """One part, or the pairs of a chain: A NEAR B NEAR C are A near B and B near C."""
        parts = [self.one()]
        pairs: list[Expression | None] = []
        while self.next.kind == "NEAR":
            sign = self.take()
            parts.append(self.one())
            pairs.append(self.pair(sign, parts[-2], parts[-1]))
        return pairs or parts

    def pair(self, sign: Sign, first: Expression | None, second: Expression | None) -> Expression:
        if not (sign.text.isascii() and sign.text.isdigit()) or int(sign.text) > FARTHEST:
            raise QueryError(sign.position, f"的 NEAR/n 不对：n 应是 0 到 {FARTHEST} 的整数")
        if not (isinstance(first, Phrase) and isinstance(second, Phrase) and first.place == second.place and first.place in STANDING):
            raise QueryError(sign.position, "的 NEAR 两边都要是词或引号里的话，并且在同一个字段里")
        for phrase in (first, second):
            wanted = needle(phrase.text)
            if wanted is None or wanted.open:
                raise QueryError(sign.position, f"的 NEAR 旁边的“{phrase.text}”太短：NEAR 两边都要有两个以上连着的字，或一个外文词、数字")
        return Near(first, second, int(sign.text))

    def one(self) -> Expression | None:
        match self.next.kind:
            case "word" | "phrase":
                return self.leaf(self.take())
            case "field":
                return self.in_field()
            case "NOT":
                return self.exclusion()
            case "(":
                return self.group()
            case ")" | "end":
                return self.fail("缺少检索词：括号、OR、AND、NOT 和 NEAR 的旁边要有词")
            case kind:
                return self.fail(f"的 {kind} 前面缺少检索词：请补上，或删去它")

    def leaf(self, sign: Sign) -> Expression | None:
        if self.field:
            return self.value(self.field.text, sign)
        if sign.kind == "word" and (role := ROLES.get(fold(sign.text))):
            return OneOf(Facet.ROLE, (role.value,))
        return Phrase(sign.text) if needle(sign.text) else None

    def value(self, field: str, sign: Sign) -> Expression:
        if place := TEXTS.get(field):
            if needle(sign.text) is None:
                raise QueryError(sign.position, f"起没有可检索的字词：“{field}:”后面要有汉字、字母或数字")
            return Phrase(sign.text, place)
        try:
            return days(sign.text, self.today) if field in DATES else one_of(FACETS[field], sign.text, self.resolve)
        except Fault as fault:
            raise QueryError(sign.position, str(fault)) from None

    def in_field(self) -> Expression | None:
        if self.field:
            self.fail(f"的“{self.next.text}:”套在“{self.field.text}:”里面：字段里不能再有字段，请加空格或移到括号外")
        sign = self.take()
        if self.next.kind not in ("word", "phrase", "NOT", "("):
            raise QueryError(sign.position, f"的“{sign.text}:”后面缺少内容：请补上，或把它放进引号当作文字")
        self.field = sign
        found = self.one()
        self.field = None
        return found

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
