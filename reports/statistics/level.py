"""媒体级别."""

from model.outlet import Level
from model.table import Column, Split, Table
from reports.statistics.basis import Basis
from reports.statistics.lines import MEASURE, SPLIT_COLUMNS, Line, behind, compared_cells, compared_columns, rounding_note, split_cells

RARE = (Level.PROV_TRADE, Level.SELF, Level.OTHER)
RULE = "行业指全国性行业媒体，省级的另列。按刊发当日媒体的级别统计"
APART = "；单位自有平台发布的不计入媒体刊发。"


def lines(basis: Basis) -> list[Line]:
    """Every level, highest first; those that few offices know only when they were used."""
    counted = basis.current.by("level")
    shown = [level for level in Level if level not in RARE or level in counted]
    return [Line(level, level.label, counted.get(level, Split())) for level in shown]


def by_level(basis: Basis) -> Table:
    total = basis.current.total
    before = [basis.previous.by("level") if basis.known(basis.previous) else None, basis.year_before.by("level") if basis.known(basis.year_before) else None]
    levels = lines(basis)

    def compared(line: Line) -> tuple[int | None, int | None]:
        previous, year_before = (None if splits is None else splits.get(line.id, Split()).count for splits in before)
        return previous, year_before

    previous, year_before = (None if splits is None else sum(split.count for split in splits.values()) for splits in before)
    return Table(
        key="by_level",
        title="媒体级别统计",
        tab="级别",
        columns=(Column("媒体级别", 1.3), *SPLIT_COLUMNS, *compared_columns(basis.period)),
        rows=tuple((line.name, *split_cells(line.split, total), *compared_cells(basis.period, line.count, *compared(line))) for line in levels),
        total=("合计", *split_cells(basis.split, total), *compared_cells(basis.period, total, previous, year_before)),
        measure=MEASURE,
        note=rounding_note(levels, total),
        rule=RULE + ("。" if basis.settings.count_own_as_media else APART),
        behind=behind("level", levels),
    )
