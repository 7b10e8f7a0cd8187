"""Points in time in every spelling that Chinese pages use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from model.reading import Precision

SHANGHAI = timezone(timedelta(hours=8))
DAY = timedelta(days=1)
FIRST_YEAR = 1990  # before it nothing was published on the web; 1970 is an empty epoch

HALF = r"上午|下午|中午|晚上|凌晨|早上|[AaPp]\.?[Mm]\.?"
CLOCK = (
    rf"(?P<half>{HALF})?\s*(?P<hour>\d{{1,2}})\s*(?:[:：]|[时点](?!间))\s*(?P<minute>\d{{1,2}})(?:\s*[:：分]\s*(?P<second>\d{{1,2}}))?"
    r"(?:[.:,]\d{1,7})?(?:\s*(?P<later>[AaPp]\.?[Mm]\b))?"
)
ZONE = r"\s*(?P<zone>Z\b|(?:UTC|GMT)?[+-]\d{2}:?\d{2}(?!\d)|UTC\b|GMT\b)?"
WEEKDAY = r"\(?(?:星期|周)[一二三四五六日天]\)?|（(?:星期|周)[一二三四五六日天]）|[（(]?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*[)）]?"
GAP = rf"(?:\s|T|北京时间|(?P<gmt>格林尼治(?:标准)?时间|GMT\b)|[|,，/-]|&nbsp;|{WEEKDAY}){{0,6}}"
MONTHS = {name: n for n, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}
MONTH = r"(?P<name>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.?"

FULL = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20|21|22)\d{2}|\d{2}(?=年))\s*(?:[-/.．－—–]|年)\s*(?P<month>\d{1,2})\s*(?:[-/.．－—–]|月)\s*(?P<day>\d{1,2})(?![\d.]*[元%亿万个])\s*日?"
    + rf"(?:{GAP}{CLOCK}{ZONE})?"
)
COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)(?:(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?)?(?!\d)")
SPLIT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*(?P<month>\d{2})\s*[-/.月]\s*(?P<day>\d{2})日?" + rf"\s+{CLOCK}")  # 2019 05/20 18:32 of three boxes
YEARLESS = re.compile(r"(?<![\d年/.-])(?P<month>\d{1,2})\s*(?:[-/.]|月)\s*(?P<day>\d{1,2})\s*日?" + rf"{GAP}{CLOCK}")
CLOCK_FIRST = re.compile(rf"(?<![\d:]){CLOCK}\s+(?P<year>(?:19|20)\d{{2}})\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})")  # 09:05 2024/05/06
DOTTED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d{2})(?![\d.])")  # 06.05.2024
SHORT = re.compile(rf"(?<![\d/.-])(?P<year>\d{{2}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){GAP}{CLOCK}")
RELATIVE_DAY = re.compile(rf"(?P<word>今天|今日|昨天|昨日|前天)\s*(?:{CLOCK})?")
AGO = re.compile(r"(?P<count>\d{1,4})\s*(?P<unit>秒|分钟|分|个?小时|天|日)(?:之|以)?前|(?P<now>刚刚)")
DAY_FIRST = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH},?\s+(?P<year>\d{{4}})(?:(?:\s|,|at|-)*{CLOCK}{ZONE})?", re.IGNORECASE)
MONTH_FIRST = re.compile(rf"(?<![A-Z]){MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<year>\d{{4}})(?:(?:\s|,|at|-)*{CLOCK}{ZONE})?", re.IGNORECASE)
ASCTIME = re.compile(
    rf"(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+)?\b{MONTH}\s+(?P<day>\d{{1,2}})\s+{CLOCK}{ZONE}\s+(?P<year>\d{{4}})", re.IGNORECASE
)  # Tue Jun 08 09:35:04 +0800 2021
EPOCH = re.compile(r"\A(?P<seconds>1\d{9}|[6-9]\d{8})(?P<millis>\d{3})?(?:\.\d+)?\Z")
NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
SPELLED = re.compile(r"([〇○零一二三四五六七八九]{4}|(?:19|20)\d\d)年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")
SPELLINGS = (CLOCK_FIRST, FULL, SPLIT, SHORT, YEARLESS, DAY_FIRST, MONTH_FIRST, ASCTIME, DOTTED)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as a page gives it: aware, and as precise as the page was."""

    when: datetime
    precision: Precision
    at: int = 0  # where in the text it began
    vague: bool = False  # told from the time of reading: 3小时前

    @property
    def day(self) -> date:
        return self.when.astimezone(SHANGHAI).date()

    def plain(self) -> "Moment":
        """The day alone where the time of day is midnight: a system that knew only the day."""
        midnight = self.precision is not Precision.DAY and self.when.strftime("%H%M%S") == "000000"
        return Moment(self.when, Precision.DAY, self.at) if midnight else self

    def of_year(self, other: "Moment | None") -> "Moment":
        """This moment in the other's year, where both name the same day of a year: what a page prints without one was told by the year of reading."""
        mine, its = self.when.astimezone(SHANGHAI), other.when.astimezone(SHANGHAI) if other else None
        if its is None or (mine.month, mine.day) != (its.month, its.day) or its.year >= mine.year:
            return self
        return Moment(mine.replace(year=its.year), self.precision, self.at, self.vague)

    def sharpened(self, other: "Moment | None") -> "Moment":
        """This day with the other's time of day, when the other says more of the same day."""
        finer = other and self.precision is Precision.DAY and other.precision is not Precision.DAY and other.day == self.day
        return other if other and finer else self


