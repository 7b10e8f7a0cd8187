from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from model.table import Link, Ratio, shown


@given(st.integers(-(10**7), 10**7), st.integers(1, 10**7))
def test_per_cents_are_rounded_half_up(part: int, whole: int) -> None:
    exact = Fraction(part, whole) * 1000  # in tenths of a per cent; Decimal(float) would have rounded already
    oracle = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    assert Ratio(part, whole).tenths == oracle


def test_ratios_as_people_read_them() -> None:
    assert str(Ratio(49, 400)) == "12.3%"  # 12.25: Python's round() gives 12.2
    assert str(Ratio(1, 1)) == "100.0%"
    assert str(Ratio(0, 7)) == "0.0%"
    assert str(Ratio(13, 100, signed=True)) == "+13.0%"
    assert str(Ratio(-1, 2000, signed=True)) == "-0.1%"
    assert str(Ratio(-1, 3000, signed=True)) == "0.0%"
    assert str(Ratio(3, 1, signed=True)) == "+300.0%"


def test_cells_as_people_read_them() -> None:
    assert [shown(cell) for cell in (None, 0, "", date(2026, 10, 1), Link("标题", "https://news.example/"))] == ["—", "0", "", "2026-10-01", "标题"]
