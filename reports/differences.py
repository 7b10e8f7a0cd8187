"""What a new revision of a closed report changed: number before, number after."""

from collections.abc import Iterator, Mapping
from typing import Any

from model.table import Cell, Column, Table

# Indicators by key, with the words that a reader sees.
SINGLE = {"total": "刊发", "first": "首发", "reprint": "转载", "story_count": "稿件"}
LISTED = {
    "by_level": "媒体级别",
    "by_medium": "载体",
    "by_outlet": "媒体",
    "by_unit": "单位",
    "by_topic": "专题",
    "by_column": "栏目",
    "daily": "每日",
    "correspondents": "通讯员",
    "newmedia": "新媒体",
    "information": "政务信息",
}
NUMBERS = {"count": "刊发", "first": "首发", "reprint": "转载", "points": "得分", "rank": "名次", "publications": "刊发", "posts": "发布", "reads": "阅读"}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Table:
    """A row for each number that is not what it was; both are Report.indicators."""
    return Table(
        key="differences",
        title="更正前后对照",
        tab="更正对照",
        columns=(Column("项目", 1.2), Column("名称", 3, text=True), Column("数字"), Column("更正前"), Column("更正后")),
        rows=tuple(_rows(before, after)),
        unlisted="稿件见两版各自的清单",
        blank="" if before != after else "各项数字没有变化。",
    )


def _rows(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for key, words in SINGLE.items():
        if before.get(key) != after.get(key):
            yield "总体", words, words, _cell(before.get(key)), _cell(after.get(key))
    for key, words in (LISTED | {"points": "单位得分"}).items():
        old, new = (_by_name(side.get(key) or []) for side in (before, after))
        for name in dict.fromkeys((*new, *old)):
            for number, label in NUMBERS.items():
                was, now = old.get(name, {}).get(number), new.get(name, {}).get(number)
                if (was or 0) != (now or 0):
                    yield words, name, label, _cell(was), _cell(now)


def _by_name(lines: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {line["name"]: line for line in lines}


def _cell(value: Any) -> Cell:
    """Whole numbers as numbers; points as printed."""
    if value is None or isinstance(value, int):
        return value
    return f"{value:g}" if isinstance(value, float) else str(value)
