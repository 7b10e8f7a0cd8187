"""刊发: one placement of a text, in one outlet, at one address."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b

from model.outlet import Labelled, Level, Medium
from model.reading import Precision

BY_HAND = "hand"  # where a unit or topic was found that a person named
ENTERED = "entered:"  # how the names begin that stand for the address of what has none


class Role(Labelled):
    """What an article is in its story (稿件)."""

    FIRST = "first", "首发"
    REPRINT = "reprint", "转载"


class State(StrEnum):
    """Whether an article counts."""

    KEPT = "kept"
    EXCLUDED = "excluded"  # 不计: a person judged it off-topic, an advert or a notice
    WITHDRAWN = "withdrawn"  # 已撤稿: stays in the archive, is not counted


class Change(Labelled):
    """What a second look at a page found."""

    EDITED = "edited", "原网页有改动"
    REPLACED = "replaced", "原网址已换成别的内容"  # the text that was published stays, a person decides
    GONE = "gone", "原网页已撤下"
    BACK = "back", "原网页恢复"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Why a unit or a topic is credited: the words that were found, and where."""

    id: str  # Unit.id or Topic.id
    words: tuple[str, ...]  # in order of their first appearance
    place: str  # the best place: title, lead or body
    score: float  # 0 … 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One placement, as the line makes it and the ledger keeps it."""

    url: str  # canonical
    source: str  # Source.id; "" for what was entered by hand
    outlet: str  # Outlet.id
    level: Level  # of the outlet when it was published
    medium: Medium
    title: str
    body: str
    published: datetime | None  # aware, UTC; None: 日期待定, never the time of collection
    published_precision: Precision
    collected: datetime  # aware, UTC
    subtitle: str = ""
    origin: str = ""
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    column: str = ""
    page_no: str = ""
    page_name: str = ""
    units: tuple[Mention, ...] = ()
    topics: tuple[Mention, ...] = ()
    relevance: float = 0.0  # 0 … 1
    fingerprint: str = ""  # hash of the folded text: equal means the same text
    link: str = ""  # the address that the page calls canonical, where it is another one
    capture: str = ""  # Capture.digest of the evidence
    story: str = ""  # Story.id, once grouped
    role: Role | None = None
    state: State = State.KEPT
    version: int = 1

    @property
    def id(self) -> str:
        return address_id(self.url)


def address_id(canonical: str) -> str:
    """24 hex digits that name a canonical address everywhere: ledger, index, addresses of the site."""
    return blake2b(canonical.encode(), digest_size=12).hexdigest()
