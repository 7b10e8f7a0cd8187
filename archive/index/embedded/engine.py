"""The embedded engine: tantivy in a folder of ours, nothing to install and nothing to run.

Texts are not stored in it, only their pieces (tokens.py). One process writes at a time; every process reads.
"""

import os
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock

import tantivy
from tantivy import Query as Wanted

from archive.index.counted import Memory
from archive.index.document import DEEPEST_HIT, FORMAT, batches, documents
from archive.index.embedded.schema import as_document, schema
from archive.index.embedded.view import View
from archive.index.generations import Generations
from archive.index.interface import Entry, IndexBusy, IndexUnavailable, Refusal
from model.query import Facet, Hits, Query

BATCH = 2000  # entries a commit at most: what is not committed is held in memory
HELD = 20_000  # entries of a new index that are not committed yet
HEAP = 64_000_000  # bytes of pieces that are held before they become a segment
BUILD_HEAP = 200_000_000  # the same of a new index: fewer and larger segments, less to merge


class EmbeddedIndex:
    """An Index in a folder. A process that has written holds the right to write until `close`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._generations = Generations(folder, FORMAT)
        self._eye, self._pen = RLock(), RLock()  # of the threads of this process: reading goes on while one writes
        self._index: tantivy.Index | None = None
        self._seen: tuple[Path, os.stat_result] | None = None  # where it lies and its last commit
        self._writer: tantivy.IndexWriter | None = None
        self._written: Path | None = None  # where the writer writes
        self._memory = Memory()

    def create(self) -> bool:
        if self._generations.pointer.exists():
            return False
        self.clear()
        return True

    def put(self, entries: Iterable[Entry]) -> list[Refusal]:
        return [refusal for batch in batches(entries, BATCH) for refusal in self._put(batch)]

    def drop(self, ids: Collection[str]) -> None:
        if ids:
            with self._writing() as writer:
                for id_ in ids:
                    writer.delete_documents_by_term("id", id_)

    def find(self, query: Query, offset: int = 0, limit: int = 20, facets: Collection[Facet] = ()) -> Hits:
        listed = max(0, min(limit, DEEPEST_HIT - offset))
        with self._reading(query) as view:
            page = view.page(offset, listed)
            return Hits(
                total=view.total(),
                ids=tuple(map(view.id, page.places)),
                facets=view.facets(list(facets)),
                stories=view.stories() if query.grouped else None,
                scores=page.scores,
            )

    def stream(self, query: Query) -> Iterator[str]:
        with self._reading(query) as view:
            chunks = view.places()
        while True:
            with self._sound():  # not around the `yield`: what goes wrong outside is not ours
                places = next(chunks, None)
                if places is None:
                    return
                ids = list(map(view.id, places))
            yield from ids

    def similar(self, query: Query, limit: int = 20) -> tuple[str, ...]:
        with self._reading(query) as view:
            return tuple(map(view.id, view.similar(limit)))

    def count(self, query: Query, by: Facet) -> Counter[str]:
        with self._reading(query) as view:
            return view.facets([by])[by]

    def versions(self, first: int, last: int | None) -> dict[str, int]:
        with self._reading(Query()) as view:
            return view.versions(first, last)

    def clear(self) -> None:
        self.fresh().swap()

    def fresh(self) -> "FreshEmbeddedIndex":
        return FreshEmbeddedIndex(self)

    def release(self) -> None:
        """Ends writing; merging that has begun is finished first."""
        with self._pen:
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.wait_merging_threads()

    def close(self) -> None:
        self.release()
        self._index = None

    def _where(self) -> Path:
        if path := self._generations.current():
            return path
        raise IndexUnavailable(f"{self._folder} 里没有本版本可用的检索索引：请运行 jianbao reindex 重建")

    def _opened(self) -> tantivy.Index:
        """The index as of its last commit, whichever process made it."""
        with self._eye:
            path = self._where()
            meta = (path / "meta.json").stat()
            before = self._seen
            if self._index is None or before is None or before[0] != path:
                self._index = tantivy.Index.open(str(path))
                self._index.config_reader("manual")
            elif os.path.samestat(before[1], meta) and before[1].st_mtime_ns == meta.st_mtime_ns:
                return self._index
            self._index.reload()
            self._memory.clear()
            self._seen = path, meta
            return self._index

    @contextmanager
    def _reading(self, query: Query) -> Iterator[View]:
        """One state of the index, with what is already counted of the query in this state."""
        with self._sound():
            self._settle()
            with self._eye:
                view = View(self._opened(), query, self._memory.of(query))
            yield view

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Says what to do when the files cannot be used."""
        try:
            yield
        except BaseException as error:
            # tantivy's panics come as an exception that cannot be imported and derives from BaseException.
            if isinstance(error, ValueError | OSError) or type(error).__module__ == "pyo3_runtime":
                raise IndexUnavailable(f"检索索引 {self._folder} 无法使用（{str(error)[:200]}）：请运行 jianbao reindex 重建") from error
            raise

    def _put(self, entries: list[Entry]) -> list[Refusal]:
        taken, refusals = documents(entries)
        if taken:
            with self._writing() as writer:
                held = self._versions([entry.id for entry, _ in taken])
                for entry, fields in taken:
                    if held.get(entry.id, 0) <= entry.version:
                        if entry.id in held:
                            writer.delete_documents_by_term("id", entry.id)
                        writer.add_document(as_document(entry.id, fields))
        return refusals

    def _versions(self, ids: list[str]) -> dict[str, int]:
        """Of those that the index holds. Asked for while nobody else can write."""
        index = self._opened()
        searcher = index.searcher()
        places = [place for _, place in searcher.search(Wanted.term_set_query(index.schema, "id", ids), limit=len(ids), count=False).hits]
        versions = searcher.fast_field_values("version", places)
        return {searcher.doc(place)["id"][0]: int(version or 0) for place, version in zip(places, versions, strict=True)}

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """The writer; what was given to it is durable at the end, or none of it is kept."""
        with self._pen, self._sound():
            path = self._where()
            if self._writer is None or self._written != path:
                self.release()
                self._writer, self._written = writer_of(self._opened()), path
            try:
                yield self._writer
                self._commit(self._writer)
            except BaseException:
                self._writer = None  # after an error it takes nothing more; a new one starts from the last commit
                raise

    def _commit(self, writer: tantivy.IndexWriter) -> None:
        writer.commit()

    def _settle(self) -> None:
        """Makes what was written visible, where it is not yet."""


