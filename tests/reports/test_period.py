from datetime import date

import pytest

from model.outcome import UsageError
from reports.period import Period

TODAY = date(2026, 11, 22)


def test_a_month_has_its_own_days() -> None:
    february = Period.month("2028-02", TODAY.replace(year=2028))
    assert (february.since, february.until) == (date(2028, 2, 1), date(2028, 2, 29))
    assert (february.id, february.name, february.kind) == ("2028-02", "2028年2月", "month")


def test_the_month_that_runs_may_be_looked_at() -> None:
    assert Period.month("2026-11", TODAY).until == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-13", "月只有 01 至 12"),
        ("2026-00", "月只有 01 至 12"),
        ("2026-12", "2026年12月还没有开始"),
        ("2027-01", "2027年1月还没有开始"),
        ("0001-01", "早于 1900 年"),
        ("2026-1", "例如 2026-11"),
        ("202610", "例如 2026-11"),
        ("十月", "例如 2026-11"),
        ("２０２６-10", "例如 2026-11"),
        ("2026-10\n", "例如 2026-11"),
        ("", "例如 2026-11"),
    ],
)
def test_what_is_no_month_is_refused_in_one_sentence(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        Period.month(text, TODAY)
    assert caught.value.exit_status == 2


def test_months_before_cross_the_year() -> None:
    january = Period.month("2026-01", TODAY)
    assert january.earlier(1) == Period.month("2025-12", TODAY)
    assert january.earlier(12) == Period.month("2025-01", TODAY)
    assert Period.last_month(date(2026, 1, 31)) == Period.month("2025-12", TODAY)
