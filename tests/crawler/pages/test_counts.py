"""Counts as pages write them: floors are marked, what is not shown is absent."""

from typing import Any

import pytest

from crawler.pages.bar import counts_in
from crawler.pages.counts import Count, count


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (0, Count(0)),
        (12, Count(12)),
        ("1,234", Count(1234)),
        ("1.5万", Count(15_000)),
        ("10万+", Count(100_001, at_least=True)),
        ("100w+", Count(1_000_001, at_least=True)),
        ("2.1亿", Count(210_000_000)),
        ("", None),
        ("评论", None),
        ("--", None),
        (None, None),
        (True, None),
        (-1, None),
        (1.5, None),
    ],
)
def test_a_count(said: Any, expected: Count | None) -> None:
    assert count(said) == expected


def test_counts_of_a_line() -> None:
    line = "2026-11-20 09:30　来源：云溪晨报　阅读 10万+　点赞：1.2万　评论(35)　转发：7"
    assert counts_in([line]) == {
        "reads": Count(100_001, at_least=True),
        "likes": Count(12_000),
        "comments": Count(35),
        "shares": Count(7),
    }
    assert counts_in(["2026-11-20 09:30 浏览次数：1024次"]) == {"reads": Count(1024)}
    assert counts_in(["点击数：", "评论", "分享到："]) == {}
