"""台账 from spreadsheets as offices keep them."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from archive.ledger import entries
from model.entry import EntryKind
from model.outcome import UserError
from pipelines.imports.ledger import Outcome, take
from tests.reports import rows

pytestmark = pytest.mark.ledger


@pytest.fixture(autouse=True)
def bureau(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    rows.unit("county", "临江县民政局", "bureau", aliases=["临江局"])


def workbook(path: Path, lines: list[list[Any]], merged: str = "") -> Path:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    if merged:
        book.active.merge_cells(merged)
    book.save(path)
    return path


def told(outcomes: list[Outcome]) -> list[tuple[str, str]]:
    return [(one.outcome, one.reason) for one in outcomes]


def test_a_table_with_a_title_merged_cells_totals_and_serial_dates(tmp_path: Path) -> None:
    lines = [
        ["10月政务信息采用台账"],
        ["日期", "类别", "报送单位", "标题", "采用类型", "篇数"],
        [46300, "政务信息采用", "临江局", "关于养老服务的调研", "调研", 2],
        ["2026年10月9日", "政务信息", "　临江县民政局　", "专报一", "专报", "３"],
        ["2026-10", "领导批示", "临江县民政局", "专报一", "市级", None],
        [None, None, None, None, None, None],
        ["合计", None, None, None, None, 5],
    ]
    path = workbook(tmp_path / "台账.xlsx", lines, "A1:F1")
    assert told(take(path, None, store=True)) == [("accepted", "")] * 3
    stored = entries.between(date(2026, 10, 1), date(2026, 10, 31))
    assert [(one.kind, one.day.day, one.unit, one.category, one.numbers) for one in stored] == [
        (EntryKind.INSTRUCTION, 1, "county", "市级", {}),
        (EntryKind.ADOPTION, 5, "county", "调研", {"count": 2.0}),
        (EntryKind.ADOPTION, 9, "county", "专报", {"count": 3.0}),
    ]
    assert told(take(path, None, store=True)) == [("duplicate", "与已登记的相同")] * 3
    assert len(entries.between(date(2026, 10, 1), date(2026, 10, 31))) == 3


def test_each_row_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text(
        "日期,单位,事项,类型,数量,分值\n"
        "2026-10-09,无此单位,甲,专报,1,\n"
        "2026-10-09,临江县民政局,甲,专报,一,\n"
        ",临江县民政局,甲,专报,1,\n"
        "2026-13-09,临江县民政局,甲,专报,1,\n"
        "2026-10-09,,甲,专报,1,\n"
        "2026-10-09,临江县民政局,甲,,1,\n"
        "2026-10-09,临江县民政局,甲,专报,1,nan\n"
        "2026-10-09,临江县民政局,甲,专报,1,\n"
        "2026-10-09,临江县民政局,甲,专报,1,\n"
        "2026-10-10,临江县民政局,甲,专报,-2,\n",
        encoding="gb18030",
    )
    assert told(take(path, EntryKind.ADOPTION, store=False)) == [
        ("rejected", "单位“无此单位”没有登记，请先登记或改用登记的名称"),
        ("rejected", "数量“一”不是数"),
        ("rejected", "缺少日期"),
        ("rejected", "“2026-13-09”不是日期，请写成 2026-10-01 或 2026-10-01 08:30"),
        ("rejected", "政务信息采用缺少单位"),
        ("rejected", "政务信息采用缺少类型或级别"),
        ("rejected", "分值“nan”不是数"),
        ("accepted", ""),
        ("duplicate", "与第 8 行相同"),
        ("rejected", "数量“-2”不是数"),
    ]
    assert entries.between(date(2026, 1, 1), date(2026, 12, 31)) == []  # a preview stores nothing


def test_figures_of_accounts_know_lower_bounds_and_what_nobody_has(tmp_path: Path) -> None:
    lines = [["日期", "账号名称", "发布条数", "阅读量", "点赞", "净增粉丝"], ["2026-10-31", "云溪民政", 24, "10万+", "未取得", -12]]
    [outcome] = take(workbook(tmp_path / "账号.xlsx", lines), EntryKind.ACCOUNT, store=True)
    assert outcome.entry is not None
    assert outcome.entry.numbers == {"posts": 24, "reads": 100001, "fans_change": -12}
    assert outcome.entry.at_least == ("reads",)


def test_more_replies_than_questions_are_refused(tmp_path: Path) -> None:
    lines = [["月份", "收到", "办结", "按时办结"], ["2026-10", 10, 12, 3], ["2026年10月", 12, 10, 9]]
    outcomes = take(workbook(tmp_path / "问政.xlsx", lines), EntryKind.QUESTIONS, store=True)
    assert told(outcomes) == [("rejected", "办结多于收到"), ("accepted", "")]


def test_a_file_without_a_head_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有找到表头"):
        take(workbook(tmp_path / "台账.xlsx", [["甲", "乙"], [1, 2]]), None, store=True)
