"""Rows of a JSON lines file: one article a line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from model.row import Row
from pipelines.imports import values

KEYS = (
    *("id", "url", "outlet", "level", "medium", "title", "body", "published", "published_precision", "origin", "reporters", "correspondents"),
    *("column", "page_no", "page_name", "units", "topics", "position", "counts"),
)
LONGEST = 4_000_000  # characters of a line


def rows(lines: Iterable[str]) -> Iterator[tuple[Row | str, tuple[str, ...]]]:
    """Each line as a row, or as the sentence that says why it is none; and the keys that were not understood. Empty lines are skipped."""
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
    unknown = tuple(key for key in given if key not in KEYS)
    try:
        return row_of(given), unknown
    except ValueError as error:
        return str(error), unknown


def row_of(given: dict[str, Any]) -> Row:
    """A row from its values by key. Errors: ValueError with a Chinese sentence."""
    title = _text(given, "title").strip()
    if not title:
        raise ValueError("缺少标题（title）")
    published, precision = values.moment(given.get("published"))
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
