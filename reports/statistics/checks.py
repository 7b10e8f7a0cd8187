"""The sums that must agree before anything is printed."""

from collections.abc import Iterable

from model.outcome import UserError
from model.table import Split
from reports.statistics import day, level, medium, outlet, trend
from reports.statistics.basis import Basis
from reports.statistics.lines import Line


class Unbalanced(UserError):
    """Two ways of counting differ: a report would be wrong, so there is none."""


def check(basis: Basis) -> None:
    """Raises Unbalanced unless 刊发 = 首发 + 转载 = Σ level = Σ medium = Σ outlet = Σ daily = the last month of the trend."""
    total = basis.current.total
    roles = basis.current.count("role")
    if total != roles.total() or total != basis.split.count:
        raise _unbalanced(basis, "首发与转载之和", roles.total(), total)
    sums = {
        "各媒体级别之和": _sum(level.lines(basis)),
        "各载体之和": _sum(medium.lines(basis)),
        "各媒体之和": _sum(outlet.lines(basis)),
        "每日之和": _sum(day.lines(basis)),
    }
    if basis.period.kind == "month":
        sums["近十二个月的末月"] = trend.lines(basis)[-1].split
    for name, split in sums.items():
        if split != basis.split:
            raise _unbalanced(basis, name, split.count, total)


def _sum(lines: Iterable[Line]) -> Split:
    return sum((line.split for line in lines), Split())


def _unbalanced(basis: Basis, name: str, got: int, total: int) -> Unbalanced:
    return Unbalanced(f"{basis.period.name}统计不平衡：{name}为{got}，刊发为{total}，报告未生成；请运行 jianbao doctor 检查登记簿")
