"""How fast is the index, built and asked, beside SQLite's FTS5 with its trigram tokenizer?

    python -m bench.search [--articles 20000] [--compared 20000] [--elastic URL] [--folder FOLDER]

Articles are those of the demo world, joined until they have 640 characters. They are put into a new index as `jianbao reindex`
does; the first ones (`--compared`) go in turn of 5,000, a transaction each, into an FTS5 table of the same texts too. Some more are put in
batches of 500 and of 50, as the line does. Then come six classes of 30 queries each, chosen so that their hits range from few to many, in
three kinds: the best 20 with the total; a year's newest 20 with four facets, texts and highlights ("full"); four facets alone.
Times of the embedded engine are CPU seconds of the whole process; of Elasticsearch, seconds on the clock. Last, random substrings against a
linear scan. With `--folder` index and texts are kept there, and found there when they are measured again.
"""

import argparse
import os
import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from archive.folding import fold
from archive.highlight import mark, snippets
from archive.index.elastic import ElasticIndex
from archive.index.embedded import EmbeddedIndex
from archive.index.interface import Entry, Index
from bench.entries import of_truth
from demo.world import World
from model.query import All, Any, Expression, Facet, Not, Phrase, Query, Sort

BATCH, TURN = 500, 5_000
CHARACTERS = 640  # of a body
TODAY = date(2026, 11, 1)
FACETS = (Facet.OUTLET, Facet.LEVEL, Facet.UNIT, Facet.MONTH)
Place = Callable[[], Index]  # opens the index anew
SCAN = 1_000  # substrings that are compared with a linear scan, over at most SCANNED articles
SCANNED = 20_000


def entries(count: int) -> Iterator[Entry]:
    truths = World(articles=count * 3, seed=1, months=60, today=TODAY).truth()
    for number in range(1, count + 1):
        truth = next(truths)
        body = truth.body
        while len(body) < CHARACTERS:
            body += "\n" + next(truths).body
        yield of_truth(truth, number, body[:CHARACTERS])


class Shelf:
    """The texts, as the ledger would have them, and the peer's index over the first ones."""

    def __init__(self, file: Path) -> None:
        self.base = sqlite3.connect(file)
        self.base.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS article (id TEXT PRIMARY KEY, title TEXT, body TEXT);"
            "CREATE VIRTUAL TABLE IF NOT EXISTS trigrams USING fts5(title, body, tokenize='trigram', content='');"
        )

    def keep(self, batch: list[Entry]) -> None:
        self.base.executemany("INSERT INTO article VALUES (?, ?, ?)", ((entry.id, entry.title, entry.body) for entry in batch))
        self.base.commit()

    def put(self, batch: list[Entry]) -> None:
        self.base.executemany("INSERT INTO trigrams (rowid, title, body) VALUES (?, ?, ?)", ((e.number, e.title, e.body) for e in batch))
        self.base.commit()

    def texts(self, ids: tuple[str, ...]) -> list[tuple[str, str]]:
        return [self.base.execute("SELECT title, body FROM article WHERE id = ?", (id_,)).fetchone() for id_ in ids]


def build(place: Place, shelf: Shelf, articles: Iterator[Entry], compared: int) -> int:
    """Fills both and says how fast; the number of bytes of the texts."""
    count = theirs = size = 0
    begun = time.process_time()
    index = place()
    fresh = index.fresh()
    spent, peer = time.process_time() - begun, 0.0
    while turn := list(islice(articles, TURN)):
        begun = time.process_time()
        for start in range(0, len(turn), BATCH):
            fresh.put(turn[start : start + BATCH])
        spent += time.process_time() - begun
        if theirs < compared:
            begun = time.process_time()
            shelf.put(turn)
            peer += time.process_time() - begun
            theirs += len(turn)
        shelf.keep(turn)
        count += len(turn)
        size += sum(len(f"{entry.title}{entry.body}".encode()) for entry in turn)
    begun = time.process_time()
    fresh.swap()  # what is merged in the background is part of the cost
    fresh.close()
    index.close()
    spent += time.process_time() - begun
    print(f"{count} articles of about {size / count / 3:.0f} characters")
    print(f"build          {count / spent:8.0f} articles per CPU second of this process")
    if peer:
        print(f"FTS5 trigram   {theirs / peer:8.0f} articles per CPU second, {theirs} articles; ratio {count / spent / (theirs / peer):.2f}")
    return size


def measure_puts(index: Index, articles: list[Entry], batch: int) -> None:
    os.sync()  # else we wait for what SQLite has left to the system
    added = [replace(entry, id=f"x{entry.id}") for entry in articles]
    waits = []
    begun = time.process_time()
    for start in range(0, len(added), batch):
        before = time.perf_counter()
        index.put(added[start : start + batch])
        waits.append(time.perf_counter() - before)
    spent = time.process_time() - begun
    index.drop([entry.id for entry in added])
    times = f"{statistics.median(waits) * 1000:8.1f} ms p50 {quantile(waits) * 1000:8.1f} ms p95"
    print(f"a put of {batch:4}  {times}, durable and found; {len(added) / spent:.0f} articles per CPU second")


