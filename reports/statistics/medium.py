"""载体."""

from model.outlet import Medium
from model.table import Chart, ChartKind, Column, Table
from reports.statistics.basis import Basis
from reports.statistics.lines import MEASURE, SPLIT_COLUMNS, Line, behind, by_size, rounding_note, split_cells, split_rows

RULE = "按刊发当日媒体的载体统计；一家媒体的不同载体分别登记、分别计数。"


def lines(basis: Basis) -> list[Line]:
    """The media that carried something, most first."""
    counted = basis.current.by("medium")
    return by_size(Line(medium, medium.label, counted[medium]) for medium in Medium if medium in counted)


def by_medium(basis: Basis) -> Table:
    total = basis.current.total
    media = lines(basis)
    return Table(
        key="by_medium",
        title="载体统计",
        tab="载体",
        columns=(Column("载体", 1.3), *SPLIT_COLUMNS),
        rows=split_rows(media, total),
        total=("合计", *split_cells(basis.split, total)),
        measure=MEASURE,
        note=rounding_note(media, total),
        rule=RULE,
        behind=behind("medium", media),
        blank="" if media else "各载体均无刊发。",
        chart=Chart(kind=ChartKind.BAR, title="载体分布（篇、条）", highlight=0) if media else None,
    )
