import pytest

from model.table import Ratio
from reports.statistics.wording import change_words, numeral, points_change, share_words, zero_words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (312, 276, "环比增长13.0%"),
        (90, 95, "环比下降5.3%"),
        (95, 95, "与上月持平"),
        (10001, 10000, "与上月基本持平"),
        (9999, 10000, "与上月基本持平"),
        (2001, 2000, "环比增长0.1%"),
        (5, 0, "上月无刊发"),
        (0, 0, "与上月持平"),
        (5, None, "上月无统计数据"),
    ],
)
def test_a_change_in_words(now: int, before: int | None, words: str) -> None:
    assert change_words(now, before) == words


def test_a_change_against_the_year_before() -> None:
    assert change_words(312, 241, yearly=True) == "同比增长29.5%"
    assert change_words(312, None, yearly=True) == "上年同期无统计数据"
    assert change_words(312, 0, yearly=True) == "上年同期无刊发"


def test_a_share_moves_by_what_the_printed_figures_differ() -> None:
    assert share_words(Ratio(196, 1000), Ratio(184, 1000)) == "占19.6%，较上月提高1.2个百分点"
    assert share_words(Ratio(184, 1000), Ratio(196, 1000)) == "占18.4%，较上月降低1.2个百分点"
    assert share_words(Ratio(1, 3), Ratio(333, 1000)) == "占33.3%，与上月持平"
    assert share_words(Ratio(1, 3), None) == "占33.3%"
    # 19.55 % and 18.44 %: a reader sees 19.6 and 18.4
    assert share_words(Ratio(1955, 10000), Ratio(1844, 10000)) == "占19.6%，较上月提高1.2个百分点"


def test_points_in_a_cell() -> None:
    assert points_change(Ratio(196, 1000), Ratio(184, 1000)) == "+1.2个百分点"
    assert points_change(Ratio(184, 1000), Ratio(196, 1000)) == "-1.2个百分点"
    assert points_change(Ratio(1, 2), Ratio(1, 2)) == "0.0个百分点"
    assert points_change(Ratio(1, 2), None) is None


def test_units_that_reported_nothing() -> None:
    assert zero_words(["市殡仪馆", "区划地名科"]) == "市殡仪馆、区划地名科未刊发稿件。"
    assert zero_words([]) == "各单位均有稿件刊发。"


def test_numerals() -> None:
    assert [numeral(number) for number in (1, 9, 10, 11, 20, 21, 99)] == ["一", "九", "十", "十一", "二十", "二十一", "九十九"]
