"""The XML of a native Word chart (DrawingML), drawn from the cached figures and editable through the workbook it carries."""

from html import escape

from model.table import Chart, ChartKind, Table, shown
from reports.formats.clean import clean
from reports.formats.colours import BAR, HIGHLIGHT

NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
CATEGORY_AXIS, VALUE_AXIS = 111111111, 222222222  # any two different numbers
FONTS = '<a:latin typeface="Times New Roman"/><a:ea typeface="黑体"/>'


def chart_xml(table: Table, chart: Chart, workbook: str) -> bytes:
    """The part's content; `workbook` is the relationship id of the embedded workbook made by xlsx.data_of."""
    names = [clean(shown(row[0])) for row in table.rows]
    values = table.drawn()
    plot = _line if chart.kind is ChartKind.LINE else _bars
    series = _series(clean(table.columns[chart.value].title), names, values, chart)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {NAMESPACES}><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot(chart, series)}{_axes(chart, values)}</c:plotArea>'
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="800">{FONTS}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _bars(chart: Chart, series: str) -> str:
    direction = "bar" if chart.kind is ChartKind.BAR else "col"
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="55"/><c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/></c:barChart>'
    )


def _line(_chart: Chart, series: str) -> str:
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        f'<c:marker val="1"/><c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/></c:lineChart>'
    )


def _series(title: str, names: list[str], values: tuple[int | None, ...], chart: Chart) -> str:
    """In the schema's order: a wrong one makes Word offer a repair."""
    last = len(names) + 1
    lined = chart.kind is ChartKind.LINE
    shape = f'<c:spPr><a:ln w="22225">{_fill(BAR)}</a:ln></c:spPr>' if lined else f'<c:spPr>{_fill(BAR)}</c:spPr><c:invertIfNegative val="0"/>'
    point = (
        f'<c:dPt><c:idx val="{chart.highlight}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>{_fill(HIGHLIGHT)}</c:spPr></c:dPt>'
        if chart.highlight is not None and not lined
        else ""
    )
    smooth = '<c:smooth val="0"/>' if lined else ""
    place = "t" if lined else "outEnd"
    labels = (
        f'<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:dLblPos val="{place}"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
    return (
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f>{_cache("str", [title])}</c:strRef></c:tx>'
        f"{shape}{'' if lined else point}{labels}"
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f>{_cache('str', names)}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!$B$2:$B${last}</c:f>{_cache('num', values)}</c:numRef></c:val>"
        f"{smooth}</c:ser>"
    )


def _cache(kind: str, values: list[str] | tuple[int | None, ...]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(str(value), quote=False)}</c:v></c:pt>' for at, value in enumerate(values) if value is not None)
    number_format = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    return f'<c:{kind}Cache>{number_format}<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache>'


def _axes(chart: Chart, values: tuple[int | None, ...]) -> str:
    lying = chart.kind is ChartKind.BAR
    step = '<c:majorUnit val="1"/>' if max(value or 0 for value in values) <= 5 else ""  # there are no half articles
    grid = "" if lying else f'<c:majorGridlines><c:spPr><a:ln w="6350">{_fill("DDDDDD")}</a:ln></c:spPr></c:majorGridlines>'
    return (
        # A lying chart counts its names from below: turned round, the first stands on top.
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling><c:orientation val="{"maxMin" if lying else "minMax"}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if lying else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:spPr><a:ln w="6350">{_fill("888888")}</a:ln></c:spPr>'
        f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="{int(lying)}"/>'
        f'<c:axPos val="{"b" if lying else "l"}"/>{grid}<c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="autoZero"/>'
        f'<c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
