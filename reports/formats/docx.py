"""The report as a Word document in the layout of official documents (GB/T 9704), with native charts."""

from datetime import UTC
from io import BytesIO
from itertools import count

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Twips

from model.table import Report, Table
from reports.formats.chartml import chart_xml
from reports.formats.clean import clean
from reports.formats.document import Document, Element, Grid, Imprint, Line, Picture, Turned, laid_out
from reports.formats.wordml import NAMESPACE, imprint_xml, line_xml, page_field, paragraph_xml, picture_xml, table_xml, turned_number_xml, watermark_xml
from reports.formats.wordstyles import LINE, styles_xml
from reports.formats.xlsx import data_of
from reports.formats.zipped import settled

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What the library's empty document brings along and an official document has no use for.
UNUSED = ("stylesWithEffects", "customXml", "numbering", "webSettings")
UPRIGHT = (2098, 1474, 1984, 1587)  # twips: 37, 26, 35, 28 mm at the top, right, bottom, left
LYING = (1587, 2098, 1474, 1984)  # the same sheet turned: its left edge is the head


def render(report: Report, digest: str) -> bytes:
    return write_document(laid_out(report, digest))


def write_document(document: Document) -> bytes:
    """The file's content."""
    paper = _Paper(docx.Document(), document)
    for element in document.front:
        paper.put(element)
    if document.front:
        paper.begin()
    for element in document.elements:
        paper.put(element)
    buffer = BytesIO()
    paper.word.save(buffer)
    return settled(buffer.getvalue())


class _Paper:
    """A Word document that grows from top to bottom."""

    def __init__(self, word: Word, document: Document):
        self.word = word
        self.pictures, self.marks = count(1), count(1)
        styles = word.styles.element
        styles[:] = list(parse_xml(styles_xml()))
        for key, relation in list(word.part.rels.items()):
            if relation.reltype.endswith(UNUSED):
                del word.part.rels[key]
        for key, relation in list(word.part.package.rels.items()):
            if relation.reltype == RT.THUMBNAIL:
                del word.part.package.rels[key]
        zoom = word.settings.element.find(qn("w:zoom"))
        zoom.attrib.clear()
        zoom.set(qn("w:percent"), "100")
        word.settings.element.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
        self._properties(document)
        self._first_page(document)

    def put(self, element: Element) -> None:
        match element:
            case Line():
                self._add(line_xml(element, next(self.marks) if element.mark else 0))
            case Grid():
                self._add(table_xml(element.table, element.keep))
                self._add(line_xml(Line("Note", element.note, keep=element.keep)))  # an empty one parts the table from what follows
            case Picture():
                self._chart(element.table)
            case Turned():
                self._turned(element)
            case Imprint():
                self._section(lying=False, start=WD_SECTION.EVEN_PAGE)
                for xml in imprint_xml(element):
                    self._add(xml)

    def begin(self) -> None:
        """Page 1 is the next one; those before have no numbers."""
        first = self.word.sections[0]
        for footer in (first.footer, first.even_page_footer):
            _replace(footer._element, paragraph_xml("", "Small"))
        self._section(lying=False)
        numbers = parse_xml(f'<w:pgNumType {NAMESPACE} w:start="1"/>')
        self.word.sections[-1]._sectPr.find(qn("w:pgMar")).addnext(numbers)  # type: ignore[union-attr]

    def _chart(self, table: Table) -> None:
        assert table.chart is not None  # a picture is one of a chart
        number = next(self.pictures)
        package = self.word.part.package
        workbook = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), WORKBOOK_TYPE, data_of(table, table.chart), package)
        # The first relation of a part is always rId1; the XML has to name it before it exists.
        drawing = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, chart_xml(table, table.chart, "rId1"), package)
        drawing.relate_to(workbook, RT.PACKAGE)
        self._add(picture_xml(number, self.word.part.relate_to(drawing, RT.CHART), table, table.chart))

    def _turned(self, turned: Turned) -> None:
        """A section of its own; the one after it stands upright again."""
        self._section(lying=True)
        for element in turned.elements:
            self.put(element)
        self._section(lying=False)

    def _section(self, lying: bool, start: WD_SECTION = WD_SECTION.NEW_PAGE) -> None:
        section = self.word.add_section(start)
        section.different_first_page_header_footer = False  # a letter's head is that of its first page only
        section.page_width, section.page_height = (Twips(16838), Twips(11906)) if lying else (Twips(11906), Twips(16838))
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        _margins(section, LYING if lying else UPRIGHT)
        for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
            footer.is_linked_to_previous = False
            _replace(footer._element, *(turned_number_xml(odd) if lying else (_number(odd),)))

    def _add(self, xml: str) -> None:
        self.word.element.body[-1].addprevious(parse_xml(xml))  # the section's properties stay last

    def _first_page(self, document: Document) -> None:
        page = self.word.sections[0]
        page.page_width, page.page_height = Twips(11906), Twips(16838)
        _margins(page, UPRIGHT)
        grid = page._sectPr.find(qn("w:docGrid"))
        assert grid is not None  # the empty document has one
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), str(LINE))
        self.word.settings.odd_and_even_pages_header_footer = True
        _replace(page.footer._element, _number(odd=True))
        _replace(page.even_page_footer._element, _number(odd=False))
        headers = [page.header, page.even_page_header]
        if document.letter:
            page.different_first_page_header_footer = True
            page.header_distance = Mm(30)
            _replace(page.first_page_header._element, paragraph_xml(document.letter, "LetterHead"))
            _replace(page.first_page_footer._element, paragraph_xml("", "LetterFoot"))
        if document.preview:
            for number, header in enumerate(headers, 1):
                _replace(header._element, watermark_xml("预览", number))

    def _properties(self, document: Document) -> None:
        properties = self.word.core_properties
        properties.title = document.title[:255]
        properties.subject = document.subject[:255]
        properties.author = properties.last_modified_by = document.author[:255]
        properties.created = properties.modified = document.moment.astimezone(UTC).replace(tzinfo=None)
        properties.comments = ""
        properties.language = "zh-CN"
        properties.identifier = clean(document.id)


def _number(odd: bool) -> str:
    return paragraph_xml("", "FooterOdd" if odd else "FooterEven", page_field())


def _margins(section: Section, twips: tuple[int, int, int, int]) -> None:
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Twips, twips)
    section.header_distance, section.footer_distance = Mm(20), Mm(20)


def _replace(story: object, *parts: str) -> None:
    story[:] = map(parse_xml, parts)  # type: ignore[index]
