"""The geometry of the small charts; templates draw it as inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

FULL = 100.0  # height of the tallest column


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is to be drawn: one column."""

    label: str  # below the column; "" for most days
    name: str  # spoken and shown on pointing: 2026年10月
    count: int
    address: str = ""
    chosen: bool = False
    known: bool = True  # False: nothing was collected then, which is not zero

    @property
    def figure(self) -> str:
        return f"{self.count:,}" if self.known else "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A point with its place in a box of 100 high, y downwards."""

    point: Point
    top: float
    height: float


def columns(points: Sequence[Point]) -> list[Column]:
    """Columns in proportion; one that is not empty is never invisible."""
    most = max((point.count for point in points), default=0)
    drawn = []
    for point in points:
        height = max(FULL * point.count / most, 2.0) if point.count else 0.0
        drawn.append(Column(point=point, top=round(FULL - height, 2), height=round(height, 2)))
    return drawn


def months(first: str, last: str) -> list[str]:
    """Every YYYY-MM from the first to the last, both included."""
    year, month = int(first[:4]), int(first[5:])
    named = []
    while (name := f"{year:04d}-{month:02d}") <= last:
        named.append(name)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return named
