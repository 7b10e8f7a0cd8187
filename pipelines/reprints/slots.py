"""Slots: the differences of two texts sorted into figures, places, people, misprints and words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from pipelines.reprints.align import Alignment
from pipelines.reprints.edits import Edit, edits, refine
from pipelines.reprints.prints import NUMBER, Print
from pipelines.reprints.words import (
    AFTER_NAME,
    BEFORE_NAME,
    FUNCTION,
    NEUTRAL,
    NO_END,
    NO_PLACE,
    OFFICE_END,
    PLACE_AFTER,
    PLACE_END,
    SURNAME_PAIRS,
    SURNAMES,
    UNIT_END,
    VERB,
)

HAN = re.compile(r"[\u4e00-\u9fff]+")
FIGURES = re.compile(r"[\d.|]+")
OPENING = 60  # characters of a text whose place is that of the text
LONGEST_PLACE = 8
AFTER = 6  # characters behind a difference that tell what it is
ALIKE = 0.5  # share of a headline that may differ while it counts as the same one with other slots

Pair = tuple[str, str]  # what the one text says and what the other says there


@dataclass(slots=True)
class Slots:
    """How two texts differ where they are the same otherwise."""

    same: int = 0  # numbers that both have
    numbers: set[Pair] = field(default_factory=set)
    headed: int = 0  # of these, found in the headlines
    places: dict[Pair, int] = field(default_factory=dict)  # with how often they differ
    opening: set[Pair] = field(default_factory=set)  # of the places: those in headline or opening
    doubtful: set[Pair] = field(default_factory=set)  # places that the other text names too
    people: set[Pair] = field(default_factory=set)
    officials: set[Pair] = field(default_factory=set)  # of these: named as such by what stands beside them, and nothing alike
    misprints: int = 0
    words: int = 0  # other words, or a number only in one: sub-editors do that


def slots(a: Print, b: Print, found: Alignment) -> Slots:
    """The differences inside the blocks of an alignment, and those of the headlines."""
    inside = edits(a, b, found)
    sorting = _Sorting(Slots(same=_same_numbers(a, found, inside)), f"{a.head}\n{a.text}", f"{b.head}\n{b.text}", a.traditional == b.traditional)
    for edit in inside:
        sorting.add(a.text, b.text, edit, opening=edit.a[0] < OPENING and edit.b[0] < OPENING)
    before = len(sorting.slots.numbers)
    for edit in _head_edits(a.head, b.head):
        sorting.add(a.head, b.head, edit, opening=True)
    sorting.slots.headed = len(sorting.slots.numbers) - before
    return sorting.slots


def _same_numbers(a: Print, found: Alignment, inside: Sequence[Edit]) -> int:
    at, _ = a.numbers
    same = np.zeros(at.size, np.bool_)
    for begin, end, _, _ in found.blocks:
        same |= (at >= begin) & (at < end)
    for edit in inside:
        same &= (at < edit.a[0]) | (at >= edit.a[1])
    return int(same.sum())


def _head_edits(a: str, b: str) -> Sequence[Edit]:
    if not a or not b or a == b:
        return ()
    found = tuple(refine(a, b, (0, len(a)), (0, len(b))))
    changed = sum(max(edit.a[1] - edit.a[0], edit.b[1] - edit.b[0]) for edit in found)
    return found if changed <= ALIKE * max(len(a), len(b)) else ()


@dataclass(frozen=True, slots=True)
class _Sorting:
    """Sorts one edit after the other; `a` and `b` are the whole texts with their headlines."""

    slots: Slots
    a: str
    b: str
    alike: bool  # both texts are written in the same script, and so in the same words
    opened: set[Pair] = field(default_factory=set)  # other words in the opening

    def add(self, a: str, b: str, edit: Edit, *, opening: bool) -> None:
        x, y = a[slice(*edit.a)], b[slice(*edit.b)]
        after_x, after_y = a[edit.a[1] : edit.a[1] + AFTER], b[edit.b[1] : edit.b[1] + AFTER]
        numbers_x, numbers_y = NUMBER.findall(x), NUMBER.findall(y)
        if numbers_x and numbers_y:
            self._numbers(x, y, numbers_x, numbers_y)
        elif numbers_x or numbers_y or x in NEUTRAL or y in NEUTRAL:
            self.slots.words += 1
        elif _is_place(x, y, after_x, after_y):
            self._place(x, y, opening=opening, of_unit=after_x[:2] in UNIT_END)
        elif _is_person(x) and _is_person(y):
            self.slots.people.add((x, y))
            if set(x).isdisjoint(y) and (AFTER_NAME.match(after_x) or BEFORE_NAME.search(a[: edit.a[0]][-3:])):
                self.slots.officials.add((x, y))
        elif max(len(x), len(y)) == 1:
            self.slots.misprints += 1
        elif opening and self.alike and _is_name(x, y) and (x, y) in self.opened:
            self._place(x, y, opening=True, of_unit=False)  # the same in headline and opening: whatever it is, the text is about it
        else:
            self.slots.words += 1
            if opening:
                self.opened.add((x, y))

    def _numbers(self, x: str, y: str, numbers_x: Sequence[str], numbers_y: Sequence[str]) -> None:
        """Numbers differ as numbers only where the words around them are the same; otherwise it is another sentence."""
        words_x, words_y = FIGURES.sub("", x), FIGURES.sub("", y)
        if words_x != words_y and max(len(words_x), len(words_y)) > 1:
            self.slots.words += 1
        elif len(numbers_x) == len(numbers_y):
            self.slots.numbers |= {(p, q) for p, q in zip(numbers_x, numbers_y, strict=True) if p != q}
        elif near("".join(numbers_x), "".join(numbers_y)):
            self.slots.misprints += 1  # 8866805 and 88668o5
        else:
            self.slots.words += 1

    def _place(self, x: str, y: str, *, opening: bool, of_unit: bool) -> None:
        """A place that the other text names too is named by both; a sub-editor chose the other one."""
        if (of_unit and not opening) or _names(self.b, x) or _names(self.a, y):
            self.slots.doubtful.add((x, y))
            return
        self.slots.places[x, y] = self.slots.places.get((x, y), 0) + 1
        if opening:
            self.slots.opening.add((x, y))


def _names(text: str, place: str) -> bool:
    """Whether a text names a place; of 走进青石区 the place is the end."""
    name = place[-3:] if place[-1] in PLACE_END else place[-2:]
    return len(name) > 1 and name in text


def _is_name(x: str, y: str) -> bool:
    """Whether both may be names of anything: no verbs, nothing alike."""
    if not (2 <= len(x) <= LONGEST_PLACE and 2 <= len(y) <= LONGEST_PLACE and HAN.fullmatch(x) and HAN.fullmatch(y)):
        return False
    return not (VERB.issuperset(x) or VERB.issuperset(y)) and FUNCTION.isdisjoint(x + y) and set(x).isdisjoint(y)


def _is_place(x: str, y: str, after_x: str, after_y: str) -> bool:
    """Whether both are names of places: they end like one, or what follows does."""
    if not (0 < len(x) <= LONGEST_PLACE and 0 < len(y) <= LONGEST_PLACE and HAN.fullmatch(x) and HAN.fullmatch(y)):
        return False
    if x in NO_PLACE or y in NO_PLACE:
        return x in PLACE_END and y in PLACE_END  # 全县 and 全市
    if VERB.issuperset(x) or VERB.issuperset(y) or not FUNCTION.isdisjoint(x + y):
        return False
    letters = len(x) == len(y) == 1
    return _ends_place(x, after_x, letters) and _ends_place(y, after_y, letters)


def _ends_place(x: str, after: str, letters: bool) -> bool:
    if len(x) > 1 and (x[-1] in PLACE_END or (len(x) > 2 and x.endswith(OFFICE_END))):
        return True
    if after[:2] in NO_END:
        return False
    return after[:1] in PLACE_END or (after[1:2] in PLACE_END if letters else PLACE_AFTER.match(after) is not None)


def _is_person(x: str) -> bool:
    if HAN.fullmatch(x) is None:
        return False
    return (2 <= len(x) <= 3 and x[0] in SURNAMES) or (3 <= len(x) <= 4 and x.startswith(SURNAME_PAIRS))


def near(x: str, y: str) -> bool:
    """Whether one digit wrong, missing or doubled makes the one number of the other."""
    if len(x) == len(y):
        return sum(p != q for p, q in zip(x, y, strict=True)) <= 1
    if abs(len(x) - len(y)) > 1:
        return False
    x, y = sorted((x, y), key=len)
    return any(y[:k] + y[k + 1 :] == x for k in range(len(y)))
