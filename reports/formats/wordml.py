"""The XML of paragraphs and tables in an official Word document (WordprocessingML)."""

from html import escape

from model.table import Cell, Chart, ChartKind, Column, Table, shown
from reports.formats.clean import clean
from reports.formats.columns import TALL, heights, printed, rows_of, shares, together
from reports.formats.document import Imprint, Line, wide
from reports.formats.svg import described

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
AREA, LYING_AREA = 8845, 12756  # twips: the type area is 156 mm wide, and 225 mm on a page on its side
TYPE_AREA, IMPRINT_LINE = 12738, 440  # twips: 22 lines of 28.95 pt; a line of 版记
OUTER, INNER = 8, 3  # rules in eighths of a point: 1 pt, 0.4 pt
SHADE = "F2EEE6"
MILLIMETRE = 36000  # EMU


def table_xml(table: Table, keep: bool = False) -> str:
    """A <w:tbl>: head repeated on every page, rows never split, small tables on one page, outer rules stronger than inner ones.

    The last rows stay on the page of the note; with `keep`, on that of what follows the table.
    """
    area = LYING_AREA if wide(table) else AREA
    columns = [table.columns[place] for place in printed(table)]
    widths = _widths(shares(table, area / 20), area)
    head = _row([column.title for column in columns], [Column(column.title) for column in columns], widths, head=True)
    lines = [[row[place] for place in printed(table)] for row in rows_of(table)]
    last, whole, kept = len(lines), together(table, area / 20), keep or bool(table.note)
    rows = "".join(
        _row(line, columns, widths, keep=_kept(at, last, whole, kept), whole=height < TALL, bold=table.total is not None and at == last)
        for at, (line, height) in enumerate(zip(lines, heights(table, area / 20), strict=True), 1)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl {NAMESPACE}>{_properties(area)}<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"


def paragraph_xml(text: str, style: str, runs: tuple[str, ...] = ()) -> str:
    """A <w:p> of one run with `text`, or of the given runs."""
    inside = "".join(runs) or (_run(text) if text else "")
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'


def line_xml(line: Line, number: int = 0) -> str:
    """A <w:p> in the style of the line; tabs part its columns. `number` tells its bookmark from all others."""
    right = f'<w:ind w:rightChars="{round(100 * line.right)}" w:right="{round(320 * line.right)}"/>' if line.right else ""
    size = f'<w:rPr><w:sz w:val="{round(2 * line.size)}"/><w:szCs w:val="{round(2 * line.size)}"/></w:rPr>' if line.size else ""
    parts = [f"<w:r>{size}{_text(part)}</w:r>" if part else "" for part in line.text.split("\t")]
    if line.mark and line.style == "Entry":  # the last column is the page of the heading with that mark
        parts[-1] = "".join(field(f" PAGEREF {line.mark} \\h ", line.text.rpartition("\t")[2]))
    runs = "<w:r><w:tab/></w:r>".join(parts)
    if line.mark and line.style != "Entry":
        runs = f'<w:bookmarkStart w:id="{number}" w:name="{line.mark}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
    keep = "<w:keepNext/>" if line.keep else ""
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="{line.style}"/>{keep}{right}</w:pPr>{runs}</w:p>'


def picture_xml(number: int, relation: str, table: Table, chart: Chart) -> str:
    """A <w:p> with a chart as wide as the type area under its caption; `relation` leads from the document to the chart's part.

    One paragraph, because not every office suite keeps a caption with the picture in the next one.
    """
    height = 12 + 8 * len(table.rows) if chart.kind is ChartKind.BAR else 62  # mm
    title = escape(clean(f"{chart.title}：{described(table)}"))
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
    before, after = (f'<w:r {NAMESPACE}><w:t xml:space="preserve">{text}</w:t></w:r>' for text in ("— ", " —"))
    return before, *field(" PAGE ", "1"), after


def field(instruction: str, shown_before: str) -> tuple[str, ...]:
    """The runs of a field that the office program works out, with what it shows until then."""
    contents = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{instruction}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{escape(shown_before)}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return tuple(f"<w:r {NAMESPACE}>{content}</w:r>" for content in contents)


def turned_number_xml(odd: bool) -> tuple[str, str]:
    """The page number of a page on its side: at the sheet's foot, which is the page's left edge, turned with the sheet.

    A table holds it there, of one cell whose text runs downwards; the paragraph after it is what a footer has to end with.
    """
    x, y = 1984 - 397 - 320, 11906 - 1474 - 280 - 1300 if odd else 1587 + 280
    place = f'w:horzAnchor="page" w:vertAnchor="page" w:tblpX="{x}" w:tblpY="{y}"'
    cell = '<w:tcPr><w:tcW w:w="400" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
    field = "".join(page_field())
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="FooterTurned"/><w:jc w:val="{"right" if odd else "left"}"/></w:pPr>{field}</w:p>'
    properties = f'<w:tblPr><w:tblpPr {place}/><w:tblW w:w="400" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    properties += f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    return (
        f'<w:tbl {NAMESPACE}>{properties}<w:tblGrid><w:gridCol w:w="400"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="1300" w:hRule="exact"/></w:trPr><w:tc>{cell}{paragraph}</w:tc></w:tr></w:tbl>',
        paragraph_xml("", "Small"),
    )


