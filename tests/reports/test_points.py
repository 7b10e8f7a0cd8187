"""Points: what a story is worth, who gets it, who leads; and the same from the ledger."""

import random
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from archive.ledger import entries, models
from model.article import Role
from model.bureau import DEFAULT_POINTS, PointsRule, Unit
from model.entry import Entry, EntryKind
from model.outlet import Level, Medium
from model.points import Publication
from model.table import Points
from reports.build import build
from reports.period import LOCAL, Period
from reports.points.month import Score, gains, scores
from reports.points.ranking import ranking, rounded
from reports.points.worth import value, worth
from tests.reports import rows

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
CUTOFF = datetime(2026, 12, 1, 8, tzinfo=LOCAL)


def rule(**more: Any) -> PointsRule:
    return PointsRule(version="试行", since=date(2026, 1, 1), levels=dict(DEFAULT_POINTS.levels), **more)


def printed(outlet: str = "city", level: Level = Level.CITY, day: date = date(2026, 10, 5), story: int = 1, **more: Any) -> Publication:
    return Publication(article=f"{story} {outlet}", story=story, day=day, outlet=outlet, level=level, **{"characters": 800, **more})


def test_levels_and_outlets_of_their_own() -> None:
    own = rule(outlets={"daily": 12.0})
    assert value(own, printed(level=Level.CENTRAL)) == 20
    assert value(own, printed("daily", Level.CITY)) == 12
    assert value(own, printed(level=Level.OTHER)) == 0


@pytest.mark.parametrize(
    ("more", "times"),
    [
        ({}, Fraction(1)),
        ({"position": ("头版头条",)}, Fraction(2)),
        ({"position": ("图片新闻",)}, Fraction(1, 2)),
        ({"characters": 199}, Fraction(1, 2)),
        ({"characters": 200}, Fraction(1)),
        ({"characters": 1499}, Fraction(1)),
        ({"characters": 1500}, Fraction(3, 2)),
        ({"characters": 0}, Fraction(1)),  # nobody knows how long it was
        ({"position": ("头版",), "characters": 1500}, Fraction(2)),  # the largest, not the product
        ({"position": ("新闻联播",), "characters": 100}, Fraction(2)),
    ],
)
def test_the_largest_multiplier_counts(more: dict[str, Any], times: Fraction) -> None:
    assert value(rule(), printed(**more)) == 5 * times


def test_a_story_scores_its_highest_publication() -> None:
    carriers = [printed("centre", Level.CENTRAL), printed("province", Level.PROVINCE), printed("city"), printed("county", Level.COUNTY)]
    assert worth(rule(), carriers) == 20
    assert worth(rule(story_mode="sum"), carriers) == 37
    assert worth(rule(story_mode="highest+reprint"), carriers) == Fraction("21.7")
    many = [printed("centre", Level.CENTRAL), *(printed(f"c{n}", Level.CENTRAL) for n in range(15))]
    assert worth(rule(story_mode="highest+reprint"), many) == 40  # the reprints bring no more than one base
    many[0] = printed("centre", Level.CENTRAL, position=("头版",))
    assert worth(rule(story_mode="highest+reprint"), many) == 40 + 20  # a base is without its multiplier
    assert worth(rule(story_mode="sum"), [printed("city"), printed("city", position=("头版",))]) == 10  # an outlet once, its best address


@pytest.mark.parametrize(("split", "each"), [("equal", [Fraction(10, 3)] * 3), ("full", [10, 10, 10]), ("lead", [10, 0, 0])])
def test_a_story_of_three_units(split: Any, each: list[Any]) -> None:
    of = rule(split=split)
    gained = gains(of, [printed(level=Level.PROVINCE)], OCTOBER)
    got = scores(of, gained, {1: ("a", "b", "c")}, [])
    assert [got[unit].total if unit in got else 0 for unit in "abc"] == each


def test_twelve_units_share_without_a_rest() -> None:
    of = rule()
    units = tuple(f"u{n}" for n in range(12))
    got = scores(of, gains(of, [printed(level=Level.PROVINCE)], OCTOBER), {1: units}, [])
    assert sum((got[unit].total for unit in units), Fraction(0)) == 10
    assert str(Points(got["u0"].total)) == "0.8"


def test_a_later_and_higher_carrier_brings_the_difference() -> None:
    of = rule()
    story = [printed("city", day=date(2026, 10, 30)), printed("centre", Level.CENTRAL, date(2026, 11, 3)), printed("county", Level.COUNTY, date(2026, 11, 4))]
    october, november = gains(of, story[:1], OCTOBER), gains(of, story, NOVEMBER)
    assert (october[1].points, october[1].promotion) == (5, False)
    assert (november[1].points, november[1].promotion, november[1].best) == (15, True, "1 centre")
    score = scores(of, november, {1: ("a",)}, [])["a"]
    assert (score.total, score.promoted) == (15, 15)
    assert gains(of, [story[0], story[2]], NOVEMBER)[1].points == 0  # lower: nothing more


