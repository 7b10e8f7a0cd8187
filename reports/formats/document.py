"""A document for reading as lines, tables and pictures in printing order: what the Word and the PDF writer have in common."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from model.table import Head, HeadStyle, Report, Section, Table
from reports.formats.clean import clean
from reports.formats.heading import identity
from reports.formats.limits import on_paper, readable
from reports.formats.titles import in_lines, width

WIDEST = 16.0  # relative widths that an upright page has room for
AREA, LYING = 442.0, 637.0  # points: the type area is 156 mm wide, and 225 mm on a page on its side
ISSUER, LARGEST = 440.0, 48.0  # points: room for 发文机关标志, and its largest size
DRAFTS = "以下由系统按统计结果拟出，供起草参考，不属于本文件；采用的请人工审定后写入正文。"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. Both writers know each style by its name."""

    style: str
    text: str = ""
    right: float = 0.0  # characters left free at the right, where the style sets the text flush right
    size: float = 0.0  # points; 0: the style's
    keep: bool = False  # on the page of what follows
    mark: str = ""  # of a heading: the name under which the contents find it; of a line of the contents: where it leads


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its note, which stays with the last of its rows."""

    table: Table
    keep: bool = False  # its last rows on the page of what follows

    @property
    def note(self) -> str:
        return f"注：{self.table.note}" if self.table.note else ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The chart of a table, with its title below."""

    table: Table


