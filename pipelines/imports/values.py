"""Values as people and programs write them: moments, names, numbers. Errors: ValueError with a Chinese sentence."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from model.outlet import Level, Medium
from model.reading import Precision

LOCAL = ZoneInfo("Asia/Shanghai")
YEARS = (1900, 2200)
SERIAL = range(20_000, 80_000)  # days of a spreadsheet: 1954 … 2119
SPREADSHEET = datetime(1899, 12, 30, tzinfo=LOCAL)
WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*T?\s*(\d{1,2})[:时：](\d{1,2})(?:[:分：](\d{1,2}))?[分秒]?)?")
NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(万|亿)?\s*(\+)?")
SCALES = {"万": 10_000, "亿": 100_000_000, None: 1}
ZONE = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$", re.IGNORECASE)


def moment(value: Any) -> tuple[datetime | None, Precision]:
    """A moment in any usual way of writing it; without a zone it is local. Nothing at all: None."""
    if value is None or value == "":
        return None, Precision.NONE
    if isinstance(value, datetime):
        exact = value if value.tzinfo else value.replace(tzinfo=LOCAL)
        midnight = not value.tzinfo and value.time() == datetime.min.time()
        return exact, Precision.DAY if midnight else Precision.SECOND
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=LOCAL), Precision.DAY
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _serial(value)
    return _written(str(value).strip())


def _serial(days: float) -> tuple[datetime, Precision]:
    if int(days) not in SERIAL:
        raise ValueError(f"“{days:g}”不是日期")
    return SPREADSHEET + timedelta(seconds=round(days * 86400)), Precision.DAY if days == int(days) else Precision.MINUTE


def _written(text: str) -> tuple[datetime, Precision]:
    if ZONE.search(text) and "T" in text.upper():
        try:
            return _plausible(datetime.fromisoformat(text), text), Precision.SECOND
        except ValueError:
            raise ValueError(f"“{text}”不是日期，请写成 2026-10-01 或 2026-10-01T08:30:00+08:00") from None
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _serial(float(text))
    stripped = ZONE.sub("", text) if text.count(":") > 1 and ZONE.search(text) else text
    parts = WRITTEN.fullmatch(re.sub(r"\.\d+$", "", stripped) if ":" in stripped else stripped)
    try:
        if not parts:
            raise ValueError
        year, month, day, hour, minute, second = (int(part) if part else 0 for part in parts.groups())
        local = _plausible(datetime(year, month, day, hour, minute, second, tzinfo=LOCAL), text)
        if stripped != text:
            local = datetime.fromisoformat(f"{local.replace(tzinfo=None).isoformat()}{text[len(stripped) :].strip()}")
    except ValueError:
        raise ValueError(f"“{text}”不是日期，请写成 2026-10-01 或 2026-10-01 08:30") from None
    return local, Precision.DAY if parts[4] is None else Precision.MINUTE if parts[6] is None else Precision.SECOND


def _plausible(when: datetime, text: str) -> datetime:
    if not YEARS[0] <= when.year <= YEARS[1]:
        raise ValueError(text)
    return when if when.tzinfo else when.replace(tzinfo=LOCAL)


def names(value: Any) -> tuple[str, ...]:
    """People or words, given as a list or as one text with separators."""
    if value is None or value == "":
        return ()
    parts = re.split(r"[、，,；;/\s\u3000]+", value) if isinstance(value, str) else value
    if not isinstance(parts, Iterable) or isinstance(parts, dict):
        raise ValueError(f"“{value}”不是名字的列表")
    return tuple(dict.fromkeys(text for part in parts if (text := str(part).strip())))


def listed(value: Any) -> tuple[str, ...]:
    """As `names`, but a name may hold blanks: only lists and 、 ； separate."""
    if isinstance(value, str):
        value = re.split(r"[、；;，,]+", value)
    return names([] if value is None else value)


def level(value: Any) -> Level | None:
    """中央, 省级 or 省, central …"""
    if value is None or str(value).strip() == "":
        return None
    text = str(value).strip()
    for written in (text, text.lower(), f"{text}级", text.removesuffix("媒体"), text.removesuffix("级"), f"{text.removesuffix('媒体')}级"):
        try:
            return Level(written)
        except ValueError:
            continue
    raise ValueError(f"媒体级别“{text}”不对，可用：{'、'.join(level.label for level in Level)}")


def medium(value: Any) -> Medium | None:
    """报纸, 网站, 电视 …"""
    if value is None or str(value).strip() == "":
        return None
    text = str(value).strip()
    for written in (text, text.lower()):
        try:
            return Medium(written)
        except ValueError:
            continue
    raise ValueError(f"载体“{text}”不对，可用：{'、'.join(medium.label for medium in Medium)}")


def count(value: Any) -> tuple[int | None, bool]:
    """A number of readers, and whether it is only a lower bound: 10万+ is at least 100001. Nothing: None."""
    if value is None or value == "" or isinstance(value, bool):
        return None, False
    if isinstance(value, int | float):
        if value < 0 or value != int(value):
            raise ValueError(f"“{value}”不是个数")
        return int(value), False
    parts = NUMBER.fullmatch(str(value).strip().replace(",", "").replace("＋", "+"))
    if not parts:
        raise ValueError(f"“{value}”不是个数")
    number = round(float(parts[1]) * SCALES[parts[2]])
    return (number + 1, True) if parts[3] else (number, False)