def adopted(kind: str, count: int) -> Entry:
    return Entry(kind=EntryKind.ADOPTION, day=date(2026, 10, 9), unit="a", category=kind, numbers={"count": float(count)})


def test_the_information_example() -> None:
    items = {"参阅": 7, "调研": 9, "专报": 5, "动态": 23, "普刊": 61, "选编": 26}
    assert scores(rule(), {}, {}, [adopted(*item) for item in items.items()])["a"].total == 840


def test_what_people_entered() -> None:
    given = [
        Entry(kind=EntryKind.INSTRUCTION, day=OCTOBER, unit="a", title="专报第3期", category="市级"),
        Entry(kind=EntryKind.INSTRUCTION, day=OCTOBER, unit="a", title="专报第3期", category="省级"),  # the same item: the highest
        Entry(kind=EntryKind.INSTRUCTION, day=OCTOBER, unit="a", title="专报第4期", category="县级"),
        Entry(kind=EntryKind.BONUS, day=OCTOBER, unit="a", numbers={"points": 3.0}),
        Entry(kind=EntryKind.DEDUCTION, day=OCTOBER, unit="a", title="约稿未交"),
        Entry(kind=EntryKind.DEDUCTION, day=OCTOBER, unit="b", title="事实差错"),
    ]
    got = scores(rule(), {}, {}, given)
    assert got["a"].total == 20 + 5 + 3 - 5
    assert (got["b"].deduction, got["b"].total) == (5, 0)  # never below 0


def test_caps_and_quotas() -> None:
    of = rule(cap=12.0, quota=2, quota_points=10.0)
    story = [printed(level=Level.PROVINCE), printed(level=Level.CITY, story=2)]
    got = scores(of, gains(of, story, OCTOBER), {1: ("a",), 2: ("a",)}, [], publications={"a": 2, "b": 1})
    assert (got["a"].news, got["a"].over, got["a"].bonus, got["a"].total) == (15, 3, 10, 22)
    assert "b" not in got


def test_points_are_printed_half_up() -> None:
    printed_points = [(Fraction(1, 20), "0.1"), (Fraction(5, 2), "2.5"), (Fraction(10, 3), "3.3"), (Fraction(20), "20"), (Fraction(-1, 20), "-0.1")]
    assert [str(Points(points)) for points, _ in printed_points] == [text for _, text in printed_points]
    from decimal import ROUND_HALF_UP, Decimal

    for numerator in range(2000):
        oracle = (Decimal(numerator) / 7).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert rounded(Fraction(numerator, 7)) == Fraction(str(oracle))


def unit(key: str, group: str = "县（市、区）") -> Unit:
    return Unit(id=key, name=key, group=group)


def score(points: float) -> Score:
    return Score(news=Fraction(str(points)))


def test_competition_ranking_with_ties_groups_and_moves() -> None:
    units = [unit("a"), unit("x", "机关科室"), unit("b"), unit("c"), unit("d"), unit("e"), unit("y", "机关科室")]
    got = {"a": score(10), "b": score(20), "c": score(10.04), "d": score(30), "x": score(1)}
    central = {"c": 1}
    ranked = ranking(units, got, lambda key: (central.get(key, 0), 0, 0), {"d": 1, "b": 4, "a": 1})
    assert [group for group, _ in ranked] == ["县（市、区）", "机关科室"]
    first = ranked[0][1]
    assert [(place.unit.id, place.rank) for place in first] == [("d", 1), ("b", 2), ("c", 3), ("a", 3), ("e", 5)]
    assert [place.moved for place in first] == [0, 2, None, -2, None]
    assert [(place.unit.id, place.rank) for place in ranked[1][1]] == [("x", 1), ("y", 2)]


@pytest.mark.parametrize("seed", range(20))
def test_ranks_of_random_points_against_a_slow_one(seed: int) -> None:
    chance = random.Random(seed)
    units = [unit(f"u{n}") for n in range(chance.randint(1, 30))]
    got = {one.id: score(chance.choice([0, 0.5, 1, 3, 7])) for one in units if chance.random() < 0.8}
    counts = {one.id: (chance.randint(0, 2), chance.randint(0, 2), chance.randint(0, 2)) for one in units}
    ranked = ranking(units, got, lambda key: counts[key])[0][1]
    points = {one.id: got[one.id].total if one.id in got else Fraction(0) for one in units}
    assert all(place.rank == 1 + sum(other > points[place.unit.id] for other in points.values()) for place in ranked)
    expected = sorted(units, key=lambda one: (-points[one.id], tuple(-n for n in counts[one.id]), units.index(one)))
    assert [place.unit.id for place in ranked] == [one.id for one in expected]


# From the ledger


