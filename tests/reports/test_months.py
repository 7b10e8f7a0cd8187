"""Months that are out of the common: very full, February of a leap year, begun by a holiday; as counted and in every file."""

import re
from datetime import date, datetime
from io import BytesIO

import docx
from django.db import connection
from django.db.models import Model

from archive.ledger import models
from model.table import Table
from reports.build import build
from reports.closing import close, due
from reports.files import rendered
from reports.formats.reading import read
from reports.period import LOCAL, Period
from tests.reports import papers, rows

MANY = 100_000
FIRST = 10_000_000  # above the numbers of rows that other tests have made: SQLite goes on counting


def words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)


def fill() -> None:
    """A hundred thousand articles of October 2026, multiplied from one in the database; every fourth reprints the one before."""
    rows.unit("bureau", "云溪市民政局")
    rows.unit("county", "临江县民政局", "bureau")
    for number in range(40):
        rows.outlet(f"o{number:02}", f"第{number}融媒体中心")
    model = rows.article("2026-10-01", "o00", units=["county"])
    day = "date('2026-10-01', '+' || (n % 31) || ' days')"
    number, key, outlet = f"n + {FIRST}", "printf('%024x', n)", "printf('o%02d', n % 40)"
    article = {
        "number": number,
        "id": key,
        "url": f"'https://news.example/' || {outlet} || '/' || n || '.html'",
        "outlet_id": outlet,
        "level": "CASE n % 40 % 4 WHEN 0 THEN 'central' WHEN 1 THEN 'province' WHEN 2 THEN 'city' ELSE 'county' END",
        "day": day,
        "published": f"{day} || ' 04:00:00'",
        "story_id": f"CASE WHEN n % 4 THEN n + {FIRST} ELSE n + {FIRST - 1} END",
        "role": "CASE WHEN n % 4 THEN 'first' ELSE 'reprint' END",
        "fingerprint": "printf('%032x', n)",
    }
    multiplied(models.Story, {"number": number, "id": key}, f"number = {model.story_id} AND n % 4")
    multiplied(models.Article, article, f"number = {model.number}")
    multiplied(models.Credit, {"id": number, "article_id": number}, f"article_id = {model.number} AND n % 2")
    model.delete()


def multiplied(kind: type[Model], changed: dict[str, str], where: str) -> None:
    """Many rows like one that is there, but for some columns, which are worked out from n = 1, 2 …"""
    columns = [field.column for field in kind._meta.concrete_fields]
    values = ", ".join(changed.get(column, f'one."{column}"') for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    table = kind._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < {MANY}) "
            f"INSERT INTO {table} ({named}) SELECT {values} FROM many, {table} AS one WHERE {where}"
        )


def test_a_month_of_a_hundred_thousand_articles(ledger: object) -> None:
    fill()
    report = build(Period.month("2026-10", date(2027, 1, 1)), papers.CUTOFF)
    told = report.indicators
    assert (told["total"], told["first"], told["reprint"], told["story_count"]) == (MANY, MANY * 3 // 4, MANY // 4, MANY * 3 // 4)
    assert sum(line["count"] for line in told["daily"]) == sum(line["count"] for line in told["by_outlet"]) == len(report.articles) == MANY
    assert [line["count"] for line in told["by_unit"]] == [MANY // 2, 0]

    made = {name: rendered(report, name, "f" * 64) for name in ("docx", "html", "csv")}
    assert "刊发稿件目录共100000行，篇幅过长，未列入本文件" in words(made["docx"][".docx"])
    assert "刊发稿件目录共100000行，篇幅过长，未列入本文件" in made["html"][".html"].decode()
    assert made["csv"]["-articles.csv"].count(b"\r\n") == MANY + 1


def test_february_of_a_leap_year_is_whole_in_words_and_picture(ledger: object) -> None:
    rows.article("2028-02-29")
    report = build(Period.month("2028-02", date(2028, 6, 1)), datetime(2028, 3, 1, 8, tzinfo=LOCAL))
    assert "统计时间：2月1日至2月29日" in words(rendered(report, "docx", "")[".docx"])
    daily = next(block for section in report.sections for block in section.blocks if isinstance(block, Table) and block.key == "daily")
    assert [row[0] for row in daily.rows] == [str(day) for day in range(1, 30)]
    assert daily.chart
    assert daily.chart.highlight == 28
    assert "29日1" in rendered(report, "html", "")[".html"].decode() or re.search(r"<desc>[^<]*，291</desc>", rendered(report, "html", "")[".html"].decode())


def test_a_month_begun_by_a_holiday_is_counted_and_the_one_before_closed_that_morning(ledger: object) -> None:
    rows.article("2026-09-30")
    rows.article("2026-10-01")  # 国庆节
    september, october = (Period.month(month, date(2027, 1, 1)) for month in ("2026-09", "2026-10"))
    assert due(september) == datetime(2026, 10, 1, 8, tzinfo=LOCAL)
    closed = read(close(september, now=due(september)).content)
    assert closed.indicators["total"] == 1
    assert "2026年10月1日" in words(rendered(closed, "docx", "")[".docx"])
    report = build(october, papers.CUTOFF)
    assert (report.indicators["daily"][0]["name"], report.indicators["daily"][0]["count"]) == ("2026-10-01", 1)
    assert report.indicators["mom"] == 0.0
