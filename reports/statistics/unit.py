"""单位."""

from model.table import Column, Split, Table
from reports.statistics import level
from reports.statistics.basis import Basis
from reports.statistics.lines import MEASURE, SPLIT_COLUMNS, Line, behind, by_size, split_cells
from reports.statistics.wording import zero_words

RULE = "稿件提及或人工认定的单位各计1篇；未刊发的单位同样列出。"
SHARED = "一篇稿件可归属多个单位，各单位之和可能大于合计。"


def lines(basis: Basis) -> list[Line]:
    """All units of the period, those without an article too, most first, then in display order."""
    counted = basis.current.by("unit")
    return by_size(Line(unit.id, unit.name, counted.get(unit.id, Split())) for unit in basis.units if basis.valid(unit) or unit.id in counted)


def by_unit(basis: Basis) -> Table:
    total, units = basis.current.total, lines(basis)
    levels = level.lines(basis)
    crossed = basis.current.count("unit", "level")
    uncredited = basis.current.by("unit").get("", Split()).count
    return Table(
        key="by_unit",
        title="各单位刊发统计",
        tab="单位",
        columns=(Column("单位", 3, text=True), *SPLIT_COLUMNS, *(Column(line.name, picks=(("level", line.id),)) for line in levels)),
        rows=tuple((unit.name, *split_cells(unit.split, total), *(crossed[unit.id, line.id] for line in levels)) for unit in units),
        total=("合计（不重复）", *split_cells(basis.split, total), *(line.count for line in levels)),
        measure=MEASURE,
        note=SHARED + (f"另有{uncredited}篇（条）未归属单位。" if uncredited else ""),
        rule=RULE,
        blank="" if total else "各单位均无刊发。",
        behind=behind("unit", units, by_name=True),
    )


def zero_units(basis: Basis) -> str:
    """零报送: the units without an article. The bureau itself reports to nobody."""
    return zero_words(zero(basis)) if any(line.id != basis.root for line in lines(basis)) else ""


def zero(basis: Basis) -> list[str]:
    return [line.name for line in lines(basis) if line.id != basis.root and not line.count]
