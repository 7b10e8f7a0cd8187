"""剪报册: chosen articles as a book, with cover, contents and one article a page; for Word and PDF."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from archive.ledger.browsing import CaptureRecord, Row
from model.outcome import UserError
from model.reading import Precision
from reports.formats import docx, pdf
from reports.formats.clean import clean
from reports.formats.document import Document, Element, Line
from reports.formats.titles import in_lines, width
from reports.period import LOCAL

DIGEST = 300  # characters of an article's text that go onto its page
TITLE, ENTRY, OUTLET, ADDRESS = 75, 21.0, 8.0, 240  # characters of a title on its page and in the contents, of an outlet there, and of an address
FORMATS = ("docx", "pdf")
SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]?[”’」』）]?")


def write(document: Document, form: str) -> bytes:
    """The file's content in one of FORMATS."""
    return docx.write_document(document) if form == "docx" else pdf.print_document(document)


def book(rows: Sequence[Row], captures: Mapping[str, CaptureRecord], title: str, bureau: str, moment: datetime) -> Document:
    """`captures` are the evidence by Article.id; `moment` (aware) is when the book is made. UserError when there is no article."""
    if not rows:
        raise UserError("没有选中文章，剪报册没有内容：请换检索词，或先勾选文章")
    numbered = list(enumerate(rows, 1))
    local = moment.astimezone(LOCAL)
    return Document(
        id="clippings",
        title=clean(title),
        author=clean(bureau),
        subject=f"剪报册，{len(rows)}篇",
        moment=local,
        front=tuple(_front(rows, title, bureau, local)),
        elements=tuple(line for number, row in numbered for line in _page(number, row, captures.get(row.id))),
    )


def digest(text: str, most: int = DIGEST) -> str:
    """The beginning of a text in whole sentences, as far as they fit; a first sentence that does not is cut."""
    text = re.sub(r"\s*\n\s*", "\n", clean_lines(text)).strip()
    if len(text) <= most:
        return text
    kept = ""
    for sentence in SENTENCE.findall(text):
        if not sentence or len(kept) + len(sentence) > most:
            break
        kept += sentence
    return (kept.rstrip() or text[: most - 2]) + "……"


def clean_lines(text: str) -> str:
    return "\n".join(clean(line) for line in text.split("\n"))


def _front(rows: Sequence[Row], title: str, bureau: str, moment: datetime) -> Iterator[Element]:
    for number, line in enumerate(in_lines(clean(title))):
        yield Line("Title" if number else "Cover", line)
    yield Line("Space")
    if days := sorted(row.published.astimezone(LOCAL).date() for row in rows if row.published):
        yield Line("CoverLine", f"{days[0]:%Y-%m-%d} 至 {days[-1]:%Y-%m-%d}" if days[0] != days[-1] else f"{days[0]:%Y-%m-%d}")
    yield Line("CoverLine", f"共 {len(rows)} 篇，{len({row.outlet for row in rows})} 家媒体")
    yield Line("Space")
    yield Line("CoverLine", clean(bureau))
    yield Line("CoverLine", f"{moment.year}年{moment.month}月{moment.day}日")
    yield Line("Contents", "目　　录")
    for number, row in enumerate(rows, 1):
        yield Line("Entry", f"{number}\t{_shortened(row.title, ENTRY)}（{_shortened(row.outlet_name, OUTLET)}）\t{number}", mark=f"article{number}")


def _page(number: int, row: Row, capture: CaptureRecord | None) -> Iterator[Line]:
    for at, line in enumerate(in_lines(clean(row.title)[:TITLE] + ("…" if len(row.title) > TITLE else ""))):
        yield Line("Title" if at else "Article", line, mark="" if at else f"article{number}")
    yield Line("Space")
    for label, value in _facts(row, capture):
        yield Line("Facts", f"{label}\t{_shortened(value, ADDRESS)}")
    yield Line("Space")
    for paragraph in (digest(row.body) or "（没有正文，见原件。）").split("\n"):
        yield Line("Text", paragraph)


def _facts(row: Row, capture: CaptureRecord | None) -> list[tuple[str, str]]:
    """What stands under the title; what the page did not say is left out."""
    facts = [
        ("媒体", f"{row.outlet_name}（{row.level.label}，{row.medium.label}）"),
        ("日期", _published(row)),
        ("版次", " ".join(part for part in (row.page_no, row.page_name) if part)),
        ("作者", "、".join((*row.reporters, *row.correspondents))),
        ("首发转载", f"{row.role.label}{f'，同稿共{row.carriers}家刊发' if row.carriers > 1 else ''}"),
        ("来源", row.origin),
        ("网址", row.url),
        ("存证", f"{capture.fetched.astimezone(LOCAL):%Y-%m-%d %H:%M:%S} 取得，SHA-256 {capture.digest}" if capture else "人工录入或导入，没有网页存证"),
    ]
    return [(label, value) for label, value in facts if value]


def _published(row: Row) -> str:
    if row.published is None:
        return "日期待定"
    local = row.published.astimezone(LOCAL)
    return f"{local:%Y-%m-%d}" if row.precision in (Precision.DAY, Precision.NONE) else f"{local:%Y-%m-%d %H:%M}"


def _shortened(text: str, most: float) -> str:
    """As much of the text as is no broader than so many Chinese characters."""
    text = clean(text)
    if width(text[: int(2 * most) + 1]) <= most:
        return text[: int(2 * most)]
    while width(text[: int(2 * most)]) > most - 1:
        text = text[: min(len(text), int(2 * most)) - 1]
    return f"{text}…"
