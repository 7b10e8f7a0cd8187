"""The lines of a breakdown, and the columns that breakdowns share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from model.article import Role
from model.table import Cell, Column, Picks, Ratio, Split
from reports.period import Period

COUNT_COLUMNS = (
    Column("刊发", picks=()),
    Column("首发", picks=(("role", Role.FIRST.value),)),
    Column("转载", picks=(("role", Role.REPRINT.value),)),
)
SHARE_COLUMN = Column("占比", 1.2, picks=())  # leads to the part
SPLIT_COLUMNS = (*COUNT_COLUMNS, SHARE_COLUMN)
T = TypeVar("T")
ENTERED = "由台账登记，没有稿件"
OTHER_PERIOD = "稿件见所比时期的报告"
MEASURE = "单位：篇（条）"
ROUNDED = "因四舍五入，合计与分项之和可能略有差异。"


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a breakdown, e.g. one outlet."""

    id: str
    name: str
    split: Split

    @property
    def count(self) -> int:
        return self.split.count


def compared_columns(period: Period) -> tuple[Column, ...]:
    """The columns of `compared_cells`."""
    year_before = {"month": "上年同月", "year": period.words.last}.get(period.kind, "上年同期")
    widths = ((period.words.last, len(period.words.last) / 2), ("环比", 1.2), (year_before, 1.3), ("同比", 1.2))
    return once(period, tuple(Column(title, width, unlisted=OTHER_PERIOD) for title, width in widths))


def once(period: Period, compared: tuple[T, ...]) -> tuple[T, ...]:
    """Of what was before and what was a year before, the latter alone for a year: it is the same."""
    return compared[len(compared) // 2 :] if period.kind == "year" else compared


def share(part: int, whole: int) -> Ratio | None:
    return Ratio(part, whole) if whole else None


def change(now: int, before: int | None) -> Ratio | None:
    """环比 or 同比; None without a base or on a base of 0."""
    return Ratio(now - before, before, signed=True) if before else None


def split_cells(split: Split, whole: int) -> tuple[Cell, ...]:
    return split.count, split.first, split.reprint, share(split.count, whole)


def compared_cells(period: Period, now: int, previous: int | None, year_before: int | None) -> tuple[Cell, ...]:
    cells: tuple[Cell, ...] = (previous, change(now, previous), year_before, change(now, year_before))
    return once(period, cells)


def split_rows(lines: Iterable[Line], whole: int) -> tuple[tuple[Cell, ...], ...]:
    return tuple((line.name, *split_cells(line.split, whole)) for line in lines)


def behind(key: str, lines: Iterable[Line], *, by_name: bool = False) -> tuple[Picks, ...]:
    """What Table.behind says of a breakdown by `key` with one row a line and a total over everything."""
    return (*(((key, line.name if by_name else line.id),) for line in lines), ())


def by_size(lines: Iterable[Line]) -> list[Line]:
    """Most articles first; equals stay in the order given."""
    return sorted(lines, key=lambda line: -line.count)


def rounding_note(lines: Sequence[Line], whole: int) -> str:
    """Says so when the printed shares do not add up to 100.0 %."""
    shares = [share(line.count, whole) for line in lines]
    return ROUNDED if whole and sum(ratio.tenths for ratio in shares if ratio) != 1000 else ""
