"""Columns of printed tables: whole figures and words, room shared, heights that tell which tables stay on one page."""

import pytest

from model.table import Cell, Column, Table
from reports.formats.columns import LINE, PADDING, SIGN, heights, shares, together


def table(*rows: tuple[Cell, ...], widths: tuple[float, ...]) -> Table:
    return Table(key="k", title="", tab="", columns=tuple(Column("栏", width) for width in widths), rows=rows)


def test_columns_are_as_broad_as_they_ask_while_every_cell_has_one_line() -> None:
    assert shares(table(("甲", 1, 2), widths=(2.0, 1.0, 1.0)), 400) == [200, 100, 100]


def test_what_one_lacks_is_taken_from_what_others_spare() -> None:
    first, second = shares(table(("甲" * 20, 1), widths=(1.0, 1.0)), 400)
    assert first == pytest.approx(20 * SIGN + PADDING)
    assert first + second == pytest.approx(400)


def test_a_day_is_not_parted_and_the_rest_is_shared_fairly() -> None:
    day, name, title = shares(table(("2026-10-31", "云溪融媒体中心", "题" * 60), widths=(0.3, 0.3, 3.0)), 300)
    assert day >= 10 * 0.6 * SIGN
    assert name == pytest.approx(7 * SIGN + PADDING)
    assert day + name + title == pytest.approx(300)


def test_one_very_long_name_among_many_does_not_make_its_column_broad() -> None:
    rows = [("云溪日报", "题" * 40)] * 20
    usual = shares(table(*rows, widths=(1.0, 4.0)), 400)[0]
    assert shares(table(*rows, ("名" * 50, "题" * 40), widths=(1.0, 4.0)), 400)[0] == usual


def test_a_table_without_room_for_its_words_still_fills_the_paper() -> None:
    assert sum(shares(table(tuple("Administration" for _ in range(20)), widths=(1.0,) * 20), 400)) == pytest.approx(400)


def test_what_is_higher_than_a_part_of_the_page_does_not_stay_together() -> None:
    assert heights(table(("甲" * 40, 1), widths=(1.0, 1.0)), 240)[0] >= 2 * LINE
    assert together(table(*[("甲", 1)] * 8, widths=(1.0, 1.0)), 400)
    assert not together(table(*[("甲", 1)] * 10, widths=(1.0, 1.0)), 400)
    assert not together(table(("甲" * 400, 1), widths=(1.0, 1.0)), 240)
