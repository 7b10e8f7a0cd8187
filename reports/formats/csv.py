"""The report's tables as CSV, one file each: UTF-8 with the mark that Excel wants, lines end in CRLF, quoted after RFC 4180."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from model.table import Cell, Link, Report, Table, shown
from reports.formats.clean import clean
from reports.formats.heading import identity

MARK = "\ufeff"
# What a spreadsheet program would take for a formula, in either width.
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")


def render(report: Report, digest: str) -> dict[str, bytes]:
    """The files' contents by what tells them apart: the key of the table, and `about` for what all of them belong to."""
    tables = [block for section in (*report.sections, *report.annexes) for block in section.blocks if isinstance(block, Table)]
    about = [("报告", report.title), *((part.partition("：")[0], part.partition("：")[2]) for part in identity(report, digest)[1:])]
    files = {"about": _file([("项目", "内容"), ("单位", report.bureau), *about])}
    return files | {table.key: _file(_lines(table)) for table in tables}


def plain(text: str) -> str:
    """A text from outside as every spreadsheet program shows it as the text it is."""
    # Line ends and tabs are what `clean` makes spaces of, so the first sign is looked at before.
    return f"'{clean(text)}" if FORMULA.match(text) or FORMULA.match(clean(text)) else clean(text)


def _lines(table: Table) -> Iterable[Sequence[Cell]]:
    yield [column.title for column in table.columns]
    yield from table.rows
    if table.total:
        yield table.total


def _file(lines: Iterable[Sequence[Cell]]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_field(cell) for cell in line] for line in lines)
    return (MARK + out.getvalue()).encode()


def _field(cell: Cell) -> str:
    """Numbers and days that the system made stay as they are, a fall of -5.3% too."""
    return plain(shown(cell)) if isinstance(cell, str | Link) else shown(cell)
