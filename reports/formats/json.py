"""The report as JSON: the reference, of which all other formats are views. It is read back without loss."""

import json
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from model.table import Cell, Chart, Link, Listed, Points, Ratio, Report, Section, Table
from reports.formats.clean import clean
from reports.garbage import unsearched

SCHEMA = 3
ARTICLES = "articles"  # key of the table whose rows stand, with more, under "articles"


def as_json(report: Report) -> dict[str, Any]:
    """The report in plain dicts, lists, strings and numbers; its keys are told in docs/report.md."""
    cleaned: dict[str, Any] = _cleaned(
        {
            "schema": SCHEMA,
            "id": report.id,
            "kind": report.kind,
            "name": report.name,
            "since": report.since.isoformat(),
            "until": report.until.isoformat(),
            "preview": report.preview,
            "cutoff": report.cutoff.isoformat(),
            "bureau": report.bureau,
            "title": report.title,
            "addressees": report.addressees,
            "lead": report.lead,
            "head": asdict(report.head),
            "scope": report.scope,
            "revision": report.revision,
            "reason": report.reason,
            "by": report.by,
            "terms": report.terms,
            "figures": [asdict(figure) for figure in report.figures],
            "indicators": report.indicators,
            "sections": [_section(section) for section in report.sections],
            "annexes": [_section(section) for section in report.annexes],
            "drafts": [_section(section) for section in report.drafts],
        }
    )
    return cleaned | {"articles": [article_row(article) for article in report.articles]}


def render(report: Report, digest: str = "") -> bytes:
    """The file's content. `digest`, which the other formats print, is of these bytes and cannot be in them."""
    with unsearched():
        return (json.dumps(as_json(report), ensure_ascii=False, sort_keys=True, allow_nan=False) + "\n").encode()


def _section(section: Section) -> dict[str, Any]:
    return {"heading": section.heading, "blocks": [_table(block) if isinstance(block, Table) else block for block in section.blocks]}


def _table(table: Table) -> dict[str, Any]:
    rows = () if table.key == ARTICLES else table.rows
    return {
        "key": table.key,
        "title": table.title,
        "tab": table.tab,
        "columns": [asdict(column) for column in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in rows],
        "total": table.total and [_cell(cell) for cell in table.total],
        "measure": table.measure,
        "note": table.note,
        "rule": table.rule,
        "chart": table.chart and _chart(table.chart),
        "blank": table.blank,
        "unlisted": table.unlisted,
        "behind": table.behind,
    }


def _chart(chart: Chart) -> dict[str, Any]:
    return asdict(chart)


def _cell(cell: Cell) -> str | int | dict[str, Any] | None:
    """Numbers as numbers; what is more than a number or a text is an object that names its kind by its keys."""
    match cell:
        case Ratio():
            return {"ratio": cell.value, "part": cell.part, "whole": cell.whole, "signed": cell.signed}
        case Points():
            return _points(*cell.exact.as_integer_ratio())
        case Link():
            return {"text": cell.text, "url": cell.url}
        case date():
            return {"date": cell.isoformat()}
    return cell


def article_row(article: Listed) -> dict[str, Any]:
    """An article of the list, ready for JSON: its free texts are cleaned here, since there may be a hundred thousand of them."""
    return {
        "id": article.id,
        "day": article.day.isoformat(),
        "published": article.published and article.published.isoformat(),
        "title": clean(article.title),
        "url": clean(article.url),
        "outlet": _name(article.outlet),
        "level": article.level.value,
        "medium": article.medium.value,
        "role": article.role.value,
        "story": article.story,
        "origin": _name(article.origin),
        "units": list(map(_name, article.units)),
        "topics": list(map(_name, article.topics)),
        "column": _name(article.column),
        "correspondents": list(map(_name, article.correspondents)),
        "points": _cell(article.points),
        "promoted": article.promoted,
        "scored": list(map(_name, article.scored)),
    }


@lru_cache(maxsize=10_000)
def _points(numerator: int, denominator: int) -> dict[str, Any]:
    return {"points": Points(Fraction(numerator, denominator)).value, "exact": [numerator, denominator]}


_name = lru_cache(maxsize=10_000)(clean)  # the same names come back in article after article


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, list | tuple) else value
