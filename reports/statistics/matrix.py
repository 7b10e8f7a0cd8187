"""媒体与单位对照表: how often each outlet carried each unit."""

from model.table import Column, Table
from reports.statistics import outlet, unit
from reports.statistics.basis import Basis
from reports.statistics.lines import MEASURE

PAPER = 8  # columns that a sheet of paper has room for; a broader table is in the workbook only
RULE = "一格是该媒体刊发、归属该单位的篇（条）数；一篇归属多个单位的在每个单位各计1，所以一行之和可能大于该媒体的刊发数。"


def by_outlet_and_unit(basis: Basis) -> Table | None:
    """Outlets and units that have an article, each in the order of its own table; None without any."""
    outlets = outlet.lines(basis)
    units = [line for line in unit.lines(basis) if line.count]
    if not outlets or not units:
        return None
    crossed = basis.current.count("outlet", "unit")
    paper = len(units) < PAPER
    return Table(
        key="matrix",
        title="媒体与单位对照表",
        tab="媒体单位",
        columns=(Column("媒体", 2.4, text=True, paper=paper), *(Column(one.name, 1.2, paper=paper, picks=(("unit", one.name),)) for one in units)),
        rows=tuple((one.name, *(crossed[one.id, other.id] for other in units)) for one in outlets),
        total=("合计", *(one.count for one in units)),
        measure=MEASURE,
        rule=RULE,
        behind=(*((("outlet", one.name),) for one in outlets), ()),
    )
