"""The report as an Excel workbook: one sheet a table, native charts, the full list of articles."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from io import BytesIO
from math import ceil
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from model.table import Cell, Chart, ChartKind, Column, Points, Ratio, Report, Table, shown
from reports.formats.clean import clean
from reports.formats.colours import BAR, HIGHLIGHT
from reports.formats.heading import identity
from reports.formats.sums import added
from reports.formats.titles import width

BLUE, RED = f"#{BAR}", f"#{HIGHLIGHT}"
LONGEST = 32767  # UTF-16 units in a cell
ROWS = 1_048_575  # of a sheet, beside the headings
CUT = "…（截断）"
WRAPPED = 200  # characters of a cell that may take several lines
UPRIGHT = 95  # characters across that an upright page has room for
HIGH, READ = 18, 1000  # points of a row of one line, and how many rows are set so: nobody reads a longer list line by line
LAST = 7  # column of the sheets of text
FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}


def render(report: Report, digest: str) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties(
        {"title": f"{clean(report.bureau)}{report.title}", "author": clean(report.bureau), "created": report.cutoff.astimezone(UTC).replace(tzinfo=None)}
    )
    writer = _Writer(book)
    writer.summary(report, identity(report, digest))
    for section in (*report.sections, *report.annexes):
        for block in section.blocks:
            if isinstance(block, Table):
                writer.table(block)
    writer.rules(report)
    book.close()
    return buffer.getvalue()


def data_of(table: Table, chart: Chart) -> bytes:
    """A workbook with nothing but a chart's data: names in column A, figures in column B. Word charts carry it to be edited."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(1980, 1, 1)})  # a constant, as the zip entries have
    sheet = book.add_worksheet("Sheet1")
    sheet.write_string(0, 0, clean(table.columns[0].title))
    sheet.write_string(0, 1, clean(table.columns[chart.value].title))
    for at, (row, value) in enumerate(zip(table.rows, table.drawn(), strict=True), 1):
        sheet.write_string(at, 0, clean(shown(row[0])))
        if value is not None:
            sheet.write_number(at, 1, value)
    book.close()
    return buffer.getvalue()


def write_list(file: BinaryIO, tab: str, columns: Mapping[str, float], rows: Iterable[Sequence[str | int | datetime]]) -> int:
    """A list of any length, row by row as it comes; how many rows it had. What one sheet cannot hold goes on in further ones.

    `columns`: heading -> width in characters. Numbers and times (naive: of the place) are written as such, all else as text.
    """
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    writer = _Writer(book)
    time = book.add_format({**FONT, "num_format": "yyyy-mm-dd hh:mm"})
    count = 0
    sheet = _list_sheet(writer, tab, columns)
    for count, row in enumerate(rows, 1):
        if count > 1 and count % ROWS == 1:
            sheet = _list_sheet(writer, f"{tab}{count // ROWS + 1}", columns)
        for column, cell in enumerate(row):
            at = (count - 1) % ROWS + 1
            if isinstance(cell, int):
                sheet.write_number(at, column, cell)
            elif isinstance(cell, datetime) and cell.year >= 1900:  # earlier days have no number in Excel
                sheet.write_datetime(at, column, cell, time)
            else:
                writer._text(sheet, at, column, str(cell), None)
    book.close()
    return count


