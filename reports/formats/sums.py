"""Which totals of a table a spreadsheet may work out itself."""

from collections.abc import Iterable

from model.table import Cell, Points, Table, shown

SHARED = "不重复"  # said of a total that is less than its rows together


def added(table: Table) -> frozenset[int]:
    """The columns whose total is what the rows above come to. Where an article counts in several rows it is not, even if it happens to be as much."""
    if table.total is None or SHARED in shown(table.total[0]):
        return frozenset()
    columns = (tuple(row[at] for row in table.rows) for at in range(len(table.columns)))
    return frozenset(
        at for at, (cells, total) in enumerate(zip(columns, table.total, strict=True)) if _tenths(total) is not None and _sum(cells) == _tenths(total)
    )


def _sum(cells: Iterable[Cell]) -> int | None:
    tenths = [_tenths(cell) for cell in cells if cell is not None]
    return sum(one for one in tenths if one is not None) if tenths and None not in tenths else None


def _tenths(cell: Cell) -> int | None:
    """Of a number, as it is printed; None for all else."""
    return 10 * cell if isinstance(cell, int) else cell.tenths if isinstance(cell, Points) else None
