"""首发与转载."""

from dataclasses import replace

from model.article import Role
from model.table import Cell, Column, Split, Table
from reports.statistics.basis import Basis
from reports.statistics.lines import COUNT_COLUMNS, MEASURE, SHARE_COLUMN, compared_cells, compared_columns, share
from reports.statistics.totals import RULES


def by_role(basis: Basis) -> Table:
    periods = (basis.current, basis.previous, basis.year_before)
    now, previous, year_before = (sum(c.by("level").values(), Split()) if basis.known(c) else None for c in periods)
    now = now or Split()
    total = now.count

    def row(name: str, figure: str) -> tuple[Cell, ...]:
        count, before, earlier = (None if split is None else int(getattr(split, figure)) for split in (now, previous, year_before))
        return name, count, share(count or 0, total), *compared_cells(basis.period, count or 0, before, earlier)

    return Table(
        key="by_role",
        title="首发、转载统计",
        tab="首发转载",
        columns=(Column("类别"), COUNT_COLUMNS[0], replace(SHARE_COLUMN, width=1.0), *compared_columns(basis.period)),
        rows=(row("首发", "first"), row("转载", "reprint")),
        total=row("合计", "count"),
        measure=MEASURE,
        behind=((("role", Role.FIRST.value),), (("role", Role.REPRINT.value),), ()),
        rule=f"首发：{RULES['首发']}转载：{RULES['转载']}",
    )
