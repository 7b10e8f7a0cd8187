"""The cells of a workbook's first sheet with anything in it, as text; a small reader, for links need no more."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from lxml import etree

from archive.zips import BROKEN, is_bloated

PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a zip; the container of .xls and of workbooks with a password
LARGEST = 32 << 20  # bytes of all the parts that are read, unpacked
PARTS = 1000
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # of workbooks; others ask for as much memory as a file likes
MOST = 100_000  # rows
WIDE = 200  # columns
READ = re.compile(r"xl/(?:worksheets/(?:_rels/)?sheet\d+\.xml(?:\.rels)?|sharedStrings\.xml)")
SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL = re.compile(r"([A-Z]{1,3})\d+")


class Unopened(Exception):
    """The file is damaged, locked, far too large, or no workbook."""


def cells(body: bytes) -> list[list[str]]:
    """The rows that say anything; the addresses of linked cells come last. Errors: Unopened."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            parts = {one.filename: one for one in book.infolist() if READ.fullmatch(one.filename)}
            names = sorted((name for name in parts if SHEET.fullmatch(name)), key=lambda name: (len(name), name))
            if not names or too_large(list(parts.values())) or any(one.compress_type not in PACKINGS for one in parts.values()):
                raise Unopened
            shared = strings(book, parts.get("xl/sharedStrings.xml"))
            for name in names:
                links = targets(book, parts.get(name.replace("worksheets/", "worksheets/_rels/") + ".rels"))
                if found := list(sheet(book, parts[name], shared, links)):
                    return found
            return []
    except (*BROKEN, etree.XMLSyntaxError) as error:
        raise Unopened from error


def too_large(parts: Sequence[zipfile.ZipInfo]) -> bool:
    """By the sizes that the file declares; its reader gives no more than that."""
    return any(map(is_bloated, parts)) or len(parts) > PARTS or sum(one.file_size for one in parts) > LARGEST


def elements(book: zipfile.ZipFile, part: zipfile.ZipInfo | None, *tags: str) -> Iterator[etree._Element]:
    """The elements of a part with these tags, each let go once it was looked at; none where the workbook lacks the part."""
    if part is None:
        return
    with book.open(part) as packed:
        for _, element in etree.iterparse(packed, tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False, no_network=True, load_dtd=False):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]  # what has something before it has a parent


def strings(book: zipfile.ZipFile, part: zipfile.ZipInfo | None) -> list[str]:
    """The table of shared strings; the reading aids (rPh) beside them are not part of them."""
    items = elements(book, part, "si")
    return ["".join(text.text or "" for text in item.iter("{*}t") if not any(local(up) == "rPh" for up in text.iterancestors())) for item in items]


def targets(book: zipfile.ZipFile, part: zipfile.ZipInfo | None) -> dict[str, str]:
    return {str(row.get("Id")): str(row.get("Target")) for row in elements(book, part, "Relationship")}


def sheet(book: zipfile.ZipFile, part: zipfile.ZipInfo, shared: list[str], links: dict[str, str]) -> Iterator[list[str]]:
    rows: list[tuple[list[str], list[str]]] = []  # the values, and where they stand
    links_of: dict[str, str] = {}  # they are named below the rows
    for element in elements(book, part, "row", "hyperlink"):
        if local(element) == "hyperlink":
            links_of[str(element.get("ref"))] = links.get(str(element.get(RELATION)), "")
        elif len(rows) < MOST and any(values := values_of(element, shared)):
            rows.append((values, [str(cell.get("r")) for cell in element.iter("{*}c")]))
    for values, places in rows:
        yield values + [links_of[place] for place in places if place in links_of]


def values_of(row: etree._Element, shared: list[str]) -> list[str]:
    values: list[str] = []
    for cell in row.iter("{*}c"):
        place = str(cell.get("r") or "")
        column = column_of(place) if CELL.fullmatch(place) else len(values)
        if column < WIDE:
            values += [""] * (column + 1 - len(values))
            values[column] = text_of(cell, shared).strip()
    return values


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
