"""Figures, sums, days and hours for the slots of the patterns."""

from collections.abc import Callable
from datetime import date, timedelta

from demo.language.draft import Draft

Maker = Callable[[Draft], str]

SEASONS = ("寒冬时节", "新春前后", "春暖时节", "清明前后", "春末夏初", "初夏时节", "盛夏时节", "夏末秋初", "初秋时节", "金秋时节", "立冬前后", "岁末年初")


def money(draft: Draft) -> str:
    """A sum in 万元, without the 元."""
    return (f"{11 + draft.below(880)}.{1 + draft.below(9)}万", f"{20 + draft.below(960)}万", f"{1020 + draft.below(8900)}万")[draft.below(3)]


def huge(draft: Draft) -> str:
    """A sum in 万元, without the 元, such as an office spends in a year."""
    return f"{1020 + draft.below(8900)}万"


def percent(draft: Draft) -> str:
    return f"{78 + draft.below(21)}.{1 + draft.below(9)}%"


def growth(draft: Draft) -> str:
    return f"{2 + draft.below(27)}.{1 + draft.below(9)}%"


def number(low: int, high: int) -> Maker:
    return lambda draft: str(low + draft.below(high - low))


def tens_of_thousands(draft: Draft) -> str:
    return f"{1 + draft.below(18)}.{1 + draft.below(99)}万"


def hour(draft: Draft) -> str:
    early = draft.below(5)
    return (
        f"上午{8 + early % 4}时",
        f"早上{6 + early % 3}点",
        f"下午{2 + early % 4}点",
        f"上午{9 + early % 3}时许",
        f"清晨{5 + early % 3}点多",
        f"中午{11 + early % 2}点",
    )[draft.below(6)]


def day(back: int, spread: int) -> Maker:
    """A day at least `back` days before the event, as 10月18日."""

    def words(draft: Draft) -> str:
        return spoken(draft.day - timedelta(days=back + draft.below(spread)))

    return words


def spoken(when: date) -> str:
    return f"{when.month}月{when.day}日"


def so_far(draft: Draft) -> str:
    """The part of the year for which there are figures."""
    day = draft.day
    return f"{day.year}年前{day.month - 1}个月" if day.month > 2 else f"{day.year - 1}年全年"


def last_month(draft: Draft) -> str:
    """The month before, with its year where that differs."""
    end = draft.day.replace(day=1) - timedelta(days=1)
    return f"{end.month}月底" if end.year == draft.day.year else f"{end.year}年底"
