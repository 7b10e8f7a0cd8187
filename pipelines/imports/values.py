"""Values as people and programs write them: moments, names, numbers. Errors: ValueError with a Chinese sentence."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from model import times
from model.article import Role
from model.outlet import Level, Medium
from model.reading import Precision

LOCAL = ZoneInfo("Asia/Shanghai")
YEARS = (1900, 2200)
SERIAL = range(20_000, 80_000)  # days of a spreadsheet: 1954 … 2119
SPREADSHEET = datetime(1899, 12, 30, tzinfo=LOCAL)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=\D|$)")
WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*T?\s*(\d{1,2})[:时：](\d{1,2})(?:[:分：](\d{1,2}))?[分秒]?)?")
FRACTION = re.compile(r"(?:\.\d+|(?<=:\d\d:\d\d):\d{1,3})$")  # of a second; some systems write a colon before it
YEARLESS = re.compile(
    r"(?P<month>\d{1,2})\s*(?:[-/]|月)\s*(?P<day>\d{1,2})\s*[日号]?(?:\s*(?P<hour>\d{1,2})[:时](?P<minute>\d{1,2})(?:[:分](?P<second>\d{1,2})秒?)?)?分?"
)
DAY_WORD = re.compile(r"[今昨前][天日]")
HALF = re.compile(r"(?:上午|下午|晚上|早上|中午|凌晨)$")  # without an hour it says nothing
NUMERIC = re.compile(r"\d{5}(?:\.\d+)?|\d{10}|\d{13}")
EPOCH = (600_000_000, 4_500_000_000)  # seconds: 1989 … 2112
NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(万|亿|千|[wk])?\s*(\+|多|余|以上)?", re.IGNORECASE)
SCALES = {"千": 1000, "k": 1000, "万": 10_000, "w": 10_000, "亿": 100_000_000, "": 1}
CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})")
LASTING = re.compile(r"(?:(\d+(?:\.\d+)?)(?:小时|时|h))?(?:(\d+(?:\.\d+)?)(?:分钟?|'|m|min))?(?:(\d+(?:\.\d+)?)(?:秒钟?|\"|s|sec)?)?", re.IGNORECASE)
ROLES: Mapping[str, Role] = {
    "首发": Role.FIRST,
    "原创": Role.FIRST,
    "首刊": Role.FIRST,
    "首播": Role.FIRST,
    "转载": Role.REPRINT,
    "转发": Role.REPRINT,
    "转播": Role.REPRINT,
}
# As people fill the columns, beside the words of the register.
LEVELS: Mapping[str, Level] = {
    **dict.fromkeys(("国家", "国家级", "中央主流", "中央级"), Level.CENTRAL),
    **dict.fromkeys(("省部级", "省直", "自治区", "自治区级"), Level.PROVINCE),
    **dict.fromkeys(("地市级", "市州级", "市州", "地级市"), Level.CITY),
    **dict.fromkeys(("区县级", "县区级", "区级", "区县", "县市区", "县市区级", "旗县级"), Level.COUNTY),
    **dict.fromkeys(("行业级", "部门", "专业"), Level.TRADE),
    **dict.fromkeys(("自有", "本单位", "自媒体"), Level.SELF),
}
MEDIA: Mapping[str, Medium] = {
    **dict.fromkeys(("报刊", "纸媒", "报纸类", "党报", "日报", "晚报", "平面媒体"), Medium.NEWSPAPER),
    **dict.fromkeys(("网络", "网媒", "网站类", "门户网站", "新闻网站", "政府网站", "网络媒体"), Medium.WEBSITE),
    **dict.fromkeys(("公众号", "微信公众号", "微信号"), Medium.WECHAT),
    **dict.fromkeys(("官方微博", "新浪微博"), Medium.WEIBO),
    **dict.fromkeys(("头条号", "今日头条"), Medium.TOUTIAO),
    **dict.fromkeys(("app", "新闻客户端", "移动端", "手机客户端"), Medium.APP),
    **dict.fromkeys(("电视台", "电视新闻", "卫视"), Medium.TV),
    **dict.fromkeys(("电台", "广播电台"), Medium.RADIO),
    **dict.fromkeys(("抖音", "快手", "视频号", "视频", "微信视频号", "抖音号"), Medium.VIDEO),
    **dict.fromkeys(("杂志", "刊物", "内刊", "简报"), Medium.PERIODICAL),
}
ZONE = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$", re.IGNORECASE)


def moment(value: Any, now: datetime | None = None) -> tuple[datetime | None, Precision]:
    """A moment in any usual way of writing it; without a zone it is local, without a year the last such day before `now`. Nothing at all: None."""
    if value is None or value == "":
        return None, Precision.NONE
    if isinstance(value, datetime):
        exact = value if value.tzinfo else value.replace(tzinfo=LOCAL)
        midnight = not value.tzinfo and value.time() == datetime.min.time()
        return exact, Precision.DAY if midnight else Precision.SECOND
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=LOCAL), Precision.DAY
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    return _written(normalize("NFKC", str(value)).strip(), now or datetime.now(UTC))


def _number(value: float) -> tuple[datetime, Precision]:
    """Days of a spreadsheet, seconds or thousandths since 1970, or 20261005."""
    if int(value) in SERIAL:
        return SPREADSHEET + timedelta(seconds=round(value * 86400)), Precision.DAY if value == int(value) else Precision.MINUTE
    for unit in (1, 1000):
        if EPOCH[0] <= value / unit < EPOCH[1]:
            return datetime.fromtimestamp(int(value / unit), LOCAL), Precision.SECOND
    if parts := COMPACT.fullmatch(f"{value:.15g}"):
        return _written("-".join(parts.groups()), datetime.now(UTC))
    raise ValueError(f"“{value:.15g}”不是日期")


def _written(text: str, now: datetime) -> tuple[datetime, Precision]:
    if NUMERIC.fullmatch(text):
        return _number(float(text))
    text = COMPACT.sub(r"\1-\2-\3", text, count=1)
    if ZONE.search(text) and "T" in text.upper() and text[:4].isdigit():
        try:
            return _plausible(datetime.fromisoformat(text), text), Precision.SECOND
        except ValueError:
            raise ValueError(f"“{text}”不是日期，请写成 2026-10-01 或 2026-10-01T08:30:00+08:00") from None
    stripped = ZONE.sub("", text) if text.count(":") > 1 and ZONE.search(text) else text
    parts = WRITTEN.fullmatch(FRACTION.sub("", stripped) if ":" in stripped else stripped)
    try:
        if not parts:
            return _spelled(text, now)
        year, month, day, hour, minute, second = (int(part) if part else 0 for part in parts.groups())
        local = _plausible(datetime(year, month, day, hour, minute, second, tzinfo=LOCAL), text)
        if stripped != text:
            local = datetime.fromisoformat(f"{local.replace(tzinfo=None).isoformat()}{text[len(stripped) :].strip()}")
    except ValueError:
        raise ValueError(f"“{text}”不是日期，请写成 2026-10-01 或 2026-10-01 08:30") from None
    return local, Precision.DAY if parts[4] is None else Precision.MINUTE if parts[6] is None else Precision.SECOND


def _spelled(text: str, now: datetime) -> tuple[datetime, Precision]:
    """The rarer forms that pages use as well: without a year, relative, with a weekday, in English. Errors: ValueError."""
    if DAY_WORD.fullmatch(text):
        day = now.astimezone(LOCAL).date() - timedelta(days="今昨前".index(text[0]))
        return datetime(day.year, day.month, day.day, tzinfo=LOCAL), Precision.DAY
    parts = YEARLESS.fullmatch(text)
    found = times.made(parts, now) if parts else times.whole(HALF.sub("", text), now)
    if not found or times.year_of(None, now) + 1 < found.when.year:
        raise ValueError(text)
    return found.when, found.precision


def _plausible(when: datetime, text: str) -> datetime:
    if not YEARS[0] <= when.year <= YEARS[1]:
        raise ValueError(text)
    return when if when.tzinfo else when.replace(tzinfo=LOCAL)


def seconds(value: Any) -> int | None:
    """How long something lasts: 95, 95秒, 1分35秒, 1'35", 00:01:35, 1.5分钟; a cell with a time of day is minutes and seconds. Nothing: None."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):  # 1:35 typed into a cell becomes 1:35:00
        return value.hour * 60 + value.minute if value.hour and not value.second else value.hour * 3600 + value.minute * 60 + value.second
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, int | float):
        return round(value)
    # Only then the forms of other widths: what NFKC makes of ″ is two ′.
    text = normalize("NFKC", str(value).replace("″", '"').replace("”", '"').replace("“", '"').replace("′", "'").replace("’", "'").replace("‘", "'"))
    text = re.sub(r"\s", "", text).replace("''", '"')
    if clock := CLOCK.fullmatch(text):
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        return hours * 3600 + minutes * 60 + rest
    parts = LASTING.fullmatch(text)
    if not parts or not any(parts.groups()):
        raise ValueError(f"“{value}”不是时长，请写成 95 或 1分35秒")
    return round(sum(float(part) * unit for part, unit in zip(parts.groups(), (3600, 60, 1), strict=True) if part))


def characters(value: Any) -> int | None:
    """字数: 860, 860字, 约1200字. Nothing: None."""
    if isinstance(value, str):
        value = re.sub(r"^约|[字余个\s]+$", "", normalize("NFKC", value).strip())
    number, _ = count(value)
    return number


def role(value: Any) -> Role | None:
    """首发, 原创, 转载, 转发 … Nothing: None."""
    text = str(value or "").strip()
    return ROLES.get(text.removesuffix("稿件").removesuffix("稿")) if text else None


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
            return LEVELS.get(written) or Level(written)
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
            return MEDIA.get(written) or Medium(written)
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
    parts = NUMBER.fullmatch(re.sub(r"[,\s]|次$", "", normalize("NFKC", str(value))))
    if not parts:
        raise ValueError(f"“{value}”不是个数")
    number = round(float(parts[1]) * SCALES[(parts[2] or "").lower()])
    return (number + 1, True) if parts[3] else (number, False)
