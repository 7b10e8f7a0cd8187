"""The tables of a report with the way to the articles behind each figure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from model.table import Cell, Column, Ratio, Table, shown
from web.asked import Asked

# What a column adds to the search of its row, by the column's title.
Narrowing = Mapping[str, Callable[[Asked], Asked]]

CHANGES = "环比、同比由表中的数算出，没有自己的清单。"
ALWAYS = ("刊发", "首发", "转载", "环比")  # columns that a phone shows, beside the first


@dataclass(frozen=True, slots=True)
class Field:
    """A cell on the page."""

    text: str
    address: str = ""  # of the articles that it counts
    bar: str = ""  # width of its bar, 0 … 100
    minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table on the page."""

    title: str
    heads: tuple[Field, ...]
    rows: tuple[tuple[Field, ...], ...]
    total: tuple[Field, ...]
    note: str
    rule: str
    wide: bool


def grid(table: Table, searches: Sequence[Asked | None], whole: Asked, narrowing: Narrowing) -> Grid:
    """`searches` are those of the rows (None: no link), `whole` that of the total."""
    searches = [*searches, *[None] * (len(table.rows) - len(searches))][: len(table.rows)]
    changes = any(isinstance(cell, Ratio) and cell.signed for row in table.rows for cell in row)
    return Grid(
        title=table.title,
        heads=tuple(Field(column.title, minor=_minor(place, column)) for place, column in enumerate(table.columns)),
        rows=tuple(_fields(row, table.columns, asked, narrowing) for row, asked in zip(table.rows, searches, strict=True)),
        total=_fields(table.total, table.columns, whole, narrowing) if table.total else (),
        note=table.note + (CHANGES if changes else ""),
        rule=table.rule,
        wide=len(table.columns) > 6,
    )


def _fields(cells: Sequence[Cell], columns: Sequence[Column], asked: Asked | None, narrowing: Narrowing) -> tuple[Field, ...]:
    return tuple(_field(cell, column, place, asked, narrowing) for place, (cell, column) in enumerate(zip(cells, columns, strict=True)))


def _field(cell: Cell, column: Column, place: int, asked: Asked | None, narrowing: Narrowing) -> Field:
    narrow = narrowing.get(column.title)
    address = narrow(asked).address() if narrow and asked and _counts(cell) else ""
    bar = f"{100 * cell.value:.1f}" if isinstance(cell, Ratio) and not cell.signed else ""
    return Field(shown(cell), address, bar, _minor(place, column))


def _counts(cell: Cell) -> bool:
    """Whether a figure is one of articles: a number of them, or their share."""
    return (isinstance(cell, int) and cell > 0) or (isinstance(cell, Ratio) and not cell.signed and cell.part > 0)


def _minor(place: int, column: Column) -> bool:
    return place > 0 and column.title not in ALWAYS
