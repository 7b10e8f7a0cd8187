"""The date in a row of a list, in every form that lists use."""

import re
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

from model import times

CHINA = timezone(timedelta(hours=8))  # pages name no zone
CLOCK = r"(?:\s*T?\s*(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?)?"
FULL = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*[日号]?" + CLOCK)
COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)" + CLOCK)
SHORT = re.compile(r"(?<![\d.-])(\d{1,2})\s*[-/月]\s*(\d{1,2})(?![\d-])\s*日?" + CLOCK)
# A day in the path of an article, as publishing systems write it: /t20240501_1, /2024/05/01/, /2024-05/01/, /2024/0501/, /20240501/.
ADDRESS = re.compile(r"(?:/t?|[_-])(20\d\d)([-/]?)(0[1-9]|1[0-2]|[1-9](?=[-/]))[-/]?(0[1-9]|[12]\d|3[01]|[1-9](?=/))(?=[/_.-])")
DAYS = {"今天": 0, "昨天": 1, "前天": 2, "今日": 0, "昨日": 1}
NEAR = re.compile(r"(今天|昨天|前天|今日|昨日)" + CLOCK)
AGO = re.compile(r"(\d{1,3})\s*(秒|分钟|小时|天)前|刚刚")
UNITS = {"秒": "seconds", "分钟": "minutes", "小时": "hours", "天": "days"}
HINT = re.compile("[\\d今昨前刚]")  # without one of these nothing is a date
# 11-12 printed large and the year small, and the other way round.
TURNED = re.compile(r"(?<![\d-])(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s+(20\d\d|19\d\d)(?!\d)(?!\s*[-/.年]\s*\d)")
MONTH_THEN_DAY = re.compile(r"(?<!\d)(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*月?\s+(\d{1,2})(?!\d|\s*[:：])")
SPLIT = re.compile(r"(?<!\d)(\d{1,2})\s+(20\d\d)\s*[-/.年]\s*(\d{1,2})(?!\d)")  # the day printed large, year and month small
BOXES = ((SPLIT, (2, 3, 1)), (MONTH_THEN_DAY, (1, 2, 3)), (TURNED, (3, 1, 2)))  # the groups of year, month and day


def listed_date(text: str, now: datetime) -> datetime | None:
    """The first date in `text`; `now` is when the page was fetched. None where there is none, or none that exists."""
    return first_date(text, now.astimezone(CHINA)) if HINT.search(text) else None


def first_date(text: str, local: datetime) -> datetime | None:
    """As `listed_date`, with the moment of the fetching in China's time."""
    if match := FULL.search(text) or COMPACT.search(text):
        return moment(match[1], match[2], match[3], match.groups()[3:])
    if match := NEAR.search(text):
        near = local - timedelta(days=DAYS[match[1]])
        return moment(near.year, near.month, near.day, match.groups()[1:])
    if match := AGO.search(text):
        return local - timedelta(**{UNITS[match[2]]: int(match[1])}) if match[1] else local
    for boxes, (year, month, day) in BOXES:
        if match := boxes.search(text):
            return moment(match[year], match[month], match[day], ())
    if match := SHORT.search(text):
        found = moment(local.year, match[1], match[2], match.groups()[2:])
        # Without a year: this one, or the last where that would lie ahead.
        return found if found is None or found <= local + timedelta(days=1) else moment(local.year - 1, match[1], match[2], match.groups()[2:])
    return in_english(text, local)


def in_english(text: str, local: datetime) -> datetime | None:
    """10 Nov 2026, November 10, 2026."""
    matches = (match for spelling in (times.DAY_FIRST, times.MONTH_FIRST) if (match := spelling.search(text)))
    return next((told.when for match in matches if (told := times.made(match, local))), None)


def day_in_address(url: str) -> datetime | None:
    """The day that the path of an address names."""
    found = ADDRESS.search(urlsplit(url).path)
    return moment(found[1], found[3], found[4], ()) if found else None


def moment(year: str | int, month: str | int, day: str | int, clock: tuple[str | None, ...]) -> datetime | None:
    """That moment in China; None for a day or an hour that does not exist."""
    hour, minute, second = (int(part or 0) for part in (*clock, None, None, None)[:3])
    try:
        return datetime(int(year), int(month), int(day), hour, minute, second, tzinfo=CHINA)
    except ValueError:
        return None
