"""What is counted, what is not, and that counting reads only the days it is asked for."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from model.article import Role, State
from model.outlet import Level, Medium
from model.table import Split
from tests.reports import rows

pytestmark = pytest.mark.ledger

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def coverage(since: date = OCTOBER[0], until: date = OCTOBER[1], **more: Any) -> Any:
    from archive.ledger.counting import Coverage

    return Coverage(since, until, **more)


def test_an_empty_ledger_counts_nothing(ledger: object) -> None:
    from archive.ledger.counting import earliest
    from archive.ledger.lists import bureau

    empty = coverage()
    assert (empty.total, empty.stories, empty.own, empty.withdrawn, empty.undated, empty.future) == (0, 0, 0, 0, 0, 0)
    assert empty.by("level") == {}
    assert list(empty.articles()) == []
    assert earliest() is None
    assert bureau() is None


def test_breakdowns_keep_first_and_reprint_apart(ledger: object) -> None:
    story = rows.story()
    rows.article("2026-10-01", "daily", Level.CITY, Medium.NEWSPAPER, Role.FIRST, story=story)
    rows.article("2026-10-02", "portal", Level.CENTRAL, Medium.WEBSITE, Role.REPRINT, story=story)
    rows.article("2026-10-02", "portal", Level.CENTRAL, Medium.WEBSITE, Role.FIRST)

    october = coverage()

    assert october.total == 3
    assert october.stories == 2
    assert october.by("level") == {"city": Split(first=1), "central": Split(first=1, reprint=1)}
    assert october.by("medium") == {"newspaper": Split(first=1), "website": Split(first=1, reprint=1)}
    assert october.by("outlet") == {"daily": Split(first=1), "portal": Split(first=1, reprint=1)}
    assert october.by("day") == {"2026-10-01": Split(first=1), "2026-10-02": Split(first=1, reprint=1)}
    assert october.count("role") == {("first",): 2, ("reprint",): 1}
    assert october.count("level", "medium") == {("city", "newspaper"): 1, ("central", "website"): 2}


def test_a_month_begins_at_local_midnight(ledger: object) -> None:
    midnight = datetime(2026, 9, 30, 16, tzinfo=UTC)  # 00:00 on 1 October in Shanghai
    rows.article(midnight - timedelta(seconds=1))
    rows.article(midnight)

    assert coverage().total == 1
    assert coverage(date(2026, 9, 1), date(2026, 9, 30)).total == 1


def test_own_posts_withdrawn_undated_and_future_ones_are_told_apart(ledger: object) -> None:
    cutoff = datetime(2026, 10, 20, 4, tzinfo=UTC)
    rows.article("2026-10-02")
    rows.article("2026-10-02", "account", Level.SELF, Medium.WECHAT)
    rows.article("2026-10-03", state=State.WITHDRAWN)
    rows.article(None, collected=datetime(2026, 10, 15, tzinfo=UTC))
    rows.article(None, collected=datetime(2026, 9, 15, tzinfo=UTC))  # collected before October: cannot be of October
    rows.article(cutoff + timedelta(minutes=1))
    rows.article("2027-01-01")

    october = coverage(until=date(2026, 10, 20), cutoff=cutoff)

    assert (october.total, october.own, october.withdrawn, october.undated, october.future) == (1, 1, 1, 1, 2)
    assert sum(split.count for split in october.by("outlet").values()) == 1
    assert [article.outlet for article in october.articles()] == ["daily"]


def test_an_article_counts_in_each_of_its_units_but_once_in_total(ledger: object) -> None:
    units = [f"unit{number}" for number in range(12)]
    for key in units:
        rows.unit(key)
    rows.article("2026-10-02", units=units)
    rows.article("2026-10-03")

    assert coverage().total == 2
    assert coverage().by("unit") == {**{key: Split(first=1) for key in units}, "": Split(first=1)}
    assert coverage(units=tuple(units)).total == 1
    assert coverage(units=("unit3", "unit4")).by("level") == {"city": Split(first=1)}
    assert coverage(units=("nobody",)).total == 0


def test_a_scope_of_topics_narrows_everything(ledger: object) -> None:
    rows.topic("care", "养老服务")
    rows.article("2026-10-02", topics=["care"])
    rows.article("2026-10-02", "account", Level.SELF, topics=["care"])
    rows.article("2026-10-03")

    care = coverage(topics=("care",))

    assert (care.total, care.own, care.stories) == (1, 1, 1)
    assert [article.topics for article in care.articles()] == [("养老服务",)]


def test_articles_come_by_day_with_names(ledger: object) -> None:
    rows.outlet("daily", "云溪日报")
    rows.unit("bureau", "云溪市民政局")
    rows.unit("county", "临江县民政局", "bureau")
    rows.article("2026-10-09", title="后")
    rows.article("2026-10-02", title="先", units=["county", "bureau"])

    first, second = coverage().articles()

    assert (first.title, second.title) == ("先", "后")
    assert first.outlet == "云溪日报"
    assert first.units == ("云溪市民政局", "临江县民政局")  # in display order
    assert first.day == date(2026, 10, 2)
    assert first.published is not None
    assert first.published.isoformat() == "2026-10-02T12:00:00+08:00"


def test_a_long_list_is_streamed_whole(ledger: object) -> None:
    rows.unit("bureau")
    made = [rows.article(f"2026-10-{day:02}", units=["bureau"]) for day in range(1, 11)]

    assert [(article.id, article.units) for article in coverage().articles()] == [(row.id, ("bureau",)) for row in made]


def test_one_view_does_not_see_what_is_written_meanwhile(ledger: object) -> None:
    from django.db import connections

    from archive.ledger.counting import one_view

    rows.article("2026-10-01")

    def write() -> None:
        try:
            rows.article("2026-10-02")
        finally:
            connections.close_all()

    with one_view():
        assert coverage().total == 1
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(10)
        assert not writer.is_alive()  # counting does not hold up a crawl
        assert coverage().total == 1
    assert coverage().total == 2


@pytest.mark.parametrize("analysed", [False, True])
def test_every_statement_finds_its_days_by_the_index(ledger: object, analysed: bool) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from archive.ledger.counting import earliest

    if connection.vendor != "sqlite":
        pytest.skip("the plan of a small table on PostgreSQL is a scan, whatever its indexes")
    for key in ("north", "south"):
        rows.unit(key)
    rows.topic("care")
    for number in range(400):
        rows.article((date(2026, 1, 1) + timedelta(number)).isoformat(), f"outlet{number % 7}", units=["north", "south"], topics=["care"])
    with connection.cursor() as cursor:
        if analysed:
            cursor.execute("ANALYZE")
        with CaptureQueriesContext(connection) as captured:
            cutoff = datetime(2026, 10, 20, tzinfo=UTC)
            for scope in ({}, {"units": ("north",)}, {"topics": ("care",)}):
                october = coverage(cutoff=cutoff, **scope)
                for key in ("level", "medium", "outlet", "unit", "topic", "day"):
                    october.by(key)
                october.count("unit", "level")
                assert (october.total, october.stories, october.own, october.withdrawn, october.undated, october.future) != (0,) * 6
                assert len(list(october.articles())) == october.total
            assert earliest() == date(2026, 1, 1)
        statements = [query["sql"] for query in captured if '"ledger_article"' in query["sql"]]
        assert len(statements) > 30
        for statement in statements:
            assert "ledger_text" not in statement
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
            plan = [row[3] for row in cursor.fetchall()]
            assert any("ledger_article USING" in step and "article_day" in step for step in plan), (statement, plan)
            assert not any(step.startswith("SCAN ledger_") for step in plan), (statement, plan)
        if analysed:
            cursor.execute("DROP TABLE IF EXISTS sqlite_stat4")
            cursor.execute("DELETE FROM sqlite_stat1")
