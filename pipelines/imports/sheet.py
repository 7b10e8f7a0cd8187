"""Rows of a spreadsheet, xlsx or csv: the head is found under whatever stands above it, total rows are passed over."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from archive.folding import plain
from model.outcome import UserError
from model.row import Row
from pipelines.imports import values
from pipelines.imports.jsonl import row_of
from pipelines.imports.packed import check as check_packed

HEAD_WITHIN = 10  # rows in which the head is looked for
MOST_COLUMNS = 200
CHARSETS = ("utf-8-sig", "gb18030")
SEPARATORS = (",", "\t", ";", "，")
MOST_EMPTY = 1000  # rows one after another; nobody leaves so many in the middle
LARGEST_TEXT = 500 << 20  # bytes of a CSV
LONGEST_FIELD = 4_000_000  # characters of a cell
TOTALS = ("合计", "总计", "小计", "共计", "总数")

# Heads of columns by the key of a row, the first one as the templates write it.
HEADS: Mapping[str, tuple[str, ...]] = {
    "published": (
        *("刊播日期", "刊发日期", "日期", "刊发时间", "播出时间", "发布时间", "发布日期", "见报日期", "时间"),
        *("发表时间", "首次发布时间", "群发时间", "推送时间"),
    ),
    "outlet": ("媒体名称", "刊发媒体", "媒体", "平台", "发布平台", "刊播媒体", "报刊名称"),
    "medium": ("媒体类型", "载体", "媒体类别", "媒体载体"),
    "level": ("媒体级别", "级别", "媒体层级", "层级"),
    "column": ("栏目/版面", "栏目版面", "栏目", "版面", "版次", "节目"),
    "title": ("标题", "稿件标题", "题目", "稿件名称", "作品标题", "内容标题", "文章标题", "作品名称", "视频标题"),
    "reporters": ("作者/记者", "记者", "作者"),
    "correspondents": ("通讯员", "供稿人", "报送人"),
    "role": ("首发/转载", "首发转载"),
    "origin": ("转载自", "来源", "稿件来源"),
    "seconds": ("时长(秒)", "时长"),
    "characters": ("字数",),
    "url": ("链接", "网址", "稿件链接", "原文链接", "地址", "内容链接", "内容url", "文章链接", "作品链接", "永久链接", "url"),
    "units": ("报送单位", "单位", "供稿单位", "归属单位", "所属单位"),
    "topics": ("专题", "业务", "主题"),
    "position": ("位置", "版位", "刊发位置", "头版头条"),
    "body": ("正文", "内容", "全文"),
    "reads": ("阅读量", "阅读数", "阅读", "播放量", "总阅读次数", "阅读次数", "总阅读人数", "阅读人数", "播放次数", "播放数"),
    "likes": ("点赞", "点赞数", "点赞量", "点赞次数", "点赞人数"),
    "shares": ("转发", "转发数", "分享", "分享数", "转发量", "分享量", "分享次数", "总分享次数", "总分享人数", "分享人数"),
    "comments": ("评论", "评论数", "评论量", "评论次数", "留言数", "留言"),
    "note": ("备注", "说明"),
}
COUNTS = ("reads", "likes", "shares", "comments")

Cells = Sequence[Any]


def rows(path: Path, needed: tuple[str, ...] = ("title", "outlet")) -> Iterator[tuple[Row | str, tuple[str, ...]]]:
    """Each row below the head, which has the `needed` columns, as a Row, or as the sentence that says why it is none.

    Errors: UserError when the file cannot be read or no row looks like a head.
    """
    columns, below = head(cells(path), HEADS, needed, path.name)
    for line in below:
        given = {key: value(line[at]) for key, at in columns.items() if at < len(line)}
        if any(value not in (None, "") for value in given.values()) and not is_total(line):
            try:
                yield _row(given), ()
            except ValueError as error:
                yield str(error), ()


def head(lines: Iterable[Cells], heads: Mapping[str, tuple[str, ...]], needed: tuple[str, ...], name: str) -> tuple[dict[str, int], Iterator[Cells]]:
    """The columns by key, and the lines below the head. Errors: UserError without a line that has the needed ones."""
    by_title = {plain(title): key for key, titles in heads.items() for title in titles}
    iterator = iter(lines)
    for line in islice(iterator, HEAD_WITHIN):
        columns: dict[str, int] = {}
        for at, cell in enumerate(line):
            key = by_title.get(plain(str(cell))) if cell not in (None, "") else None
            if key:
                columns.setdefault(key, at)
        if all(key in columns for key in needed):
            return columns, iterator
    missing = "、".join(heads[key][0] for key in needed)
    raise UserError(f"{name}：前 {HEAD_WITHIN} 行里没有找到表头（至少要有 {missing} 这几列），请检查表头的写法")


def cells(path: Path) -> Iterator[Cells]:
    """The cells of the first sheet, line by line. Errors: UserError."""
    return _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path)


def _xlsx(path: Path) -> Iterator[Cells]:
    from zipfile import BadZipFile

    import openpyxl  # type: ignore[import-untyped]  # heavy, and only needed here

    check_packed(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError):
        raise UserError(f"{path.name}：不是有效的 Excel 工作簿（.xlsx），请用 Excel 或 WPS 另存为 .xlsx 后再试") from None
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from _until_empty(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS))
    except (SyntaxError, BadZipFile, ValueError, KeyError, IndexError, EOFError):  # of the XML in it; read as it is needed
        raise UserError(f"{path.name}：工作簿已损坏，前面的行已处理；请用 Excel 或 WPS 修复后再导入一次，已收录的不会重复") from None
    finally:
        book.close()


def _until_empty(lines: Iterable[Cells]) -> Iterator[Cells]:
    """The lines as far as people filled them: some programs write a million empty ones below."""
    empty = 0
    for line in lines:
        empty = 0 if any(cell is not None for cell in line) else empty + 1
        if empty > MOST_EMPTY:
            return
        yield line


def _csv(path: Path) -> Iterator[Cells]:
    if path.stat().st_size > LARGEST_TEXT:
        raise UserError(f"{path.name}：超过 {LARGEST_TEXT >> 20} MB，请分成几个文件再导入")
    text = _decoded(path.read_bytes(), path.name).replace("\0", "")
    csv.field_size_limit(LONGEST_FIELD)
    lines = text.splitlines(keepends=True)
    try:
        for line in csv.reader(lines, delimiter=_separator(lines)):
            yield line[:MOST_COLUMNS]
    except csv.Error as error:
        raise UserError(f"{path.name}：不是有效的 CSV（{error}），恐怕是引号没有成对；请检查后再导入一次，已收录的不会重复") from None


def _decoded(content: bytes, name: str) -> str:
    charsets = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else CHARSETS
    for charset in charsets:
        try:
            return content.decode(charset)
        except UnicodeDecodeError:
            continue
    raise UserError(f"{name}：读不出文字，请另存为 UTF-8 编码的 CSV")


def _separator(lines: Sequence[str]) -> str:
    """Comma, tab or semicolon: the one that the first lines have most of."""
    beginning = "".join(lines[:HEAD_WITHIN])
    return max(SEPARATORS, key=beginning.count)


def value(cell: Any) -> Any:
    """A cell without the blanks around it."""
    return cell.strip(" \t\u3000\u00a0") if isinstance(cell, str) else cell


def is_total(line: Cells) -> bool:
    """Whether it is a row of sums."""
    first = next((str(cell).strip() for cell in line if cell not in (None, "")), "")
    return plain(first).startswith(TOTALS)


def _row(given: dict[str, Any]) -> Row:
    if given.get("published") in (None, ""):
        raise ValueError("缺少刊播日期")
    column = str(given.pop("column", None) or "")
    page = _page(column)
    counts = {key: given.pop(key) for key in COUNTS if given.get(key) not in (None, "")}
    unit = given.get("units")
    row = {key: value for key, value in given.items() if value not in (None, "") and key not in ("role", "seconds", "characters", "note")}
    return row_of(row | page | {"counts": counts, "units": values.listed(unit) if unit else None})


def _page(text: str) -> dict[str, Any]:
    """`A03 民生` and 第2版 are pages of a paper, 头版 is page 1, anything else is a column."""
    parts = re.fullmatch(r"(?:第\s*)?([A-Za-z]{0,2}\d{1,3})\s*版?\s*[:：]?\s*(.*)", text)
    if parts:
        return {"page_no": parts[1], "page_name": parts[2]}
    if text.startswith("头版"):
        return {"page_no": "1", "page_name": "", "position": "头版头条" if "头条" in text else "头版"}
    return {"column": text.strip("《》")}