@dataclass(frozen=True, slots=True)
class Turned:
    """On pages that lie on their side."""

    elements: tuple["Line | Grid", ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记, at the foot of the last even page."""

    copies: str  # 抄送
    printer: str  # 印发机关
    day: date


Element = Line | Grid | Picture | Turned | Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    id: str
    title: str  # for the file's properties
    author: str
    subject: str  # the identity, likewise
    moment: datetime  # aware: when it was made, as far as its bytes say
    preview: bool = False
    letter: str = ""  # the name at the head of a letter
    front: tuple[Element, ...] = ()  # on pages without numbers, before page 1
    elements: tuple[Element, ...]


def laid_out(report: Report, digest: str) -> Document:
    """The report as an official document."""
    return Document(
        id=report.id,
        title=clean(f"{report.bureau}{report.title}"),
        author=clean(report.bureau),
        subject=clean("　".join(identity(report, digest))),
        moment=report.cutoff,
        preview=report.preview,
        letter=clean(report.head.issuer or report.bureau) if report.head.style is HeadStyle.LETTER else "",
        elements=tuple(_elements(report, digest)),
    )


def _elements(report: Report, digest: str) -> Iterator[Element]:
    yield from opening(report.head, report.bureau, report.cutoff)
    yield from _title(report)
    yield Line("Space")
    yield Line("Normal", report.addressees)
    yield Line("Text", report.lead)
    yield from _kept([element for section in report.sections for element in _chapter(section)])
    annexes = on_paper(report.annexes)
    yield from _annex_list([annex.heading for annex in annexes])
    yield from signature(report.head.signer or report.bureau, report.cutoff, report.head.seal)
    yield from _kept([element for number, annex in enumerate(annexes, 1) for element in _annex(number if len(annexes) > 1 else 0, annex)])
    *of_what, version, checksum = identity(report, digest)
    yield from (Line("Identity", "　".join(of_what), keep=True), Line("Identity", version, keep=True), Line("Identity", checksum))
    if report.head.copies or report.head.printer:
        yield Imprint(report.head.copies, report.head.printer, report.cutoff.date())
    yield from _drafts(report.drafts)


def _chapter(section: Section) -> Iterator[Element]:
    yield Line("Heading1", section.heading)
    yield from _blocks(section, captions=True)


def _kept(elements: list[Element]) -> Iterator[Element]:
    """The last of the text stays with what follows: a page that holds nothing but a signature, or the document's number, is none of its own."""
    yield from elements[:-1]
    yield from (replace(last, keep=True) if isinstance(last, Line | Grid) else last for last in elements[-1:])


def opening(head: Head, bureau: str, moment: datetime) -> Iterator[Element]:
    """发文机关标志 and what stands under it, down to the red rule; nothing for a plain head."""
    issuer = head.issuer or bureau
    number = head.number or f"〔{moment.year}〕　号"
    match head.style:
        case HeadStyle.REDHEAD:
            yield Line("Issuer", issuer, size=min(LARGEST, ISSUER / max(1, len(issuer))))
            yield Line("Space")
            yield Line("Number", number)
            yield Line("RedRule")
            yield Line("Space")
        case HeadStyle.LETTER:
            yield Line("LetterNumber", number)
            yield Line("Space")
        case HeadStyle.BRIEFING:
            yield Line("Issuer", issuer, size=min(LARGEST, ISSUER / max(1, len(issuer))))
            yield Line("Number", _issue(head))
            yield Line("Editor", f"{head.editor or bureau}\t{moment.year}年{moment.month}月{moment.day}日")
            yield Line("RedRule")


def _issue(head: Head) -> str:
    """第N期（总第N期）, the numbers left blank where no person gave them."""
    whole = f"（总第{head.whole_issue}期）" if head.whole_issue else ""
    return f"第{head.issue or '　'}期{whole}"


def _title(report: Report) -> Iterator[Line]:
    if report.head.style is not HeadStyle.PLAIN:
        yield Line("Space")
    named = [] if report.title.startswith(report.bureau) else [report.bureau]
    for part in (*named, report.title + ("（预览）" if report.preview else "")):
        for line in in_lines(clean(part)):
            yield Line("Title", line)


def _blocks(section: Section, captions: bool) -> Iterator[Element]:
    for block in map(readable, section.blocks):
        if isinstance(block, str):
            yield Line("Text", block)
        elif block.chart and block.chart.replaces_table:
            yield Picture(block)
        else:
            grid = tuple(_grid(block, captions))
            yield from (Turned(grid),) if wide(block) else grid
            if block.chart:
                yield Picture(block)


def _grid(table: Table, caption: bool) -> Iterator[Line | Grid]:
    if caption:
        yield Line("Caption", table.title)
    if table.measure:
        yield Line("Measure", table.measure)
    yield Grid(table)


def wide(table: Table) -> bool:
    return sum(column.width for column in table.columns if column.paper) > WIDEST


def _annex_list(headings: list[str]) -> Iterator[Line]:
    """附件说明: a single annex has no number."""
    yield Line("Space")
    for number, heading in enumerate(headings, 1):
        mark = "附件：" if number == 1 else "　　　"
        yield Line("AnnexList", f"{mark}{heading if len(headings) == 1 else f'{number}. {heading}'}")
    yield Line("Space")


def signature(signer: str, moment: datetime, seal: bool) -> Iterator[Line]:
    """署名 and 成文日期: set under each other, or, for a seal, centred on each other with room above."""
    day = f"{moment.year}年{moment.month}月{moment.day}日"
    name, dated = width(signer), width(day)
    if seal:
        yield Line("Space")
        yield Line("Space")
        right = 4.0
        centred = right + (dated - name) / 2
        shift = max(0.0, -centred)  # a long name moves both to the left
        yield Line("Signature", signer, right=centred + shift)
        yield Line("Signature", day, right=right + shift)
        return
    # The day begins two characters after the name; whichever ends farther right leaves two characters free.
    right = max(2.0, 2.0 + dated + 2.0 - name)
    yield Line("Signature", signer, right=right)
    yield Line("Signature", day, right=right + name - 2.0 - dated)


def _annex(number: int, annex: Section) -> Iterator[Element]:
    turned = isinstance(annex.blocks[0], Table) and wide(annex.blocks[0]) if annex.blocks else False
    mark = Line("Annex", f"附件{number or ''}")
    title = Line("AnnexTitle", annex.heading)
    if turned and len(annex.blocks) == 1 and isinstance(annex.blocks[0], Table):
        yield Turned((mark, title, *_grid(annex.blocks[0], caption=False)))
        return
    yield mark
    yield title
    yield from _blocks(annex, captions=len(annex.blocks) > 1 and all(isinstance(block, Table) for block in annex.blocks))


def _drafts(drafts: tuple[Section, ...]) -> Iterator[Element]:
    """拟稿参考: for whoever writes on, on a page of its own."""
    if not drafts:
        return
    yield Line("Annex", "拟稿参考")
    yield Line("Note", DRAFTS)
    for section in drafts:
        yield from _chapter(section)