@pytest.fixture
def bureau(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    for key in "abc":
        rows.unit(key, f"{key}局", "bureau", group="县（市、区）")


def points_of(month: str) -> dict[str, Any]:
    report = build(Period.month(month, date(2026, 12, 1)), CUTOFF)
    return {line["name"]: line for line in report.indicators["points"]}


def carry(days: Sequence[str], outlets: Sequence[tuple[str, Level]], units: Sequence[str]) -> None:
    story = rows.story()
    for number, (day, (outlet, level)) in enumerate(zip(days, outlets, strict=True)):
        rows.article(day, outlet, level, Medium.WEBSITE, Role.REPRINT if number else Role.FIRST, units=units, story=story)


def test_points_of_units_in_the_report(bureau: None) -> None:
    carry(["2026-10-02", "2026-10-03"], [("daily", Level.CITY), ("centre", Level.CENTRAL)], ["a", "b"])
    carry(["2026-10-30", "2026-11-02"], [("county", Level.COUNTY), ("province", Level.PROVINCE)], ["b"])
    carry(["2026-10-05"], [("account", Level.SELF)], ["c"])
    october, november = points_of("2026-10"), points_of("2026-11")
    assert {name: (line["rank"], line["points"]) for name, line in october.items()} == {"b局": (1, 12.0), "a局": (2, 10.0), "c局": (3, 0.0)}
    assert november["b局"]["points"] == november["b局"]["promoted"] == 8.0
    assert (november["a局"]["rank"], november["c局"]["rank"]) == (2, 2)
    assert (november["c局"]["before"], november["b局"]["before"]) == (3, 1)


def test_the_offices_own_table_counts_from_its_first_day(bureau: None) -> None:
    models.PointsRule.objects.create(version="2026版", since=date(2026, 11, 1), table={"levels": {"省级": 50.0}})
    carry(["2026-10-02"], [("province", Level.PROVINCE)], ["a"])
    carry(["2026-11-02"], [("province", Level.PROVINCE)], ["a"])
    carry(["2026-11-03"], [("daily", Level.CITY)], ["b"])
    assert points_of("2026-10")["a局"]["points"] == 10
    november = build(Period.month("2026-11", date(2026, 12, 1)), CUTOFF)
    assert {line["name"]: line["points"] for line in november.indicators["points"]} == {"a局": 50, "b局": 0, "c局": 0}
    table = next(block for section in november.sections for block in section.blocks if getattr(block, "key", "") == "points")
    assert table.note == "积分规则未列市级媒体，按0分计。"  # type: ignore[union-attr]
    assert "积分规则“2026版”，自2026年11月1日起施行。" in "".join(str(block) for block in november.annexes[2].blocks)


def test_front_pages_and_programmes(bureau: None) -> None:
    front = rows.article("2026-10-02", "daily", Level.CITY, Medium.NEWSPAPER, units=["a"])
    models.Article.objects.filter(number=front.number).update(page_no="01")
    spoken = rows.article("2026-10-02", "tv", Level.CITY, Medium.TV, units=["b"])
    models.Article.objects.filter(number=spoken.number).update(column="新闻联播")
    entered = rows.article("2026-10-02", "site", Level.CITY, Medium.WEBSITE, units=["c"])
    models.Position.objects.create(article=entered, words=["图片新闻"])
    assert {name: line["points"] for name, line in points_of("2026-10").items()} == {"a局": 10, "b局": 10, "c局": 2.5}


def test_entries_count_in_their_month(bureau: None) -> None:
    entries.add([adopted("参阅", 7), Entry(kind=EntryKind.DEDUCTION, day=date(2026, 11, 2), unit="a")])
    entries.add([adopted("调研", 1)], approved=False)  # waits for the office
    assert entries.add([adopted("参阅", 7)]) == [False]  # there already
    assert points_of("2026-10")["a局"]["information"] == 105
    assert points_of("2026-11")["a局"]["points"] == 0


@pytest.mark.ledger
@pytest.mark.parametrize("mode", ["highest", "sum", "highest+reprint"])
def test_the_list_of_articles_is_whole_however_stories_score(ledger: object, mode: str) -> None:
    rows.unit("bureau", "云溪市民政局")
    rows.unit("a", "甲局", "bureau")
    models.PointsRule.objects.create(version="本局", since=date(2020, 1, 1), table={"levels": {"central": 20.0, "city": 5.0}, "story_mode": mode})
    story = rows.story()
    rows.article("2026-10-05", "daily", Level.CITY, units=["a"], story=story)
    rows.article("2026-10-06", "centre", Level.CENTRAL, role=Role.REPRINT, units=["a"], story=story)
    report = build(Period.month("2026-10", CUTOFF.date()), CUTOFF)
    assert len(report.articles) == report.indicators["total"] == 2
    assert report.indicators["points"][0]["points"] == {"highest": 20, "sum": 25, "highest+reprint": 20.5}[mode]