def classes(index: Index, sample: list[Entry]) -> dict[str, list[Expression]]:
    chance = random.Random(4)

    def spread(length: int) -> list[Phrase]:
        """30 runs of Han of that length, from those that few articles have to those that most have."""
        found: dict[str, int] = {}
        while len(found) < 300:
            entry = chance.choice(sample)
            runs = [run for run in re.findall(r"[\u4e00-\u9fff]+", entry.body) if len(run) >= length]
            if runs:
                run = chance.choice(runs)
                start = chance.randrange(len(run) - length + 1)
                found.setdefault(run[start : start + length], 0)
        for text in found:
            found[text] = index.find(Query(words=Phrase(text)), limit=0).total
        ordered = sorted(found, key=lambda text: found[text])
        return [Phrase(ordered[place * (len(ordered) - 1) // 29]) for place in range(30)]

    two, four, eight = spread(2), spread(4), spread(8)
    mixed: list[Expression] = [All((one, chance.choice(two), Not(chance.choice(four)))) for one in two[::-1]]
    either: list[Expression] = [Any((one, other)) for one, other in zip(four, eight, strict=True)]
    one: list[Expression] = [Phrase(word.text[:1]) for word in two]
    return {"1 character": one, "2 characters": [*two], "4 characters": [*four], "8 characters": [*eight], "A B -C": mixed, "A OR B": either}


def ask(index: Index, shelf: Shelf, words: Expression, kind: str) -> int:
    match kind:
        case "best":
            return index.find(Query(words=words), limit=20).total
        case "facets":
            return index.find(Query(words=words), limit=0, facets=FACETS).total
        case _:
            query = Query(words=words, sort=Sort.NEWEST, since=TODAY - timedelta(days=365), until=TODAY)
            hits = index.find(query, limit=20, facets=FACETS)
            for title, body in shelf.texts(hits.ids):
                mark(title, words)
                snippets(body, words)
            return hits.total


def quantile(times: list[float], part: float = 0.95) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def scan(index: Index, articles: list[Entry]) -> None:
    """The exactness: every run of Han cut from a text is found in the articles that have it and in no other."""
    chance = random.Random(9)
    folded = {entry.id: f"{fold(entry.title)}\n{fold(entry.body)}" for entry in articles}
    missing = extra = asked = 0
    while asked < SCAN:
        entry = chance.choice(articles)
        text = entry.title if chance.random() < 0.2 else entry.body
        length = chance.randint(2, 12)
        start = chance.randrange(max(1, len(text) - length))
        wanted = text[start : start + length]
        if not re.fullmatch(r"[\u4e00-\u9fff]+", wanted):
            continue
        asked += 1
        known = {id_ for id_, whole in folded.items() if fold(wanted) in whole}
        hits = index.find(Query(words=Phrase(wanted)), limit=10_000)
        found = set(hits.ids)
        missing += len(known - found) if hits.total <= 10_000 else max(0, len(known) - hits.total)
        extra += max(0, hits.total - len(known))
    print(f"{asked} random substrings against a linear scan of {len(articles)} articles: {missing} missing, {extra} extra")


def time_queries(place: Place, shelf: Shelf, asked: dict[str, list[Expression]], clock: Callable[[], float]) -> None:
    for title, expressions in asked.items():
        for kind in ("best", "full", "facets"):
            times, totals = [], []
            index = place()  # one that remembers no counts
            index.find(Query(), limit=0)
            for words in expressions:
                before = clock()
                totals.append(ask(index, shelf, words, kind))
                times.append(clock() - before)
            index.close()
            spread = f"hits {min(totals)} … {max(totals)}"
            print(f"{title:14} {kind:7} p50 {statistics.median(times) * 1000:7.1f} ms  p95 {quantile(times) * 1000:7.1f} ms   {spread}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--compared", type=int, default=20_000)
    parser.add_argument("--elastic", metavar="URL", help="measure an Elasticsearch in place of the embedded engine")
    parser.add_argument("--folder", type=Path, help="keep index and texts here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jianbao-bench-") as name:
        folder = args.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)

        def place() -> Index:
            return ElasticIndex(args.elastic, "jianbao-bench") if args.elastic else EmbeddedIndex(folder / "index")

        is_new = place().create()
        shelf = Shelf(folder / "shelf.sqlite3")
        if is_new:
            size = build(place, shelf, entries(args.articles), 0 if args.elastic else args.compared)
            if not args.elastic:
                held = sum(path.stat().st_size for path in (folder / "index").rglob("*") if path.is_file())
                print(f"index          {held / size:8.2f} x the text", flush=True)
        sample = list(islice(entries(args.articles), SCANNED))
        index = place()
        for batch in (BATCH, BATCH // 10):
            measure_puts(index, sample[: 10 * batch], batch)
        time_queries(place, shelf, classes(index, sample), time.perf_counter if args.elastic else time.process_time)
        if args.articles <= SCANNED:
            scan(index, sample)
        if args.elastic:
            index.clear()
        index.close()


if __name__ == "__main__":
    main()
