"""单位 and 业务: whom the archive is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from model.outlet import STRICT


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsRule:
    """积分规则: one version of the bureau's table."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    version: str
    since: date
    levels: dict[str, float]  # points by Level value
    outlets: dict[str, float]  # points by Outlet.id, in place of the level's


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
