"""An index and its standby: each is told what it lacks, by marks of its own, so that neither waits for the other."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress

from archive.index.interface import Index, IndexUnavailable
from archive.index.standby import BackedIndex
from archive.ledger import models, pending
from archive.ledger.pending import Told

TURN = 1000  # articles that a standby with much to make up is told in one go: the index goes on meanwhile
MUCH = 1000  # articles: an index that lacks more is not asked while its standby has them


def each(index: Index) -> Iterator[tuple[Index, Told]]:
    """Its standby, where it has one, then the index itself."""
    if isinstance(index, BackedIndex):
        yield index.standby, Told.STANDBY
        yield index.main, Told.INDEX
    else:
        yield index, Told.INDEX


def make(index: Index) -> None:
    """Makes what there is not. Errors: IndexUnavailable of the index; a standby holds nobody up."""
    for one, told in each(index):
        with _but_for_standby(told):
            pending.make_index(one, told)


def catch_up(index: Index, most: int | None = TURN) -> None:
    """Makes what there is not and sends what waits, to the standby about `most` articles. Errors: IndexUnavailable of the index."""
    for one, told in each(index):
        with _but_for_standby(told):
            pending.make_index(one, told)
            pending.index_pending(one, told=told, most=most if told is Told.STANDBY else None)


def _but_for_standby(told: Told) -> AbstractContextManager[None]:
    """Lets IndexUnavailable through, except of the standby: what that cannot take now waits for it."""
    return suppress(IndexUnavailable) if told is Told.STANDBY else nullcontext()


def is_index_behind() -> bool:
    """Whether the index, made anew or back after long, lacks much that its standby has."""
    lacks = models.Article.objects.filter(Told.INDEX.behind).order_by("number")[MUCH : MUCH + 1]
    return lacks.exists() and pending.waiting(Told.STANDBY) < pending.waiting()


def lacking() -> int:
    """How many articles the standby was not told yet as they are now."""
    return pending.waiting(Told.STANDBY)


def sentence() -> str:
    """What is to be known of an answer by the standby."""
    missing, whole = lacking(), pending.kept()
    told = "Elasticsearch 暂时不能回答，以下结果来自本机的内置索引"
    if missing >= whole > 0:
        return f"{told}；内置索引还没有建好，登记簿里的 {whole} 篇都没有编入，请管理员运行 jianbao reindex"
    if missing:
        return f"{told}，其中还缺 {missing} 篇新到或改过的，正在补"
    return f"{told}，与登记簿一致"


def remark() -> str:
    """The same in a few words, for the name of a file."""
    missing = lacking()
    return f"（内置索引，缺 {missing} 篇）" if missing else "（内置索引）"
