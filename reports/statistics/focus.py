"""每月宣传重点: topics with a planned count."""

from dataclasses import dataclass
from typing import Any

from model.bureau import Topic
from model.outlet import Level
from model.table import Column, Ratio, Table
from reports.statistics.basis import Basis
from reports.statistics.lines import share
from reports.statistics.wording import joined, some

RULE = "专题登记了计划篇数的即为宣传重点；完成率＝刊发÷计划。"
BEST = list(Level)


@dataclass(frozen=True, slots=True)
class Focus:
    topic: Topic
    published: int
    best: str  # name of the best outlet; "" for none
    contributed: tuple[str, ...]  # units
    missing: tuple[str, ...]

    @property
    def completion(self) -> Ratio | None:
        return share(self.published, self.topic.planned)


def found(basis: Basis) -> list[Focus]:
    """In display order."""
    planned = [topic for topic in basis.topics if topic.planned and basis.valid(topic)]
    if not planned:
        return []
    outlets, units = basis.current.count("topic", "outlet", "level"), basis.current.count("topic", "unit")
    counted = basis.current.count("topic")
    reporting = [unit for unit in basis.units if unit.id != basis.root and basis.valid(unit)]
    focuses = []
    for topic in planned:
        ranked = sorted((BEST.index(Level(level)), -n, basis.outlets[outlet]) for (of, outlet, level), n in outlets.items() if of == topic.id)
        gave = [unit.name for unit in reporting if units[topic.id, unit.id]]
        missed = [unit.name for unit in reporting if not units[topic.id, unit.id]]
        focuses.append(Focus(topic, counted[topic.id,], ranked[0][2] if ranked else "", tuple(gave), tuple(missed)))
    return focuses


def by_focus(basis: Basis) -> Table | None:
    focuses = found(basis)
    if not focuses:
        return None
    return Table(
        key="focus",
        title="宣传重点完成情况",
        tab="重点",
        columns=(
            Column("宣传重点", 2.6, text=True),
            Column("计划", 0.8, unlisted="专题登记的计划篇数"),
            Column("刊发", 0.8, picks=()),
            Column("完成率", 1.1, picks=()),
            Column("最高媒体", 1.8, text=True),
            Column("参与单位", 2.6, text=True),
            Column("参与单位名单", 2.6, text=True, paper=False),
            Column("未参与单位名单", 2.6, text=True, paper=False),
        ),
        rows=tuple(
            (
                one.topic.name,
                one.topic.planned,
                one.published,
                one.completion,
                one.best or None,
                some(one.contributed),
                *map(joined, (one.contributed, one.missing)),
            )
            for one in focuses
        ),
        measure="单位：篇（条）",
        rule=RULE,
        behind=tuple((("topic", one.topic.name),) for one in focuses),
    )


def indicator(basis: Basis) -> list[dict[str, Any]]:
    return [
        {
            "name": one.topic.name,
            "planned": one.topic.planned,
            "published": one.published,
            "completion": one.published / one.topic.planned,
            "best_outlet": one.best or None,
            "contributed": list(one.contributed),
            "missing": list(one.missing),
        }
        for one in found(basis)
    ]
