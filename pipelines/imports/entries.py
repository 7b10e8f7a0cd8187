"""Lines of the ledger of entries (台账) from a spreadsheet: each row gets one outcome, nothing is stored here."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from archive.ledger.entering import Names
from model.entry import NUMBERS, Entry, EntryKind
from pipelines.imports import sheet, values

# Heads of columns by the key of an Entry; the first one as the template has it. Numbers also go by the words of model.entry.
HEADS: Mapping[str, tuple[str, ...]] = {
    "day": ("日期", "时间", "采用日期", "批示日期", "获奖日期", "发布日期", "月份", "所属月份", "收到日期", "受理日期", "申请日期", "来信日期"),
    "done": ("办结日期", "答复日期", "回复日期", "办结时间", "答复时间"),
    "kind": ("台账类别", "类别", "登记类别"),
    "unit": ("单位", "报送单位", "供稿单位", "所属单位", "获奖单位"),
    "title": ("事项", "标题", "题目", "稿件标题", "获奖项目", "账号", "账号名称", "名称", "内容"),
    "category": ("类型", "采用类型", "级别", "批示级别", "奖项级别", "采用单位", "平台"),
    "person": ("人员", "姓名", "作者", "获奖人员"),
    "note": ("备注", "说明"),
    "count": ("数量", "篇数", "采用篇数", "件数", "次数", "场次"),
    "points": ("分值", "加分", "扣分", "得分"),
    "received": ("收到", "收到件数", "受理"),
    "replied": ("办结", "办结件数", "已答复"),
    "on_time": ("按时办结", "按期办结"),
    "posts": ("发布", "发布条数", "发文数", "作品数"),
    "reads": ("阅读", "阅读量", "播放量", "阅读（播放）"),
    "likes": ("点赞", "点赞数"),
    "shares": ("转发", "转发数", "分享"),
    "comments": ("评论", "评论数"),
    "looks": ("在看", "在看数"),
    "head_reads": ("头条阅读", "头条阅读量", "头条阅读总数"),
    "head_looks": ("头条在看", "头条在看数", "头条在看总数"),
    "head_likes": ("头条点赞", "头条点赞数", "头条点赞总数"),
    "head_shares": ("头条转发", "头条转发数", "头条转发总数"),
    "max_reads": ("最高阅读", "单篇最高阅读", "最高阅读量", "最大阅读数"),
    "max_looks": ("最高在看", "单篇最高在看", "最大在看数"),
    "max_likes": ("最高点赞", "单篇最高点赞", "最大点赞数"),
    "max_shares": ("最高转发", "单篇最高转发", "最大转发数"),
    "fans": ("粉丝", "粉丝数", "关注数"),
    "fans_change": ("粉丝增减", "净增粉丝", "涨粉"),
}
MONTH = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*月?")
YES = {"是": 1, "否": 0, "已延期": 1, "未延期": 0}
LONGEST = 500  # characters of a text


@dataclass(frozen=True, slots=True)
class Read:
    """One row of the file; exactly one of `entry` and `reason` is there."""

    number: int  # of the row below the head, from 1
    entry: Entry | None = None
    reason: str = ""


def rows(path: Path, kind: EntryKind | None = None) -> Iterator[Read]:
    """Every row below the head; total rows and empty ones are passed over. `kind` is that of files without a column for it.

    Errors: UserError when the file cannot be read or has no head.
    """
    heads = {key: (*HEADS.get(key, ()), label) for key, label in NUMBERS.items()} | {key: titles for key, titles in HEADS.items() if key not in NUMBERS}
    needed = ("day",) if kind else ("day", "kind")
    names = Names.read()
    number = 0
    for columns, line in ((columns, line) for columns, below in sheet.headed(path, heads, needed) for line in below):
        given = {key: sheet.value(line[at]) for key, at in columns.items() if at < len(line)}
        if all(value in (None, "") for value in given.values()) or sheet.is_total(line):
            continue
        number += 1
        try:
            yield Read(number, entry_of(given, names, kind))
        except ValueError as error:
            yield Read(number, reason=str(error))


def entry_of(given: Mapping[str, Any], names: Names, kind: EntryKind | None = None) -> Entry:
    """A line from its values by key. Errors: ValueError with a Chinese sentence."""
    unit = _text(given, "unit")
    registered = names.register("unit", unit, make=False) if unit else ""
    if unit and not registered:
        raise ValueError(f"单位“{unit}”没有登记，请先登记或改用登记的名称")
    of = _kind(_text(given, "kind")) if given.get("kind") else kind
    if of is None:
        raise ValueError("缺少类别")
    numbers, at_least = _numbers(given)
    day, done = _day(given.get("day")), _day(given["done"]) if given.get("done") else None
    if done and done < day:
        raise ValueError(f"办结日期 {done} 早于收到日期 {day}")
    if of is EntryKind.DEDUCTION and "points" in numbers:
        numbers["points"] = abs(numbers["points"])  # written as -5 or 5, it is taken off
    if numbers.get("points", 0) < 0:
        raise ValueError(f"分值“{numbers['points']:g}”不能是负数：要扣的登记为“扣分”")
    entry = Entry(
        kind=of,
        day=day,
        unit=registered,
        title=_text(given, "title"),
        category=_text(given, "category"),
        person=_text(given, "person"),
        numbers=numbers,
        at_least=at_least,
        note=_text(given, "note"),
        done=done,
    )
    _whole(entry)
    return entry


def _whole(entry: Entry) -> None:
    """What each kind cannot do without. Errors: ValueError."""
    scored = (EntryKind.ADOPTION, EntryKind.INSTRUCTION, EntryKind.BONUS, EntryKind.DEDUCTION)
    if entry.kind in scored and not entry.unit:
        raise ValueError(f"{entry.kind.label}缺少单位")
    if entry.kind in (EntryKind.ADOPTION, EntryKind.INSTRUCTION) and not entry.category and "points" not in entry.numbers:
        raise ValueError(f"{entry.kind.label}缺少类型或级别")
    if entry.kind is EntryKind.BONUS and "points" not in entry.numbers:
        raise ValueError("加分缺少分值")
    if entry.kind in (EntryKind.ACCOUNT, EntryKind.AWARD) and not entry.title:
        raise ValueError(f"{entry.kind.label}缺少名称")
    if entry.case and not entry.title and "count" not in entry.numbers:
        raise ValueError(f"{entry.kind.label}没有一个数字；逐件登记的写明事项、收到日期和办结日期")
    if entry.done and not entry.case:
        raise ValueError("只有逐件登记的网上问政、依申请公开写办结日期")
    if entry.kind in (EntryKind.OPENNESS, EntryKind.ACCOUNT) and not entry.numbers and not entry.case:
        raise ValueError(f"{entry.kind.label}没有一个数字")
    for part, whole in (("on_time", "replied"), ("replied", "received"), ("answered_on_time", "answered")):
        if entry.numbers.get(part, 0) > entry.numbers.get(whole, float("inf")):
            raise ValueError(f"{NUMBERS[part]}多于{NUMBERS[whole]}")


def _kind(text: str) -> EntryKind:
    for one in EntryKind:
        if text in (one.value, one.label) or (len(text) > 1 and one.label.startswith(text)):
            return one
    raise ValueError(f"类别“{text}”不对，可用：{'、'.join(one.label for one in EntryKind)}")


def _day(value: Any) -> date:
    if value in (None, ""):
        raise ValueError("缺少日期")
    if isinstance(value, str) and (month := MONTH.fullmatch(value.strip())):
        try:
            return date(int(month[1]), int(month[2]), 1)
        except ValueError:
            raise ValueError(f"“{value}”不是月份") from None
    moment, _ = values.moment(value)
    assert moment is not None  # there is a value
    return moment.astimezone(values.LOCAL).date()


def _numbers(given: Mapping[str, Any]) -> tuple[dict[str, float], tuple[str, ...]]:
    numbers: dict[str, float] = {}
    at_least = []
    for key, label in NUMBERS.items():
        value = given.get(key)
        if value in (None, "", "未取得", "—", "-"):
            continue
        if key == "extended":
            value = YES.get(str(value).strip(), value)
        try:
            number, least = (_signed(value), False) if key in ("points", "fans_change", "days") else values.count(value)
        except ValueError:
            raise ValueError(f"{label}“{value}”不是数") from None
        if number is None or abs(number) >= 1e12:
            raise ValueError(f"{label}“{value}”不是数")
        numbers[key] = float(number)
        at_least += [key] if least else []
    return numbers, tuple(at_least)


def _signed(value: Any) -> float:
    number = float(str(value).strip().replace(",", "").replace("＋", "+").replace("－", "-"))
    if not isfinite(number):
        raise ValueError(value)
    return number


def _text(given: Mapping[str, Any], key: str) -> str:
    text = str(given.get(key) or "").strip()
    if len(text) > LONGEST:
        raise ValueError(f"“{text[:20]}…”超过 {LONGEST} 字")
    return text
