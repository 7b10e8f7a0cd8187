"""The XML of paragraphs and tables in an official Word document (WordprocessingML)."""

from html import escape

from model.table import Cell, Chart, ChartKind, Column, Table, shown
from reports.formats.clean import clean

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
AREA = 8845  # twips: the type area is 156 mm wide
OUTER, INNER = 8, 3  # rules in eighths of a point: 1 pt, 0.4 pt
SHADE = "F2EEE6"
SHORT = 14  # rows that stay together
MILLIMETRE = 36000  # EMU


def table_xml(table: Table) -> str:
    """A <w:tbl>: head repeated on every page, rows never split, short tables on one page, outer rules stronger than inner ones."""
    shown_columns = [index for index, column in enumerate(table.columns) if column.paper]
    columns = [table.columns[index] for index in shown_columns]
    widths = _widths(columns)
    head = _row([column.title for column in columns], [Column(column.title) for column in columns], widths, head=True)
    lines = [[row[index] for index in shown_columns] for row in (*table.rows, *((table.total,) if table.total else ()))]
    last = len(lines)
    rows = "".join(_row(line, columns, widths, keep=_kept(at, last), bold=table.total is not None and at == last) for at, line in enumerate(lines, 1))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl {NAMESPACE}>{_properties()}<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"


def paragraph_xml(text: str, style: str, runs: tuple[str, ...] = ()) -> str:
    """A <w:p> of one run with `text`, or of the given runs."""
    inside = "".join(runs) or (_run(text) if text else "")
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'


def picture_xml(number: int, relation: str, chart: Chart, rows: int) -> str:
    """A <w:p> with a chart as wide as the type area under its caption; `relation` leads from the document to the chart's part.

    One paragraph, because not every office suite keeps a caption with the picture in the next one.
    """
    height = 12 + 8 * rows if chart.kind is ChartKind.BAR else 62  # mm
    title = escape(clean(chart.title))
    return (
        f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Picture"/></w:pPr>{_run(chart.title)}<w:r><w:br/></w:r>'
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:extent cx="{155 * MILLIMETRE}" cy="{height * MILLIMETRE}"/><wp:docPr id="{number}" name="图{number}" descr="{title}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def page_field() -> tuple[str, ...]:
    """The runs of a page number, — 1 —."""
    return tuple(
        f"<w:r {NAMESPACE}>{content}</w:r>"
        for content in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )


def _kept(at: int, last: int) -> bool:
    """Whether a row stays with the next: a short table on one page, of a longer one never a single row alone."""
    return at < last and (last <= SHORT or at <= 2 or at >= last - 2)


def _widths(columns: list[Column]) -> list[int]:
    whole = sum(column.width for column in columns)
    widths = [int(AREA * column.width / whole) for column in columns]
    widths[-1] += AREA - sum(widths)
    return widths


def _properties() -> str:
    outer, inner = (f'w:val="single" w:sz="{size}" w:space="0" w:color="000000"' for size in (OUTER, INNER))
    borders = "".join(f"<w:{side} {outer}/>" for side in ("top", "left", "bottom", "right"))
    return (
        f'<w:tblPr><w:tblW w:w="{AREA}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}<w:insideH {inner}/><w:insideV {inner}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )


def _row(cells: list[Cell] | list[str], columns: list[Column], widths: list[int], *, head: bool = False, keep: bool = False, bold: bool = False) -> str:
    marks = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    inside = "".join(_cell(cell, column, width, head=head, keep=keep, bold=bold) for cell, column, width in zip(cells, columns, widths, strict=True))
    return f"<w:tr>{marks}{inside}</w:tr>"


def _cell(cell: Cell, column: Column, width: int, *, head: bool, keep: bool, bold: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if head else ""
    style = "TableHead" if head else "TableText" if column.text else "TableNumber"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}</w:pPr>{_run(shown(cell), bold)}</w:p></w:tc>'
    )


def _run(text: str, bold: bool = False) -> str:
    shape = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{shape}<w:t xml:space="preserve">{escape(clean(text), quote=False)}</w:t></w:r>'
