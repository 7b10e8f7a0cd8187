"""Highlighting on the text as published."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.highlight import mark, snippets
from archive.index.language import parse


def hits(text: str, query: str) -> list[str]:
    return [piece.text for piece in mark(text, parse(query)) if piece.is_hit]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("全市信訪工作會議召開", "信访 会议", ["信訪", "會議"]),
        ("全市信访工作会议", "信訪", ["信访"]),
        ("ＣＯＶＩＤ－１９ 与 covid19", "covid-19", ["ＣＯＶＩＤ－１９"]),
        ("拨打12345热线，112345热线", "12345热线", ["12345热线"]),
        ("2026年与2026 某年", "2026年", ["2026年"]),
        ("新增3.5万，又5万", "5万", ["5万"]),
        ("养老 助餐 招标", "养老 OR 助餐 -招标", ["养老", "助餐"]),
        ("民政局召开会议", "民政局 局召", ["民政局召"]),
        ("哈哈哈", "哈哈", ["哈哈"]),
        ("养老、服务。养老服务", '"养老 服务"', ["养老、服务"]),
        ("民政", "-民政", []),
        ("𠮷田与吉田", "吉田", ["𠮷田", "吉田"]),
        ("民政", "", []),
    ],
)
def test_marks_the_original_characters(text: str, query: str, found: list[str]) -> None:
    assert hits(text, query) == found


@given(st.text("民政局 养老a1.，。\n", max_size=80), st.sampled_from(["民", "民政 养老", "a1 OR 1.1", "局养", '"民，政"']))
def test_pieces_joined_are_the_text_and_hits_do_not_touch(text: str, query: str) -> None:
    pieces = mark(text, parse(query))
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    assert all(one.is_hit != next_.is_hit for one, next_ in pairwise(pieces))


def test_a_snippet_shows_the_densest_place_from_the_beginning_of_its_sentence() -> None:
    body = "开头提到养老。" + "其他内容都在这里。" * 30 + "为民办事：养老服务站里养老助餐两不误。" + "后面还有很多别的话。" * 30
    (snippet,) = snippets(body, parse("养老"), length=60)
    shown = "".join(piece.text for piece in snippet)
    assert shown.startswith("为民办事：养老服务站") or "。为民办事" in shown
    assert [piece.text for piece in snippet if piece.is_hit] == ["养老", "养老"]
    assert len(shown) == 60


def test_two_snippets_where_one_cannot_show_every_phrase() -> None:
    body = "全市信访会议召开。" + "其他内容，" * 60 + "社区助餐点开放。"
    found = snippets(body, parse("信访 助餐"), length=80)
    assert [[piece.text for piece in snippet if piece.is_hit] for snippet in found] == [["信访"], ["助餐"]]
    assert sum(len(piece.text) for snippet in found for piece in snippet) <= 80


def test_without_a_hit_the_lead_is_shown_in_one_line() -> None:
    body = "\n  第一段。\n第二段。" + "很长" * 100
    assert snippets(body, None, length=10) == [[("第一段。 第二段。很", False)]]
    assert snippets(body, parse("没有"), length=10) == snippets(body, None, length=10)
    assert snippets(" \n", parse("没有")) == []


def test_a_long_text_of_hits_is_marked_within_bounds() -> None:
    assert sum(piece.is_hit for piece in mark("民 " * 200_000, parse("民"))) == 500
    assert mark("a" * 300_000, parse("a")) == [("a" * 300_000, False)]
