"""The report as a Word document in the layout of official documents (GB/T 9704), with native charts."""

from datetime import UTC
from io import BytesIO
from itertools import count

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Twips

from model.table import Chart, Report, Section, Table
from reports.formats.chartml import chart_xml
from reports.formats.clean import clean
from reports.formats.heading import identity
from reports.formats.limits import readable
from reports.formats.wordml import page_field, paragraph_xml, picture_xml, table_xml
from reports.formats.wordstyles import LINE, styles_xml
from reports.formats.xlsx import data_of
from reports.formats.zipped import settled

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What the library's empty document brings along and an official document has no use for.
UNUSED = ("stylesWithEffects", "customXml", "numbering", "webSettings")


def render(report: Report, digest: str) -> bytes:
    paper = _Paper(docx.Document())
    paper.begin(report)
    for section in report.sections:
        paper.section(section)
    paper.sign(report)
    for number, annex in enumerate(report.annexes, 1):
        paper.annex(number, annex)
    paper.line("　".join(identity(report, digest)), "Note")
    buffer = BytesIO()
    paper.document.save(buffer)
    return settled(buffer.getvalue())


class _Paper:
    """A document that grows from top to bottom."""

    def __init__(self, document: Document):
        self.document = document
        self.pictures = count(1)
        styles = document.styles.element
        styles[:] = list(parse_xml(styles_xml()))
        for key, relation in list(document.part.rels.items()):
            if relation.reltype.endswith(UNUSED):
                del document.part.rels[key]
        for key, relation in list(document.part.package.rels.items()):
            if relation.reltype == RT.THUMBNAIL:
                del document.part.package.rels[key]

    def begin(self, report: Report) -> None:
        self._page(report.preview)
        self._properties(report)
        self.line(report.bureau, "Title")
        self.line(report.title + ("（预览）" if report.preview else ""), "Title")
        self.line("", "Space")
        self.line(report.addressees, "Normal")
        self.line(report.lead, "Text")

    def section(self, section: Section) -> None:
        self.line(section.heading, "Heading1")
        self._blocks(section)

    def sign(self, report: Report) -> None:
        self.line("", "Space")
        for number, annex in enumerate(report.annexes, 1):
            self.line(f"{'附件：' if number == 1 else '　　　'}{number}. {annex.heading}", "AnnexList")
        self.line("", "Space")
        self.line(report.bureau, "Signature")
        self.line(f"{report.cutoff.year}年{report.cutoff.month}月{report.cutoff.day}日", "Signature")

    def annex(self, number: int, annex: Section) -> None:
        self.line(f"附件{number}", "Annex")
        self.line(annex.heading, "AnnexTitle")
        self._blocks(annex, captions=False)

    def line(self, text: str, style: str) -> None:
        self._add(paragraph_xml(text, style))

    def _blocks(self, section: Section, captions: bool = True) -> None:
        for block in map(readable, section.blocks):
            if isinstance(block, str):
                self.line(block, "Text")
            else:
                self._table(block, captions)

    def _table(self, table: Table, caption: bool) -> None:
        if not (table.chart and table.chart.replaces_table):
            if caption:
                self.line(table.title, "Caption")
            if table.measure:
                self.line(table.measure, "Measure")
            self._add(table_xml(table))
            self.line(f"注：{table.note}" if table.note else "", "Note")
        if table.chart:
            self._chart(table, table.chart)

    def _chart(self, table: Table, chart: Chart) -> None:
        number = next(self.pictures)
        package = self.document.part.package
        workbook = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), WORKBOOK_TYPE, data_of(table, chart), package)
        # The first relation of a part is always rId1; the XML has to name it before it exists.
        drawing = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, chart_xml(table, chart, "rId1"), package)
        drawing.relate_to(workbook, RT.PACKAGE)
        rows = len(table.rows)
        self._add(picture_xml(number, self.document.part.relate_to(drawing, RT.CHART), chart, rows))

    def _add(self, xml: str) -> None:
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(xml))  # the section's properties stay last

    def _page(self, preview: bool) -> None:
        page = self.document.sections[0]
        page.page_width, page.page_height = Twips(11906), Twips(16838)
        page.top_margin, page.right_margin, page.bottom_margin, page.left_margin = Twips(2098), Twips(1474), Twips(1984), Twips(1587)
        page.header_distance, page.footer_distance = Mm(20), Mm(23)
        grid = page._sectPr.find(qn("w:docGrid"))
        assert grid is not None  # the empty document has one
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), str(LINE))
        self.document.settings.odd_and_even_pages_header_footer = True
        for footer, style in ((page.footer, "FooterOdd"), (page.even_page_footer, "FooterEven")):
            _replace(footer._element, paragraph_xml("", style, page_field()))
        if preview:
            for header in (page.header, page.even_page_header):
                _replace(header._element, paragraph_xml("预览，不作为正式通报", "Header"))

    def _properties(self, report: Report) -> None:
        properties = self.document.core_properties
        moment = report.cutoff.astimezone(UTC).replace(tzinfo=None)
        properties.title = clean(f"{report.bureau}{report.title}")[:255]
        properties.author = properties.last_modified_by = clean(report.bureau)[:255]
        properties.created = properties.modified = moment
        properties.comments = ""
        properties.language = "zh-CN"
        properties.identifier = report.id


def _replace(story: object, xml: str) -> None:
    story[:] = [parse_xml(xml)]  # type: ignore[index]
