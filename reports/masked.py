"""Personal names shortened to the family name, for pages that anybody may read."""

from dataclasses import replace

from model.table import Cell, Report, Section, Table

COLUMNS = ("通讯员", "人员")  # headings of columns that name people
FAMILY = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "司徒",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "长孙",
    "宇文",
    "端木",
    "百里",
    "南宫",
    "夏侯",
    "呼延",
    "轩辕",
)


def masked(report: Report) -> Report:
    """The report with 周× where its tables name 周平; what the figures count stays as it is."""
    return replace(report, sections=tuple(map(_section, report.sections)), annexes=tuple(map(_section, report.annexes)))


def mask(names: str) -> str:
    """周平、欧阳晓明 as 周×、欧阳×."""
    return "、".join(f"{next((family for family in FAMILY if name.startswith(family)), name[:1])}×" if name else "" for name in names.split("、"))


def _section(section: Section) -> Section:
    return replace(section, blocks=tuple(_table(block) if isinstance(block, Table) else block for block in section.blocks))


def _table(table: Table) -> Table:
    places = {place for place, column in enumerate(table.columns) if column.title in COLUMNS}
    return replace(table, rows=tuple(_row(row, places) for row in table.rows)) if places else table


def _row(row: tuple[Cell, ...], places: set[int]) -> tuple[Cell, ...]:
    return tuple(mask(cell) if place in places and isinstance(cell, str) else cell for place, cell in enumerate(row))
