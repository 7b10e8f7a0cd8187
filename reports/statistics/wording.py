"""Prepared sentences of the report: facts in fixed words, no adjectives."""

from collections.abc import Iterable, Sequence

from model.table import Ratio


def joined(names: Iterable[str]) -> str:
    return "、".join(names)


def some(names: Sequence[str], most: int = 6) -> str:
    """As many names as a cell has room for, and how many there are: 甲、乙、丙等25个; — for none."""
    if len(names) > most:
        return f"{joined(names[: most // 2])}等{len(names)}个"
    return joined(names) or "—"


def change_words(now: int, before: int | None, *, yearly: bool = False, last: str = "上月") -> str:
    """How a count moved, as it stands in a sentence; `before` None: nothing is known of that time."""
    whom, verb = ("上年同期", "同比") if yearly else (last, "环比")
    if before is None:
        return f"{whom}无统计数据"
    if before == 0:
        return f"与{whom}持平" if now == 0 else f"{whom}无刊发"
    if now == before:
        return f"与{whom}持平"
    ratio = Ratio(abs(now - before), before)
    if ratio.tenths == 0:
        return f"与{whom}基本持平"
    return f"{verb}{'增长' if now > before else '下降'}{ratio}"


def points_change(now: Ratio | None, before: Ratio | None) -> str | None:
    """The difference of two printed shares for a table cell: +1.2个百分点. None when one of them is missing."""
    if now is None or before is None:
        return None
    tenths = now.tenths - before.tenths
    return f"{'+' if tenths > 0 else '-' if tenths < 0 else ''}{_points(tenths)}"


def share_words(now: Ratio, before: Ratio | None, last: str = "上月") -> str:
    """占19.6%，较上月提高1.2个百分点: what a reader gets by subtracting the printed shares."""
    if before is None:
        return f"占{now}"
    tenths = now.tenths - before.tenths
    if tenths == 0:
        return f"占{now}，与{last}持平"
    return f"占{now}，较{last}{'提高' if tenths > 0 else '降低'}{_points(tenths)}"


def zero_words(names: Iterable[str]) -> str:
    """零报送."""
    listed = "、".join(names)
    return f"{listed}未刊发稿件。" if listed else "各单位均有稿件刊发。"


def numeral(number: int) -> str:
    """1 … 99 in Chinese, for headings."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones or not tens else "")


def _points(tenths: int) -> str:
    whole, tenth = divmod(abs(tenths), 10)
    return f"{whole}.{tenth}个百分点"


def amount(number: int, *, at_least: bool = False, missing: int = 0) -> str:
    """A number of readers: above 10 000 in 万 with one decimal, half up; a sum that lacks parts says so: 不少于354.7万（3条未取得）."""
    tenths = (2 * abs(number) + 1000) // 2000
    told = f"{tenths // 10}.{tenths % 10}万" if abs(number) > 10_000 else str(abs(number))
    return f"{'不少于' if at_least else ''}{'-' if number < 0 else ''}{told}{f'（{missing}条未取得）' if missing else ''}"
