"""A points table as offices paste it: rows of (kind,) item and points, each read or told why not."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from model.outlet import Level

NUMBER = re.compile(r"([+＋\-－×xX*＊加减]?)\s*(\d+(?:\.\d+)?)\s*(?:分|倍|篇|字)?")
# Words of the first column, as the report's annex prints them, with those that offices write.
KINDS = {
    "levels": ("媒体级别", "级别", "级别分"),
    "outlets": ("指定媒体", "媒体"),
    "positions": ("版面、体裁", "版面", "体裁", "位置", "倍数"),
    "information": ("政务信息", "信息", "采用类型"),
    "instructions": ("领导批示", "批示"),
    "single": ("篇幅", "扣分", "其他", "任务", "封顶"),
}
SINGLE = {
    "deduction": re.compile(r"扣分|约稿|差错"),
    "cap": re.compile(r"封顶|上限"),
    "short_times": re.compile(r"简讯.*(?:不足|<)"),
    "long_times": re.compile(r"深度.*(?:以上|≥|满)"),
    "reprint_weight": re.compile(r"转载"),
}
LIMITS = {"short_times": "short_below", "long_times": "long_from"}


@dataclass(slots=True)
class Pasted:
    """What was understood, and what was not."""

    table: dict[str, Any] = field(default_factory=dict)  # of model.bureau.PointsRule, without version and since
    told: list[tuple[int, str, str]] = field(default_factory=list)  # row, its text, what it was read as; "" for a mistake
    mistakes: list[tuple[int, str]] = field(default_factory=list)  # row, why


def pasted(lines: Iterable[Sequence[Any]], outlets: Mapping[str, str]) -> Pasted:
    """`lines` are cells; `outlets` are ids by name. A head row and empty rows are passed over."""
    found = Pasted()
    for number, line in enumerate(lines, 1):
        cells = [str(cell).strip().strip("\u3000") for cell in line if cell not in (None, "") and str(cell).strip()]
        if not cells or _head(cells):
            continue
        try:
            found.told.append((number, " ".join(cells), _row(found.table, cells, outlets)))
        except ValueError as error:
            found.mistakes.append((number, f"“{' '.join(cells)[:60]}”：{error}"))
    if not found.table.get("levels") and not found.mistakes:
        found.mistakes.append((0, "没有一行媒体级别的分值"))
    return found


def _head(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and not any(character.isdigit() for cell in cells for character in cell) and cells[-1] in ("分值", "得分", "分数", "倍数")


def _row(table: dict[str, Any], cells: Sequence[str], outlets: Mapping[str, str]) -> str:
    if len(cells) < 2 or (len(cells) == 2 and any(cells[0] in words for words in KINDS.values())):
        raise ValueError("缺少分值")
    kind = next((key for key, words in KINDS.items() if cells[0] in words), "") if len(cells) > 2 else ""
    item = cells[1] if kind or len(cells) > 2 else cells[0]
    sign, value = _points(cells[-1])
    key = kind or _guessed(item, sign, outlets)
    if key == "levels":
        return _put(table, key, _level(item), value, f"{item} {value:g} 分")
    if key == "outlets":
        if item not in outlets:
            raise ValueError(f"媒体“{item}”没有登记")
        return _put(table, key, outlets[item], value, f"{item} {value:g} 分")
    if key in ("positions", "information", "instructions"):
        return _put(table, key, item, value, f"{item} {'×' if key == 'positions' else ''}{value:g}")
    return _single(table, item, value)


def _put(table: dict[str, Any], key: str, item: str, value: float, told: str) -> str:
    held: dict[str, float] = table.setdefault(key, {})
    if held.get(item, value) != value:
        raise ValueError(f"与前面的 {held[item]:g} 不同：同一项只写一次")
    held[item] = value
    return told


def _single(table: dict[str, Any], item: str, value: float) -> str:
    for key, pattern in SINGLE.items():
        if pattern.search(item):
            table[key] = value
            if key in LIMITS and (limit := re.search(r"\d+", item)):
                table[LIMITS[key]] = int(limit[0])
            return f"{item} {value:g}"
    raise ValueError("不认识这一项：请写明类别（媒体级别、指定媒体、版面、政务信息、领导批示、扣分）")


def _points(text: str) -> tuple[str, float]:
    parts = NUMBER.fullmatch(text)
    if not parts:
        raise ValueError(f"分值“{text}”不是数")
    if parts[1] in ("-", "－"):
        raise ValueError("分值不能是负数：要扣的写在“扣分”")
    return parts[1], float(parts[2])


def _level(item: str) -> str:
    for written in (item, f"{item}级", item.removesuffix("媒体"), f"{item.removesuffix('媒体')}级"):
        try:
            return Level(written).value
        except ValueError:
            continue
    raise ValueError(f"不认识的媒体级别，可用：{'、'.join(level.label for level in Level)}")


def _guessed(item: str, sign: str, outlets: Mapping[str, str]) -> str:
    """What a row without a kind is about."""
    if item in outlets:
        return "outlets"
    try:
        _level(item)
        return "levels"
    except ValueError:
        pass
    if any(pattern.search(item) for pattern in SINGLE.values()):
        return "single"
    return "positions" if sign in ("×", "x", "X", "*", "＊") else "single"
