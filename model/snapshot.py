"""A closed report, as it was printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Never changed once it is there; a higher revision of the same kind, period and scope supersedes it."""

    kind: str  # month, quarter …
    period: str  # Period.id
    scope: str  # "": the whole bureau; unit:<id>, topic:<id>
    revision: int  # from 1
    since: date
    until: date
    cutoff: datetime  # aware: what was known then is counted
    frozen: datetime  # aware: the actual moment
    last: int  # number of the newest article that was known
    digest: str  # SHA-256 of the JSON
    content: bytes  # the report
    figures: Mapping[str, Any]  # what later reports compare with: reports.statistics.printed
    reason: str = ""  # why it was issued again
    by: str = ""
    counted: tuple[str, ...] = ()  # ids of the articles behind its figures; given when it is stored
    late: tuple[str, ...] = ()  # ids of those told as 补录
    corrected: tuple[str, ...] = ()  # ids of those told as 更正


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """An article that a closed month missed (补录) or counted wrongly (更正)."""

    id: str  # Article.id
    period: str  # of the closed report
    title: str
    outlet: str
    day: date
    reason: str
