"""How well are reprints grouped, and how fast, beside datasketch's MinHash LSH at a Jaccard similarity of 0.7?

    python -m bench.group [--docs DOCS.jsonl.gz --labels CLUSTERS.jsonl.gz] [--compared 20000] [--ledger 0]

Without --docs the articles are those of the demo world. Both methods take them in the order of arrival; times are CPU
seconds of this process, ours with all state in a SQLite file. The peer works on character 5-grams of the folded text, with
128 permutations. It is no dependency of ours: without it, pip brings it into a temporary folder. --ledger N first fills the
file with the keys of N other articles, as many as a real one has, to show that the time does not grow with the ledger.
"""

import argparse
import gzip
import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from archive.folding import plain
from demo.world import World
from pipelines.reprints.arrive import arrive
from pipelines.reprints.prints import Print
from pipelines.reprints.store import Store

Labels = Mapping[str, str]  # article -> story
FILLED = 20_000  # articles that are filled in at a time
KEYS = 30  # of an article
STOCK = 3_000  # phrases that all of a ledger's articles draw on
SIMILAR, PERMUTATIONS, GRAM = 0.7, 128, 5


def demo_articles(count: int) -> tuple[list[Print], Labels]:
    truths = list(World(articles=count, seed=1, months=12, today=date(2026, 11, 1)).truth())
    articles = [Print(truth.url, truth.url, truth.outlet, truth.title, truth.body, truth.published) for truth in truths]
    return articles, {truth.url: truth.story for truth in truths}


def labelled_articles(docs: Path, labels: Path, count: int) -> tuple[list[Print], Labels]:
    return labelled_documents(docs, count), {row["id"]: row["cluster"] for row in rows(labels, count)}


def labelled_documents(docs: Path, count: int) -> list[Print]:
    return [
        Print(row["id"], row["url"], row["source"], row["title"], row["body"], datetime.fromisoformat(row["published"]) if row["published"] else None)
        for row in rows(docs, count)
    ]


def rows(path: Path, count: int) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(count), strict=False):
            yield json.loads(line)


def pair_f1(labels: Labels, found: Labels) -> float:
    """Of all pairs of articles: the harmonic mean of precision and recall."""
    right = sum(map(pairs, Counter((labels[id_], found[id_]) for id_ in labels).values()))
    ours, theirs = (sum(map(pairs, Counter(stories.values()).values())) for stories in (found, labels))
    return 2 * right / (ours + theirs)


def pairs(count: int) -> int:
    return count * (count - 1) // 2


def cubed_f1(labels: Labels, found: Labels) -> float:
    """Of each article its own story's precision and recall, averaged (B³)."""
    both = Counter((labels[id_], found[id_]) for id_ in labels)
    gold, ours = Counter(labels.values()), Counter(found.values())
    precision = sum(count * count / ours[story] for (_, story), count in both.items()) / len(labels)
    recall = sum(count * count / gold[label] for (label, _), count in both.items()) / len(labels)
    return 2 * precision * recall / (precision + recall)


def wrong_singles(labels: Labels, found: Labels) -> float:
    """Of the articles that are alone in their story, the share that was put with another."""
    gold, ours = Counter(labels.values()), Counter(found.values())
    alone = [id_ for id_, label in labels.items() if gold[label] == 1]
    return sum(ours[found[id_]] > 1 for id_ in alone) / max(1, len(alone))


def our_way(articles: list[Print], file: str, ledger: int) -> tuple[Labels, float]:
    store = Store(file)
    if ledger:
        fill(store, ledger)
    begun = time.process_time()
    for article in articles:
        arrive(article, store)
    spent = time.process_time() - begun
    return {kept.article.id: kept.story for kept in store.kept() if kept.story}, spent


def fill(store: Store, count: int) -> None:
    """Keys as other articles have them: most of their own, some of phrases that many share."""
    chance = np.random.default_rng(1)
    stock = chance.integers(-(1 << 31), 1 << 31, STOCK)
    for start in range(0, count, FILLED):
        own = chance.integers(-(1 << 31), 1 << 31, (FILLED, KEYS))
        own[:, : KEYS // 6] = stock[np.minimum(chance.zipf(1.3, (FILLED, KEYS // 6)) - 1, STOCK - 1)]
        store.fill((start + place, keys) for place, keys in enumerate(own.tolist(), 1))


def peer() -> Any:
    """The module datasketch, or None where it cannot be had."""
    try:
        return importlib.import_module("datasketch")
    except ImportError:
        folder = tempfile.mkdtemp(prefix="jianbao-bench-")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "--no-deps", "datasketch", "scipy"]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            return None
        sys.path.append(folder)
        return importlib.import_module("datasketch")


def their_way(articles: list[Print], datasketch: Any) -> tuple[Labels, float]:
    begun = time.process_time()
    index = datasketch.MinHashLSH(threshold=SIMILAR, num_perm=PERMUTATIONS)
    story: dict[str, str] = {}
    ended: dict[str, str] = {}  # stories that were joined to others

    def last(name: str) -> str:
        while name in ended:
            name = ended[name]
        return name

    for article in articles:
        text = plain(article.body)
        sketch = datasketch.MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([text[place : place + GRAM].encode() for place in range(max(1, len(text) - GRAM + 1))])
        found = {last(story[other]) for other in index.query(sketch)}
        story[article.id] = min(found, default=article.id)
        ended |= {other: story[article.id] for other in found if other != story[article.id]}
        index.insert(article.id, sketch)
    return {id_: last(name) for id_, name in story.items()}, time.process_time() - begun


def report(name: str, labels: Labels, found: Labels, spent: float) -> None:
    figures = f"{pair_f1(labels, found):.4f}  {cubed_f1(labels, found):.4f}  {wrong_singles(labels, found):10.4f}"
    print(f"{name:<28}{figures}  {1000 * spent / len(labels):8.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--compared", type=int, default=20_000, help="articles")
    parser.add_argument("--ledger", type=int, default=0, help="articles that are there already")
    given = parser.parse_args()
    if given.docs and given.labels:
        articles, labels = labelled_articles(given.docs, given.labels, given.compared)
    else:
        articles, labels = demo_articles(given.compared)
    print(f"{len(articles)} articles, {len(set(labels.values()))} stories\n{'':<28}pair F1  B³ F1   singles wrong  CPU ms an article")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "group.sqlite3"
        report("ours", labels, *our_way(articles, str(file), 0))
        if given.ledger:
            name = f"ours, {given.ledger} kept before"
            report(name, labels, *our_way([fresh(article) for article in articles], str(Path(folder) / "full.sqlite3"), given.ledger))
    if datasketch := peer():
        report(f"MinHash LSH, J >= {SIMILAR}", labels, *their_way(articles, datasketch))
    else:
        print("datasketch is not there and could not be brought")


def fresh(article: Print) -> Print:
    """The same without what was worked out before."""
    return Print(article.id, article.url, article.outlet, article.title, article.body, article.published)


if __name__ == "__main__":
    main()
