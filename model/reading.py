"""What a page says, read from a capture and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

# Whether a page of this title and text is one to keep. Of most pages it is not, and nothing else need be read of them.
Wanted = Callable[[str, str], bool]


class PageKind(StrEnum):
    ARTICLE = "article"
    NOTICE = "notice"
    GALLERY = "gallery"
    VIDEO = "video"
    LIST = "list"
    GONE = "gone"
    BLOCKED = "blocked"
    SCRIPT = "script"
    UNKNOWN = "unknown"


class Status(StrEnum):
    OK = "ok"
    GONE = "gone"
    UNAVAILABLE = "unavailable"
    NEEDS_SCRIPT = "needs_script"
    BLOCKED = "blocked"


class Precision(StrEnum):
    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One page as read. Empty text and empty tuples mean: the page does not say."""

    kind: PageKind
    status: Status
    title: str = ""
    subtitle: str = ""  # 副题
    lead_title: str = ""  # 引题
    original_title: str = ""  # 原标题, where a page that took a piece over changed its headline
    published: datetime | None = None  # aware, +08:00 where the page names no zone
    published_precision: Precision = Precision.NONE
    origin: str = ""  # 来源 as printed, label off
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    account: str = ""  # 公众号 and the like
    column: str = ""
    page_no: str = ""
    page_name: str = ""
    body: str = ""  # paragraphs as published, joined by \n
    images: tuple[str, ...] = ()  # absolute addresses, in order
    attachments: tuple[str, ...] = ()
    next_page: str = ""  # address of the part that follows, of an article on several pages
    counts: dict[str, int] = field(default_factory=dict)  # reads, likes …: only those that the page shows
    at_least: tuple[str, ...] = ()  # the counts that are only a lower bound: 10万+ is 100001
    seconds: float = 0.0  # CPU seconds that the reading took
    provenance: dict[str, str] = field(default_factory=dict)  # field -> rung of the ladder
