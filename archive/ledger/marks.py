"""Marks: the keys under which articles are kept, so that a reprint finds its text. Asked and written inside the line's transaction."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from archive.ledger import models

# One clustered table: the keys of a text lie beside those of no other, and looking up one reads one page.
CREATE = {
    "sqlite": "CREATE TABLE ledger_mark (key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID",
    "postgresql": "CREATE TABLE ledger_mark (key integer NOT NULL, article bigint NOT NULL, PRIMARY KEY (key, article))",
}
BATCH = 10_000  # rows written at once
LAST = (1 << 63) - 1  # above the number of every article
HOLDERS = {
    "sqlite": "SELECT asked.value, (SELECT group_concat(article) FROM"
    " (SELECT article FROM ledger_mark WHERE key = asked.value AND article < %s ORDER BY article DESC LIMIT %s)) FROM json_each(%s) AS asked",
    "postgresql": "SELECT asked.key, (SELECT string_agg(held.article::text, ',') FROM"
    " (SELECT article FROM ledger_mark WHERE key = asked.key AND article < %s ORDER BY article DESC LIMIT %s) AS held)"
    " FROM (SELECT value::integer AS key FROM json_array_elements_text(%s::json)) AS asked",
}

# The numbers in one value: there may be more of them than a statement takes.
STANDING = {
    "sqlite": "SELECT article.number, article.id, article.version, story.id FROM json_each(%s) AS asked"
    " JOIN ledger_article AS article ON article.number = asked.value JOIN ledger_story AS story ON story.number = article.story_id",
    "postgresql": "SELECT article.number, article.id, article.version, story.id FROM ledger_article AS article"
    " JOIN ledger_story AS story ON story.number = article.story_id"
    " WHERE article.number IN (SELECT value::bigint FROM json_array_elements_text(%s::json))",
}


class Standing(NamedTuple):
    """Where an article stands."""

    id: str
    version: int
    story: str  # Story.id


class Stored(NamedTuple):
    """An article as comparing needs it."""

    number: int
    id: str
    url: str
    outlet: str  # its name
    title: str
    body: str
    published: datetime | None


def holders(keys: Sequence[int], most: int, before: int = LAST) -> dict[int, list[int]]:
    """For each key the newest articles kept under it, by number, at most so many; keys that nobody holds are left out.

    Only articles that came `before` that number.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLDERS[connection.vendor], [before, most, json.dumps(list(keys))])
        return {key: sorted(map(int, numbers.split(",")), reverse=True) for key, numbers in cursor.fetchall() if numbers}


def standing(numbers: Sequence[int]) -> dict[int, Standing]:
    """Where each article stands, by its number."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor], [json.dumps(list(numbers))])
        return {number: Standing(*row) for number, *row in cursor.fetchall()}


def texts(numbers: Sequence[int]) -> list[Stored]:
    """The articles themselves, in any order."""
    return _stored(models.Article.objects.filter(number__in=numbers)) if numbers else []


def named(ids: Sequence[str]) -> dict[str, Stored]:
    """The articles themselves, by Article.id."""
    return {one.id: one for one in _stored(models.Article.objects.filter(id__in=ids))}


def _stored(rows: QuerySet[models.Article]) -> list[Stored]:
    return [Stored(*row) for row in rows.values_list("number", "id", "url", "outlet__name", "title", "text__body", "published")]


def put(keys: Mapping[int, Iterable[int]]) -> None:
    """Keeps each article, by number, under its keys; under those that it has already it stays."""
    _each("INSERT INTO ledger_mark (key, article) VALUES (%s, %s) ON CONFLICT DO NOTHING", keys)


def drop(keys: Mapping[int, Iterable[int]]) -> None:
    """Forgets keys of articles, by number, whose text is another one now."""
    _each("DELETE FROM ledger_mark WHERE key = %s AND article = %s", keys)


def _each(statement: str, keys: Mapping[int, Iterable[int]]) -> None:
    rows = [(key, number) for number, of_article in keys.items() for key in of_article]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def put_again(since: int, rows: Iterable[tuple[int, int]]) -> None:
    """Replaces the keys of all articles from a number on, by (key, number)."""
    waiting = iter(rows)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_mark WHERE article >= %s", [since])
        while batch := list(islice(waiting, BATCH)):
            cursor.executemany("INSERT INTO ledger_mark (key, article) VALUES (%s, %s)", batch)
