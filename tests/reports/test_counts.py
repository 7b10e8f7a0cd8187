"""The month's figures against a counter that knows no SQL: random worlds, every cell."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from model.article import Role, State
from model.outlet import Level, Medium
from model.table import Cell, Listed, Points, Ratio, Table
from reports.build import build
from reports.formats.json import as_json
from reports.period import LOCAL, Period
from tests.reports import rows

pytestmark = pytest.mark.ledger

CUTOFF = datetime(2026, 11, 1, 8, tzinfo=LOCAL)
OCTOBER = Period.month("2026-10", CUTOFF.date())
UNITS, TOPICS = [f"u{n}" for n in range(6)], [f"t{n}" for n in range(3)]


@dataclass(frozen=True)
class Fact:
    """An article as the slow counter knows it."""

    moment: datetime | None
    outlet: str
    level: Level
    medium: Medium
    role: Role
    units: tuple[str, ...]
    topics: tuple[str, ...]
    story: str
    state: State
    number: int  # in the order of storing

    @property
    def month(self) -> str:
        return f"{self.moment.astimezone(LOCAL):%Y-%m}" if self.moment else ""

    @property
    def counted(self) -> bool:
        return self.state is State.KEPT and self.level is not Level.SELF and self.moment is not None and self.moment <= CUTOFF


def world(chance: random.Random) -> list[Fact]:
    """Random articles around October 2026, many at the edges of months, stored in the ledger."""
    for number, key in enumerate(UNITS):
        rows.unit(key, f"单位{number}", UNITS[0] if number else None)
    for key in TOPICS:
        rows.topic(key, f"专题{key}")
    outlets = [(f"o{n}", chance.choice(list(Level)), chance.choice(list(Medium))) for n in range(chance.randint(1, 30))]
    stories = [rows.story() for _ in range(15)]
    edges = [datetime(2026, 10, 1, tzinfo=LOCAL), datetime(2026, 11, 1, tzinfo=LOCAL), datetime(2025, 10, 1, tzinfo=LOCAL), datetime(2026, 9, 1, tzinfo=LOCAL)]
    facts = []
    for _ in range(chance.randint(0, 150)):
        moment: datetime | None = datetime(2025, 9, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(460 * 86400))
        if chance.random() < 0.6:
            moment = datetime(2026, 10, 1, tzinfo=LOCAL) + timedelta(seconds=chance.randrange(31 * 86400))
        if chance.random() < 0.3:
            moment = chance.choice(edges) + timedelta(seconds=chance.choice([-1, 0, 1]))
        if chance.random() < 0.05:
            moment = None
        outlet, level, medium = chance.choice(outlets)
        story = chance.choice(stories)
        fact = Fact(
            moment=moment,
            outlet=outlet,
            level=level,
            medium=medium,
            role=chance.choice(list(Role)),
            units=tuple(chance.sample(UNITS[:-1], chance.choice([0, 0, 1, 1, 2, 5]))),
            topics=tuple(chance.sample(TOPICS, chance.choice([0, 1, 2]))),
            story=story.id,
            state=State.WITHDRAWN if chance.random() < 0.05 else State.KEPT,
            number=len(facts),
        )
        facts.append(fact)
    facts = [replace(fact, role=Role.FIRST if fact is first_of(facts, fact.story) else Role.REPRINT) for fact in facts]
    made = {story.id: story for story in stories}
    collected = datetime(2026, 10, 9, tzinfo=UTC)
    for fact in facts:
        where = fact.outlet, fact.level, fact.medium
        rows.article(fact.moment, *where, fact.role, fact.units, fact.topics, made[fact.story], fact.state, collected=collected)
    return facts


def first_of(facts: list[Fact], story: str) -> Fact:
    """The earliest of a story, as grouping would have it; what has no date comes last."""
    return min((fact for fact in facts if fact.story == story), key=lambda fact: (fact.moment is None, fact.moment or CUTOFF, fact.number))


def placed(facts: list[Fact]) -> list[Fact]:
    """Each story once in an outlet, at its earliest moment there; 首发 wins."""
    places: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        places.setdefault((fact.story, fact.outlet), []).append(fact)
    return [min(same, key=lambda fact: (fact.role is not Role.FIRST, fact.moment, fact.number)) for same in places.values()]


def day(fact: Fact) -> str:
    return f"{fact.moment.astimezone(LOCAL):%Y-%m-%d}" if fact.moment else ""


def slow(facts: list[Fact], values: Callable[[Fact], tuple[str, ...]]) -> dict[str, tuple[int, int, int]]:
    """{value: (count, first, reprint)}."""
    counts: Counter[str] = Counter()
    firsts: Counter[str] = Counter()
    for fact in facts:
        for value in values(fact):
            counts[value] += 1
            firsts[value] += fact.role is Role.FIRST
    return {value: (counts[value], firsts[value], counts[value] - firsts[value]) for value in counts}


def told(lines: list[dict[str, Any]]) -> dict[str, tuple[int, int, int]]:
    """What the report says, without its lines of zero."""
    assert len({line["name"] for line in lines}) == len(lines)
    return {line["name"]: (line["count"], line["first"], line["reprint"]) for line in lines if line["count"]}


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_equals_the_slow_counters(ledger: object, seed: int) -> None:
    everything = world(random.Random(seed))
    dated = [fact for fact in everything if fact.counted]
    facts = placed(dated)
    october = [fact for fact in facts if fact.month == "2026-10"]
    september, year_before = ([fact for fact in facts if fact.month == month] for month in ("2026-09", "2025-10"))

    report = as_json(build(OCTOBER, CUTOFF))

    figures = report["indicators"]
    total = len(october)
    assert figures["total"] == total
    assert figures["first"] == sum(fact.role is Role.FIRST for fact in october)
    assert figures["reprint"] == total - figures["first"]
    assert figures["story_count"] == len({fact.story for fact in october})
    assert told(figures["by_level"]) == slow(october, lambda fact: (fact.level.label,))
    assert told(figures["by_medium"]) == slow(october, lambda fact: (fact.medium.label,))
    assert told(figures["by_outlet"]) == slow(october, lambda fact: (fact.outlet,))
    assert told(figures["by_unit"]) == slow(october, lambda fact: tuple(f"单位{key[1:]}" for key in fact.units))
    assert told(figures["by_topic"]) == slow(october, lambda fact: tuple(f"专题{key}" for key in fact.topics))
    assert told(figures["daily"]) == slow(october, lambda fact: (day(fact),))
    assert [line["name"] for line in figures["daily"]] == [f"2026-10-{day:02}" for day in range(1, 32)]
    twelve = [f"2025-{month:02}" for month in (11, 12)] + [f"2026-{month:02}" for month in range(1, 11)]
    assert [line["name"] for line in figures["trend12"]] == twelve
    assert told(figures["trend12"]) == slow([fact for fact in facts if fact.month in twelve], lambda fact: (fact.month,))
    assert {line["name"] for line in figures["by_unit"]} == {f"单位{number}" for number in range(6)}
    assert figures["not_counted"] == {
        "own": sum(fact.level is Level.SELF and fact.state is State.KEPT and fact.month == "2026-10" for fact in everything),
        "excluded": 0,
        "withdrawn": sum(fact.level is not Level.SELF and fact.state is State.WITHDRAWN and fact.month == "2026-10" for fact in everything),
        "undated": sum(fact.level is not Level.SELF and fact.state is State.KEPT and fact.moment is None for fact in everything),
        "future": sum(fact.level is not Level.SELF and fact.state is State.KEPT and fact.moment is not None and fact.moment > CUTOFF for fact in everything),
        "repeated": sum(fact.month == "2026-10" for fact in dated) - len(october),
    }
    assert len(report["articles"]) == total
    if total:
        upper = sum(fact.level in (Level.CENTRAL, Level.PROVINCE, Level.TRADE) for fact in october)
        assert figures["upper_share"] == upper / total
        assert figures["reprint_rate"] == figures["reprint"] / total
        assert all(line["share"] == line["count"] / total for key in ("by_level", "by_medium", "by_outlet", "daily") for line in figures[key])
    assert figures["mom"] == ((total - len(september)) / len(september) if september else None)
    assert figures["yoy"] == ((total - len(year_before)) / len(year_before) if year_before else None)


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_has_its_articles_behind_it(ledger: object, seed: int) -> None:
    world(random.Random(100 + seed))
    report = build(OCTOBER, CUTOFF)
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, Table) and block.behind]
    assert {table.key for table in tables} >= {"by_level", "by_medium", "by_outlet", "by_unit", "by_topic", "daily"}
    for table in tables:
        rows_and_total = [*table.rows, *([table.total] if table.total else [])]
        for number, row in enumerate(rows_and_total):
            for column, cell in enumerate(row):
                picks = table.picks(number, column)
                if picks is not None:
                    found = [article for article in report.articles if article.counted(picks)]
                    assert behind(cell, found, table.columns[column].key, str(row[0])) == figure(cell), (table.key, row[0], table.columns[column].title)


def figure(cell: Cell) -> int | Fraction:
    return cell.part if isinstance(cell, Ratio) else cell.exact if isinstance(cell, Points) else cell if isinstance(cell, int) else 0


def behind(cell: Cell, found: list[Listed], key: str, name: str) -> int | Fraction:
    """What the articles come to; points are split equally among the units, and among the people who signed."""
    if not isinstance(cell, Points):
        return len({article.story for article in found}) if name == "稿件" else 0 if cell is None else len(found)
    of = (lambda article: article.correspondents) if key == "credited" else (lambda article: article.scored)
    return sum((article.points.exact / len(of(article)) for article in found if article.points), Fraction(0))
