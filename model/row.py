"""A row of an import: what a file says of one article, before anything is worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from model.article import Role
from model.outlet import Labelled, Level, Medium
from model.reading import Precision


class RowOutcome(Labelled):
    """What becomes of a row."""

    ACCEPTED = "accepted", "收录"
    DUPLICATE = "duplicate", "重复"
    REJECTED = "rejected", "退回"
    WAITING = "waiting", "待定"  # for a person to say which outlet it is
    DROPPED = "dropped", "不要"  # a person decided so; can be undone


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article as a file gives it. Empty or None: the file does not say, and it is worked out."""

    title: str
    id: str = ""  # the file's own name for it, told back
    url: str = ""
    outlet: str = ""  # id, name or alias
    level: Level | None = None
    medium: Medium | None = None
    body: str = ""
    published: datetime | None = None  # aware
    published_precision: Precision = Precision.NONE
    origin: str = ""
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    column: str = ""
    page_no: str = ""
    page_name: str = ""
    units: tuple[str, ...] | None = None  # ids or names
    topics: tuple[str, ...] | None = None
    position: tuple[str, ...] = ()  # 头版, 头条 …
    counts: Mapping[str, int] = field(default_factory=dict)
    at_least: tuple[str, ...] = ()  # counts that are only a lower bound
    role: Role | None = None  # 首发 or 转载, as the file says; the text decides
    seconds: int | None = None  # how long a broadcast was
    characters: int | None = None  # 字数 of what was printed
    note: str = ""
    scans: tuple[str, ...] = ()  # names of files, beside the table or packed with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a row."""

    number: int  # of the row in its file, from 1
    id: str
    outcome: RowOutcome
    reason: str = ""  # in Chinese; "" when accepted
    article: str = ""  # Article.id; of the one it repeats
    of: int = 0  # number of the row that it repeats, 0: none of this file
    warnings: tuple[str, ...] = ()
