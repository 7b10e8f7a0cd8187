"""What a publication and a story are worth by a points rule. Pure, and exact: points are fractions until they are printed."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache

from model.bureau import PointsRule
from model.points import Publication


@lru_cache(maxsize=1024)
def exact(value: float) -> Fraction:
    """A number of the rule as it was written: 0.1 is a tenth."""
    return Fraction(str(value))


def base(rule: PointsRule, publication: Publication) -> Fraction:
    """The outlet's own points, else its level's."""
    if publication.outlet in rule.outlets:
        return exact(rule.outlets[publication.outlet])
    level = publication.level
    return exact(rule.levels.get(level.value, rule.levels.get(level.label, 0)))


def times(rule: PointsRule, publication: Publication) -> Fraction:
    """The largest multiplier that applies, never a product of several; 1 when none does."""
    found = [exact(value) for word, value in rule.positions.items() if any(word in place for place in publication.position)]
    if 0 < publication.characters < rule.short_below:
        found.append(exact(rule.short_times))
    if rule.long_from and publication.characters >= rule.long_from:
        found.append(exact(rule.long_times))
    return max(found, default=Fraction(1))


def value(rule: PointsRule, publication: Publication) -> Fraction:
    return base(rule, publication) * times(rule, publication)


class Values:
    """`value` remembered: in a year's publications a few hundred combinations come back a hundred thousand times."""

    def __init__(self, rule: PointsRule):
        self._rule = rule
        self._known: dict[tuple[object, ...], Fraction] = {}

    def __call__(self, publication: Publication) -> Fraction:
        length = 0 < publication.characters < self._rule.short_below, publication.characters >= self._rule.long_from
        key = (publication.outlet, publication.level, publication.position, length)
        if key not in self._known:
            self._known[key] = value(self._rule, publication)
        return self._known[key]


def worth(rule: PointsRule, publications: Sequence[Publication], value_of: Callable[[Publication], Fraction] | None = None) -> Fraction:
    """The points of a story with these publications; an outlet brings points once, its best address. `value_of` remembers `value`s."""
    best: dict[str, Fraction] = {}
    for publication in publications:
        points = value_of(publication) if value_of else value(rule, publication)
        if points >= best.get(publication.outlet, points):
            best[publication.outlet] = points
    if not best:
        return Fraction(0)
    highest = max(best.values())
    if rule.story_mode == "sum":
        return sum(best.values(), Fraction(0))
    if rule.story_mode == "highest":
        return highest
    # The further carriers bring a part of their points, together no more than the base, which is the highest.
    further = exact(rule.reprint_weight) * (sum(best.values(), Fraction(0)) - highest)
    return highest + min(further, highest)


def parts(rule: PointsRule, points: Fraction, units: Sequence[str]) -> dict[str, Fraction]:
    """What each unit gets of a story's points; `units` with the one that leads first."""
    if rule.split == "lead":
        units = units[:1]
    share = points / len(units) if rule.split == "equal" and units else points
    return dict.fromkeys(units, share)
