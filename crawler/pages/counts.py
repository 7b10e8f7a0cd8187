"""How often something was read, liked, shared, commented on, as pages and platforms write it: 1,234, 1.5万, 10万+."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SCALES = {"": 1, "千": 1_000, "k": 1_000, "万": 10_000, "萬": 10_000, "w": 10_000, "亿": 100_000_000}
NUMBER = r"\d[\d,，]{0,11}(?:\.\d{1,2})?\s?[千万萬亿wWkK]?\s?[+＋]?"
PARTS = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s?([千万萬亿wWkK]?)\s?([+＋]?)")


@dataclass(frozen=True, slots=True)
class Count:
    number: int
    at_least: bool = False  # only a lower bound: 10万+ is 100001 at least


def count(value: Any) -> Count | None:
    """A number, or a text that is one; None for anything else: what a page does not show is not 0."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return Count(value) if value >= 0 else None
    parts = PARTS.fullmatch(value.strip()) if isinstance(value, str) else None
    if not parts:
        return None
    number = round(float(re.sub("[,，]", "", parts[1])) * SCALES[parts[2].lower()])
    return Count(number + 1, at_least=True) if parts[3] else Count(number)


def numbers(counts: Mapping[str, Count]) -> dict[str, int]:
    return {name: one.number for name, one in counts.items()}


def floors(counts: Mapping[str, Count]) -> tuple[str, ...]:
    """The names of those that are only lower bounds."""
    return tuple(name for name, one in counts.items() if one.at_least)
