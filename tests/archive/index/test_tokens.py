"""Pieces: what is searched for is found as it stands, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.tokens import Needle, needle, tokens
from tests.archive.index.scan import says


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("民政局召开", "民政 政局 局召 召开 开"),
        ("民政，局", "民政 政 局"),
        ("线12345", "线+ 12345"),
        ("热线 12345", "热线 线 12345"),
        ("2026年3月", "2026 +年 年+ 3 +月 月"),
        ("2026 某年", "2026 某年 年"),
        ("COVID-19，3.5万", "covid 19 3.5 +万 万"),
        ("１２３４５熱線", "12345 +热 热线 线"),
        ("カラオケ한국", "カラ ラオ オケ ケ한 한국 국"),
        ("", ""),
        ("，。\x00\ud800😀", ""),
        ("a" * 150 + "民", "a" * 100 + " +民 民"),
    ],
)
def test_pieces(text: str, pieces: str) -> None:
    assert tokens(text).split() == pieces.split()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("信访", Needle(("信访",), False, 2)),
        ("民政局", Needle(("民政", "政局"), False, 3)),
        ("民", Needle(("民",), True, 1)),
        ("2026年", Needle(("2026", "+年"), False, 3)),
        ("局，召", Needle(("局", "召"), True, 2)),
        ("会，会", Needle(("会", "会"), True, 2)),
        ("开会会", Needle(("开会", "会会"), False, 3)),
        ("ab 会", Needle(("ab", "会"), True, 2)),
        ("3.5", Needle(("3.5",), False, 1)),
        ("，", None),
    ],
)
def test_needles(text: str, wanted: Needle | None) -> None:
    assert needle(text) == wanted


TEXTS = st.text("民政局年ab12. ，+𠮷", max_size=14)


@given(TEXTS, TEXTS)
def test_a_needle_is_found_exactly_where_the_text_stands(text: str, wanted: str) -> None:
    found = needle(wanted)
    if found is not None:
        stream = f" {' '.join(tokens(text).split())} "
        end = "" if found.open else " "
        assert (f" {' '.join(found.pieces)}{end}" in stream) == says(text, wanted)


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=40))
def test_any_text_gives_pieces_that_every_engine_takes(text: str) -> None:
    pieces = tokens(text)
    assert pieces.encode().decode() == pieces
    assert not re.search(r"[^\S ]", pieces)
    assert all(len(piece) <= 100 for piece in pieces.split())
