"""A shelf in one SQLite file: for `jianbao group` and for measuring. The line uses the ledger."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pipelines.reprints.prints import Print

TABLES = """
CREATE TABLE article (number INTEGER PRIMARY KEY, story TEXT NOT NULL, id TEXT, url TEXT, outlet TEXT, title TEXT, body TEXT, published TEXT,
    reason TEXT, confidence REAL, possible TEXT);
CREATE INDEX article_story ON article (story);
CREATE TABLE key (key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
"""
HOLDERS = """
SELECT asked.value, (SELECT group_concat(article) FROM (SELECT article FROM key WHERE key = asked.value ORDER BY article DESC LIMIT ?))
FROM json_each(?) AS asked
"""
AT_HAND = 1024  # articles whose comparison is kept ready


@dataclass(frozen=True, slots=True)
class Kept:
    """An article of the store, with what was decided when it came."""

    article: Print
    story: str
    reason: str
    confidence: float
    possible: tuple[str, ...]


class Store:
    """Keeps articles with their keys and stories. `file` "" is a temporary one that vanishes with the process."""

    def __init__(self, file: str = ""):
        self._base = sqlite3.connect(file, isolation_level=None)
        self._base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {TABLES} BEGIN;")
        self._ready = lru_cache(AT_HAND)(self._read)

    def holders(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[int]]:
        asked = self._base.execute(HOLDERS, (most, json.dumps(list(keys))))
        return {key: list(map(int, numbers.split(","))) for key, numbers in asked if numbers}

    def stories(self, numbers: Sequence[int]) -> Mapping[int, str]:
        places = ",".join(map(str, numbers))
        return dict(self._base.execute(f"SELECT number, story FROM article WHERE number IN ({places})"))  # noqa: S608 numbers only

    def prints(self, numbers: Sequence[int]) -> Mapping[int, Print]:
        return {number: self._ready(number) for number in numbers}

    def apart(self, stories: Collection[str]) -> set[frozenset[str]]:
        return set()

    def put(self, article: Print, story: str, reason: str = "", confidence: float = 1.0, possible: Sequence[str] = (), *, number: int | None = None) -> None:
        """Keeps an article under its keys, by the next number or the one that is given."""
        when = article.published.isoformat() if article.published else None
        row = (number, story, article.id, article.url, article.outlet, article.title, article.body, when, reason, confidence, json.dumps(list(possible)))
        kept = self._base.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
        self._base.executemany("INSERT INTO key VALUES (?, ?)", [(key, kept) for key in article.keys])

    def has(self, story: str) -> bool:
        """Whether an article is in that story."""
        return self._base.execute("SELECT 1 FROM article WHERE story = ? LIMIT 1", (story,)).fetchone() is not None

    def keys(self) -> Iterator[tuple[int, int]]:
        """All keys, each with the number of an article that is kept under it."""
        yield from self._base.execute("SELECT key, article FROM key")

    def fill(self, articles: Iterable[tuple[int, Sequence[int]]]) -> None:
        """Keeps articles without text, by number, under keys: what others have brought before, for measuring."""
        rows = [(number, keys) for number, keys in articles]
        self._base.executemany(
            "INSERT INTO article (number, id, story, url, outlet, title, body, possible) VALUES (?, '', '', '', '', '', '', '[]')",
            ((number,) for number, _ in rows),
        )
        self._base.executemany("INSERT OR IGNORE INTO key VALUES (?, ?)", sorted((key, number) for number, keys in rows for key in keys))

    def join(self, story: str, into: str) -> None:
        """Makes two stories one."""
        self._base.execute("UPDATE article SET story = ? WHERE story = ?", (into, story))

    def stories_kept(self) -> Iterator[tuple[str, list[Print]]]:
        """Each story with its articles, in the order in which they came."""
        order = "SELECT story, group_concat(number) FROM (SELECT number, story FROM article ORDER BY number) GROUP BY story ORDER BY min(number)"
        for story, numbers in self._base.execute(order).fetchall():
            yield story, [self._read(number) for number in sorted(map(int, numbers.split(",")))]

    def kept(self) -> Iterator[Kept]:
        """All articles in the order in which they came."""
        for (number,) in self._base.execute("SELECT number FROM article ORDER BY number").fetchall():
            ask = "SELECT story, reason, confidence, possible FROM article WHERE number = ?"
            story, reason, confidence, possible = self._base.execute(ask, (number,)).fetchone()
            yield Kept(self._read(number), story, reason, confidence, tuple(json.loads(possible)))

    def _read(self, number: int) -> Print:
        ask = "SELECT id, url, outlet, title, body, published FROM article WHERE number = ?"
        id_, url, outlet, title, body, when = self._base.execute(ask, (number,)).fetchone()
        return Print(id_, url, outlet, title, body, datetime.fromisoformat(when) if when else None)
