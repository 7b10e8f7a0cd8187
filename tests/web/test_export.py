"""The export: everything that matched, safe to open."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import override_settings
from openpyxl import load_workbook

from archive.ledger.pending import index_pending
from reports.listing import headings
from tests.web import press
from tests.web.conftest import Site, said
from tests.web.test_search import Broken


def table(response: Any) -> list[dict[str, str]]:
    written = content(response)
    assert written.startswith(b"\xef\xbb\xbf"), "Excel reads UTF-8 only with this mark"
    return list(csv.DictReader(StringIO(written.decode("utf-8-sig"), newline="")))


def test_all_that_matches_and_not_a_page_of_it(site: Site) -> None:
    response = site.get("/export", q="临江县", format="csv")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="jianbao-')
    rows = table(response)
    assert len(rows) == 42
    assert list(rows[0]) == headings(with_text=False)
    times = [row["刊发时间"] for row in rows]
    assert times == sorted(times, reverse=True)


def test_a_row_says_what_the_page_says(site: Site) -> None:
    row = table(site.get("/export", q="居家养老", sort="oldest"))[0]
    assert row["标题"] == press.TITLE
    assert (row["媒体"], row["级别"], row["载体"], row["首发/转载"]) == ("南岭日报", "省级", "报纸", "首发")
    assert (row["刊发时间"], row["同稿刊发家数"], row["记者"], row["版次"]) == ("2026-10-12 08:30", "4", "甲", "第03版")
    assert (row["单位"], row["专题"], row["网址"]) == ("云川市民政局、养老服务科", "养老服务", "https://nanling.example/2026/1.html")


def test_filters_hold(site: Site) -> None:
    assert {row["级别"] for row in table(site.get("/export", level="city"))} == {"市级"}


def test_nothing_found_is_a_table_without_rows(site: Site) -> None:
    assert table(site.get("/export", q="绝无此词")) == []


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM", "\tx", "\rx", "＝1+1", "＠x", "\x00=1"])
def test_no_cell_is_a_formula(site: Site, title: str) -> None:
    press.article("huaxia", title, "公式", datetime(2026, 10, 30, tzinfo=UTC), origin=title)
    index_pending(site.index)
    row = table(site.get("/export", q="公式"))[0]
    assert row["标题"].startswith("'")
    assert row["来源"].startswith("'")


@pytest.mark.parametrize(
    ("parameters", "sentence"), [({"format": "exe"}, "不能导出“exe”"), ({"since": "soon"}, "起始日期“soon”无法识别"), ({"q": "("}, "检索式第")]
)
def test_what_cannot_be_exported_gets_one_sentence(site: Site, parameters: dict[str, str], sentence: str) -> None:
    assert sentence in said(site.page("/export", status=400, **parameters))


def test_an_index_that_is_down_is_said(site: Site) -> None:
    with override_settings(DESK=replace(site.desk, index=Broken())):
        assert "检索索引暂时不可用" in said(site.page("/export", status=503))


def test_a_workbook_holds_the_same_articles(site: Site) -> None:
    titles = {row["标题"] for row in table(site.get("/export", q="居家养老 OR 信访", format="csv"))}
    assert len(titles) == 2
    sheet = load_workbook(BytesIO(content(site.get("/export", q="居家养老 OR 信访", format="xlsx"))))["检索结果"]
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == titles


def test_json_lines_carry_the_text(site: Site) -> None:
    rows = [json.loads(line) for line in content(site.get("/export", q="居家养老", format="jsonl")).splitlines()]
    assert {row["body"] for row in rows} == {press.BODY}


def test_one_of_each_story_where_the_page_shows_stories(site: Site) -> None:
    assert len(table(site.get("/export", q="居家养老", grouped="1"))) == 1


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_F9_the_lines_of_a_long_list_are_sent_while_they_are_made(site: Site, form: str) -> None:
    response = site.get("/export", q="临江县", format=form)
    assert response.streaming
    lines = iter(response.streaming_content)
    next(lines)
    assert sum(1 for _ in lines) > 1, "not in one piece"
