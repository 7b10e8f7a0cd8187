"""The month's report in printing order."""

from collections.abc import Callable
from dataclasses import dataclass

from model.table import Table
from reports.statistics.basis import Basis
from reports.statistics.day import daily
from reports.statistics.level import by_level
from reports.statistics.medium import by_medium
from reports.statistics.narrative import apart, levels, overview, preview
from reports.statistics.outlet import by_outlet
from reports.statistics.role import by_role
from reports.statistics.topic import by_topic
from reports.statistics.totals import totals
from reports.statistics.trend import trend12
from reports.statistics.unit import by_unit, zero_units

Statistic = Callable[[Basis], Table | str]  # a table, or a paragraph; "" says nothing and is left out


@dataclass(frozen=True, slots=True)
class Chapter:
    heading: str
    statistics: tuple[Statistic, ...]


MONTHLY = (
    Chapter("总体情况", (overview, levels, apart, preview, totals, by_role)),
    Chapter("分层级、分载体情况", (by_level, by_medium, trend12, daily, by_outlet)),
    Chapter("单位刊发情况", (by_unit, zero_units)),
    Chapter("专题刊发情况", (by_topic,)),
)
