"""Answers of data interfaces: JSON in its wrappings, the objects in it, and why it holds none."""

import html
import json
import re
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from typing import Any

from crawler.discover.dates import CHINA, listed_date
from crawler.discover.found import Result
from crawler.discover.signs import why_empty
from model.times import moment

MOST = 200_000  # values looked at in one answer
CALLED = re.compile(r"(?:(?:var|let|const)\s{1,9})?[\w.$]{1,80}\s{0,9}[(=]")
TAG = re.compile(r"<[A-Za-z/!][^<>]*>")
BREAK = re.compile(r"<(?:br|/p|/div)\b[^<>]*>", re.IGNORECASE)
REFUSED = re.compile(r"登录|登陆|验证|频繁|权限|invalid session|freq control|not login|need login", re.IGNORECASE)
FLOOR = re.compile(r"(\d[\d,.]*)\s*([万亿w]?)\s*(\+?)", re.IGNORECASE)
UNITS = {"": 1, "万": 10_000, "w": 10_000, "亿": 100_000_000}


def parsed(text: str) -> Any:
    """The value of a JSON text: plain, one object a line, or in a callback; None for anything else."""
    text = text.strip("\ufeff \r\n\t;")
    if text[:1] not in ("{", "["):
        called = CALLED.match(text)
        text = text[called.end() :].strip().removesuffix(")").rstrip() if called else ""
        if text[:1] not in ("{", "["):
            return None
    value = loaded(text)
    return lines(text) if value is None and "\n" in text else value


def loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def beginning(text: str) -> Any:
    """The JSON value with which a text begins, in a script for instance; None for anything else."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def lines(text: str) -> list[Any] | None:
    """JSON, one value a line; None unless every line is one."""
    values = [loaded(line) for line in text.splitlines() if line.strip()]
    return values if values and None not in values else None


def objects(tree: Any, wanted: Callable[[dict[str, Any]], bool], beside: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """The objects that are `wanted`, in their order, not looked into any further; nor are the keys `beside`.

    JSON in a string is JSON too: some interfaces pack their lists twice.
    """
    waiting, seen = [tree], 0
    while waiting and seen < MOST:
        value, seen = waiting.pop(), seen + 1
        if isinstance(value, str) and value[:1] in ("{", "[") and len(value) > 20:
            value = loaded(value)
        if isinstance(value, dict):
            if wanted(value):
                yield value
            else:
                waiting.extend(inner for key, inner in reversed(value.items()) if key not in beside and isinstance(inner, dict | list | str))
        elif isinstance(value, list):
            waiting.extend(inner for inner in reversed(value) if isinstance(inner, dict | list | str))


def at(tree: Any, *path: str) -> Any:
    """The value at a path of keys, None where there is none."""
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def words(value: Any) -> str:
    """A string of an answer as people read it: one line, without marks and entities; "" for what is no string or number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return re.sub(r"\s+", " ", spoken(value)).strip() if isinstance(value, str) else ""


def spoken(text: str) -> str:
    """As `words`, with its lines kept: tags go, entities are undone, even twice escaped ones."""
    text = TAG.sub("", BREAK.sub("\n", text)) if "<" in text else text
    text = html.unescape(html.unescape(text)) if "&" in text else text
    return (TAG.sub("", text) if "<" in text else text).replace("\u200b", "").replace("\xa0", " ")


def first(row: dict[str, Any], *keys: str) -> str:
    """The first of these values that says something."""
    return next((said for key in keys if (said := words(row.get(key)))), "")


def when(value: Any, now: datetime) -> datetime | None:
    """A moment as interfaces write it: epoch in seconds or milliseconds, or any spelling of a date. None for 0 and nonsense."""
    said = words(value)
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", said):
        seconds = int(said.partition(".")[0])
        return datetime.fromtimestamp(seconds / 1000 if seconds > 10**11 else seconds, UTC).astimezone(CHINA)
    if not said or (said.isdigit() and len(said) != 8):
        return None
    found = moment(said, now)
    return found.when if found else listed_date(said, now)


def number(value: Any) -> int | None:
    """A count: 12, "1.5万", "100万+" (a floor: one more than it says); None where none is shown."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value
    match = FLOOR.search(words(value))
    if not match:
        return None
    try:
        return int(float(match[1].replace(",", "").rstrip(".")) * UNITS[match[2].lower()]) + (1 if match[3] else 0)
    except ValueError:
        return None


def counted(row: dict[str, Any], **keys: str) -> dict[str, int]:
    """The counts that a row shows: `likes="digg_count"`."""
    return {name: found for name, key in keys.items() if (found := number(row.get(key))) is not None}


def floored(row: dict[str, Any], **keys: str) -> tuple[str, ...]:
    """Those of the counts that are only a lower bound: "10万+"."""
    return tuple(name for name, key in keys.items() if (match := FLOOR.search(words(row.get(key)))) and match[3])


def why_none(tree: Any, text: str, status: int) -> Result:
    """For an answer without rows: an interface that says nothing at all, or speaks of a login, did not let us in."""
    if tree is None:
        return why_empty(text, status) if text.strip() else Result.BLOCKED
    said = " ".join(
        first(part, "msg", "message", "err_msg", "errmsg", "error", "resultMsg") for part in (tree, at(tree, "base_resp")) if isinstance(part, dict)
    )
    if REFUSED.search(said) or status >= 400:
        return Result.BLOCKED
    return Result.EMPTY
