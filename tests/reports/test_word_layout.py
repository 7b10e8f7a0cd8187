"""The Word file as LibreOffice prints it, and its parts in the order that Word insists on."""

import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from model.table import ChartKind, Head, HeadStyle, Report, Section
from reports.formats.chartml import chart_xml
from reports.formats.document import Document, Line
from reports.formats.docx import render, write_document
from tests.reports import papers
from tests.reports.tools import converted, pages

MM = 72 / 25.4
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Children in the order of the schema (ECMA-376 part 1), as far as a document of ours has them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap "
    "overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc textDirection "
    "textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs highlight u lang",
    "tblPr": "tblStyle tblpPr tblOverlap tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p tbl",
    "p": "pPr r bookmarkStart bookmarkEnd hyperlink",
    "sectPr": "reference footnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols vAlign noEndnote titlePg textDirection docGrid",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr tblPr",
}


C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART = {
    "chartSpace": "date1904 lang roundedCorners style clrMapOvr protection chart spPr txPr externalData printSettings userShapes",
    "chart": "title autoTitleDeleted view3D plotArea legend plotVisOnly dispBlanksAs",
    "plotArea": "layout barChart lineChart catAx valAx spPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "ser": "idx order tx spPr invertIfNegative marker pictureOptions dPt dLbls trendline errBars cat val smooth",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "dLbls": "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize",
    "catAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto lblAlgn lblOffset "
    "noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossBetween majorUnit",
    "scaling": "logBase orientation max min",
    "strRef": "f strCache",
    "numRef": "f numCache",
    "strCache": "ptCount pt",
    "numCache": "formatCode ptCount pt",
}


def misplaced(xml: bytes, space: str = W, orders: Mapping[str, str] = ORDER) -> list[str]:
    """Elements of a namespace whose children stand in another order than the schema's, or are unknown to the lists above."""
    found = []
    for element in ElementTree.fromstring(xml).iter():
        order = orders.get(element.tag.removeprefix(space), "").split()
        # References to headers and footers stand first, in any order.
        names = [re.sub("^(header|footer)Reference$", "reference", child.tag.removeprefix(space)) for child in element]
        if order and element.tag.startswith(space):
            places = [order.index(name) if name in order else -1 for name in names]
            if -1 in places or (places != sorted(places) and element.tag != f"{W}p"):
                found.append(f"{element.tag.removeprefix(space)}: {' '.join(names)}")
    return found


@pytest.mark.parametrize("kind", ChartKind)
def test_charts_keep_the_order_of_the_schema(kind: ChartKind) -> None:
    table = papers.days()
    assert table.chart
    assert misplaced(chart_xml(table, replace(table.chart, kind=kind), "rId1"), C, CHART) == []


def full(**changes: object) -> Report:
    report = papers.paper(texts=("文" * 28,) * 8, articles=tuple(map(papers.listed, range(60))), units=40, **changes)
    return replace(report, annexes=(Section("媒体与单位", (papers.broad(),)), *report.annexes))


@pytest.mark.parametrize("style", HeadStyle)
def test_parts_keep_the_order_of_the_schema(style: HeadStyle) -> None:
    content = render(full(head=Head(style=style, copies="市委宣传部", printer="办公室"), preview=True), "")
    with ZipFile(BytesIO(content)) as archive:
        checked = [name for name in archive.namelist() if re.fullmatch(r"word/(document|styles|settings|header\d+|footer\d+)\.xml", name)]
        assert len(checked) >= 5
        for name in checked:
            assert misplaced(archive.read(name)) == [], name


def test_a_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    text = Document(id="grid", title="版心", author="", subject="", moment=papers.CUTOFF, elements=(Line("Normal", "仿" * 28 * 50),))
    path = tmp_path / "grid.docx"
    path.write_bytes(write_document(text))
    first, second, _ = pages(converted(path, tmp_path))
    for page in (first, second):
        assert [len(line) for line in page.lines.values() if "仿" in line] == [28] * 22
        assert min(word.left for word in page.words) == pytest.approx(28 * MM, abs=1)
        assert max(word.right for word in page.words if "仿" in word.text) == pytest.approx((210 - 26) * MM, abs=2)
        assert page.words[0].top > 37 * MM - 2


def test_the_report_on_paper(tmp_path: Path) -> None:
    """One conversion, everything that is measured on it: numbers, heads, captions, the page on its side."""
    path = tmp_path / "report.docx"
    path.write_bytes(render(full(), ""))
    found = pages(converted(path, tmp_path))
    lying = [number for number, page in enumerate(found, 1) if page.width > page.height]
    assert len(lying) == 1
    mark = [word for word in found[lying[0] - 1].words if word.right < 35 * MM]
    assert "".join(word.text for word in mark) == f"—{lying[0]}—"
    assert max(word.right for word in mark) - min(word.left for word in mark) < 25  # one line, turned with the sheet
    for number, page in enumerate(found, 1):
        if number in lying:
            continue
        foot = [word for word in page.words if word.top > (297 - 33) * MM]
        assert "".join(word.text for word in foot) == f"—{number}—"
        if number % 2:
            assert max(word.right for word in foot) == pytest.approx((210 - 26) * MM - 14, abs=3)
        else:
            assert min(word.left for word in foot) == pytest.approx(28 * MM + 14, abs=3)
        lines = [line for line in page.lines.values() if not re.fullmatch("—[0-9]+—", line)]
        assert not re.match("[表图][0-9]|单位：", lines[-1]), lines[-3:]
        if any(re.match(r"\d+第\d+民政局|\d+“小积分”", line) for line in lines):
            assert any(line.startswith(("名次", "序号")) for line in lines)


def test_a_letter_and_a_red_head(tmp_path: Path) -> None:
    for style in (HeadStyle.REDHEAD, HeadStyle.LETTER):
        path = tmp_path / f"{style.value}.docx"
        path.write_bytes(render(papers.paper(head=Head(style=style, issuer="云溪市民政局办公室", copies="市委宣传部", printer="办公室")), ""))
        found = pages(converted(path, tmp_path))
        first, last = found[0], found[-1]
        assert len(found) % 2 == 0  # 版记 stands at the foot of an even page
        assert [word.top > (297 - 55) * MM for word in last.words if "抄送" in word.text] == [True]
        issuer = next(word for word in first.words if "云溪市民政局办公室" in word.text)
        assert "云溪市民政局办公室" not in "".join(pages(path.with_suffix(".pdf"))[1].lines.values())
        assert issuer.top > (60 if style is HeadStyle.REDHEAD else 28) * MM
        assert "〔2026〕" in "".join(word.text for word in first.words)
