"""What a search found as a file: csv, xlsx or jsonl, written as it comes, however long it is."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from io import StringIO
from itertools import islice
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from archive.ledger.browsing import Row, rows
from model.reading import Precision
from reports.formats.csv import plain
from reports.formats.xlsx import write_list

LOCAL = ZoneInfo("Asia/Shanghai")
TITLE = "检索结果"
CHUNK = 400  # articles fetched and written at once

# Heading -> width of the column in characters.
COLUMNS = {
    "标题": 50,
    "媒体": 16,
    "级别": 8,
    "载体": 8,
    "刊发时间": 17,
    "首发/转载": 9,
    "同稿刊发家数": 9,
    "来源": 16,
    "记者": 16,
    "通讯员": 16,
    "责任编辑": 12,
    "版次": 12,
    "单位": 24,
    "专题": 16,
    "网址": 40,
    "编号": 26,
}
BODY = {"正文": 80}


def articles(ids: Iterable[str], *, bodies: bool) -> Iterator[Row]:
    """The articles of these ids in their order, some hundred at a time."""
    waiting = iter(ids)
    while chunk := list(islice(waiting, CHUNK)):
        yield from rows(chunk, bodies=bodies)


def csv_lines(found: Iterable[Row], with_text: bool) -> Iterator[bytes]:
    """UTF-8 with the mark that Excel wants, lines end in CRLF."""
    yield "\ufeff".encode() + _line(headings(with_text))
    for row in found:
        yield _line([plain(shown(cell)) for cell in cells(row, with_text)])


def jsonl_lines(found: Iterable[Row], with_text: bool) -> Iterator[bytes]:
    """A row as `jianbao import` takes it; always with the text."""
    for row in found:
        yield json.dumps(record(row), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


# Written line by line; the others are files that are whole only at the end.
LINES: Mapping[str, Callable[[Iterable[Row], bool], Iterator[bytes]]] = {"csv": csv_lines, "jsonl": jsonl_lines}
FORMATS = ("xlsx", "csv", "jsonl")


def write(form: str, found: Iterable[Row], file: BinaryIO, with_text: bool) -> None:
    """The articles as a file of one of FORMATS, however many they are; JSON always with their texts."""
    if form == "xlsx":
        columns = COLUMNS | (BODY if with_text else {})
        write_list(file, TITLE, columns, (cells(row, with_text) for row in found))
    else:
        for line in LINES[form](found, with_text):
            file.write(line)


def headings(with_text: bool) -> list[str]:
    return [*COLUMNS, *(BODY if with_text else ())]


def cells(row: Row, with_text: bool) -> list[str | int | datetime]:
    """One line of the list; a time without zone is one of Asia/Shanghai."""
    units, topics = ("、".join(one.name for one in named) for named in (row.units, row.topics))
    line: list[str | int | datetime] = [row.title, row.outlet_name, row.level.label, row.medium.label, _published(row), row.role.label, row.carriers]
    line += [row.origin, "、".join(row.reporters), "、".join(row.correspondents), "、".join(row.editors), _page(row), units, topics, row.url, row.id]
    return [*line, row.body] if with_text else line


def shown(cell: str | int | datetime) -> str:
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else str(cell)


def record(row: Row) -> dict[str, Any]:
    """The article under the names of the command line's contract: ids, with the names that people know beside them."""
    return {
        "id": row.id,
        "url": row.url,
        "outlet": row.outlet,
        "outlet_name": row.outlet_name,
        "level": row.level,
        "medium": row.medium,
        "title": row.title,
        "subtitle": row.subtitle,
        "body": row.body,
        "published": row.published.astimezone(LOCAL).isoformat() if row.published else None,
        "published_precision": row.precision,
        "origin": row.origin,
        "reporters": list(row.reporters),
        "correspondents": list(row.correspondents),
        "editors": list(row.editors),
        "column": row.column,
        "units": [unit.id for unit in row.units],
        "unit_names": [unit.name for unit in row.units],
        "topics": [topic.id for topic in row.topics],
        "topic_names": [topic.name for topic in row.topics],
        "position": _page(row),
        "page_no": row.page_no,
        "page_name": row.page_name,
        "counts": {},  # the ledger keeps none: readings and likes are not zero but unknown
        "role": row.role,
        "story": row.story,
        "carriers": row.carriers,
    }


def _published(row: Row) -> str | datetime:
    if row.published is None:
        return "日期待定"
    local = row.published.astimezone(LOCAL).replace(tzinfo=None)
    return f"{local:%Y-%m-%d}" if row.precision in (Precision.DAY, Precision.NONE) else local


def _page(row: Row) -> str:
    return " ".join(part for part in (row.page_no, row.page_name) if part)


def _line(line: Sequence[str]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerow(line)
    return out.getvalue().encode()