def moment(text: str, fetched: datetime) -> Moment | None:
    """The first point in time of a value that is one: a meta tag, an attribute, a script's variable."""
    text = text.strip()
    if epoch := EPOCH.match(text):
        return Moment(datetime.fromtimestamp(int(epoch["seconds"]), SHANGHAI), Precision.SECOND)
    found = next(moments(text, fetched), None)
    if found is None and (compact := COMPACT.search(text)):
        found = made(compact, fetched)
    return found and found.plain()


def moments(text: str, fetched: datetime) -> Iterator[Moment]:
    """The points in time of a line, in the order of their certainty: with a year, without one, relative to the fetching."""
    text = unnumbered(text)
    for spelling in SPELLINGS:
        for match in spelling.finditer(text):
            if found := made(match, fetched):
                yield found
    yield from relative(text, fetched)


def whole(text: str, fetched: datetime) -> Moment | None:
    """The point in time that a text is, in any spelling, a weekday beside it; nothing where it says more than that."""
    text = re.sub(WEEKDAY, "", unnumbered(text)).strip()
    spelled = [made(match, fetched) for spelling in SPELLINGS if (match := spelling.fullmatch(text))]
    told = relative(text, fetched) if RELATIVE_DAY.fullmatch(text) or AGO.fullmatch(text) else iter(())
    return next(filter(None, spelled), None) or next(told, None)


def unnumbered(text: str) -> str:
    """The text with a day that is written in Chinese numerals in digits."""
    if "年" in text and (spelled := SPELLED.search(text)):
        return f"{text[: spelled.start()]}{spelled[1].translate(NUMERALS)}年{number(spelled[2])}月{number(spelled[3])}日{text[spelled.end() :]}"
    return text


def number(numeral: str) -> int:
    """十一 → 11, 二十 → 20, 三 → 3."""
    tens, ten, ones = numeral.rpartition("十")
    units = int(ones.translate(NUMERALS)) if ones else 0
    return units + (10 * int(tens.translate(NUMERALS) or 1) if ten else 0)


def made(match: re.Match[str], fetched: datetime) -> Moment | None:
    """The moment that a match spells, or nothing when no calendar has it."""
    part = match.groupdict()
    month = int(part["month"]) if part.get("month") else MONTHS[part["name"][:3].lower()]
    hour, minute, second = (int(part.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (part.get("half") or part.get("later") or "").lower()
    if (half[:1] == "p" or half in ("下午", "晚上")) and hour < 12:
        hour += 12
    elif half[:1] == "a" and hour == 12:
        hour = 0
    end_of_day = (hour, minute, second) == (24, 0, 0)  # the day that is written, not the next one: its month is counted
    hour = 0 if end_of_day else hour
    written = part.get("year")
    try:
        when = datetime(year_of(written, fetched), month, int(part["day"]), hour, minute, second, tzinfo=UTC if part.get("gmt") else zone(part.get("zone")))
        if not written and when > fetched + DAY:
            when = when.replace(year=when.year - 1)
    except ValueError:
        return None
    if when.year < FIRST_YEAR:
        return None
    return Moment(when, Precision.DAY if end_of_day or not part.get("hour") else Precision.SECOND if part.get("second") else Precision.MINUTE, match.start())


def year_of(written: str | None, fetched: datetime) -> int:
    """The year in full; without one it is the year of the fetching."""
    if not written:
        return fetched.astimezone(SHANGHAI).year
    return int(written) if len(written) == 4 else 2000 + int(written)


def zone(written: str | None) -> timezone:
    """The zone that a page names, else Shanghai's."""
    if not written:
        return SHANGHAI
    offset = re.search(r"([+-])(\d{2}):?(\d{2})", written)
    if not offset:
        return UTC
    return timezone((-1 if offset[1] == "-" else 1) * timedelta(hours=int(offset[2]), minutes=int(offset[3])))


def relative(text: str, fetched: datetime) -> Iterator[Moment]:
    """今天 09:30, 3小时前, 刚刚: worked out against the time of the fetching, so that a replay gives the same."""
    now = fetched.astimezone(SHANGHAI)
    for match in RELATIVE_DAY.finditer(text):
        back = 0 if match["word"].startswith("今") else 1 if match["word"].startswith("昨") else 2
        day = (now - back * DAY).replace(hour=0, minute=0, second=0, microsecond=0)
        if not match["hour"]:
            continue  # 今天 alone is a word of the text
        hour, minute = int(match["hour"]), int(match["minute"])
        if match["half"] in ("下午", "晚上") and hour < 12:
            hour += 12
        if hour < 24 and minute < 60:
            yield Moment(day.replace(hour=hour, minute=minute), Precision.MINUTE, match.start(), True)
    for match in AGO.finditer(text):
        count = int(match["count"] or 0)
        if match["unit"] in ("天", "日"):
            yield Moment((now - count * DAY).replace(hour=0, minute=0, second=0, microsecond=0), Precision.DAY, match.start(), True)
        else:
            seconds = count * {"秒": 1, "分钟": 60, "分": 60}.get(match["unit"] or "秒", 3600)
            yield Moment((now - timedelta(seconds=seconds)).replace(second=0, microsecond=0), Precision.MINUTE, match.start(), True)
