"""The plan of the world: who prints what when."""

import time
from collections import Counter
from datetime import date, datetime

import pytest

from demo.plan import SHANGHAI
from demo.world import Truth, World
from model.article import Role
from model.outlet import Level
from tests.demo.conftest import TODAY


def test_the_same_arguments_give_the_same_world(truth: list[Truth]) -> None:
    again = list(World(900, 1, 14, TODAY).truth(8700))
    assert again == truth
    assert list(World(900, 2, 14, TODAY).truth(8700)) != truth


def test_an_article_does_not_depend_on_what_was_asked_before(world: World, truth: list[Truth]) -> None:
    titles = {t.url.removeprefix("http://").partition("/")[2]: t.title for t in truth}
    fresh = World(today=TODAY)
    for number in (899, 3, 450, 3):
        assert fresh.title(number) == titles[fresh.path(number).removeprefix("/")] == world.page(number).title.text


def test_has_the_promised_outlets(world: World) -> None:
    levels = Counter(site.level for site in world.outlets())
    assert levels[Level.CENTRAL] == levels[Level.PROVINCE] == levels[Level.CITY] == 2
    assert levels[Level.COUNTY] >= 3
    assert levels[Level.TRADE] >= 1
    assert levels[Level.SELF] == 1
    assert {site.charset for site in world.outlets()} == {"utf-8", "gb18030", "gb2312"}
    assert sum(site.traditional for site in world.outlets()) == 1


def test_every_outlet_prints_and_every_address_is_its_own(truth: list[Truth], world: World) -> None:
    assert {t.outlet for t in truth} == {site.id for site in world.outlets()}
    assert len({t.url for t in truth}) == len(truth) == 900


def test_shares(truth: list[Truth]) -> None:
    about = [t for t in truth if t.about]
    assert len(about) == 540
    assert sum(t.role is Role.REPRINT for t in about) == 189
    assert all(t.role is Role.FIRST for t in truth if not t.about)


def test_times_lie_in_the_months_before_today(truth: list[Truth]) -> None:
    days = [t.published.date() for t in truth]
    assert min(days) >= date(2025, 9, 1)
    assert max(days) <= date(2026, 11, 21)
    assert len({(day.year, day.month) for day in days}) == 15
    assert all(t.published.utcoffset() == datetime.now(SHANGHAI).utcoffset() for t in truth)


def test_the_month_of_the_report_is_full(world: World, truth: list[Truth]) -> None:
    assert world.last_month == "2026-10"
    assert sum(t.about and t.level is not Level.SELF and f"{t.published:%Y-%m}" == world.last_month for t in truth) >= 60


def test_the_first_print_of_a_story_is_plain_to_see(truth: list[Truth]) -> None:
    stories: dict[str, list[Truth]] = {}
    for t in truth:
        stories.setdefault(t.story, []).append(t)
    for printed in stories.values():
        minutes = [t.published.replace(second=0) for t in printed]
        assert minutes == sorted(set(minutes))
        assert [t.role for t in printed] == [Role.FIRST] + [Role.REPRINT] * (len(printed) - 1)
        assert len({t.outlet for t in printed}) == len(printed)


def test_times_are_as_fine_as_the_pages_show_them(world: World, truth: list[Truth]) -> None:
    fine = {site.id for site in world.outlets() if site.seconds}
    assert all(t.published.second == 0 for t in truth if t.outlet not in fine)
    assert any(t.published.second for t in truth if t.outlet in fine)


def test_on_the_first_of_a_month_the_newest_articles_are_of_the_month_before() -> None:
    world = World(200, today=date(2026, 3, 1))
    assert world.last_month == "2026-02"
    assert max(t.published.date() for t in world.truth()) <= date(2026, 2, 28)


@pytest.mark.parametrize("articles", [1, 2, 7, 40])
def test_small_worlds(articles: int) -> None:
    world = World(articles, seed=3, today=TODAY)
    assert len(list(world.truth())) == len(world) == articles


@pytest.mark.parametrize(("articles", "months"), [(0, 14), (900, 0)])
def test_an_empty_world_is_refused(articles: int, months: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        World(articles, months=months, today=TODAY)


def test_a_million_articles_take_seconds() -> None:
    began = time.process_time()
    world = World(1_000_000, today=TODAY)
    assert world.title(999_999)
    assert world.text(123_456).body
    assert time.process_time() - began < 10
