"""Rows of a JSON lines file: one article a line."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from model.row import Row
from pipelines.imports import values

KEYS = (
    *("id", "url", "outlet", "level", "medium", "title", "body", "published", "published_precision", "origin", "reporters", "correspondents"),
    *("column", "page_no", "page_name", "units", "topics", "position", "counts", "seconds", "characters", "note"),
)
LONGEST = 4_000_000  # characters of a line


def rows(lines: Iterable[str]) -> Iterator[tuple[Row | str, tuple[str, ...]]]:
    """Each line as a row, or as the sentence that says why it is none; and what a person should know of it. Empty lines are skipped."""
    for line in lines:
        if text := line.strip().lstrip("\ufeff"):
            yield _row(text)


def _row(text: str) -> tuple[Row | str, tuple[str, ...]]:
    if len(text) > LONGEST:
        return f"这一行超过 {LONGEST // 1_000_000} 百万字，不像是一篇文章", ()
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return "不是有效的 JSON", ()
    if not isinstance(given, dict):
        return "不是一篇文章：应为 {…}", ()
    unknown = [key for key in given if key not in KEYS]
    warnings = (f"不认识的键 {'、'.join(unknown)}，已忽略",) if unknown else ()
    try:
        return row_of(given), warnings
    except ValueError as error:
        return str(error), warnings


def row_of(given: dict[str, Any], now: datetime | None = None) -> Row:
    """A row from its values by key; `now` is what a date without a year is told by. Errors: ValueError with a Chinese sentence."""
    title = _text(given, "title").strip()
    if not title:
        raise ValueError("缺少标题（title）")
    published, precision = values.moment(given.get("published"), now)
    counts, at_least = _counts(given.get("counts") or {})
    return Row(
        title=title,
        id=_text(given, "id"),
        url=_text(given, "url").strip(),
        outlet=_text(given, "outlet").strip(),
        level=values.level(given.get("level")),
        medium=values.medium(given.get("medium")),
        body=_text(given, "body"),
        published=published,
        published_precision=precision,
        origin=_text(given, "origin"),
        reporters=values.names(given.get("reporters")),
        correspondents=values.names(given.get("correspondents")),
        column=_text(given, "column"),
        page_no=_text(given, "page_no"),
        page_name=_text(given, "page_name"),
        units=None if given.get("units") is None else values.listed(given["units"]),
        topics=None if given.get("topics") is None else values.listed(given["topics"]),
        position=values.listed(given.get("position")),
        counts=counts,
        at_least=at_least,
        role=values.role(given.get("role")),
        seconds=values.seconds(given.get("seconds")),
        characters=values.characters(given.get("characters")),
        note=_text(given, "note").strip(),
        scans=values.listed(given.get("scans")),
    )


def _text(given: dict[str, Any], key: str) -> str:
    value = given.get(key)
    if value is None:
        return ""
    if isinstance(value, list | dict | bool):
        raise ValueError(f"{key} 应为文字")
    return str(value)


def _counts(given: Any) -> tuple[dict[str, int], tuple[str, ...]]:
    if not isinstance(given, dict):
        raise ValueError("counts 应为 {名称: 个数}")
    read = {str(key): values.count(value) for key, value in given.items()}
    return {key: number for key, (number, _) in read.items() if number is not None}, tuple(key for key, (_, least) in read.items() if least)
