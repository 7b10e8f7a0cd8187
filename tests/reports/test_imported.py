"""Worlds that come in as files, counted by a counter that knows only the rows: every cell."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from model.outlet import Level, Medium
from pipelines.group import group
from pipelines.imports import jsonl
from pipelines.imports.take import Import
from reports.build import build
from reports.period import LOCAL, Period

pytestmark = pytest.mark.ledger

CUTOFF = datetime(2026, 11, 1, 8, tzinfo=LOCAL)
NOW = date(2027, 1, 1)
UNITS, TOPICS, PEOPLE = [f"第{n}科" for n in "一二三四五"], ["养老服务", "社会救助"], ["周平", "吴安", "郑和"]
SUBJECTS = ["养老服务", "社会救助", "儿童福利", "慈善事业", "社区治理", "婚姻登记", "殡葬改革", "地名管理", "志愿服务", "低保核查", "助餐食堂", "适老改造"]

Row = dict[str, Any]
Values = Callable[[Row], list[str]]


def body(story: int) -> str:
    """Texts that nobody takes for one another: Han characters as they come."""
    chance = random.Random(f"body {story}")
    return "\n".join("".join(chr(chance.randrange(0x4E00, 0x5E00)) for _ in range(40)) + "。" for _ in range(5))


def world(seed: int, size: int) -> list[Row]:
    chance = random.Random(seed)
    outlets = [(f"媒体{n:02}", chance.choice(list(Level)), chance.choice(list(Medium))) for n in range(chance.randint(2, 15))]
    rows = []
    for number in range(size):
        outlet, level, medium = chance.choice(outlets)
        story = chance.randrange(size // 2 + 1)
        row = {
            "id": str(number),
            "url": f"https://site{outlets.index((outlet, level, medium))}.example/{number}.html",
            "outlet": outlet,
            "level": level.label,
            "medium": medium.label,
            "title": f"第{story}号{SUBJECTS[story % len(SUBJECTS)]}",
            "body": body(story),
            "published": moment(chance, story),
            "units": chance.sample(UNITS, chance.choice([0, 1, 1, 2, 5])),
            "topics": chance.sample(TOPICS, chance.choice([0, 1, 2])),
            "correspondents": chance.sample(PEOPLE, chance.choice([0, 1, 2])),
            "column": chance.choice(["要闻", "民生", ""]),
        }
        rows.append(row)
    return rows


def moment(chance: random.Random, story: int) -> str | None:
    """Without two of the same second, so that no tie has to be broken; a story's within four days, for what comes later is another issue."""
    kind = chance.random()
    if kind < 0.05:
        return None
    of_story = random.Random(story).random()
    start = datetime(2026, 10, 1, tzinfo=LOCAL) if of_story < 0.7 else datetime(2025, 10, 1, tzinfo=LOCAL)
    seconds = random.Random(f"moment {story}").randrange(33 * 86400 if of_story < 0.7 else 390 * 86400)
    return (start + timedelta(seconds=seconds + chance.randrange(4 * 86400))).isoformat()


def stored(rows: list[Row]) -> None:
    lines = jsonl.rows(json.dumps(row, ensure_ascii=False) for row in rows)
    outcomes = Counter(taken.outcome for taken in Import(None, group, True, CUTOFF).take(lines))
    assert outcomes == {"accepted": len(rows)} if rows else not outcomes


def when(row: Row) -> datetime:
    return datetime.fromisoformat(row["published"]).astimezone(LOCAL)


def publications(rows: list[Row]) -> Iterator[Row]:
    """Each story once in an outlet, at its earliest, with its role; nothing without a date, to come, or on own accounts."""
    firsts: dict[str, Row] = {}
    dated = sorted((row for row in rows if row["published"]), key=when)
    for row in dated:
        firsts.setdefault(row["body"], row)
    seen = set()
    for row in dated:
        if when(row) <= CUTOFF and row["level"] != Level.SELF.label and (row["body"], row["outlet"]) not in seen:
            seen.add((row["body"], row["outlet"]))
            yield row | {"first": firsts[row["body"]] is row}


def counted(rows: list[Row], values: Values) -> dict[str, tuple[int, int, int]]:
    """{name: (count, first, reprint)}."""
    every = Counter(value for row in rows for value in values(row))
    first = Counter(value for row in rows if row["first"] for value in values(row))
    return {value: (n, first[value], n - first[value]) for value, n in every.items()}


def told(lines: list[Row]) -> dict[str, tuple[int, int, int]]:
    return {line["name"]: (line["count"], line["first"], line["reprint"]) for line in lines if line["count"]}


@pytest.mark.parametrize(
    ("seed", "size", "period"),
    [(seed, size, period) for seed, (size, period) in enumerate([(0, "2026-10"), (1, "2026-10"), (60, "2026-10"), (120, "2026-10"), (120, "2026-Q4")])]
    + [(seed, 120, period) for seed, period in enumerate(["2026-10", "2026-10", "2026", "2026-H2", "2026-10-05..2026-10-20"], 10)],
)
def test_every_figure_of_an_imported_world(ledger: object, seed: int, size: int, period: str) -> None:
    rows = world(seed, size)
    stored(rows)
    days = Period.of(period, NOW)
    everything = list(publications(rows))
    inside = [row for row in everything if days.since <= when(row).date() <= days.until]

    figures = build(days, CUTOFF).indicators

    assert figures["total"] == len(inside)
    assert figures["first"] == sum(row["first"] for row in inside)
    assert figures["reprint"] == figures["total"] - figures["first"]
    assert figures["story_count"] == len({row["body"] for row in inside})
    assert told(figures["by_level"]) == counted(inside, lambda row: [row["level"]])
    assert told(figures["by_medium"]) == counted(inside, lambda row: [row["medium"]])
    assert told(figures["by_outlet"]) == counted(inside, lambda row: [row["outlet"]])
    assert told(figures["by_unit"]) == counted(inside, lambda row: row["units"])
    assert told(figures["by_topic"]) == counted(inside, lambda row: row["topics"])
    assert told(figures["by_column"]) == counted(inside, lambda row: [row["column"]] if row["column"] else [])
    assert told(figures["daily"]) == counted(inside, lambda row: [when(row).date().isoformat()])
    assert {one["name"]: (one["publications"], one["first"]) for one in figures["correspondents"]} == {
        name: (n, first) for name, (n, first, _) in counted(inside, lambda row: row["correspondents"]).items()
    }
    before, year_before = (sum(other.since <= when(row).date() <= other.until for row in everything) for other in (days.before, days.year_before))
    assert figures["mom"] == ((len(inside) - before) / before if before else None)
    assert figures["yoy"] == ((len(inside) - year_before) / year_before if year_before else None)
    named = {name for row in rows for name in row["units"]}
    assert sorted(figures["zero"]) == sorted(named - {name for row in inside for name in row["units"]})
    levels = [Level.CENTRAL.label, Level.PROVINCE.label, Level.TRADE.label]
    assert figures["upper_share"] == (sum(row["level"] in levels for row in inside) / len(inside) if inside else None)
    carriers = Counter(row["body"] for row in inside)
    best = {text: min(list(Level).index(Level(row["level"])) for row in inside if row["body"] == text) for text in carriers}
    order = sorted((best[text], -carriers[text]) for text in carriers)[:10]
    assert [(list(Level).index(Level(one["level"])), -one["carriers"]) for one in figures["top_stories"]] == order
