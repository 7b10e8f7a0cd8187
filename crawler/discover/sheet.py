"""The cells of a workbook's first sheet with anything in it, as text; a small reader, for links need no more."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

LARGEST = 64 << 20  # bytes of one part, unpacked
MOST = 100_000  # rows
WIDE = 200  # columns
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL = re.compile(r"([A-Z]{1,3})\d+")


def cells(body: bytes) -> Iterator[list[str]]:
    """The rows that say anything; the addresses of linked cells come last. Nothing for a file that is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            names = sorted((name for name in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)), key=lambda name: (len(name), name))
            shared = strings(part(book, "xl/sharedStrings.xml"))
            for name in names:
                links = targets(part(book, name.replace("worksheets/", "worksheets/_rels/") + ".rels"))
                if found := list(sheet(part(book, name), shared, links)):
                    yield from found
                    return
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, EOFError, NotImplementedError, RuntimeError):
        return  # no workbook, or one that is damaged or locked: it names no links


def part(book: zipfile.ZipFile, name: str) -> bytes:
    """One file of the workbook; b"" where there is none."""
    if name not in book.namelist():
        return b""
    with book.open(name) as packed:
        return packed.read(LARGEST)


def parsed(xml: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(xml, parser) if xml else None


def strings(xml: bytes) -> list[str]:
    """The table of shared strings; the reading aids (rPh) beside them are not part of them."""
    root = parsed(xml)
    if root is None:
        return []
    return ["".join(text.text or "" for text in item.iter("{*}t") if not any(local(up) == "rPh" for up in text.iterancestors())) for item in root]


def targets(xml: bytes) -> dict[str, str]:
    root = parsed(xml)
    return {str(row.get("Id")): str(row.get("Target")) for row in root} if root is not None else {}


def sheet(xml: bytes, shared: list[str], links: dict[str, str]) -> Iterator[list[str]]:
    root = parsed(xml)
    if root is None:
        return
    links_of = {str(row.get("ref")): links.get(str(row.get(RELATION)), "") for row in root.iter("{*}hyperlink")}
    for count, row in enumerate(root.iter("{*}row")):
        if count >= MOST:
            return
        values: list[str] = []
        for cell in row.iter("{*}c"):
            place = str(cell.get("r") or "")
            column = column_of(place) if CELL.fullmatch(place) else len(values)
            if column < WIDE:
                values += [""] * (column + 1 - len(values))
                values[column] = text_of(cell, shared).strip()
        if any(values):
            yield values + [links_of[place] for place in (str(cell.get("r")) for cell in row.iter("{*}c")) if place in links_of]


def text_of(cell: etree._Element, shared: list[str]) -> str:
    value = next((str(part.text or "") for part in cell.iter("{*}v")), "")
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    return value or "".join(str(part.text or "") for part in cell.iter("{*}t"))


def column_of(place: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in CELL.fullmatch(place)[1]:  # type: ignore[index]
        number = number * 26 + ord(letter) - 64
    return number - 1


def local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
