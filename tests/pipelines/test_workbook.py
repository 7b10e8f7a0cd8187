"""Workbooks as people really keep them: several sheets, merged cells, formulas, heads over heads."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from model.article import Role
from model.outcome import UserError
from model.row import Row
from pipelines.imports import sheet
from tests.pipelines.tables import NOW

HEAD = ["刊播日期", "媒体名称", "标题"]
Made = Callable[..., list[Row | str]]


@pytest.fixture
def read(tmp_path: Path) -> Made:
    """Reads the workbook that a function fills."""

    def reading(fill: Callable[[Any], None]) -> list[Row | str]:
        book = openpyxl.Workbook()
        fill(book)
        path = tmp_path / "台账.xlsx"
        book.save(path)
        return [row for row, _ in sheet.rows(path, now=NOW)]

    return reading


def titles(rows: list[Row | str]) -> list[str]:
    return [row.title if isinstance(row, Row) else row for row in rows]


def test_the_head_stands_below_titles_in_merged_cells(read: Made) -> None:
    def fill(book: Any) -> None:
        for row in (["云溪市民政局2026年刊播台账"], ["填报：办公室", None, "单位：篇"], [], ["序号", *HEAD], [1, "2026-10-05", "甲报", "第一件"]):
            book.active.append(row)
        book.active.merge_cells("A1:D1")
        book.active.merge_cells("A2:B2")

    assert titles(read(fill)) == ["第一件"]


def test_a_head_of_two_lines_and_words_about_the_columns(read: Made) -> None:
    def fill(book: Any) -> None:
        for row in (["基本情况", None, "稿件情况"], ["刊 播 日 期（必填）", "媒体名称*", "标题\n（全称）"], ["2026-10-05", "甲报", "第一件"]):
            book.active.append(row)
        book.active.merge_cells("A1:B1")

    assert titles(read(fill)) == ["第一件"]


def test_a_day_and_an_outlet_merged_over_several_rows(read: Made) -> None:
    def fill(book: Any) -> None:
        for row in (HEAD, ["2026-10-05", "甲报", "一"], [None, None, "二"], [None, "乙报", "三"], ["2026-10-06", None, "四"], [None, "丙报", "五"]):
            book.active.append(row)
        for cells in ("A2:A4", "B2:B3", "B4:B5"):
            book.active.merge_cells(cells)

    rows = read(fill)
    assert [(row.published and row.published.day, row.outlet, row.title) for row in rows[:4] if isinstance(row, Row)] == [
        (5, "甲报", "一"),
        (5, "甲报", "二"),
        (5, "乙报", "三"),
        (6, "乙报", "四"),
    ]
    assert rows[4] == "缺少刊播日期"  # an empty cell says nothing


def test_every_sheet_that_is_shown_and_has_a_head(read: Made) -> None:
    def fill(book: Any) -> None:
        book.active.title = "说明"
        book.active.append(["请按月填写"])
        for name, state in (("9月", "visible"), ("草稿", "hidden"), ("10月", "visible"), ("密", "veryHidden")):
            one = book.create_sheet(name)
            one.append(HEAD)
            one.append(["2026-10-05", "甲报", name])
            one.sheet_state = state

    assert titles(read(fill)) == ["9月", "10月"]


def test_a_head_printed_again_and_rows_of_sums_are_passed_over(read: Made) -> None:
    def fill(book: Any) -> None:
        rows = (
            HEAD,
            ["2026-10-05", "甲报", "一"],
            HEAD,
            ["2026-10-06", "甲报", "总计划出台：我市养老服务今年再添新举措的十个看点逐一梳理"],
            ["本月合计", None, 2],
        )
        for row in (*rows, [None, "合 计", 2], ["小计：", "2篇"], ["2026-10-07", "甲报", "三"]):
            book.active.append(row)

    assert titles(read(fill)) == ["一", "总计划出台：我市养老服务今年再添新举措的十个看点逐一梳理", "三"]


def test_a_formula_that_nobody_worked_out_is_told(read: Made) -> None:
    def fill(book: Any) -> None:
        for row in (HEAD, ["2026-10-05", "甲报", '=A2&"的报道"'], ["2026-10-06", "甲报", "二"]):
            book.active.append(row)

    assert titles(read(fill)) == ["单元格 C2 是公式，文件里没有存它的结果：请用 Excel 或 WPS 打开、保存，再导入一次", "二"]


def test_cells_of_every_type(read: Made) -> None:
    def fill(book: Any) -> None:
        book.active.append(["日期", "媒体", "标题", "时长", "字数", "首发/转载", "转载自", "备注", "版面"])
        book.active.append([datetime(2026, 10, 5), "甲报", 2026.0, "1'35\"", "约８００字", "转载", "新华社", " 头版转 ", "第２版：民生"])
        book.active.append([date(2026, 10, 6), "\u3000甲报\u00a0", "二", 95, 800, "首发", None, None, "二版"])
        book.active.append([46301, "甲报", "三", "1分35秒", None, None, None, None, "7点新闻"])

    first, second, third = (row for row in read(fill) if isinstance(row, Row))
    assert (first.title, first.seconds, first.characters, first.role, first.origin, first.note) == ("2026", 95, 800, Role.REPRINT, "新华社", "头版转")
    assert (first.page_no, first.page_name, second.page_no, third.page_no, third.column) == ("2", "民生", "2", "", "7点新闻")
    assert (second.outlet, second.seconds, second.role) == ("甲报", 95, Role.FIRST)
    assert (third.published and third.published.date(), third.seconds) == (date(2026, 10, 6), 95)


def test_a_link_that_is_none_is_left_out(read: Made) -> None:
    def fill(book: Any) -> None:
        for row in ([*HEAD, "链接"], ["2026-10-05", "甲报", "一", "无"], ["2026-10-05", "甲报", "二", "www.jia.example/1.html"]):
            book.active.append(row)

    assert [row.url for row in read(fill) if isinstance(row, Row)] == ["", "http://www.jia.example/1.html"]


def test_a_workbook_without_a_head_says_so(read: Made) -> None:
    with pytest.raises(UserError, match="没有找到表头"):
        read(lambda book: book.active.append(["什么也没有"]))