def _list_sheet(writer: "_Writer", tab: str, columns: Mapping[str, float]) -> Worksheet:
    sheet = writer._sheet(tab, list(columns.values()))
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    for at, title in enumerate(columns):
        writer._text(sheet, 0, at, title, writer._header)
    return sheet


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook):
        self.book = book
        self.widths: dict[str, float] = {}  # of each sheet's columns together, in characters
        self.shortened = 0

    def summary(self, report: Report, head: tuple[str, ...]) -> None:
        sheet = self._sheet("总表", [12.0] * (LAST + 1))
        self._merged(sheet, 0, f"{report.bureau}{report.title}", self._format(bold=True, font_size=16, align="center"))
        self._merged(sheet, 1, "　".join(head), self._small)
        for at, figure in enumerate(report.figures):
            self._text(sheet, 3, at, figure.label, self._header)
            self._text(sheet, 4, at, figure.text, self._format(bold=True, font_size=18, align="center", border=1, shrink=True))
        sheet.set_row(4, 32)
        row = 6
        for text in (report.lead, *_paragraphs(report)):
            self._merged(sheet, row, text, self._format(text_wrap=True))
            row += 1

    def table(self, table: Table) -> None:
        sheet = self._sheet(table.tab, [_broad(column) for column in table.columns])
        self._text(sheet, 0, 0, table.title, self._format(bold=True, font_size=14))
        self._text(sheet, 1, 0, table.measure, self._format(font_size=9, font_color="#555555"))
        top = 2
        for index, column in enumerate(table.columns):
            self._text(sheet, top, index, column.title, self._header)
        for at, row in enumerate(table.rows, top + 1):
            self._row(sheet, at, row, table.columns)
        bottom = top + len(table.rows)
        if table.rows:
            sheet.autofilter(top, 0, bottom, len(table.columns) - 1)
        if table.total:
            bottom += 1
            self._row(sheet, bottom, table.total, table.columns, bold=True, summed=added(table), first=top + 1)
        for text in (table.note, table.rule and f"口径：{table.rule}"):
            if text:
                bottom += 1
                self._merged(sheet, bottom, text, self._small, last=len(table.columns) - 1)
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(top)
        if self.widths[table.tab] > UPRIGHT:
            sheet.set_landscape()
        if table.chart:
            self._chart(sheet, table, table.chart, top + 1, bottom + 2)

    def rules(self, report: Report) -> None:
        sheet = self._sheet("口径", [12.0] * (LAST + 1))
        texts = [block for section in report.annexes for block in section.blocks if isinstance(block, str)]
        if self.shortened:
            texts.append(f"本工作簿有{self.shortened}个单元格超过 Excel 的长度上限，已截断并以“{CUT}”结尾，全文见 JSON 文件。")
        for row, text in enumerate(texts):
            self._merged(sheet, row, text, self._format(text_wrap=True))

    def _sheet(self, name: str, widths: list[float]) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        for index, broad in enumerate(widths):
            sheet.set_column(index, index, broad)
        self.widths[name] = sum(widths)
        return sheet

    def _row(
        self,
        sheet: Worksheet,
        at: int,
        row: tuple[Cell, ...],
        columns: tuple[Column, ...],
        *,
        bold: bool = False,
        summed: frozenset[int] = frozenset(),
        first: int = 0,
    ) -> None:
        """`summed`: the columns of a total that are the sum of those above, from the row `first` on."""
        if at < READ and all(2 * width(shown(cell)) <= _broad(column) for cell, column in zip(row, columns, strict=True)):
            sheet.set_row(at, HIGH)  # a row whose text takes several lines grows by itself
        for index, (cell, column) in enumerate(zip(row, columns, strict=True)):
            align = "left" if column.text else "center"
            if isinstance(cell, Ratio):
                number = "+0.0%;-0.0%;0.0%" if cell.signed else "0.0%"
                # The rounded value, so that the sheet shows what all other formats show.
                sheet.write_number(at, index, cell.tenths / 1000, self._format(border=1, align=align, bold=bold, num_format=number))
            elif isinstance(cell, int | Points):
                number_of, shape = cell if isinstance(cell, int) else cell.value, self._format(border=1, align=align, bold=bold)
                if index in summed:
                    sheet.write_formula(at, index, f"=SUM({xl_range(first, index, at - 1, index)})", shape, number_of)
                else:
                    sheet.write_number(at, index, number_of, shape)
            elif isinstance(cell, date):
                sheet.write_datetime(at, index, cell, self._format(border=1, align=align, bold=bold, num_format="yyyy-mm-dd"))
            else:
                text = shown(cell)
                wrapped = {"text_wrap": True} if column.text and len(text) <= WRAPPED else {}
                self._text(sheet, at, index, text, self._format(border=1, align=align, bold=bold, **wrapped))

    def _text(self, sheet: Worksheet, row: int, column: int, text: str, shape: Any) -> None:
        """As a string whatever it begins with: a title may look like a formula or an address."""
        if failed := sheet.write_string(row, column, self._fitting(text), shape):
            raise ValueError(f"xlsxwriter refused row {row}, column {column}: {failed}")

    def _merged(self, sheet: Worksheet, row: int, text: str, shape: Any, last: int = LAST) -> None:
        """Over all columns of the sheet up to `last`, in as many lines as it takes: merged cells do not grow by themselves."""
        sheet.merge_range(row, 0, row, last, "", shape)
        self._text(sheet, row, 0, text, shape)
        signs = sum(2 if ord(sign) > 255 else 1 for sign in text)
        lines = ceil(signs / (self.widths[sheet.get_name()] * 0.9))
        sheet.set_row(row, lines * 1.5 * shape.font_size)

    def _fitting(self, text: str) -> str:
        text = clean(text)
        units = text.encode("utf-16-le")
        if len(units) <= 2 * LONGEST:
            return text
        self.shortened += 1
        return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT

    def _chart(self, sheet: Worksheet, table: Table, chart: Chart, first: int, below: int) -> None:
        drawn = self.book.add_chart({"type": chart.kind.value})
        last = first + len(table.rows) - 1
        points = [{"fill": {"color": RED}} if at == chart.highlight else None for at in range(len(table.rows))]
        series: dict[str, Any] = {
            "name": table.columns[chart.value].title,
            "categories": [table.tab, first, 0, last, 0],
            "values": [table.tab, first, chart.value, last, chart.value],
            "fill": {"color": BLUE},
            "gap": 60,
            "data_labels": {"value": True, "font": {"size": 8}},
        }
        if chart.kind is ChartKind.LINE:
            series |= {"line": {"color": BLUE, "width": 2}}
        else:
            series |= {"points": points}
        drawn.add_series(series)
        drawn.set_title({"name": chart.title, "name_font": {"size": 11, "bold": False}, "overlay": False})
        drawn.set_legend({"none": True})
        names: dict[str, Any] = {"num_font": {"size": 9}}
        figures: dict[str, Any] = {"num_font": {"size": 9}, "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}}
        if max(value or 0 for value in table.drawn()) <= 5:
            figures |= {"major_unit": 1}  # there are no half articles
        if chart.kind is ChartKind.BAR:  # its upright axis, of names, counts from below
            drawn.set_y_axis(names | {"reverse": True})
            drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        else:
            drawn.set_x_axis(names)
            drawn.set_y_axis(figures)
        drawn.set_size({"width": 760, "height": 320})
        sheet.insert_chart(below, 0, drawn, {"description": chart.title})

    def _format(self, **shape: Any) -> Any:
        """One format per shape: a workbook holds 64,000 at most."""
        key = tuple(sorted(shape.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({**FONT, **shape})
        return self._formats[key]

    @cached_property
    def _formats(self) -> dict[Any, Any]:
        return {}

    @cached_property
    def _header(self) -> Any:
        return self._format(bold=True, align="center", border=1, bg_color="#F2EEE6", font_name="黑体", text_wrap=True)

    @cached_property
    def _small(self) -> Any:
        return self._format(font_size=9, font_color="#555555", text_wrap=True)


def _broad(column: Column) -> float:
    """Characters that fit into a column; a Chinese one counts as two."""
    return max(9, 10 * column.width, min(16, 2 * width(column.title) + 2))  # a longer heading takes several lines


def _paragraphs(report: Report) -> list[str]:
    return [block for section in report.sections for block in section.blocks if isinstance(block, str)]
