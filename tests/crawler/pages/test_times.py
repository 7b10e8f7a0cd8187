"""Every spelling of a time that Chinese pages use."""

from datetime import UTC, datetime

import pytest

from model.reading import Precision
from model.times import SHANGHAI, moment

FETCHED = datetime(2024, 5, 6, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
SECOND, MINUTE, DAY = Precision.SECOND, Precision.MINUTE, Precision.DAY


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("2024-05-01 09:30", (2024, 5, 1, 9, 30, 0), MINUTE),
        ("2024-05-01 09:30:00.0", (2024, 5, 1, 9, 30, 0), SECOND),
        ("2023-12-01 14:43:00:0", (2023, 12, 1, 14, 43, 0), SECOND),
        ("2024-05-03 13:48:13:671", (2024, 5, 3, 13, 48, 13), SECOND),
        ("2019年06月15日08:18", (2019, 6, 15, 8, 18, 0), MINUTE),
        ("2019年6月15日 下午3时18分", (2019, 6, 15, 15, 18, 0), MINUTE),
        ("发布时间：2024年5月1日 星期三 09:30", (2024, 5, 1, 9, 30, 0), MINUTE),
        ("2019-12/10", (2019, 12, 10, 0, 0, 0), DAY),
        ("2024/5/6", (2024, 5, 6, 0, 0, 0), DAY),
        ("2024.5.1", (2024, 5, 1, 0, 0, 0), DAY),
        ("24-05-01 09:30", (2024, 5, 1, 9, 30, 0), MINUTE),
        ("05-01 09:30", (2024, 5, 1, 9, 30, 0), MINUTE),
        ("06月17日 18:12", (2023, 6, 17, 18, 12, 0), MINUTE),
        ("今天 09:30", (2024, 5, 6, 9, 30, 0), MINUTE),
        ("昨天 18:00", (2024, 5, 5, 18, 0, 0), MINUTE),
        ("3分钟前", (2024, 5, 6, 9, 57, 0), MINUTE),
        ("5小时前", (2024, 5, 6, 5, 0, 0), MINUTE),
        ("2天前", (2024, 5, 4, 0, 0, 0), DAY),
        ("刚刚", (2024, 5, 6, 10, 0, 0), MINUTE),
        ("1714957800", (2024, 5, 6, 9, 10, 0), SECOND),
        ("1714957800123", (2024, 5, 6, 9, 10, 0), SECOND),
        ("Tue Jun 08 09:35:04 +0800 2021", (2021, 6, 8, 9, 35, 4), SECOND),
        ("2024-05-01T01:30:00Z", (2024, 5, 1, 9, 30, 0), SECOND),
        ("2024-05-01T09:30:00+08:00", (2024, 5, 1, 9, 30, 0), SECOND),
        ("May 1, 2024, 9:30 AM", (2024, 5, 1, 9, 30, 0), MINUTE),
        ("Wed, 01 May 2024 09:30:00 +0800", (2024, 5, 1, 9, 30, 0), SECOND),
        ("20240501", (2024, 5, 1, 0, 0, 0), DAY),
        ("二〇二三年十月二十三日", (2023, 10, 23, 0, 0, 0), DAY),
        ("2024-05-01 00:00:00", (2024, 5, 1, 0, 0, 0), DAY),
    ],
)
def test_a_time_is_read(text: str, expected: tuple[int, ...], precision: Precision) -> None:
    found = moment(text, FETCHED)
    assert found is not None
    assert found.when.astimezone(SHANGHAI).replace(tzinfo=None) == datetime(*expected)  # type: ignore[arg-type]
    assert found.precision is precision


@pytest.mark.parametrize(
    "text", ["", "2026-13-45", "2024-02-30 10:00", "1970-01-01 08:00", "今天是个好日子", "10.5%", "3.1415", "第12版", "99999999999999999999"]
)
def test_what_is_no_time_gives_none(text: str) -> None:
    assert moment(text, FETCHED) is None


def test_an_impossible_time_of_day_leaves_no_wrong_one() -> None:
    assert moment("2024-05-01 25:61", FETCHED) is None
