"""近十二个月."""

from model.table import Cell, Chart, ChartKind, Column, Split, Table
from reports.statistics.basis import Basis
from reports.statistics.lines import COUNT_COLUMNS, MEASURE, Line

RULE = "已定稿的月份用印发数，其余按现有数据；本系统开始收录以前的月份没有数据，以“—”表示。"


def lines(basis: Basis) -> list[Line]:
    """Twelve months, the period's last one at the end; a closed month as it was printed."""
    splits = dict.fromkeys((month.id for month in basis.months), Split())
    for day, split in basis.twelve.by("day").items():
        splits[day[:7]] += split
    printed = {month: sum(closed.by("level").values(), Split()) for month, closed in basis.printed_months.items()}
    return [Line(month, month, split) for month, split in (splits | {key: printed[key] for key in splits if key in printed}).items()]


def trend12(basis: Basis) -> Table:
    begun = basis.known_since
    rows: list[tuple[Cell, ...]] = []
    for line, month in zip(lines(basis), basis.months, strict=True):
        known = month.id in basis.printed_months or (begun is not None and begun <= month.until)
        rows.append((line.name, line.count, line.split.first, line.split.reprint) if known else (line.name, None, None, None))
    drawn = any(row[1] for row in rows)
    return Table(
        key="trend12",
        title="近十二个月刊发统计",
        tab="近十二个月",
        columns=(Column("月份"), *COUNT_COLUMNS),
        rows=tuple(rows),
        measure=MEASURE,
        rule=RULE,
        unlisted="其他各月的稿件见该月的报告",
        behind=(*(None for _ in rows[1:]), () if basis.period.kind == "month" else None),
        chart=Chart(kind=ChartKind.COLUMN, title="近十二个月刊发量（篇、条）", highlight=11, replaces_table=True) if drawn else None,
        blank="" if drawn else "近十二个月均无刊发。",
    )
