"""Rows of a spreadsheet, xlsx or csv: the head is found under whatever stands above it, total rows are passed over."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from unicodedata import normalize

from archive.folding import plain
from model.outcome import UserError
from model.row import Row
from model.times import number as numeral
from pipelines.imports import values, workbook
from pipelines.imports.jsonl import row_of
from pipelines.imports.workbook import MOST_COLUMNS, Cells

HEAD_WITHIN = 10  # rows in which the head is looked for
CHARSETS = ("utf-8-sig", "gb18030")
SEPARATORS = (",", "\t", ";", "，")
LARGEST_TEXT = 500 << 20  # bytes of a CSV
LONGEST_FIELD = 4_000_000  # characters of a cell
LONGEST_TOTAL = 30  # characters of a cell beside the sums; a title is longer
TOTAL = re.compile(r"(?:本月|本页|本年|全年|累计)?(?:合计|总计|小计|共计|总数)")
ASIDE = re.compile(r"[(（\[【].*?[)）\]】]|[*※]|必填|选填")
PAGE = re.compile(r"(?:第\s*)?(?:([A-Za-z]{0,2}\d{1,3})(?:\s*版|(?=[\s:·、/(-])|$)|([一二三四五六七八九十]{1,3})\s*版)[\s:·、/-]*(.*)")
GUARD = re.compile(r"^'(?=[=+\-@\t\r＝＋－＠])")  # before what looks like a formula, as our own csv files have it
LINK = re.compile(r"https?://[^\s/]+", re.IGNORECASE)
BARE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?:]|$)", re.IGNORECASE | re.ASCII)
FURTHER = re.compile(r"(?:第?[A-Za-z]{0,2}\d{1,3}版?[\s、/-]*)+")  # a story on several pages: it begins on the first

# Heads of columns by the key of a row, the first one as the templates write it.
HEADS: Mapping[str, tuple[str, ...]] = {
    "published": (
        *("刊播日期", "刊发日期", "日期", "刊发时间", "播出时间", "发布时间", "发布日期", "见报日期", "时间"),
        *("发表时间", "首次发布时间", "群发时间", "推送时间"),
    ),
    "outlet": ("媒体名称", "刊发媒体", "媒体", "平台", "发布平台", "刊播媒体", "报刊名称", "发布媒体", "刊登媒体", "播出媒体", "刊物名称"),
    "medium": ("媒体类型", "载体", "媒体类别", "媒体载体"),
    "level": ("媒体级别", "级别", "媒体层级", "层级"),
    "column": ("栏目/版面", "栏目版面", "栏目", "版面", "版次", "节目", "版面/栏目", "节目名称", "版面栏目"),
    "title": ("标题", "稿件标题", "题目", "稿件名称", "作品标题", "内容标题", "文章标题", "作品名称", "视频标题"),
    "reporters": ("作者/记者", "记者", "作者", "记者/作者", "记者姓名", "文/记者"),
    "correspondents": ("通讯员", "供稿人", "报送人", "投稿人", "撰稿人"),
    "role": ("首发/转载", "首发转载", "是否首发", "刊发性质", "首发或转载"),
    "origin": ("转载自", "来源", "稿件来源", "转载来源", "原载媒体"),
    "seconds": ("时长(秒)", "时长", "播出时长", "时长（分秒）"),
    "characters": ("字数", "篇幅"),
    "scans": ("附件", "扫描件", "附件名", "附件文件", "样报", "样刊", "截图"),
    "url": ("链接", "网址", "稿件链接", "原文链接", "地址", "内容链接", "内容url", "文章链接", "作品链接", "永久链接", "url"),
    "units": ("报送单位", "单位", "供稿单位", "归属单位", "所属单位"),
    "topics": ("专题", "业务", "主题"),
    "position": ("位置", "版位", "刊发位置", "头版头条"),
    "body": ("正文", "内容", "全文"),
    "reads": ("阅读量", "阅读数", "阅读", "播放量", "总阅读次数", "阅读次数", "总阅读人数", "阅读人数", "播放次数", "播放数"),
    "likes": ("点赞", "点赞数", "点赞量", "点赞次数", "点赞人数"),
    "shares": ("转发", "转发数", "分享", "分享数", "转发量", "分享量", "分享次数", "总分享次数", "总分享人数", "分享人数"),
    "looks": ("在看", "在看数", "在看人数", "好看"),
    "comments": ("评论", "评论数", "评论量", "评论次数", "留言数", "留言"),
    "note": ("备注", "说明"),
}
COUNTS = ("reads", "likes", "looks", "shares", "comments")
TEXTS = ("title", "outlet", "origin", "body", "note", "column", "url")
LONGEST_HEAD = 30  # characters
TITLES = {key: {plain(title) for title in titles} for key, titles in HEADS.items()}
KEPT = {plain(title) for titles in HEADS.values() for title in titles}


def rows(path: Path, needed: tuple[str, ...] = ("title", "outlet"), now: datetime | None = None) -> Iterator[tuple[Row | str, tuple[str, ...]]]:
    """Each row below the heads of the sheets, which have the `needed` columns, as a Row, or as the sentence that says why it is none.

    Errors: UserError when the file cannot be read or no row looks like a head.
    """
    for columns, below in headed(path, HEADS, needed):
        for line in below:
            given = {key: value(line[at]) for key, at in columns.items() if at < len(line)}
            if any(cell not in (None, "") for cell in given.values()) and not is_total(line) and not _is_head(line, columns):
                try:
                    yield row_of_cells(given, now), ()
                except ValueError as error:
                    yield str(error), ()


def headed(path: Path, heads: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]) -> Iterator[tuple[dict[str, int], Iterator[Cells]]]:
    """The columns by key and the lines below the head, of each sheet that has one. Errors: UserError where none has."""
    found = False
    sheets = workbook.sheets(path) if path.suffix.lower() == ".xlsx" else iter([_csv(path)])
    for lines in sheets:
        columns = _columns(lines, heads, needed)
        if columns:
            found = True
            yield columns, lines
    if not found:
        missing = "、".join(heads[key][0] for key in needed)
        raise UserError(f"{path.name}：前 {HEAD_WITHIN} 行里没有找到表头（至少要有 {missing} 这几列），请检查表头的写法")


def _columns(lines: Iterator[Cells], heads: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]) -> dict[str, int]:
    """The columns by key of the first line that has the needed ones; {} without one."""
    by_title = {plain(title): key for key, titles in heads.items() for title in titles}
    for line in islice(lines, HEAD_WITHIN):
        columns: dict[str, int] = {}
        for at, cell in enumerate(line):
            key = by_title.get(_head(cell)) if cell not in (None, "") else None
            if key:
                columns.setdefault(key, at)
        if all(key in columns for key in needed):
            return columns
    return {}


def _head(cell: Any) -> str:
    """The words of a head, without what is said about them: 标题（必填）*."""
    text = plain(str(cell))
    return text if text in KEPT else plain(ASIDE.sub("", normalize("NFKC", str(cell))))


def _is_head(line: Cells, columns: Mapping[str, int]) -> bool:
    """Whether the head is written once more, as at the top of a printed page."""
    titles = 0
    for key, at in columns.items():
        if at < len(line) and line[at] not in (None, ""):
            if len(str(line[at])) > LONGEST_HEAD or _head(line[at]) not in TITLES[key]:
                return False
            titles += 1
    return titles > 1


def cells(path: Path) -> Iterator[Cells]:
    """The cells of the first sheet that is shown, line by line. Errors: UserError."""
    for lines in workbook.sheets(path) if path.suffix.lower() == ".xlsx" else (_csv(path),):
        yield from lines
        return


def _csv(path: Path) -> Iterator[Cells]:
    if path.stat().st_size > LARGEST_TEXT:
        raise UserError(f"{path.name}：超过 {LARGEST_TEXT >> 20} MB，请分成几个文件再导入")
    text = _decoded(path.read_bytes(), path.name).replace("\0", "")
    csv.field_size_limit(LONGEST_FIELD)
    lines = text.splitlines(keepends=True)
    try:
        for line in csv.reader(lines, delimiter=_separator(lines)):
            yield [GUARD.sub("", cell) for cell in line[:MOST_COLUMNS]]
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
    """A cell without the blanks around it. Errors: ValueError for a formula without a result."""
    if isinstance(cell, str):
        return cell.strip(" \t\r\n\u3000\u00a0\u200b\ufeff")
    return cell


def is_total(line: Cells) -> bool:
    """Whether it is a row of sums: one of its first cells says so, and no other one is a long text."""
    said = [str(cell).strip() for cell in line if cell not in (None, "")]
    return any(TOTAL.match(plain(cell)) for cell in said[:2]) and not any(len(cell) > LONGEST_TOTAL for cell in said)


def row_of_cells(given: dict[str, Any], now: datetime | None = None) -> Row:
    """A row from its cells by the keys of HEADS. Errors: ValueError with a Chinese sentence."""
    for cell in given.values():
        if isinstance(cell, workbook.Unsolved):
            raise ValueError(f"单元格 {cell.place} 是公式，文件里没有存它的结果：请用 Excel 或 WPS 打开、保存，再导入一次")
    if given.get("published") in (None, ""):
        raise ValueError("缺少刊播日期")
    column = str(given.pop("column", None) or "")
    page = _page(column)
    counts = {key: given.pop(key) for key in COUNTS if given.get(key) not in (None, "")}
    unit = given.get("units")
    row = {key: _text(cell) if key in TEXTS else cell for key, cell in given.items() if cell not in (None, "")}
    row["url"] = _link(row.get("url", ""))
    return row_of(page | row | {"counts": counts, "units": values.listed(unit) if unit else None}, now)


def _link(text: str) -> str:
    """A web address; "" for 无, 见附件 and whatever else people put there."""
    if LINK.match(text):
        return text
    return f"http://{text}" if BARE.match(text) else ""


def _text(cell: Any) -> str:
    """A number that stands where a text is wanted, as the person typed it: 2026, not 2026.0."""
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _page(text: str) -> dict[str, Any]:
    """`A03 民生`, 第2版 and 二版 are pages of a paper, 头版 is page 1, anything else is a column."""
    written = normalize("NFKC", text).strip()
    if parts := PAGE.fullmatch(written):
        rest = parts[3].strip(" ()")
        return {"page_no": parts[1] or str(numeral(parts[2])), "page_name": "" if FURTHER.fullmatch(rest) else rest}
    if written.startswith("头版"):
        return {"page_no": "1", "page_name": "", "position": "头版头条" if "头条" in written else "头版"}
    return {"column": text.strip("《》")}
