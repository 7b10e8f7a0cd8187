"""Points, ranks and correspondents of imported worlds, worked out again from the rows and the words of the rules alone."""

import random
from collections import defaultdict
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest

from model.outlet import Level, Medium
from reports.build import build
from reports.period import LOCAL, Period
from tests.reports.test_imported import CUTOFF, NOW, PEOPLE, UNITS, Row, stored, when

pytestmark = pytest.mark.ledger

BASE = {"中央": 20, "行业": 15, "省级": 10, "省级行业": 8, "市级": 5, "县级": 2, "其他": 0}
LENGTHS = (2, 6, 40)  # lines of 41 characters: 简讯, neither, 深度
WORDS = {"头版": 2, "头条": 2, "专版": Fraction(3, 2), "图片新闻": Fraction(1, 2)}
PAGES = {"01": 2, "第1版": 2, "A01": 2, "03": 1, "": 1}


def text(story: int) -> str:
    chance = random.Random(f"points {story}")
    return "\n".join("".join(chr(chance.randrange(0x4E00, 0x5E00)) for _ in range(40)) + "。" for _ in range(LENGTHS[story % 3]))


def world(seed: int) -> list[Row]:
    chance = random.Random(f"points world {seed}")
    outlets = [(f"媒体{n:02}", chance.choice(list(Level)), chance.choice(list(Medium))) for n in range(12)]
    rows = []
    for number in range(110):
        outlet, level, medium = chance.choice(outlets)
        story = chance.randrange(45)
        start = datetime(2026, 9, 14, tzinfo=LOCAL) + timedelta(days=random.Random(f"start {story}").randrange(36))
        moment = start + timedelta(seconds=chance.randrange(20 * 86400))
        rows.append(
            {
                "id": str(number),
                "url": f"https://site{outlets.index((outlet, level, medium))}.example/points/{number}.html",
                "outlet": outlet,
                "level": level.label,
                "medium": medium.label,
                "title": f"第{story}号得分稿件",
                "body": text(story),
                "published": moment.isoformat() if chance.random() > 0.04 else None,
                "units": chance.sample(UNITS, chance.choice([0, 1, 1, 2, 3])),
                "correspondents": chance.sample(PEOPLE, chance.choice([0, 1, 2])),
                "position": chance.choice([[], [], [], ["头版"], ["头条", "图片新闻"], ["图片新闻"], ["专版"]]),
                "page_no": chance.choice(list(PAGES)),
            }
        )
    return rows


def worth(row: Row) -> Fraction:
    times = [Fraction(WORDS[word]) for word in row["position"]]
    if row["medium"] == "报纸" and PAGES[row["page_no"]] > 1:
        times.append(Fraction(2))
    length = len(row["body"].replace("\n", ""))
    if length < 200:
        times.append(Fraction(1, 2))
    if length >= 1500:
        times.append(Fraction(3, 2))
    return BASE[row["level"]] * max(times, default=Fraction(1))


def best(rows: list[Row]) -> Fraction:
    return max((worth(row) for row in rows), default=Fraction(0))


def expected(rows: list[Row], days: Period) -> dict[str, tuple[Fraction, Fraction]]:
    """{unit: (points, of which promoted)}."""
    stories = defaultdict(list)
    for row in rows:
        if row["published"] and when(row) <= CUTOFF and row["level"] != "自有平台" and when(row).date() <= days.until:
            stories[row["body"]].append(row)
    found: dict[str, tuple[Fraction, Fraction]] = {unit: (Fraction(0), Fraction(0)) for row in rows for unit in row["units"]}
    for carriers in stories.values():
        before = [row for row in carriers if when(row).date() < days.since]
        if {row["outlet"] for row in carriers} <= {row["outlet"] for row in before}:
            continue  # another address in an outlet that has it already is no publication
        gained = best(carriers) - best(before)
        units = {unit for row in carriers for unit in row["units"]}
        for unit in units:
            points, promoted = found[unit]
            found[unit] = points + gained / len(units), promoted + (gained / len(units) if before else 0)
    return found


def printed(points: Fraction) -> Decimal:
    return (Decimal(points.numerator) / Decimal(points.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("period", ["2026-10", "2026-Q4"])
def test_points_and_ranks_of_an_imported_world(ledger: object, seed: int, period: str) -> None:
    rows = world(seed)
    stored(rows)
    days = Period.of(period, NOW)
    lines: list[dict[str, Any]] = build(days, CUTOFF).indicators["points"]
    told = {line["name"]: line for line in lines}
    right = expected(rows, days)
    assert {name: line["points"] for name, line in told.items()} == pytest.approx({name: float(points) for name, (points, _) in right.items()})
    assert {name: line["promoted"] for name, line in told.items()} == pytest.approx({name: float(promoted) for name, (_, promoted) in right.items()})
    shown = {name: printed(points) for name, (points, _) in right.items()}
    assert {name: line["rank"] for name, line in told.items()} == {name: 1 + sum(other > own for other in shown.values()) for name, own in shown.items()}
    assert [line["rank"] for line in lines] == sorted(line["rank"] for line in lines)
