"""The cells of a workbook as a person sees them: hidden sheets left out, merged cells filled, formulas by their last result."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from archive.zips import BROKEN
from model.outcome import UserError
from pipelines.imports.packed import check as check_packed

DAMAGED = (*BROKEN, SyntaxError, KeyError, IndexError)  # the zip, or the XML in it
MOST_COLUMNS = 200
MOST_EMPTY = 1000  # rows one after another; nobody leaves so many in the middle
MOST_MERGED = 200_000  # cells that merging fills
CHUNK = 1 << 20  # bytes
OVERLAP = 2000  # bytes of an element at most that two chunks share
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
# A program wrote the formula and no spreadsheet ever worked it out: there is no value, or an empty one.
UNSOLVED = re.compile(
    rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


class Unsolved:
    """A formula without a result."""

    def __init__(self, place: str):
        self.place = place

    def __str__(self) -> str:
        return ""


Cells = Sequence[Any]


def sheets(path: Path) -> Iterator[Iterator[Cells]]:
    """The lines of each sheet that is shown; a sheet's are read before the next is asked for. Errors: UserError."""
    import openpyxl  # type: ignore[import-untyped]  # heavy, and only needed here

    check_packed(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (*DAMAGED, TypeError):  # a value of another type than the format knows
        raise UserError(f"{path.name}：不是有效的 Excel 工作簿（.xlsx），请用 Excel 或 WPS 另存为 .xlsx 后再试") from None
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield _lines(path, sheet)
    finally:
        book.close()


def _lines(path: Path, sheet: Any) -> Iterator[Cells]:
    try:
        with ZipFile(path) as packed, packed.open(sheet._worksheet_path.lstrip("/")) as xml:
            merged, unsolved = _scanned(xml)
        sheet.reset_dimensions()
        above: dict[int, tuple[int, Any]] = {}  # column -> the last line that its merged cell fills, and with what
        for number, line in enumerate(until_empty(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)), 1):
            yield _filled(number, line, merged, unsolved, above)
    except DAMAGED:  # read as it is needed
        raise UserError(f"{path.name}：工作簿已损坏，前面的行已处理；请用 Excel 或 WPS 修复后再导入一次，已收录的不会重复") from None


def until_empty(lines: Iterable[Cells]) -> Iterator[Cells]:
    """The lines as far as people filled them: some programs write a million empty ones below."""
    empty = 0
    for line in lines:
        empty = 0 if any(cell is not None for cell in line) else empty + 1
        if empty > MOST_EMPTY:
            return
        yield line


def _scanned(xml: Any) -> tuple[dict[tuple[int, int], int], dict[int, list[int]]]:
    """What the reader of cells does not tell: of merged cells the last line by (line, column) of the first, and by line the columns of
    formulas without a result."""
    merged: dict[tuple[int, int], int] = {}
    unsolved: dict[int, list[int]] = {}
    rest = b""
    while chunk := xml.read(CHUNK):
        text = rest + chunk
        for left, top, right, bottom in MERGED.findall(text):
            for column in range(_column(left), min(_column(right), MOST_COLUMNS - 1) + 1):
                if int(bottom) > int(top) and len(merged) < MOST_MERGED:
                    merged[int(top), column] = int(bottom)
        if b"<f" in text or b":f" in text:
            for column, line in UNSOLVED.findall(text):
                unsolved.setdefault(int(line), []).append(_column(column))
        rest = text[-OVERLAP:]
    return merged, unsolved


def _filled(number: int, line: Cells, merged: dict[tuple[int, int], int], unsolved: dict[int, list[int]], above: dict[int, tuple[int, Any]]) -> Cells:
    if number in unsolved or above or merged:
        cells = list(line)
        for column in unsolved.get(number, ()):
            if column < len(cells) and cells[column] is None:
                cells[column] = Unsolved(f"{_letters(column)}{number}")
        for column, (last, value) in list(above.items()):
            if number > last:
                del above[column]
            else:
                cells += [None] * (column + 1 - len(cells))
                cells[column] = value if cells[column] is None else cells[column]
        for column, value in enumerate(cells):
            if (last_line := merged.get((number, column), 0)) and value is not None:
                above[column] = (last_line, value)
        return cells
    return line


def _column(letters: bytes) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _letters(column: int) -> str:
    text, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
