"""What does grouping cost in the line, with all state in a ledger of either database?

    python -m bench.group_ledger [--docs DOCS.jsonl.gz] [--compared 2000] [--ledger 0] [--database postgresql://…]

CPU seconds of this process an article: deciding (what `pipelines.group.Grouper` does, its questions to the ledger included) and
keeping what was decided (keys, links, first publications). The ledger is a new one in a temporary folder, or an empty
PostgreSQL database; --ledger N first fills it with the keys of N other articles. Articles come in batches of 50, as in the line.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from archive.ledger.connect import connect
from bench.group import FILLED, KEYS, STOCK, demo_articles, labelled_documents
from model.address import canonical
from model.article import Article
from model.outlet import Level, Medium
from model.reading import Precision
from pipelines.reprints.prints import Print

BATCH = 50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--compared", type=int, default=2000, help="articles")
    parser.add_argument("--ledger", type=int, default=0, help="articles that are there already")
    parser.add_argument("--database", default="ledger.sqlite3")
    given = parser.parse_args()
    prints = labelled_documents(given.docs, given.compared) if given.docs else demo_articles(given.compared)[0]
    with tempfile.TemporaryDirectory() as folder:
        connect(given.database, Path(folder))
        print(f"{key_bytes(prints):.0f} bytes of keys an article (SQLite)")
        measure(prints, given.ledger)


def key_bytes(prints: Sequence[Print]) -> float:
    """Bytes of a SQLite file that holds only the keys."""
    from archive.ledger.marks import CREATE

    with tempfile.NamedTemporaryFile() as file:
        base = sqlite3.connect(file.name)
        base.execute(CREATE["sqlite"])
        base.executemany("INSERT INTO ledger_mark VALUES (?, ?)", [(key, number) for number, one in enumerate(prints) for key in one.keys])
        base.commit()
        base.close()
        return Path(file.name).stat().st_size / len(prints)


def measure(prints: Sequence[Print], ledger: int) -> None:
    from django.core.management import call_command

    from archive.ledger import marks, models, stories, writing
    from pipelines.group import Grouper

    call_command("migrate", verbosity=0)
    names = sorted({one.outlet for one in prints})
    outlets = {name: f"o{number}" for number, name in enumerate(names)}
    models.Outlet.objects.bulk_create(models.Outlet(id=id_, name=name) for name, id_ in outlets.items())
    fill(ledger)
    timed = Timed()
    for name in ("put",):
        setattr(marks, name, timed.keeping(getattr(marks, name)))
    for name in ("link", "crown", "join"):
        setattr(stories, name, timed.keeping(getattr(stories, name)))
    articles = [article(one, outlets[one.outlet]) for one in prints]
    grouper = timed.deciding(Grouper())
    for begin in range(0, len(articles), BATCH):
        writing.enter(articles[begin : begin + BATCH], grouper)
    count = len(articles)
    print(
        f"{count} articles, {ledger} kept before: {1000 * timed.decided / count:.2f} ms to decide, {1000 * timed.kept / count:.2f} ms to keep, CPU an article"
    )


class Timed:
    """CPU seconds spent in what it wraps."""

    def __init__(self) -> None:
        self.decided = self.kept = 0.0

    def deciding(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any) -> Any:
            begun = time.process_time()
            try:
                return call(*given)
            finally:
                self.decided += time.process_time() - begun

        return timed

    def keeping(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any) -> Any:
            begun = time.process_time()
            try:
                return call(*given)
            finally:
                self.kept += time.process_time() - begun

        return timed


def article(one: Print, outlet: str) -> Article:
    published = one.published.astimezone(UTC) if one.published else None
    return Article(
        url=canonical(one.url),
        source="",
        outlet=outlet,
        level=Level.OTHER,
        medium=Medium.WEBSITE,
        title=one.title,
        body=one.body,
        published=published,
        published_precision=Precision.MINUTE if published else Precision.NONE,
        collected=datetime(2026, 11, 1, tzinfo=UTC),
    )


def fill(count: int) -> None:
    """Other articles with keys as articles have them: most of their own, some of phrases that many share."""
    from archive.ledger import marks, models

    if not count:
        return
    chance = np.random.default_rng(1)
    stock = chance.integers(-(1 << 31), 1 << 31, STOCK)
    outlet = models.Outlet.objects.order_by("id")[0]
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    for start in range(0, count, FILLED):
        some = min(FILLED, count - start)
        ids = [f"{number:024}" for number in range(start, start + some)]
        made = models.Story.objects.bulk_create([models.Story(id=id_) for id_ in ids], batch_size=5000)
        rows = models.Article.objects.bulk_create(
            [
                models.Article(id=id_, url=id_, outlet=outlet, title="", published_precision="none", collected=moment, story=story, role="first")
                for id_, story in zip(ids, made, strict=True)
            ],
            batch_size=2000,
        )
        models.Text.objects.bulk_create([models.Text(article=row, body="") for row in rows], batch_size=5000)
        own = chance.integers(-(1 << 31), 1 << 31, (some, KEYS))
        own[:, : KEYS // 6] = stock[np.minimum(chance.zipf(1.3, (some, KEYS // 6)) - 1, STOCK - 1)]
        marks.put({row.number: sorted(set(keys)) for row, keys in zip(rows, own.tolist(), strict=True)})


if __name__ == "__main__":
    main()
