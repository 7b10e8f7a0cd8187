"""A points table as offices paste it."""

from datetime import date

from model.bureau import PointsRule
from reports.points.pasted import pasted

OUTLETS = {"云溪日报": "yunxi-daily"}


def cells(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip().splitlines()]


def test_three_columns_with_their_kinds() -> None:
    read = pasted(
        cells(
            "类别|项目|分值\n媒体级别|中央|30\n媒体级别|省|20分\n媒体级别|市级媒体|10\n指定媒体|云溪日报|12\n版面、体裁|头版|×3\n"
            "政务信息|专报|8\n领导批示|省级|20\n篇幅|简讯（不足300字）|×0.5\n篇幅|深度（2000字以上）|×1.5\n扣分|约稿未交|5\n封顶|每月封顶|100"
        ),
        OUTLETS,
    )
    assert read.mistakes == []
    rule = PointsRule(version="新", since=date(2026, 1, 1), **read.table)
    assert rule.levels == {"central": 30, "province": 20, "city": 10}
    assert rule.outlets == {"yunxi-daily": 12}
    assert (rule.positions, rule.information, rule.instructions) == ({"头版": 3}, {"专报": 8}, {"省级": 20})
    assert (rule.short_below, rule.short_times, rule.long_from, rule.long_times) == (300, 0.5, 2000, 1.5)
    assert (rule.deduction, rule.cap) == (5, 100)


def test_two_columns_are_guessed() -> None:
    read = pasted(cells("中央|20\n云溪日报|12\n头版|×2\n扣分（约稿）|5"), OUTLETS)
    assert read.table == {"levels": {"central": 20}, "outlets": {"yunxi-daily": 12}, "positions": {"头版": 2}, "deduction": 5}


def test_holes_and_letters_are_told_row_by_row() -> None:
    read = pasted(
        cells("媒体级别|中央|20\n媒体级别|省级|\n媒体级别|市级|十分\n媒体级别|国家级|9\n指定媒体|无此报|3\n媒体级别|中央|25\n媒体级别|县级|-2\n怪项|1\n\n扣分"),
        OUTLETS,
    )
    assert read.table == {"levels": {"central": 20}}
    assert [(number, why.split("：", 1)[1].split("，")[0]) for number, why in read.mistakes] == [
        (2, "缺少分值"),
        (3, "分值“十分”不是数"),
        (4, "不认识的媒体级别"),
        (5, "媒体“无此报”没有登记"),
        (6, "与前面的 20 不同：同一项只写一次"),
        (7, "分值不能是负数：要扣的写在“扣分”"),
        (8, "不认识这一项：请写明类别（媒体级别、指定媒体、版面、政务信息、领导批示、扣分）"),
        (10, "缺少分值"),
    ]


def test_nothing_is_a_mistake() -> None:
    assert pasted([], {}).mistakes == [(0, "没有一行媒体级别的分值")]
