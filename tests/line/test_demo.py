"""The demo world comes through the whole line exactly as it knows itself."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import cache
from typing import Any

import pytest

from demo.world import Truth
from model.address import canonical
from model.article import Role
from model.outlet import Level, Medium
from tests.line.conftest import Installation

pytestmark = pytest.mark.timeout(180)


@cache
def truth(demo: Installation) -> list[Truth]:
    return list(demo.world.truth(demo.port))


@cache
def report(demo: Installation) -> dict[str, Any]:
    return demo.rows("report", demo.world.last_month, "--json")[0]


def published(demo: Installation) -> list[Truth]:
    """What the media published about the bureau in the month of the report: own accounts are counted apart."""
    return [one for one in truth(demo) if one.about and one.level is not Level.SELF and f"{one.published:%Y-%m}" == demo.world.last_month]


def splits(articles: Iterable[Truth], key: Callable[[Truth], Iterable[str]]) -> dict[str, tuple[int, int]]:
    """First publications and reprints by each value of `key`."""
    counts = Counter((value, one.role) for one in articles for value in key(one))
    return {value: (counts[value, Role.FIRST], counts[value, Role.REPRINT]) for value, _ in counts}


def printed(rows: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """The same of a breakdown in the report, rows without a publication left out."""
    return {row["name"]: (row["first"], row["reprint"]) for row in rows if row["count"]}


def test_enough_articles_from_enough_outlets(demo: Installation) -> None:
    found = demo.rows("search", "", "--json", "--limit", "0")[0]
    assert found["total"] == sum(one.about for one in truth(demo)) >= 400
    assert len(found["facets"]["outlet"]) >= 10


def test_the_months_figures_equal_the_truth_in_every_cell(demo: Installation) -> None:
    articles, indicators = published(demo), report(demo)["indicators"]
    outlets = {site.id: site.name for site in demo.world.outlets()}
    names = names_by_id(demo)
    assert indicators["total"] == len(articles) > 60
    assert indicators["first"] == sum(one.role is Role.FIRST for one in articles)
    assert indicators["reprint"] == sum(one.role is Role.REPRINT for one in articles)
    assert indicators["story_count"] == len({one.story for one in articles})
    assert printed(indicators["by_level"]) == splits(articles, lambda one: [Level(one.level).label])
    assert printed(indicators["by_medium"]) == splits(articles, lambda one: [Medium(one.medium).label])
    assert printed(indicators["by_outlet"]) == splits(articles, lambda one: [outlets[one.outlet]])
    assert printed(indicators["by_unit"]) == splits(articles, lambda one: [names[unit] for unit in one.units])
    assert printed(indicators["by_topic"]) == splits(articles, lambda one: [names[topic] for topic in one.topics])
    days = Counter(one.published.day for one in articles)
    assert {row["name"]: row["count"] for row in indicators["daily"]} == {row["name"]: days[int(row["name"].rpartition("-")[2])] for row in indicators["daily"]}


def names_by_id(demo: Installation) -> dict[str, str]:
    """The bureau's units and topics."""
    from archive.registers.files import load_bureau

    bureau = load_bureau(demo.home / "bureau.yml")
    return {unit.id: unit.name for unit, _ in bureau.units()} | {topic.id: topic.name for topic in bureau.topics}


def test_the_list_behind_the_figures_names_each_article_once(demo: Installation) -> None:
    listed = report(demo)["articles"]
    assert sorted(article["url"] for article in listed) == sorted(canonical(one.url) for one in published(demo))
    by_url = {canonical(one.url): one for one in published(demo)}
    assert [article["title"] for article in listed] == [by_url[article["url"]].title for article in listed]


@pytest.mark.parametrize(("words", "least"), [("养老", 20), ("養老", 20), ("云溪市民政局", 50), ('"民政局" -养老', 20)])
def test_search_finds_them(demo: Installation, words: str, least: int) -> None:
    head, *rows = demo.rows("search", words, "--json", "--limit", "5")
    assert head["total"] >= least
    assert len(rows) == 5


def test_every_address_has_one_outcome(demo: Installation) -> None:
    total = demo.rows("status")[-1]
    assert (total["waiting"], total["unindexed"]) == (0, 0)
    with closing(sqlite3.connect(demo.home / "ledger.sqlite3")) as ledger:
        outcomes = dict(ledger.execute("SELECT outcome, count(*) FROM ledger_address GROUP BY outcome"))
    forbidden = sum(bool(site.closed) for site in demo.world.outlets())  # an address that robots.txt closes is listed there, and is rejected
    assert outcomes == {"kept": sum(one.about for one in truth(demo)), "rejected": sum(not one.about for one in truth(demo)) + forbidden}


def test_any_address_tells_its_fate(demo: Installation) -> None:
    truth = demo.world.truth(demo.port)
    about, off = (next(one for one in truth if one.about is about) for about in (True, False))
    (kept,), (rejected,) = (demo.rows("status", "--address", f"{one.url}?utm_source=x") for one in (about, off))
    assert (kept["outcome"], rejected["outcome"]) == ("kept", "rejected")
    assert rejected["reason"]
    demo.run("status", "--address", "http://never.example/1.html", status=1)


def test_the_report_is_there_in_every_format(demo: Installation) -> None:
    folder = demo.home / "reports" / demo.world.last_month
    assert {path.suffix for path in folder.iterdir()} >= {".docx", ".xlsx", ".html", ".json"}


def test_reading_everything_again_changes_nothing(demo: Installation) -> None:
    assert demo.rows("reread", "--only", "kept") == []
