"""栏目."""

from model.table import Column, Split, Table
from reports.statistics.basis import Basis
from reports.statistics.lines import MEASURE, SPLIT_COLUMNS, Line, by_size, split_rows

TOP = 20
RULE = "按稿件所在栏目统计；没有栏目的稿件不在表内。"


def lines(basis: Basis) -> list[Line]:
    """The columns that carried something, most first; articles without one are in none."""
    counted = basis.current.by("column")
    return by_size(Line(name, name, split) for name, split in sorted(counted.items()) if name)


def by_column(basis: Basis) -> Table | None:
    columns = lines(basis)
    if not columns:
        return None
    rest = columns[TOP:]
    shown = [*columns[:TOP], Line("", f"其他（{len(rest)}个）", sum((line.split for line in rest), Split()))] if rest else columns
    return Table(
        key="by_column",
        title="栏目刊发统计",
        tab="栏目",
        columns=(Column("栏目", 2.6, text=True), *SPLIT_COLUMNS),
        rows=split_rows(shown, basis.current.total),
        measure=MEASURE,
        rule=RULE,
        behind=tuple((("column", *([line.name] if line.id else [other.name for other in rest])),) for line in shown),
    )