class FreshEmbeddedIndex(EmbeddedIndex):
    """An index in a folder of its own beside the one that answers.

    Nobody relies on it before the swap: it commits seldom, which leaves less to merge.
    """

    def __init__(self, old: EmbeddedIndex) -> None:
        super().__init__(old._folder)
        self._old = old
        self._uncommitted: dict[str, int] = {}  # versions by id
        self._is_whole = True  # everything written is in, or will be with the next commit
        self._is_settled = True
        with self._sound():
            self._remove_unused()
            self._own = self._generations.new()
            # Writing from the beginning on: nobody takes it for left behind.
            self._writer, self._written = writer_of(tantivy.Index(schema(), path=str(self._own)), BUILD_HEAP), self._own

    def drop(self, ids: Collection[str]) -> None:
        super().drop(ids)
        for id_ in ids:
            self._uncommitted.pop(id_, None)

    def swap(self) -> None:
        with self._sound():
            self._settle()
            self.release()
            self._old.release()
            self._generations.activate(self._own)
            self._remove_unused()

    def _put(self, entries: list[Entry]) -> list[Refusal]:
        refusals = super()._put(entries)
        self._uncommitted |= {entry.id: entry.version for entry in entries}
        if len(self._uncommitted) >= HELD:
            self._settle()
        return refusals

    def _versions(self, ids: list[str]) -> dict[str, int]:
        return super()._versions(ids) | {id_: self._uncommitted[id_] for id_ in ids if id_ in self._uncommitted}

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        if not self._is_whole:
            raise IndexUnavailable("新的检索索引没有建成：请再运行一次 jianbao reindex")
        try:
            with super()._writing() as writer:
                yield writer
        except BaseException:
            self._is_whole = False
            raise

    def _commit(self, writer: tantivy.IndexWriter) -> None:
        self._is_settled = False

    def _settle(self) -> None:
        if not self._is_settled:
            with self._writing() as writer:
                writer.commit()
            self._is_settled = True
            self._uncommitted.clear()

    def close(self) -> None:
        super().close()
        if self._generations.current() != self._own:
            shutil.rmtree(self._own, ignore_errors=True)

    def _where(self) -> Path:
        return self._own

    def _remove_unused(self) -> None:
        # Where another process still writes into a replaced index, it stays until the next rebuilding.
        for path in self._generations.others():
            if not in_use(path):
                shutil.rmtree(path, ignore_errors=True)


def writer_of(index: tantivy.Index, heap: int = HEAP) -> tantivy.IndexWriter:
    """Starts from the last commit: what a killed process has left beyond it is cleared away, else its files would be in the way of ours."""
    try:
        writer = index.writer(heap, 1)
        writer.garbage_collect_files()
        return writer
    except ValueError as error:
        if "LockBusy" in str(error):
            raise IndexBusy("检索索引正由另一个进程写入：新内容会等它写完后自动补上") from error
        raise


def in_use(path: Path) -> bool:
    """Whether a process writes into it. The lock is the system's: that of a killed process is free."""
    with suppress(ValueError, OSError):  # no index, or a broken one
        try:
            writer_of(tantivy.Index.open(str(path))).wait_merging_threads()
        except IndexUnavailable:
            return True
    return False
