"""主要指标: what the month came to."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from model.article import Role
from model.outlet import Level
from model.table import Cell, Column, Figure, Picks, Ratio, Table, shown
from reports.statistics.basis import Basis
from reports.statistics.lines import OTHER_PERIOD, change, compared_cells, compared_columns, once, share
from reports.statistics.printed import Printed
from reports.statistics.wording import joined, points_change

if TYPE_CHECKING:
    from archive.ledger.counting import Coverage

WIDTHS = (1.0, 1.4, 1.1, 1.4)
RULES = {
    "刊发": "一篇稿件在一家媒体刊发一次计1；同一媒体的网页、手机页和PDF版面合计1次。",
    "首发": "一组内容相同的稿件中最早刊发的一篇。",
    "转载": "同组中首发以外的各次刊发。刊发＝首发＋转载。",
    "稿件": "不论多少媒体刊发，内容相同的计1件。",
    "转载率": "转载÷刊发。",
}


def upper_words(levels: Iterable[Level]) -> str:
    """中央、省级、行业: what 省级以上 takes in."""
    return joined(level.label for level in levels)


def rules(upper: Sequence[Level]) -> dict[str, str]:
    """How each figure comes about, by its label."""
    return RULES | {"省级以上": f"{upper_words(upper)}媒体刊发之和。", "省级以上占比": f"（{'＋'.join(level.label for level in upper)}）÷刊发。"}


def upper(basis: Basis, coverage: "Coverage | Printed") -> int:
    """省级以上, by the levels that the office's settings name."""
    levels = coverage.by("level")
    return sum(levels[level].count for level in basis.upper if level in levels)


def upper_share(basis: Basis, coverage: "Coverage | Printed") -> Ratio | None:
    return share(upper(basis, coverage), coverage.total)


def reprint_rate(coverage: "Coverage | Printed") -> Ratio | None:
    return share(sum(split.reprint for split in coverage.by("level").values()), coverage.total)


def totals(basis: Basis) -> Table:
    """刊发、稿件、转载率、省级以上 with last month and the year before."""
    periods = (basis.current, basis.previous, basis.year_before)
    known = [basis.known(coverage) for coverage in periods]
    counts = {
        "刊发": [coverage.total for coverage in periods],
        "稿件": [coverage.stories for coverage in periods],
        "省级以上": [upper(basis, coverage) for coverage in periods],
    }
    rates = {
        "转载率": [reprint_rate(coverage) for coverage in periods],
        "省级以上占比": [upper_share(basis, coverage) for coverage in periods],
    }
    rows: list[tuple[Cell, ...]] = []
    for name, (now, previous, year_before) in counts.items():
        rows.append((name, now, *compared_cells(basis.period, now, previous if known[1] else None, year_before if known[2] else None)))
    for name, (rate, before, earlier) in rates.items():
        compared: tuple[Cell, ...] = (before, points_change(rate, before), earlier, points_change(rate, earlier))
        rows.append((name, rate, *once(basis.period, compared)))
    return Table(
        key="totals",
        title="主要指标",
        tab="指标",
        columns=(
            Column("指标", 1.5),
            Column(basis.period.words.this, picks=()),
            *(replace(column, width=width) for column, width in zip(compared_columns(basis.period), once(basis.period, WIDTHS), strict=True)),
        ),
        rows=tuple(rows),
        behind=((), (), _upper_picks(basis), (("role", Role.REPRINT.value),), _upper_picks(basis)),  # in the order of the rows
        note=_restated(basis),
        rule="".join(f"{name}：{rule}" for name, rule in rules(basis.upper).items()),
    )


def _upper_picks(basis: Basis) -> Picks:
    return (("level", *(level.value for level in basis.upper)),)


def _restated(basis: Basis) -> str:
    """Says so when the period before, as printed, is no longer what the ledger counts."""
    printed, live = basis.previous.total, basis.live_previous.total
    if not isinstance(basis.previous, Printed) or printed == live:
        return ""
    return f"{basis.period.words.last}刊发印发数为{printed}，按现有数据为{live}；比较以印发数为准。"


def figures(basis: Basis) -> tuple[Figure, ...]:
    """The numbers that a reader in a hurry takes with him."""
    previous = basis.previous.total if basis.known(basis.previous) else None
    last = basis.period.words.last
    return (
        Figure("刊发", str(basis.current.total), RULES["刊发"], ()),
        Figure("首发", str(basis.split.first), RULES["首发"], (("role", "first"),)),
        Figure("转载", str(basis.split.reprint), RULES["转载"], (("role", "reprint"),)),
        Figure("省级以上占比", shown(upper_share(basis, basis.current)), rules(basis.upper)["省级以上占比"], _upper_picks(basis)),
        Figure(
            "同比" if basis.period.kind == "year" else "环比",
            shown(change(basis.current.total, previous)),
            f"（{basis.period.words.this}刊发－{last}刊发）÷{last}刊发。",
            unlisted=OTHER_PERIOD,
        ),
    )
