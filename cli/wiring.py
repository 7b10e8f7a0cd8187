"""The only place that builds the concrete objects of one installation."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cli.home import Home
from model.telling import line as told

if TYPE_CHECKING:
    from archive.evidence import Evidence
    from archive.index.interface import Index
    from pipelines.intake import Intake
    from pipelines.line import Registers
    from pipelines.pool import ReadingPool


def connect(home: Home, more: Mapping[str, Any] | None = None, check: bool = True) -> None:
    """Makes the ledger usable; `more` are Django settings of the site. Errors: UserError."""
    from archive.ledger.connect import connect as connect_ledger

    connect_ledger(home.settings().database, home.folder, more)
    if check:
        from archive.ledger import schema

        schema.check()


def index(home: Home, backed: bool = True) -> "Index":
    """The index engine that the settings name, with its standby where they want one and `backed` does."""
    settings = home.settings().index
    if settings.engine == "elasticsearch":
        from archive.index.elastic import ElasticIndex

        elastic = ElasticIndex(settings.url, settings.alias)
        return with_standby(home, elastic) if backed and settings.standby else elastic
    from archive.index.embedded import EmbeddedIndex

    return EmbeddedIndex(home.index)


def with_standby(home: Home, main: "Index") -> "Index":
    from archive.index.embedded import EmbeddedIndex
    from archive.index.standby import BackedIndex
    from archive.ledger.standby import is_index_behind

    return BackedIndex(main, EmbeddedIndex(home.index), is_index_behind)


def index_written(home: Home) -> None:
    """What was written is indexed now; what the index does not take waits."""
    from archive.index.interface import IndexUnavailable
    from archive.ledger import standby

    engine = index(home)
    try:
        standby.catch_up(engine, most=None)
    except IndexUnavailable as error:
        warn(f"{error}；已写入登记簿，索引恢复后自动补上")
    finally:
        engine.close()


def evidence(home: Home) -> "Evidence":
    from archive.evidence import Evidence

    return Evidence(home.evidence)


def registers() -> "Registers":
    """The ledger's registers as the line needs them."""
    from archive.ledger import registers as stored
    from pipelines.line import Registers

    sources = {source.id: source for source in stored.sources(all_enabled=False)}
    return Registers(sources=sources, outlets=stored.outlets(), bureau=stored.bureau())


def readers(home: Home) -> "ReadingPool":
    """The child processes that read pages."""
    from pipelines.pool import ReadingPool

    return ReadingPool(registers(), "crawler.pages.read:read", "crawler.pages.read:next_part", home.settings().crawl.readers)


@contextmanager
def line(home: Home) -> "Iterator[Intake]":
    """The whole line, ready to receive; leaving the context waits until everything is stored."""
    from pipelines.garbage import settle
    from pipelines.intake import Intake

    kept = evidence(home)
    for sentence in kept.recover():
        warn(sentence)
    found = index(home)
    pool = readers(home)
    settle()
    try:
        with Intake(kept, pool, found, warn) as intake:
            yield intake
    finally:
        pool.close()
        kept.close()
        found.close()


def warn(sentence: str) -> None:
    """Tells a person something on stderr."""
    print(f"jianbao：{told(sentence)}", file=sys.stderr, flush=True)
