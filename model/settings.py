"""The settings of one installation, as its settings.yml holds them."""

import re
from dataclasses import dataclass, field
from typing import ClassVar

from model.delivery import DeliverSettings
from model.outlet import STRICT, UPPER, Level
from model.table import Head, HeadStyle

PROXY = re.compile(r"http://([^/@\s]+@)?(\[[0-9a-fA-F:]+\]|[^/@:\s]+):\d{1,5}/?", re.ASCII)
INDEXES = ("wci_14_2", "bci_zj_2024", "video_zj_2024")  # by the ids of reports.indexes
OTHER_INDEXES = ("wci_14_2_noshare", "wci_zj_2024")
QUIET = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """How we behave towards other people's servers."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    contact: str = ""  # e-mail or address named in our User-Agent
    delay: float = 3.0  # seconds between requests to one host
    robots: bool = True
    allow_hosts: tuple[str, ...] = ()  # host[:port] on private addresses that may be fetched: the office's own extranet, the demo
    unchecked_hosts: tuple[str, ...] = ()  # host names whose certificates need not be valid; what they serve is marked in the evidence
    proxy: str = ""  # http://[user:password@]host:port on the way out; empty: none
    readers: int = 0  # processes that read pages; 0: one per core, at most 8
    timeout: float = 60.0  # seconds for one whole answer

    def __post_init__(self) -> None:
        if self.proxy and not PROXY.fullmatch(self.proxy):
            raise ValueError("crawl.proxy：请写成 http://主机:端口 或 http://用户:密码@主机:端口")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSettings:
    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    engine: str = "embedded"  # embedded or elasticsearch
    url: str = "http://127.0.0.1:9200"  # of Elasticsearch
    alias: str = "jianbao"  # name of the alias over the versioned index
    standby: bool = True  # beside Elasticsearch an embedded index is kept, which answers while that cannot

    def __post_init__(self) -> None:
        if self.engine not in ("embedded", "elasticsearch"):
            raise ValueError(f"index.engine: {self.engine} 不是 embedded 或 elasticsearch")

    @property
    def has_standby(self) -> bool:
        return self.engine == "elasticsearch" and self.standby


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSettings:
    """How the clock starts what is due."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    processes: int = 2  # at the same time
    spread: int = 600  # seconds over which sources that are due at one moment begin
    quiet: str = ""  # 23:00-05:30: no crawl begins then, local time; empty: never
    hours: float = 6.0  # that a crawl may take; then its processes are ended
    backup: str = ""  # folder on another disk for the nightly backup; empty: none
    workers: bool = False  # crawls, rereads and reports are run by `jianbao worker`, on any machines; wants PostgreSQL

    def __post_init__(self) -> None:
        if self.processes < 1 or self.spread < 0 or self.hours <= 0:
            raise ValueError("schedule：processes 至少为 1，spread 不小于 0，hours 大于 0")
        if self.quiet and not QUIET.fullmatch(self.quiet):
            raise ValueError(f"schedule.quiet: {self.quiet} 看不懂，请写成 23:00-05:30")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """How reports begin and end, and what an office may count in its own way. What is empty is as docs/settings.md says."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    head: HeadStyle = HeadStyle.PLAIN
    issuer: str = ""  # 发文机关标志, or the briefing's name; empty: the bureau
    addressees: str = ""  # 主送, with its colon
    editor: str = ""  # 编印单位 of a briefing; empty: the bureau
    signer: str = ""  # 署名; empty: the bureau
    seal: bool = False  # leave room for a seal on the signature
    copies: str = ""  # 抄送; with `printer`, 版记 is printed
    printer: str = ""  # 印发机关
    upper: tuple[Level, ...] = UPPER  # 省级以上
    count_own_as_media: bool = False  # 自有平台 counts as a level of the media, and scores
    indexes: tuple[str, ...] = INDEXES  # influence indexes of own accounts, each with a ranking of its own
    archival: bool = False  # PDF/A-2b
    mask: bool = False  # in the web page, of people's names the family name only

    def __post_init__(self) -> None:
        if unknown := [name for name in self.indexes if name not in (*INDEXES, *OTHER_INDEXES)]:
            raise ValueError(f"report.indexes：没有“{unknown[0]}”，可用：{'、'.join((*INDEXES, *OTHER_INDEXES))}")
        if not self.upper or Level.SELF in self.upper:
            raise ValueError("report.upper：至少写一个级别，不能有自有平台")

    @property
    def shape(self) -> Head:
        return Head(style=self.head, issuer=self.issuer, editor=self.editor, signer=self.signer, seal=self.seal, copies=self.copies, printer=self.printer)


PLAIN = ReportSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    host: str = "127.0.0.1"
    port: int = 8600
    names: tuple[str, ...] = ("127.0.0.1", "localhost")  # host names under which the site is opened
    https: bool = False  # people reach it by https only, through a proxy: browsers then send our cookies no other way
    proxy: str = ""  # address of the proxy, which is believed where a request comes from; empty: nobody is


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    database: str = "ledger.sqlite3"  # a file in the home folder, or postgresql://user:password@host:port/name
    crawl: CrawlSettings = field(default_factory=CrawlSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    report: ReportSettings = field(default_factory=ReportSettings)
    deliver: DeliverSettings = field(default_factory=DeliverSettings)
    site: SiteSettings = field(default_factory=SiteSettings)
