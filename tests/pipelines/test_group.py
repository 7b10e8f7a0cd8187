"""One text is one story; its earliest publication is the first."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

from model.article import Role
from model.outlet import Level, Medium
from model.reading import Precision
from model.story import First
from pipelines.group import group
from tests.pipelines.samples import MORNING, article


def placed(*hours: float) -> list[tuple[str, Role | None]]:
    articles = [article(url=f"http://a.example/{n}", published=MORNING + timedelta(hours=h), fingerprint="same") for n, h in enumerate(hours)]
    grouped = group(articles, {}).articles
    assert len({one.story for one in grouped}) == 1
    return [(one.url[-1], one.role) for one in grouped]


def test_the_earliest_is_first_in_whatever_order_they_arrive() -> None:
    for order in permutations((0.0, 1.0, 2.0)):
        assert [role is Role.FIRST for _, role in placed(*order)] == [hours == 0.0 for hours in order]


def test_without_fingerprint_every_article_is_its_own_story() -> None:
    grouped = group([article(url=f"http://a.example/{n}", fingerprint="") for n in range(2)], {}).articles
    assert {one.role for one in grouped} == {Role.FIRST}
    assert len({one.story for one in grouped}) == 2


def stored(published: datetime) -> First:
    return First(id="old", story="story", published=published, published_precision=Precision.MINUTE, level=Level.CITY, medium=Medium.WEBSITE)


def test_an_earlier_publication_takes_over_a_stored_story() -> None:
    grouping = group([article(fingerprint="same")], {"same": stored(MORNING + timedelta(hours=1))})
    assert grouping.articles[0].role is Role.FIRST
    assert grouping.articles[0].story == "story"
    assert grouping.reprints_now == ("old",)


def test_a_later_one_joins_as_reprint() -> None:
    grouping = group([article(fingerprint="same")], {"same": stored(MORNING - timedelta(hours=1))})
    assert grouping.articles[0].role is Role.REPRINT
    assert grouping.reprints_now == ()


def test_ties_go_to_print_then_to_the_higher_level() -> None:
    website = article(url="http://a.example/w", fingerprint="same", level=Level.CENTRAL)
    paper = article(url="http://a.example/p", fingerprint="same", medium=Medium.NEWSPAPER)
    lower = replace(website, url="http://a.example/l", level=Level.COUNTY)
    assert [one.role is Role.FIRST for one in group([lower, website, paper], {}).articles] == [False, False, True]
    assert [one.role is Role.FIRST for one in group([lower, website], {}).articles] == [False, True]


def test_a_page_without_a_time_is_never_first_beside_one_with() -> None:
    undated = article(url="http://a.example/u", fingerprint="same", published=None, published_precision=Precision.NONE)
    assert [one.role is Role.FIRST for one in group([undated, article(fingerprint="same")], {}).articles] == [False, True]


def test_a_page_that_names_only_the_day_does_not_pass_for_midnight() -> None:
    midnight = MORNING - timedelta(hours=9, minutes=30)
    day_only = article(url="http://a.example/d", fingerprint="same", published=midnight, published_precision=Precision.DAY)
    assert [one.role is Role.FIRST for one in group([day_only, article(fingerprint="same")], {}).articles] == [False, True]
