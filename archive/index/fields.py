"""The fields of the query language: what they are called, and what may stand behind them."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from archive.folding import fold
from model.article import Role
from model.outlet import Labelled, Level, Medium
from model.query import Days, Facet, OneOf, Place

# The ids of the outlets, units or topics that a name, alias or id means; `*` stands for any characters. None: nobody is called so.
Resolve = Callable[[Facet, str], Sequence[str]]

TEXTS = {
    **dict.fromkeys(("标题", "title"), Place.TITLE),
    **dict.fromkeys(("正文", "body"), Place.BODY),
    **dict.fromkeys(("来源", "origin"), Place.ORIGIN),
    **dict.fromkeys(("记者", "reporter"), Place.REPORTER),
    **dict.fromkeys(("通讯员", "correspondent"), Place.CORRESPONDENT),
    **dict.fromkeys(("版次", "版面", "page"), Place.PAGE),
}
FACETS = {
    **dict.fromkeys(("媒体", "outlet"), Facet.OUTLET),
    **dict.fromkeys(("级别", "level"), Facet.LEVEL),
    **dict.fromkeys(("载体", "medium"), Facet.MEDIUM),
    **dict.fromkeys(("单位", "unit"), Facet.UNIT),
    **dict.fromkeys(("专题", "业务", "topic"), Facet.TOPIC),
    **dict.fromkeys(("角色", "role"), Facet.ROLE),
}
DATES = ("日期", "date")
NAMES = (*TEXTS, *FACETS, *DATES)

# Bare words that are conditions; in quotes they are text.
ROLES = {"首发": Role.FIRST, "转载": Role.REPRINT}

ENUMERATIONS: dict[Facet, type[Labelled]] = {Facet.LEVEL: Level, Facet.MEDIUM: Medium, Facet.ROLE: Role}
REGISTERS = {Facet.OUTLET: "媒体", Facet.UNIT: "单位", Facet.TOPIC: "专题"}

EARLIEST, LATEST = 1900, 2100  # years
TO = re.compile(r"\.\.+|至|~|…")
DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?|(\d{4})(\d{2})(\d{2})")
LATEST_DAYS = re.compile(r"(?:最近|近|last-)(\d{1,4})(?:天|日|-days)")
EXAMPLES = "请写成 2026-03、2026-03-05、2026-01..2026-03、本月、近7天 的样子"


class Fault(ValueError):
    """What is wrong with a value: a part of a sentence that follows “检索式第 n 个字处”."""


def one_of(facet: Facet, text: str, resolve: Resolve) -> OneOf:
    """The condition that `媒体:text` and the like mean. Errors: Fault."""
    if facet in ENUMERATIONS:
        return OneOf(facet, (member(ENUMERATIONS[facet], text),))
    if not text.strip("*＊ "):
        raise Fault("的 * 太宽：它的旁边要有字")
    values = tuple(resolve(facet, text))
    if not values:
        raise Fault(f"的{REGISTERS[facet]}“{text[:40]}”没有登记：请写登记的名称、别名或编号，可用 * 代表任意字；要当作文字查找，请把整个词加上引号")
    return OneOf(facet, values)


def member(kind: type[Labelled], text: str) -> str:
    """The value of an enumeration that a person calls so: 市, 市级, city. Errors: Fault."""
    wanted = fold(text).removesuffix("级")
    for member in kind:
        if wanted in (member.value, fold(member.label), fold(member.label).removesuffix("级"), member.label.removesuffix("平台")):
            return member.value
    raise Fault(f"的“{text[:40]}”不在可选之列：请写 {'、'.join(member.label for member in kind)} 之一")


def days(text: str, today: date) -> Days:
    """The days that `日期:text` means. Errors: Fault."""
    folded = fold(text).strip()
    parts = TO.split(folded)
    if len(parts) > 2 or not any(parts):
        raise Fault(f"的日期“{text[:40]}”无法识别：{EXAMPLES}")
    first, last = parts[0], parts[-1]
    since = _span(first, text, today)[0] if first else None
    until = _span(last, text, today)[1] if last else None
    if since and until and since > until:
        raise Fault(f"的日期“{text[:40]}”前后颠倒：请把早的写在前面")
    return Days(since, until)


def _span(part: str, text: str, today: date) -> tuple[date, date]:
    """The first and last day of one date, month, year or word for them."""
    if spoken := _spoken(part, today):
        return spoken
    found = DAY.fullmatch(part)
    if not found:
        raise Fault(f"的日期“{text[:40]}”无法识别：{EXAMPLES}")
    year, month, day = (int(number) if number else 0 for number in (found[1] or found[4], found[2] or found[5], found[3] or found[6]))
    if not EARLIEST <= year <= LATEST:
        raise Fault(f"的年份 {year} 超出范围：应在 {EARLIEST} 到 {LATEST} 之间")
    try:
        first = date(year, month if found[2] or found[5] else 1, day if found[3] or found[6] else 1)
    except ValueError:
        raise Fault(f"的日期“{part}”不存在：请核对月和日") from None
    if day:
        return first, first
    return (first, _month_end(first)) if month else (first, date(year, 12, 31))


def _spoken(part: str, today: date) -> tuple[date, date] | None:
    """What a word for some days means today; None if it is none."""
    if found := LATEST_DAYS.fullmatch(part):
        return today - timedelta(max(int(found[1]), 1) - 1), today
    day, week, month = timedelta(1), today - timedelta(today.weekday()), today.replace(day=1)
    quarter = month.replace(month=(today.month - 1) // 3 * 3 + 1)
    known = {
        ("今天", "今日", "today"): (today, today),
        ("昨天", "昨日", "yesterday"): (today - day, today - day),
        ("本周", "this-week"): (week, week + 6 * day),
        ("上周", "last-week"): (week - 7 * day, week - day),
        ("本月", "this-month"): (month, _month_end(month)),
        ("上月", "上个月", "last-month"): ((month - day).replace(day=1), month - day),
        ("本季度", "this-quarter"): (quarter, _month_end(quarter.replace(month=quarter.month + 2))),
        ("今年", "本年", "this-year"): (date(today.year, 1, 1), date(today.year, 12, 31)),
        ("去年", "上年", "last-year"): (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }
    return next((span for names, span in known.items() if part in names), None)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
