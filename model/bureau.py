"""单位 and 业务: whom the archive is about."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from model.outlet import STRICT, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The bureau, a division, a subordinate or lower unit."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    id: str
    name: str
    aliases: tuple[str, ...] = ()  # words that name this unit beyond doubt, besides the name itself
    short_names: tuple[str, ...] = ()  # words that name it only in a text that also names its region
    region: tuple[str, ...] = ()  # words for its place; empty: the parent's
    exclusions: tuple[str, ...] = ()  # longer words in which a name does not count (homonyms); they hold for the units below too
    group: str = ""  # 排名分组: 县（市、区）, 机关科室, 直属单位
    since: date | None = None
    until: date | None = None
    children: tuple["Unit", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """业务 or 专题: rules of words, optionally in a window of time."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    id: str
    name: str
    words: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    planned: int = 0  # publications that are planned for it in each month: it is a 宣传重点; 0: none is


StoryMode = Literal["highest", "sum", "highest+reprint"]  # what the publications of one story bring together
Sharing = Literal["equal", "full", "lead"]  # what each of several credited units gets of a story's points


NO_POINTS = ("负面", "更正")  # words of a position, set by a person, with which a publication brings nothing


def _positions() -> dict[str, float]:
    double = dict.fromkeys(("头版", "头条", "新闻联播"), 2.0)
    return double | dict.fromkeys(("专版", "深度", "调研文章"), 1.5) | dict.fromkeys(("图片新闻", "简讯"), 0.5)


def _information() -> dict[str, float]:
    kinds = {"参阅": 15.0, "调研": 15.0, "专报": 10.0, "动态": 5.0, "普刊": 5.0, "选编": 5.0}
    return kinds | {"国办": 80.0, "中办": 80.0, "省委办": 40.0, "省府办": 40.0, "市": 10.0, "县": 5.0}


def _instructions() -> dict[str, float]:
    return {"国家级": 30.0, "省级": 20.0, "市级": 10.0, "县级": 5.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsRule:
    """积分规则: one version of the bureau's table. What it does not say is as in docs/points.md."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    version: str
    since: date
    levels: dict[str, float]  # points by Level value or its Chinese word
    outlets: dict[str, float] = field(default_factory=dict)  # points by Outlet.id, in place of the level's
    positions: dict[str, float] = field(default_factory=_positions)  # times as many points, by a word of the position
    short_below: int = 200  # characters: a text of fewer is 简讯; 0: none is
    short_times: float = 0.5
    long_from: int = 1500  # characters: a text of so many is 深度; 0: none is
    long_times: float = 1.5
    story_mode: StoryMode = "highest"
    reprint_weight: float = 0.1  # of each further carrier, together at most once the highest
    split: Sharing = "equal"
    cap: float | None = None  # points of articles that a unit can get in a month
    information: dict[str, float] = field(default_factory=_information)  # 政务信息, by kind or by who adopted it
    instructions: dict[str, float] = field(default_factory=_instructions)  # 批示, by level
    deduction: float = 5.0  # for each one entered without points of its own
    quota: int = 0  # publications a month that bring `quota_points`; 0: no quota
    quota_points: float = 0.0

    def __post_init__(self) -> None:
        for level in self.levels:
            if not _is_level(level):
                raise ValueError(f"不认识的媒体级别“{level}”，可用：{'、'.join(level.label for level in Level)}")
        tables = (self.levels, self.outlets, self.positions, self.information, self.instructions)
        single = (self.short_times, self.long_times, self.reprint_weight, self.deduction, self.quota_points, self.cap or 0.0)
        for value in (*single, *(value for table in tables for value in table.values())):
            if not 0 <= value < 1_000_000:  # nan is neither
                raise ValueError(f"分值 {value} 不对，应为不小于 0 的数")

    def of_level(self, level: Level) -> float | None:
        """Points by the level; None where the table does not have it. A table without provincial trade media means by 行业 all of them."""
        for word, points in self.levels.items():
            if Level(word) is level:
                return points
        return self.of_level(Level.TRADE) if level is Level.PROV_TRADE else None


def _is_level(word: str) -> bool:
    try:
        Level(word)
    except ValueError:
        return False
    return True


# For an office that has not given its own table.
DEFAULT_POINTS = PointsRule(
    version="默认",
    since=date(1900, 1, 1),
    levels={"central": 20.0, "trade": 15.0, "province": 10.0, "prov_trade": 8.0, "city": 5.0, "county": 2.0, "self": 1.0, "other": 0.0},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """The office this archive belongs to. The tree's root is the bureau itself."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    root: Unit
    topics: tuple[Topic, ...] = ()
    points: tuple[PointsRule, ...] = ()

    def units(self) -> Iterator[tuple[Unit, Unit | None]]:
        """Every unit with its parent, in display order, the root first."""
        waiting: list[tuple[Unit, Unit | None]] = [(self.root, None)]
        while waiting:
            unit, parent = waiting.pop(0)
            yield unit, parent
            waiting[:0] = [(child, unit) for child in unit.children]
