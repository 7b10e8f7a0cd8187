"""What people say of single articles: it counts at once, stays through every reading, and reaches closed months as 更正 only."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from archive.ledger import amending, models, rereading
from model.article import Article, Mention, Role, State
from model.outlet import Level, Medium
from model.points import Publication
from model.reading import Precision
from model.table import Report, Table
from pipelines.reprints.first import first_publication
from reports.build import build
from reports.closing import close
from reports.formats.reading import read
from reports.period import LOCAL, Period
from tests.reports import rows

pytestmark = pytest.mark.ledger

NOVEMBER = datetime(2026, 11, 1, 8, tzinfo=LOCAL)
DECEMBER = datetime(2026, 12, 1, 8, tzinfo=LOCAL)
JANUARY = datetime(2027, 1, 1, 8, tzinfo=LOCAL)


def month(text: str) -> Period:
    return Period.month(text, date(2027, 6, 1))


OCTOBER = month("2026-10")


@pytest.fixture(autouse=True)
def registers(ledger: object) -> None:
    rows.outlet("daily", "云溪日报")
    models.Standing.objects.create(outlet_id="daily", level=Level.CITY, medium=Medium.NEWSPAPER, since=date.min)
    rows.unit("bureau", "云溪市民政局")
    for key, name in (("a", "甲局"), ("b", "乙局")):
        rows.unit(key, name, "bureau")
    rows.topic("age", "养老")


def say(article: models.Article, **more: Any) -> bool:
    held = amending.facts(article.id)
    assert held is not None
    return amending.amend(article.id, replace(held, **more), first_publication, who="officer")


def indicators(cutoff: datetime = NOVEMBER) -> dict[str, Any]:
    return build(OCTOBER, cutoff).indicators


def counts(told: dict[str, Any], key: str) -> dict[str, int]:
    return {line["name"]: line["count"] for line in told[key] if line["count"]}


def test_another_unit_and_topic() -> None:
    article = rows.article("2026-10-05", units=["a"])
    assert say(article, units=("b",), topics=("age",))
    told = indicators()
    assert (counts(told, "by_unit"), counts(told, "by_topic")) == ({"乙局": 1}, {"养老": 1})
    assert not say(article)  # nothing differs
    [change] = models.Change.objects.all()
    assert (change.who, change.key, change.before, change.after) == (
        "officer",
        article.id,
        {"单位": "甲局", "专题": "无"},
        {"单位": "乙局", "专题": "养老"},
    )


def test_an_article_gets_its_date_from_a_person() -> None:
    article = rows.article(None)
    assert indicators()["not_counted"]["undated"] == 1
    say(article, day=date(2026, 10, 9))
    told = indicators()
    assert (told["total"], told["not_counted"]["undated"], counts(told, "daily")) == (1, 0, {"2026-10-09": 1})
    assert counts(told, "by_level") == {"市级": 1}  # as the outlet stood on that day
    say(article, day=None)
    assert (indicators()["total"], indicators()["not_counted"]["undated"]) == (0, 1)


def test_what_is_off_topic_is_not_counted_and_hands_the_first_place_on() -> None:
    story = rows.story()
    first = rows.article("2026-10-05", story=story)
    second = rows.article("2026-10-06", "centre", Level.CENTRAL, role=Role.REPRINT, story=story)
    say(first, state=State.EXCLUDED)
    told = indicators()
    assert (told["total"], told["first"], told["not_counted"]["excluded"], told["not_counted"]["withdrawn"]) == (1, 1, 1, 0)
    say(first, state=State.KEPT)
    assert (indicators()["total"], models.Article.objects.get(number=second.number).role) == (2, Role.REPRINT)


def test_what_is_negative_or_corrected_is_published_but_worth_nothing() -> None:
    rows.article("2026-10-04", units=["a"])
    article = rows.article("2026-10-05", title="食堂的问题", units=["a"])
    assert indicators()["points"][0]["points"] == 10
    say(article, position=("头版", "负面"))
    report = build(OCTOBER, NOVEMBER)
    assert (report.indicators["total"], report.indicators["points"][0]["points"]) == (2, 5)
    [table] = [block for section in report.sections for block in section.blocks if isinstance(block, Table) and block.key == "unrated"]
    assert table.rows == ((date(2026, 10, 5), "食堂的问题", article.outlet.name, "负面"),)


def test_reading_again_does_not_take_back_what_a_person_said() -> None:
    article = rows.article("2026-10-05", units=["a"])
    models.Text.objects.create(article=article, body="正文")
    say(article, units=("b",), day=date(2026, 10, 9))
    again = Article(
        url=article.url,
        source="",
        outlet="daily",
        level=Level.CITY,
        medium=Medium.NEWSPAPER,
        title="改过的标题",
        body="正文改过",
        published=datetime(2026, 10, 5, 4, tzinfo=UTC),
        published_precision=Precision.MINUTE,
        collected=datetime(2026, 10, 6, tzinfo=UTC),
        units=(Mention(id="a", words=("甲局",), place="title", score=1.0),),
        topics=(Mention(id="age", words=("养老",), place="title", score=1.0),),
    )
    rereading.rewrite({article.id: again})
    row = models.Article.objects.get(number=article.number)
    assert (row.title, row.day) == ("改过的标题", date(2026, 10, 9))
    told = indicators()
    assert (counts(told, "by_unit"), counts(told, "by_topic")) == ({"乙局": 1}, {"养老": 1})


def corrected(report: Report) -> list[tuple[str, str]]:
    return [(one["title"], one["reason"]) for one in report.indicators["corrected"]]


def test_recrediting_after_closing_is_told_in_the_next_report_once() -> None:
    article = rows.article("2026-10-05", units=["a"], title="归错的一篇")
    closed = close(OCTOBER, now=NOVEMBER)
    models.Change.objects.all().delete()
    say(article, units=("b",))
    models.Change.objects.update(when=datetime(2026, 11, 20, tzinfo=UTC))
    november = read(close(month("2026-11"), now=DECEMBER).content)
    assert corrected(november) == [("归错的一篇", "单位：甲局→乙局")]
    say(article, position=("更正",))
    models.Change.objects.filter(after__has_key="位置").update(when=datetime(2026, 12, 20, tzinfo=UTC))
    december = read(close(month("2026-12"), now=JANUARY).content)
    assert corrected(december) == [("归错的一篇", "位置：无→更正")]
    again = close(OCTOBER, now=JANUARY)
    assert again.content == closed.content
    assert {line["name"]: line["count"] for line in read(again.content).indicators["by_unit"] if line["count"]} == {"甲局": 1}


def test_a_publication_without_points_does_not_carry_its_story() -> None:
    from model.bureau import DEFAULT_POINTS
    from reports.points.worth import worth

    def printed(outlet: str, level: Level, *position: str) -> Publication:
        return Publication(article=outlet, story=1, day=date(2026, 10, 5), outlet=outlet, level=level, position=position, characters=800)

    assert worth(DEFAULT_POINTS, [printed("centre", Level.CENTRAL, "头版", "更正"), printed("city", Level.CITY)]) == 5
    assert worth(DEFAULT_POINTS, [printed("centre", Level.CENTRAL, "负面报道")]) == 0
