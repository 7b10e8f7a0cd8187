"""The report as PDF in the layout of official documents (GB/T 9704): typst sets it, data goes in as data."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from model.table import Cell, Report, Table, shown
from reports.formats import svg
from reports.formats.clean import clean
from reports.formats.columns import TALL, UNPARTED, heights, printed, shares, together
from reports.formats.document import AREA, LYING, Document, Element, Grid, Imprint, Line, Picture, Turned, laid_out, wide
from reports.formats.fonts import Typefaces, lacking, typefaces
from reports.formats.titles import width

CELL, LINE = 10.0, 25.0  # characters without a place where a cell, or a line, may end
PARAGRAPHS = ("Normal", "Text", "Facts")
PIECES, SOFT = re.compile(".{4}"), "\u200b"  # where it then may, without a sign
LACKING = "〓"  # printers' sign for one that they do not have
log = logging.getLogger(__name__)


def render(report: Report, digest: str, fonts: tuple[Path, ...] = (), archival: bool = False) -> bytes:
    return print_document(laid_out(report, digest), fonts, archival)


def print_document(document: Document, fonts: tuple[Path, ...] = (), archival: bool = False) -> bytes:
    """The file's content; `fonts` are folders of the office's fonts, `archival` makes it PDF/A-2b.

    What cannot be printed as it should is told in the log: roles with a substitute, characters without a shape, which PDF/A has as 〓.
    """
    faces = typefaces(fonts)
    told = _told(document, faces)
    if faces.substituted:
        log.warning("PDF 字体替代：%s 没有找到办公字体，用随附的思源字体代替", "、".join(faces.substituted))
    data = json.dumps(told, ensure_ascii=False)
    if missing := lacking((text.replace(SOFT, "") for text in _texts([*told["front"], *told["elements"]])), faces):
        log.warning("PDF 缺字：%s%s", "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in missing), f"，印作{LACKING}" if archival else "")
        if archival:  # PDF/A allows no sign without a shape
            data = data.translate(dict.fromkeys(map(ord, missing), LACKING))
    printed = typst.compile(
        _template(),
        font_paths=faces.fonts,
        ignore_system_fonts=True,
        sys_inputs={"document": data},
        format="pdf",
        pdf_standards=["a-2b"] if archival else [],
        timestamp=int(document.moment.astimezone(UTC).timestamp()),
    )
    assert isinstance(printed, bytes)  # given no file to write to
    return printed


@cache
def _template() -> bytes:
    return files("reports.formats").joinpath("official.typ").read_bytes()


def _told(document: Document, faces: Typefaces) -> dict[str, Any]:
    """What the template reads as `told`."""
    return {
        "title": document.title,
        "author": document.author,
        "subject": document.subject,
        "keywords": [document.id, *(["字体：替代"] if faces.substituted else [])],
        "preview": document.preview,
        "letter": document.letter,
        "fonts": faces.roles,
        "front": [_element(element, faces) for element in document.front],
        "elements": [_element(element, faces) for element in document.elements],
    }


def _element(element: Element, faces: Typefaces) -> dict[str, Any]:
    match element:
        case Line():
            text = "\t".join(
                _parted(clean(part), LINE) if element.style in PARAGRAPHS else clean(part) for part in element.text.split("\t")
            )  # tabs part the columns of a line
            told = {"style": element.style, "text": text, "right": element.right, "size": element.size, "mark": element.mark, "keep": element.keep}
            return {"kind": "line", **told}
        case Grid():
            return {**_grid(element.table, element.keep), "note": clean(element.note)}
        case Picture():
            return _picture(element.table, faces)
        case Turned():
            return {"kind": "turned", "elements": [_element(one, faces) for one in element.elements]}
        case Imprint():
            day = f"{element.day.year}年{element.day.month}月{element.day.day}日"
            return {"kind": "imprint", "copies": clean(element.copies), "printer": clean(element.printer), "day": day}


def _grid(table: Table, keep: bool) -> dict[str, Any]:
    places, room = printed(table), LYING if wide(table) else AREA

    def texts(row: tuple[Cell, ...]) -> list[str]:
        return [_parted(clean(shown(row[place])), CELL) for place in places]

    whole, high = together(table, room), heights(table, room)
    return {
        "kind": "grid",
        "columns": [
            {"title": clean(column.title), "width": share, "text": column.text}
            for column, share in zip((table.columns[place] for place in places), shares(table, room), strict=True)
        ],
        "rows": [texts(row) for row in table.rows],
        "total": texts(table.total) if table.total else None,
        "together": whole,
        "keep": keep,
        "tall": [height >= TALL for height in high],
        "low": {"first": sum(high[:3]) < TALL, "last": sum(high[-3:]) < TALL},  # three that may stay on one page
    }


def _parted(text: str, most: float) -> str:
    """With places where a line may end in a run that has none and is broader than `most` characters."""
    return UNPARTED.sub(lambda run: run[0] if width(run[0]) <= most else PIECES.sub(f"\\g<0>{SOFT}", run[0]), text)


def _picture(table: Table, faces: Typefaces) -> dict[str, Any]:
    assert table.chart is not None  # a picture is one of a chart
    drawn = svg.draw(table, table.chart, family=faces.roles["hei"][0] if faces.roles["hei"] else "")
    return {"kind": "picture", "title": clean(table.chart.title), "svg": drawn, "described": svg.described(table)}


def _texts(elements: list[dict[str, Any]]) -> Iterator[str]:
    for element in elements:
        yield from (element[key] for key in ("text", "title", "described", "copies", "printer", "note") if key in element)
        if element["kind"] == "grid":
            yield from (text for row in [*element["rows"], element["total"] or []] for text in row)
            yield from (column["title"] for column in element["columns"])
        yield from _texts(element.get("elements", []))
