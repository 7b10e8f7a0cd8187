"""Weighing: what the differences of two texts say, as a log-likelihood ratio of another issue against a reprint.

Above zero it is rather another issue of the same text (last year's notice, the sister county's), below a reprint.
"""

import re
from math import log

from pipelines.reprints.slots import Pair, Slots, near

CHANGED = 0.58  # of the numbers of another issue, those that are others
SELDOM, FEW_CHANGED = 0.15, 0.12  # some issues change only a few
CORRECTED = 0.004  # a number that a sub-editor corrects
MOST_MISPRINTS = 0.08  # of the characters; with more there is nothing to compare
CLEAN, NOISY = 0.005, 0.01  # misprints per character
SISTER = 1.5  # the sister office prints the same figures: then the places alone speak, a little less loud
PERSON, OFFICIAL, HEADED, DOUBTFUL = 3.0, 5.0, 1.5, 1.0
PLACE = (0.5, 2.0, 4.0, 9.0, 9.0)  # by how many signs there are that it is no misprint
YEAR = re.compile(r"(?:19|20)\d\d")


def weigh(slots: Slots, matched: int) -> float:
    """`matched`: characters that were compared."""
    noise = misprint_rate(slots, matched)
    figures = max(_numbers(slots, noise, CHANGED), _numbers(slots, noise, FEW_CHANGED) + log(SELDOM)) if slots.numbers else slots.same * log(1 - CHANGED)
    local = (
        sum(_place(slots, pair, noise) for pair in slots.places) + DOUBTFUL * len(slots.doubtful) + sum(_person(slots, pair, noise) for pair in slots.people)
    )
    return max(figures + local + HEADED * slots.headed, local - SISTER)


def misprint_rate(slots: Slots, matched: int) -> float:
    """Misprints per character, from the pair itself; a short clean text is not believed to be perfect."""
    close = sum(near(x, y) for x, y in slots.numbers)
    return min(MOST_MISPRINTS, (slots.misprints + 0.5 * close + 0.2) / (matched + 200))


def _numbers(slots: Slots, noise: float, changed: float) -> float:
    total = slots.same * log(1 - changed)
    for x, y in slots.numbers:
        size = max(len(x), len(y))
        if near(x, y):
            total += log(changed * _by_chance(x, y) / (CORRECTED + 1 - (1 - noise) ** size))
        elif (x in y or y in x) and size > 2 and (noise >= NOISY or min(len(x), len(y)) > 1):
            total += log(changed * 0.1 / (CORRECTED + noise))  # a digit read as a letter cuts a number in two
        else:
            total += log(changed / (CORRECTED + noise * noise))
    return total


def _by_chance(x: str, y: str) -> float:
    """How often two other numbers look like one with a misprint."""
    if len(x) != len(y):
        return 0.1
    if len(x) == 1 or (YEAR.fullmatch(x) and YEAR.fullmatch(y)):
        return 1.0
    return 0.35 if len(x) == 2 else 0.1


def _person(slots: Slots, pair: Pair, noise: float) -> float:
    """A sub-editor gives a text another byline, but no other director."""
    if pair in slots.officials:
        return OFFICIAL if noise < NOISY else PERSON
    return PERSON if noise < NOISY else 1.0


def _place(slots: Slots, pair: Pair, noise: float) -> float:
    x, y = pair
    once, letters = slots.places[pair] == 1, len(x) == len(y) == 1
    if letters and once:
        return PLACE[0 if noise >= NOISY else 1 if slots.misprints else 2]
    if noise >= NOISY and once and not set(x).isdisjoint(y):
        return PLACE[0]  # two misprints side by side look like that
    return PLACE[(pair in slots.opening) + (not once) + (len(x) > 1 and len(y) > 1) + (noise < NOISY)]
