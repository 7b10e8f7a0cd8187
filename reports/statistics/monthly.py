"""The month's report in printing order."""

from collections.abc import Callable
from dataclasses import dataclass

from model.table import Table
from reports.statistics import comparable, newmedia, service
from reports.statistics.basis import Basis
from reports.statistics.column import by_column
from reports.statistics.day import daily
from reports.statistics.drafts import problems, steps
from reports.statistics.focus import by_focus
from reports.statistics.influence import by_influence
from reports.statistics.information import adopted, by_information
from reports.statistics.late import corrected, late
from reports.statistics.late import words as late_words
from reports.statistics.level import by_level
from reports.statistics.medium import by_medium
from reports.statistics.narrative import apart, levels, overview, preview
from reports.statistics.outlet import by_outlet
from reports.statistics.people import awards, correspondents
from reports.statistics.points import by_points, leaders
from reports.statistics.role import by_role
from reports.statistics.topic import by_topic
from reports.statistics.totals import totals
from reports.statistics.trend import trend12
from reports.statistics.unit import by_unit, zero_units
from reports.statistics.unrated import by_unrated
from reports.statistics.year import by_year

# A table, a paragraph or several; "", () and None say nothing and are left out.
Statistic = Callable[[Basis], Table | str | tuple[Table | str, ...] | None]


@dataclass(frozen=True, slots=True)
class Chapter:
    heading: str
    statistics: tuple[Statistic, ...]  # a chapter in which all say nothing is left out


MONTHLY = (
    Chapter("总体情况", (overview, comparable.words, levels, newmedia.words, service.words, apart, late_words, preview, totals, by_role)),
    Chapter("分层级、分载体情况", (by_level, by_medium, trend12, daily, by_outlet, by_column)),
    Chapter("单位得分排名", (by_points, leaders, by_year, by_unrated)),
    Chapter("单位刊发情况", (by_unit, zero_units)),
    Chapter("专题刊发情况", (by_topic,)),
    Chapter("政务信息采用情况", (adopted, by_information)),
    Chapter("宣传重点完成情况", (by_focus,)),
    Chapter("新媒体运营", (newmedia.newmedia, by_influence)),
    Chapter("网上问政和政务公开", (service.by_service,)),
    Chapter("通讯员及获奖情况", (correspondents, awards)),
    Chapter("补录和更正", (late, corrected)),
    Chapter("存在问题", (problems,)),
    Chapter("下步工作", (steps,)),
)
