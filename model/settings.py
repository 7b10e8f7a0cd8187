"""The settings of one installation, as its settings.yml holds them."""

from dataclasses import dataclass, field
from typing import ClassVar

from model.outlet import STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """How we behave towards other people's servers."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    contact: str = ""  # e-mail or address named in our User-Agent
    delay: float = 3.0  # seconds between requests to one host
    robots: bool = True
    allow_hosts: tuple[str, ...] = ()  # host[:port] on private addresses that may be fetched: the office's own extranet, the demo
    readers: int = 0  # processes that read pages; 0: one per core, at most 8
    timeout: float = 60.0  # seconds for one whole answer


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSettings:
    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    engine: str = "embedded"  # embedded or elasticsearch
    url: str = "http://127.0.0.1:9200"  # of Elasticsearch
    alias: str = "jianbao"  # name of the alias over the versioned index

    def __post_init__(self) -> None:
        if self.engine not in ("embedded", "elasticsearch"):
            raise ValueError(f"index.engine: {self.engine} 不是 embedded 或 elasticsearch")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    host: str = "127.0.0.1"
    port: int = 8600
    names: tuple[str, ...] = ("127.0.0.1", "localhost")  # host names under which the site is opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    database: str = "ledger.sqlite3"  # a file in the home folder, or postgresql://user:password@host:port/name
    crawl: CrawlSettings = field(default_factory=CrawlSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    site: SiteSettings = field(default_factory=SiteSettings)
