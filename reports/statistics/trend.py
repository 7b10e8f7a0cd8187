"""近十二个月."""

from model.table import Cell, Chart, ChartKind, Column, Split, Table
from reports.period import last_day
from reports.statistics.basis import Basis
from reports.statistics.lines import MEASURE, Line

RULE = "各月按同一口径统计；本系统开始收录以前的月份没有数据，以“—”表示。"


def lines(basis: Basis) -> list[Line]:
    """Twelve months, the period's own last."""
    months = [basis.period.earlier(back).id for back in range(11, -1, -1)]
    splits = dict.fromkeys(months, Split())
    for day, split in basis.twelve.by("day").items():
        splits[day[:7]] += split
    return [Line(month, month, split) for month, split in splits.items()]


def trend12(basis: Basis) -> Table:
    begun = basis.known_since
    rows: list[tuple[Cell, ...]] = []
    for line, back in zip(lines(basis), range(11, -1, -1), strict=True):
        known = begun is not None and begun <= last_day(basis.period.earlier(back).since)
        rows.append((line.name, line.count, line.split.first, line.split.reprint) if known else (line.name, None, None, None))
    drawn = any(row[1] for row in rows)
    return Table(
        key="trend12",
        title="近十二个月刊发统计",
        tab="近十二个月",
        columns=(Column("月份"), Column("刊发"), Column("首发"), Column("转载")),
        rows=tuple(rows),
        measure=MEASURE,
        rule=RULE,
        chart=Chart(kind=ChartKind.COLUMN, title="近十二个月刊发量（篇、条）", highlight=11, replaces_table=True) if drawn else None,
        blank="" if drawn else "近十二个月均无刊发。",
    )
