"""媒体."""

from model.outlet import Level
from model.table import Column, Split, Table
from reports.statistics.basis import Basis
from reports.statistics.lines import MEASURE, SPLIT_COLUMNS, Line, by_size, rounding_note, split_cells, split_rows

TOP = 20
RULE = "按刊发媒体统计，刊发数相同的，级别高者在前。"


def lines(basis: Basis) -> list[Line]:
    """All outlets that carried something, most first; among equals the higher level, then the name."""
    counted = basis.current.by("outlet")
    order = list(Level)
    rank: dict[str, int] = {}
    for outlet, level in basis.current.count("outlet", "level"):
        rank[outlet] = min(rank.get(outlet, len(order)), order.index(Level(level)))
    named = [Line(outlet, basis.outlets[outlet], split) for outlet, split in counted.items()]
    return by_size(sorted(named, key=lambda line: (rank[line.id], line.name, line.id)))


def by_outlet(basis: Basis) -> Table:
    """The first twenty, the rest in one row."""
    total = basis.current.total
    outlets = lines(basis)
    rest = outlets[TOP:]
    if rest:
        outlets = [*outlets[:TOP], Line("", f"其他（{len(rest)}家）", sum((line.split for line in rest), Split()))]
    return Table(
        key="by_outlet",
        title="媒体刊发统计",
        tab="媒体",
        columns=(Column("媒体", 2.6, text=True), *SPLIT_COLUMNS),
        rows=split_rows(outlets, total),
        total=("合计", *split_cells(basis.split, total)),
        measure=MEASURE,
        note=rounding_note(outlets, total),
        rule=RULE,
        blank="" if outlets else "各媒体均无刊发。",
        behind=(*((("outlet", *([line.name] if line.id else [other.name for other in rest])),) for line in outlets), ()),
    )
