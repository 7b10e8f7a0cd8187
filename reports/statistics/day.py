"""每日刊发量."""

from datetime import date, timedelta

from model.table import Chart, ChartKind, Column, Split, Table
from reports.statistics.basis import Basis
from reports.statistics.lines import COUNT_COLUMNS, MEASURE, Line, behind

DRAWN = 31  # columns that a chart can hold
ELSEWHERE = "每日刊发量见 Excel 文件的“每日”表。"
RULE = "按刊发时间的北京时间日期统计，只有日期的按该日计；没有刊发的日子记0。"


def lines(basis: Basis) -> list[Line]:
    """One line a day, days without an article too; a month that is not over ends with the day of the cut-off."""
    counted = basis.current.by("day")
    since, until = basis.current.since, basis.current.until
    days = [(since + timedelta(number)).isoformat() for number in range((until - since).days + 1)]
    return [Line(day, day, counted.get(day, Split())) for day in days]


def daily(basis: Basis) -> Table:
    days = lines(basis)
    most = max(line.count for line in days)
    busiest = [line.count for line in days].index(most)
    drawn = most > 0 and len(days) <= DRAWN
    return Table(
        key="daily",
        title="每日刊发统计",
        tab="每日",
        columns=(Column("日"), *COUNT_COLUMNS),
        rows=tuple(
            (str(date.fromisoformat(line.id).day) if basis.period.kind == "month" else line.id, line.count, line.split.first, line.split.reprint)
            for line in days
        ),
        total=("合计", basis.split.count, basis.split.first, basis.split.reprint),
        measure=MEASURE,
        rule=RULE,
        behind=behind("day", days),
        chart=Chart(kind=ChartKind.COLUMN, title=f"{basis.period.name}每日刊发量（篇、条）", highlight=busiest, replaces_table=True) if drawn else None,
        blank="" if drawn else ELSEWHERE if most else f"{basis.period.words.this}各日均无刊发。",
    )
