"""How the sources are: the coverage ledger (采集台账) and the alarms."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from model.outlet import Labelled

LOCAL = ZoneInfo("Asia/Shanghai")


class ListOutcome(Labelled):
    """What a list page gave. An empty list is not a success: the cases are told apart."""

    ROWS = "rows", "有条目"
    UNCHANGED = "unchanged", "没有变化"  # 304: the server says that nothing is new
    EMPTY = "empty", "是空的"
    SCRIPT = "script", "由脚本生成"
    BLOCKED = "blocked", "被验证或登录页挡住"
    UNREADABLE = "unreadable", "文件读不出来"
    FAILED = "failed", "没有取到"


class AlarmKind(Labelled):
    """What is wrong, the worst first."""

    CLOCK = "clock", "时钟没有运行"
    OVERDUE = "overdue", "任务没有按时完成"
    DELIVERY = "delivery", "没有送达"
    BLOCKED = "blocked", "列表被挡住"
    SCRIPT = "script", "列表改由脚本生成"
    UNREADABLE = "unreadable", "列表文件读不出来"
    EMPTY = "empty", "列表空了"
    DEAD = "dead", "列表久未更新"
    FAILING = "failing", "连续采集失败"
    DRIFT = "drift", "页面读不全了"
    TEMPLATE = "template", "列表版式变了"
    SILENT = "silent", "少于平常"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that a person should look at, as long as it lasts."""

    kind: AlarmKind
    subject: str  # Source.id, the id of a job, or a channel
    name: str  # of the subject, as people know it
    since: datetime  # aware
    seen: str  # what was seen, one Chinese sentence
    advice: str  # what to do, one Chinese sentence

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return f"{self.name}：{self.kind.label}（{self.since.astimezone(LOCAL):%Y-%m-%d %H:%M} 起）。{self.seen}{self.advice}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDay:
    """采集台账: what one source gave on one local day."""

    source: str  # Source.id
    day: date
    runs: int
    good: int  # runs without an error
    expected: float  # new pages a day by the source's usual rhythm; 0 where none is registered
    found: int  # links on its lists, each run counted
    fetched: int  # new pages
    kept: int
    rejected: int
    unreadable: int
    failed: int
    gap: bool  # less was collected than there may have been
    reason: str  # of the gap, in Chinese; it stays when the gap was closed later

    @property
    def kind(self) -> str:
        """In one word: gap, caught (up later), good, or none where nothing was collected that day."""
        return "gap" if self.gap else "caught" if self.reason else "good" if self.good else "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMonth:
    """What one source gave on some days; the counts are those of SourceDay."""

    source: str  # Source.id
    days: int
    gaps: int  # days with a gap
    expected: float
    found: int
    fetched: int
    kept: int
    rejected: int
    unreadable: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days in a row on which a source was not collected, for the report."""

    source: str  # Source.id
    outlet: str  # name
    since: date
    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSign:
    """What a list gave last; its fields as in the ledger."""

    url: str
    outcome: ListOutcome
    times: int  # in a row
    since: datetime  # aware: the first of these
    rows: int  # of the last page that had any; 0: it never had
    template_since: datetime | None  # when its markup last changed
    newest: datetime | None = None  # date of its newest entry; None: it shows none


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSign:
    """One run of the source."""

    started: datetime  # aware
    error: str
    fetched: int
    kept: int
    rejected: int
    unreadable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSign:
    """What was read on one article."""

    dated: bool
    origin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """All that the ledger knows of how a source is."""

    source: str  # Source.id
    name: str  # of its outlet
    expected: int  # new pages in `window` days; 0: no rhythm is registered
    window: int  # days
    fetched: int  # new pages in the window
    first: datetime | None  # aware: its first run ever
    runs: tuple[RunSign, ...] = ()  # that have ended, the latest first
    lists: tuple[ListSign, ...] = ()
    pages: tuple[PageSign, ...] = ()  # the latest articles first
