"""How long does a report take from a large ledger? A month's snapshot should take < 2 s, a year's < 10 s.

    python -m bench.report [--articles 1000000] [--units 150] [--years 10] [--closed 13]

Fills a SQLite ledger in a temporary folder, closes the months before the last one, and prints CPU and wall seconds of the snapshot
of a month and of a year: counted, checked, rendered to JSON and stored; and the largest memory of the process.
"""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from archive.ledger.connect import connect
from model.outlet import Level, Medium
from reports.period import LOCAL, Period

LAST = date(2026, 10, 31)
BATCH = 20_000
OUTLETS, TOPICS = 400, 40
LEVELS = [level for level in Level if level is not Level.OTHER]
MEDIA = list(Medium)[:6]
NAMES = [f"通讯员{number:03}" for number in range(300)]
SENTENCE = "全市民政系统认真贯彻落实会议精神，扎实推进养老服务、社会救助、儿童福利等各项工作，群众满意度稳步提升。"
ARTICLE = (
    *("number", "id", "url", "outlet_id", "level", "medium", "title", "subtitle", "published", "published_precision", "day", "collected", "origin"),
    *("reporters", "correspondents", "editors", "column", "page_no", "page_name", "relevance", "fingerprint", "story_id", "role", "state", "version"),
    *("indexed_version", "standby_version", "index_error", "attributions", "settled", "characters"),
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--units", type=int, default=150)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--closed", type=int, default=13, help="months that are closed before the one that is measured")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        connect("ledger.sqlite3", Path(folder))
        print(f"filling: {timed(lambda: fill(args.articles, args.units, args.years))}", flush=True)
        measure(args.closed)


def measure(closed: int) -> None:
    from reports.closing import close

    october = Period.month_of(LAST)
    for back in range(closed, 0, -1):
        month = october.earlier(back)
        told = timed(lambda month=month: close(month, now=due(month)))  # type: ignore[misc]
    print(f"month before (one of {closed}): {told}", flush=True)
    print(f"month {october.id}: {timed(lambda: close(october, now=due(october)))}", flush=True)
    year = Period("year", date(2025, 1, 1), date(2025, 12, 31))
    print(f"year {year.id}: {timed(lambda: close(year, now=due(october)))}", flush=True)
    print(f"largest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def due(period: Period) -> datetime:
    return datetime.combine(period.until + timedelta(days=1), datetime.min.time(), LOCAL) + timedelta(hours=8)


def timed(what: Callable[[], Any]) -> str:
    wall, cpu = time.perf_counter(), time.process_time()
    what()
    return f"{time.process_time() - cpu:.2f} s CPU, {time.perf_counter() - wall:.2f} s"


def fill(articles: int, units: int, years: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from archive.ledger import models

    call_command("migrate", verbosity=0)
    chance = random.Random(1)
    models.Outlet.objects.bulk_create(models.Outlet(id=f"o{n}", name=f"媒体{n}") for n in range(OUTLETS))
    models.Unit.objects.create(id="bureau", name="云溪市民政局")
    group = ("县（市、区）", "机关科室", "直属单位")
    models.Unit.objects.bulk_create(models.Unit(id=f"u{n}", name=f"单位{n}", parent_id="bureau", position=n + 1, group=group[n % 3]) for n in range(units))
    models.Topic.objects.bulk_create(models.Topic(id=f"t{n}", name=f"专题{n}", position=n, planned=20 if n < 5 else 0) for n in range(TOPICS))
    begin = date(LAST.year - years, LAST.month, 1)
    rows = generated(chance, articles, begin, (LAST - begin).days + 1)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.execute("BEGIN")
            insert(
                cursor,
                "ledger_story",
                ("number", "id", "size", "reason", "confidence", "missing", "chosen"),
                [(row[0], row[1], 1, "", 1.0, "", "") for row in batch if row[21] == row[0]],
            )
            insert(cursor, "ledger_article", ARTICLE, batch)
            insert(cursor, "ledger_text", ("article_id", "body"), [(row[0], SENTENCE * (row[-1] // len(SENTENCE))) for row in batch])
            credit = ("article_id", "unit_id", "words", "place", "score")
            insert(cursor, "ledger_credit", credit, [(row[0], f"u{n}", "[]", "title", 1.0) for row in batch for n in chosen(chance, units)])
            insert(
                cursor,
                "ledger_tagging",
                ("article_id", "topic_id", *credit[2:]),
                [(row[0], f"t{chance.randrange(TOPICS)}", "[]", "body", 0.5) for row in batch],
            )
            cursor.execute("COMMIT")


def chosen(chance: random.Random, units: int) -> set[int]:
    return {chance.randrange(units) for _ in range(chance.choice((1, 1, 1, 2, 3)))}


def insert(cursor: Any, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    named = ", ".join('"' + column + '"' for column in columns)
    cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({', '.join(['%s'] * len(columns))})", rows)


def generated(chance: random.Random, articles: int, begin: date, days: int) -> Iterator[tuple[Any, ...]]:
    """Articles in the order of their days; two of three begin a story, the others reprint one of the last thousand."""
    recent: list[int] = []
    for number in range(1, articles + 1):
        day = begin + timedelta(days=(number - 1) * days // articles)
        first = not recent or chance.random() < 0.65
        story = number if first else chance.choice(recent)
        if first:
            recent = [*recent[-999:], number]
        outlet = chance.randrange(OUTLETS)
        published = datetime(day.year, day.month, day.day, 4, tzinfo=UTC) + timedelta(seconds=chance.randrange(3600))
        names = f'["{chance.choice(NAMES)}"]' if chance.random() < 0.4 else "[]"
        yield (
            *(number, f"{number:024x}", f"https://o{outlet}.example/{number}.html", f"o{outlet}", LEVELS[outlet % len(LEVELS)].value, MEDIA[outlet % 6].value),
            *(
                f"第{number}篇民政工作报道",
                "",
                published.replace(tzinfo=None),
                "second",
                day,
                published.replace(tzinfo=None),
                "来源",
                "[]",
                names,
                "[]",
                "要闻",
                "",
                "",
            ),
            *(1.0, f"{story:032x}", story, "first" if first else "reprint", "kept", 1, 1, 0, "", "[]", False, len(SENTENCE) * chance.randint(1, 20)),
        )


if __name__ == "__main__":
    main()
