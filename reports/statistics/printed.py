"""Figures as a closed report printed them: what later reports compare with, whatever has come in since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from model.table import Split

if TYPE_CHECKING:
    from reports.statistics.basis import Basis

KEYS = ("level", "medium", "outlet", "unit", "topic")


@dataclass(frozen=True, slots=True)
class Printed:
    """A closed period; answers like a Coverage where one is compared with."""

    since: date
    until: date
    figures: Mapping[str, Any]  # as `figures_of` gives them

    @property
    def total(self) -> int:
        return int(self.figures["total"])

    @property
    def stories(self) -> int:
        return int(self.figures["stories"])

    @property
    def ranks(self) -> dict[str, int]:
        """By Unit.id."""
        return dict(self.figures["ranks"])

    @property
    def points(self) -> dict[str, float]:
        """By Unit.id."""
        return dict(self.figures["points"])

    def by(self, key: str) -> dict[str, Split]:
        """Articles by the ids of one of KEYS, 首发 and 转载 apart."""
        return {value: Split(first, reprint) for value, (first, reprint) in self.figures["by"][key].items()}


def figures_of(basis: "Basis", places: list[Any]) -> dict[str, Any]:
    """What is kept of a report for the reports to come; `places` as reports.statistics.points gives them."""
    return {
        "total": basis.current.total,
        "stories": basis.current.stories,
        "by": {key: {value: [split.first, split.reprint] for value, split in sorted(basis.current.by(key).items())} for key in KEYS},
        "ranks": {place.unit.id: place.rank for _, members in places for place in members},
        "points": {place.unit.id: float(place.score.total) for _, members in places for place in members},
    }
