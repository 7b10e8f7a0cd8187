"""The report as JSON: the reference of which all other formats are views."""

import json
from datetime import date
from typing import Any

from model.table import Cell, Link, Listed, Points, Ratio, Report, Section, Table
from reports.formats.clean import clean

SCHEMA = 1


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
            "indicators": report.indicators,
            "sections": [_section(section) for section in report.sections],
            "annexes": [_section(section) for section in report.annexes],
            "articles": [_article(article) for article in report.articles],
        }
    )
    return cleaned


def render(report: Report, digest: str = "") -> bytes:
    """The file's content. `digest`, which the other formats print, is of these bytes and cannot be in them."""
    return (json.dumps(as_json(report), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n").encode()


def _section(section: Section) -> dict[str, Any]:
    # The list of articles stands under "articles", with more than the table shows.
    blocks = [block for block in section.blocks if isinstance(block, str) or block.key != "articles"]
    return {"heading": section.heading, "blocks": [_table(block) if isinstance(block, Table) else block for block in blocks]}


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "columns": [column.title for column in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "total": table.total and [_cell(cell) for cell in table.total],
        "measure": table.measure,
        "note": table.note,
        "rule": table.rule,
    }


def _cell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, Ratio | Points):
        return cell.value
    if isinstance(cell, date):
        return cell.isoformat()
    return cell.text if isinstance(cell, Link) else cell


def _article(article: Listed) -> dict[str, Any]:
    return {
        "id": article.id,
        "day": article.day.isoformat(),
        "published": article.published and article.published.isoformat(),
        "title": article.title,
        "url": article.url,
        "outlet": article.outlet,
        "level": article.level.value,
        "medium": article.medium.value,
        "role": article.role.value,
        "story": article.story,
        "origin": article.origin,
        "units": list(article.units),
        "topics": list(article.topics),
    }


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, list | tuple) else value