def watermark_xml(word: str, number: int) -> str:
    """A <w:p> for a header: a large pale word behind the text of the page."""
    return (
        f'<w:p {NAMESPACE} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>预览，不作为正式通报</w:t></w:r><w:r><w:pict>'
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
        '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="watermark{number}" type="#_x0000_t136" o:spid="_x0000_s{2048 + number}" '
        'style="position:absolute;width:320pt;height:130pt;rotation:325;z-index:-1;mso-position-horizontal:center;mso-position-horizontal-relative:margin;'
        'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#e6e6e6" stroked="f">'
        f'<v:textpath style="font-family:黑体;font-size:1pt" string="{escape(word)}"/></v:shape></w:pict></w:r></w:p>'
    )


def imprint_xml(imprint: Imprint) -> tuple[str, ...]:
    """版记 at the foot of a page of its own: <w:p>s with rules of 0.35 mm above and below, 0.25 mm between.

    One empty line as high as the rest of the type area holds them there in every office suite; frames and bottom alignment do not.
    """
    day = f"{imprint.day.year}年{imprint.day.month}月{imprint.day.day}日印发"
    lines = [f"抄送：{imprint.copies}。"] if imprint.copies else []
    lines += [f"{imprint.printer}\t{day}"] if imprint.printer else []
    rest = TYPE_AREA - len(lines) * IMPRINT_LINE - 200  # the rules' own space
    space = f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Small"/><w:spacing w:line="{rest}" w:lineRule="exact"/></w:pPr></w:p>'
    outer, inner = (f'w:val="single" w:sz="{size}" w:space="1" w:color="000000"' for size in (8, 6))
    borders = f"<w:pBdr><w:top {outer}/><w:bottom {outer}/><w:between {inner}/></w:pBdr>"
    texts = ("<w:r><w:tab/></w:r>".join(_run(part) for part in line.split("\t")) for line in lines)
    return (space, *(f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Imprint"/>{borders}</w:pPr>{text}</w:p>' for text in texts))


def _kept(at: int, last: int, whole: bool, keep: bool) -> bool:
    """Whether a row stays with the next: a small table on one page, of a larger one never fewer than three rows; with `keep` the last one too."""
    return (at < last and (whole or at <= 2 or at >= last - 2)) or (at == last and keep)


def _widths(points: list[float], area: int) -> list[int]:
    """In twips, `area` together."""
    widths = [int(20 * one) for one in points]
    widths[-1] += area - sum(widths)
    return widths


def _properties(area: int) -> str:
    outer, inner = (f'w:val="single" w:sz="{size}" w:space="0" w:color="000000"' for size in (OUTER, INNER))
    borders = "".join(f"<w:{side} {outer}/>" for side in ("top", "left", "bottom", "right"))
    return (
        f'<w:tblPr><w:tblW w:w="{area}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}<w:insideH {inner}/><w:insideV {inner}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )


def _row(
    cells: list[Cell] | list[str], columns: list[Column], widths: list[int], *, head: bool = False, keep: bool = False, whole: bool = True, bold: bool = False
) -> str:
    marks = f"<w:trPr>{'<w:cantSplit/>' if whole else ''}{'<w:tblHeader/>' if head else ''}</w:trPr>"
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
    return f"<w:r>{shape}{_text(text)}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(clean(text), quote=False)}</w:t>'
