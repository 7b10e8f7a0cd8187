"""Who leads: competition ranking by group, with the rank of the month before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from model.bureau import Unit
from reports.points.month import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One unit's place in its group."""

    unit: Unit
    rank: int  # 1, 2, 2, 4
    score: Score
    points: Fraction  # as printed, to one decimal
    before: int | None  # rank of the month before; None: it had none

    @property
    def moved(self) -> int | None:
        """Places gained (positive) or lost."""
        return None if self.before is None else self.before - self.rank


def rounded(points: Fraction) -> Fraction:
    """To one decimal, half up: ranks follow the printed points, so that equal ones share a rank."""
    return Fraction((20 * points.numerator + points.denominator) // (2 * points.denominator), 10)


def ranking(
    units: Sequence[Unit], scores: Mapping[str, Score], order: Callable[[str], tuple[int, ...]], before: Mapping[str, int] | None = None
) -> list[tuple[str, list[Place]]]:
    """Groups in the order of their first unit, each with its units by points.

    Inside a tie by `order` of the unit's id (central count, provincial count, total), then display order. `before`: ranks of the month before.
    """
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit.group, []).append(unit)
    return [(group, _ranked(members, scores, order, before or {})) for group, members in groups.items()]


def _ranked(units: Sequence[Unit], scores: Mapping[str, Score], order: Callable[[str], tuple[int, ...]], before: Mapping[str, int]) -> list[Place]:
    points = {unit.id: rounded(scores.get(unit.id, Score()).total) for unit in units}
    listed = sorted(units, key=lambda unit: (-points[unit.id], *(-count for count in order(unit.id))))
    higher = {unit.id: sum(other > points[unit.id] for other in points.values()) for unit in units}
    return [
        Place(unit=unit, rank=higher[unit.id] + 1, score=scores.get(unit.id, Score()), points=points[unit.id], before=before.get(unit.id)) for unit in listed
    ]
