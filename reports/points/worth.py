"""What a publication and a story are worth by a points rule. Pure, and exact: points are fractions until they are printed."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm

from model.bureau import NO_POINTS, PointsRule
from model.points import Publication


@lru_cache(maxsize=1024)
def exact(value: float) -> Fraction:
    """A number of the rule as it was written: 0.1 is a tenth."""
    return Fraction(str(value))


def base(rule: PointsRule, publication: Publication) -> Fraction:
    """The outlet's own points, else its level's."""
    if publication.outlet in rule.outlets:
        return exact(rule.outlets[publication.outlet])
    return exact(rule.of_level(publication.level) or 0)


def times(rule: PointsRule, publication: Publication) -> Fraction:
    """The largest multiplier that applies, never a product of several; 1 when none does. What is negative or was corrected brings nothing."""
    if any(word in place for word in NO_POINTS for place in publication.position):
        return Fraction(0)
    found = [exact(value) for word, value in rule.positions.items() if any(word in place for place in publication.position)]
    if 0 < publication.characters < rule.short_below:
        found.append(exact(rule.short_times))
    if rule.long_from and publication.characters >= rule.long_from:
        found.append(exact(rule.long_times))
    return max(found, default=Fraction(1))


def value(rule: PointsRule, publication: Publication) -> Fraction:
    return base(rule, publication) * times(rule, publication)


class Values:
    """`value` in whole parts of a point: exact like a fraction, and as quick as a whole number for the hundred thousand publications of a year."""

    def __init__(self, rule: PointsRule):
        self.rule = rule
        self.weight = exact(rule.reprint_weight)
        bases = lcm(*(exact(points).denominator for points in (*rule.levels.values(), *rule.outlets.values())))
        multipliers = lcm(*(exact(number).denominator for number in (*rule.positions.values(), rule.short_times, rule.long_times)))
        self.parts = bases * multipliers * self.weight.denominator  # of a point
        self._known: dict[tuple[object, ...], tuple[int, int]] = {}

    def __call__(self, publication: Publication) -> int:
        return self.both(publication)[0]

    def both(self, publication: Publication) -> tuple[int, int]:
        """The value, then its base. A few hundred combinations come back again and again, so they are remembered."""
        length = 0 < publication.characters < self.rule.short_below, publication.characters >= self.rule.long_from
        key = (publication.outlet, publication.level, publication.position, length)
        if key not in self._known:
            self._known[key] = int(value(self.rule, publication) * self.parts), int(base(self.rule, publication) * self.parts)
        return self._known[key]

    def worth(self, publications: Sequence[Publication]) -> int:
        """The points of a story with these publications; an outlet brings points once, its best address."""
        best: dict[str, tuple[int, int]] = {}
        for publication in publications:
            best[publication.outlet] = max(self.both(publication), best.get(publication.outlet, (0, 0)))
        highest, base_of_it = max(best.values(), default=(0, 0))
        if self.rule.story_mode == "highest":
            return highest
        every = sum(points for points, _ in best.values())
        if self.rule.story_mode == "sum":
            return every
        # The further carriers bring a part of their points, together no more than one base.
        further = (every - highest) * self.weight.numerator // self.weight.denominator
        return highest + min(further, base_of_it)


def worth(rule: PointsRule, publications: Sequence[Publication]) -> Fraction:
    """The points of a story with these publications."""
    values = Values(rule)
    return Fraction(values.worth(publications), values.parts)


def shared(rule: PointsRule, units: Sequence[str]) -> tuple[Sequence[str], int]:
    """Which of a story's units get points, and the part of them that each gets: one in so many. `units` with the one that leads first."""
    if rule.split == "lead":
        return units[:1], 1
    return units, len(units) if rule.split == "equal" else 1
