"""媒体: who publishes, at which level, on which medium."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

STRICT = {"extra": "forbid"}  # read by the register loader: an unknown key in YAML is refused


class Labelled(StrEnum):
    """An identifier for code and files with the Chinese word that people see; either may be written in YAML."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return next((member for member in cls if member.label == value), None)


# How offices write the levels of trade media, with the label that is meant. 行业 alone is national, as the points tables of offices have it.
TRADE_WORDS = {"行业（国家级）": "行业", "国家级行业": "行业", "全国性行业": "行业", "全国行业": "行业", "行业（省级）": "省级行业", "省行业": "省级行业"}


class Level(Labelled):
    """媒体级别, highest first."""

    CENTRAL = "central", "中央"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TRADE = "trade", "行业"  # national
    PROV_TRADE = "prov_trade", "省级行业"
    SELF = "self", "自有平台"
    OTHER = "other", "其他"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        written = str(value).replace("(", "（").replace(")", "）").removesuffix("媒体")
        return super()._missing_(TRADE_WORDS.get(written, value))


# 省级以上: what the share of higher media counts, unless the office's settings say otherwise.
UPPER = (Level.CENTRAL, Level.PROVINCE, Level.TRADE)


class Medium(Labelled):
    """载体."""

    WEBSITE = "website", "网站"
    NEWSPAPER = "newspaper", "报纸"
    WECHAT = "wechat", "微信"
    WEIBO = "weibo", "微博"
    TOUTIAO = "toutiao", "头条"
    APP = "app", "客户端"
    TV = "tv", "电视"
    RADIO = "radio", "广播"
    VIDEO = "video", "短视频"
    PERIODICAL = "periodical", "期刊"
    OTHER = "other", "其他"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an outlet was from a day on: a level or medium that changes does not rewrite the past."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    level: Level
    medium: Medium
    since: date = date.min  # first day on which it holds, local time


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One publisher. Its standings are in order of time; the first one holds from the beginning."""

    id: str  # the name of its YAML file
    name: str
    standings: tuple[Standing, ...]
    aliases: tuple[str, ...] = ()  # other spellings of the name, as found in 来源 lines and imported lists
    hosts: tuple[str, ...] = ()  # host names without port on which it publishes

    def standing(self, day: date) -> Standing:
        """The level and medium valid on `day`."""
        return next((s for s in reversed(self.standings) if s.since <= day), self.standings[0])
