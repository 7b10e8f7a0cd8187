"""The embedded engine: tantivy in a folder of ours, nothing to install and nothing to run.

Texts are not stored in it, only their pieces (tokens.py). One process writes at a time; every process reads.
"""

import os
import re
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import RLock

import tantivy
from tantivy import FieldType, Occur, Order
from tantivy import Query as Wanted

from archive.index.counted import Counted, Counts, Memory
from archive.index.document import DEEPEST_HIT, FIELDS, FORMAT, MOST_VALUES, Fields, batches, documents
from archive.index.generations import Generations
from archive.index.interface import Entry, IndexUnavailable, Refusal
from archive.index.tokens import Needle
from archive.index.translation import translate
from model.query import Facet, Hits, Query, Sort

BATCH = 2000  # entries a commit at most: what is not committed is held in memory
HEAP = 64_000_000  # bytes of pieces that are held before they become a segment


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
        by_score = query.sort == Sort.RELEVANCE and query.words is not None
        with self._reading(query) as (searcher, wanted, known):
            counts = known.counts(facets, partial(aggregate, searcher, wanted))
            found = searcher.search(
                wanted,
                limit=listed or 1,
                offset=offset if listed else 0,
                count=known.total is None,
                order_by_field=None if by_score else "moment",
                order=Order.Asc if query.sort == Sort.OLDEST else Order.Desc,
            )
            if known.total is None:
                known.total = int(found.count)  # type: ignore[attr-defined]  # missing in its stubs
            ids = tuple(searcher.doc(address)["id"][0] for _, address in found.hits[:listed])
            return Hits(total=known.total, ids=ids, facets=counts)

    def count(self, query: Query, by: Facet) -> Counter[str]:
        with self._reading(query) as (searcher, wanted, known):
            return known.counts((by,), partial(aggregate, searcher, wanted))[by]

    def clear(self) -> None:
        self.fresh().swap()

    def fresh(self) -> "FreshEmbeddedIndex":
        return FreshEmbeddedIndex(self)

    def close(self) -> None:
        self._release()
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
    def _reading(self, query: Query) -> Iterator[tuple[tantivy.Searcher, Wanted, Counted]]:
        """One state of the index, the query in its terms and what is already counted of it in this state."""
        with self._sound():
            with self._eye:
                index = self._opened()
                searcher, known = index.searcher(), self._memory.of(query)
            yield searcher, translate(query, TantivyTerms(index.schema)), known

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
                        writer.add_document(as_document({"id": entry.id, **fields}))
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
                self._release()
                self._writer, self._written = writer_of(self._opened()), path
            try:
                yield self._writer
                self._writer.commit()
            except BaseException:
                self._writer = None  # after an error it takes nothing more; a new one starts from the last commit
                raise

    def _release(self) -> None:
        """Ends writing; merging that has begun is finished first."""
        with self._pen:
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.wait_merging_threads()


class FreshEmbeddedIndex(EmbeddedIndex):
    """An index in a folder of its own beside the one that answers."""

    def __init__(self, old: EmbeddedIndex) -> None:
        super().__init__(old._folder)
        self._old = old
        with self._sound():
            self._remove_unused()
            self._own = self._generations.new()
            # Writing from the beginning on: nobody takes it for left behind.
            self._writer, self._written = writer_of(tantivy.Index(schema(), path=str(self._own))), self._own

    def swap(self) -> None:
        with self._sound():
            self._release()
            self._old._release()
            self._generations.activate(self._own)
            self._remove_unused()

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


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("outlet", "level", "medium", "units", "topics", "role", "month", "story"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    # Signed: a Python int in an unsigned field ends the writing thread.
    for name in ("version", "moment"):
        builder.add_integer_field(name, fast=True)
    builder.add_integer_field("day", fast=True, indexed=True)
    return builder.build()


def as_document(fields: Fields) -> tantivy.Document:
    made = tantivy.Document()
    for name, value in fields.items():
        if isinstance(value, int):
            made.add_integer(name, value)
        else:
            for text in [value] if isinstance(value, str) else value:
                made.add_text(name, text)
    return made


def aggregate(searcher: tantivy.Searcher, wanted: Wanted, facets: list[Facet]) -> Counts:
    answer = searcher.aggregate(wanted, {facet.value: {"terms": {"field": FIELDS[facet], "size": MOST_VALUES}} for facet in facets})
    return {facet: Counter({bucket["key"]: bucket["doc_count"] for bucket in answer[facet.value]["buckets"]}) for facet in facets}


def writer_of(index: tantivy.Index) -> tantivy.IndexWriter:
    try:
        return index.writer(HEAP, 1)
    except ValueError as error:
        if "LockBusy" in str(error):
            raise IndexUnavailable("检索索引正由另一个进程写入：新内容会等它写完后自动补上") from error
        raise


def in_use(path: Path) -> bool:
    """Whether a process writes into it. The lock is the system's: that of a killed process is free."""
    with suppress(ValueError, OSError):  # no index, or a broken one
        try:
            writer_of(tantivy.Index.open(str(path))).wait_merging_threads()
        except IndexUnavailable:
            return True
    return False


class TantivyTerms:
    """Our queries in tantivy's terms."""

    def __init__(self, fields: tantivy.Schema) -> None:
        self._fields = fields

    def nothing(self) -> Wanted:
        return Wanted.empty_query()

    def pieces(self, field: str, wanted: Needle, weight: float) -> Wanted:
        return Wanted.boost_query(self._open(field, wanted) if wanted.open else self._closed(field, wanted), weight)

    def one_of(self, field: str, values: Sequence[str]) -> Wanted:
        return Wanted.term_set_query(self._fields, field, values)

    def days(self, first: int | None, last: int | None) -> Wanted:
        return Wanted.range_query(self._fields, "day", FieldType.Integer, first, last)

    def any(self, parts: list[Wanted]) -> Wanted:
        return Wanted.boolean_query([(Occur.Should, part) for part in parts])

    def all(self, scored: list[Wanted], unscored: list[Wanted], without: list[Wanted]) -> Wanted:
        # Exclusions alone would find nothing: they are taken from everything.
        silent = unscored if scored or unscored else [Wanted.all_query()]
        parts = [(Occur.Must, part) for part in scored] + [(Occur.Must, Wanted.const_score_query(part, 0.0)) for part in silent]
        return Wanted.boolean_query(parts + [(Occur.MustNot, part) for part in without])

    def _closed(self, field: str, wanted: Needle) -> Wanted:
        if len(wanted.pieces) == 1:
            return Wanted.term_query(self._fields, field, wanted.pieces[0])
        return Wanted.phrase_query(self._fields, field, list(wanted.pieces))

    def _open(self, field: str, wanted: Needle) -> Wanted:
        # Not its prefix query: that one stops after 50 pieces.
        *before, last = map(re.escape, wanted.pieces)
        if not before:
            return Wanted.regex_query(self._fields, field, f"{last}.*")
        return Wanted.regex_phrase_query(self._fields, field, [*before, f"{last}.*"])
