"""The query language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.language import QueryError, parse
from model.query import All, Any, Expression, Not, Phrase

YANG, ZHU, ZHAO = Phrase("养老服务"), Phrase("助餐"), Phrase("招标")


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("养老服务", YANG),
        ("养老服务 助餐", All((YANG, ZHU))),
        ("养老服务　助餐", All((YANG, ZHU))),
        ("养老服务 AND 助餐", All((YANG, ZHU))),
        ("养老服务 OR 助餐", Any((YANG, ZHU))),
        ("养老服务|助餐", Any((YANG, ZHU))),
        ("养老服务 ｜ 助餐", Any((YANG, ZHU))),
        ("养老服务 ＯＲ 助餐", Any((YANG, ZHU))),
        ("养老服务 -招标", All((YANG, Not(ZHAO)))),
        ("养老服务 －招标", All((YANG, Not(ZHAO)))),
        ("养老服务 NOT 招标", All((YANG, Not(ZHAO)))),
        ("-招标", Not(ZHAO)),
        ("--招标", ZHAO),
        ("养老服务 助餐 OR 招标", Any((All((YANG, ZHU)), ZHAO))),
        ("养老服务 （助餐 OR 招标）", All((YANG, Any((ZHU, ZHAO))))),
        ("-(助餐 招标)", Not(All((ZHU, ZHAO)))),
        ('"养老 服务"', Phrase("养老 服务")),
        ("“养老 服务”", Phrase("养老 服务")),
        ("「养老 OR 服务」", Phrase("养老 OR 服务")),
        ("民政局“一老一小”服务", All((Phrase("民政局"), Phrase("一老一小"), Phrase("服务")))),
        ("12345热线 2026年 COVID-19", All((Phrase("12345热线"), Phrase("2026年"), Phrase("COVID-19")))),
        ("养老服务 - 助餐", All((YANG, ZHU))),
        ("养老服务 ， 助餐", All((YANG, ZHU))),
        ("or not and", All((Phrase("or"), Phrase("not"), Phrase("and")))),
        ("标题:养老", Phrase("标题:养老")),
        ("", None),
        (" \n　", None),
        ("-", None),
    ],
)
def test_reads(text: str, expression: Expression | None) -> None:
    assert parse(text) == expression


@pytest.mark.parametrize(
    ("text", "position", "word"),
    [
        ('养老 "服务', 4, "引号"),
        ("养老”", 3, "引号"),
        ("(养老", 1, "左括号"),
        ("（养老 （服务）", 1, "左括号"),
        ("养老)", 3, "右括号"),
        ("()", 2, "缺少检索词"),
        ("OR 养老", 1, "OR"),
        ("养老 OR", 6, "缺少检索词"),
        ("养老 | | 助餐", 6, "OR"),
        ("AND", 1, "AND"),
        ("养老 NOT", 7, "缺少检索词"),
        ("，。*", 1, "没有可检索的字词"),
        ("\x00", 1, "没有可检索的字词"),
        ("(" * 21 + "养老", 21, "最多 20 层"),
        ("字 " * 65, 129, "最多 64 个"),
        ("长" * 1001, 1001, "最多 1000 个字"),
        ("民" * 100_000, 1001, "最多 1000 个字"),
    ],
)
def test_errors_are_one_sentence_with_the_position(text: str, position: int, word: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(text)
    assert error.value.position == position
    sentence = str(error.value)
    assert f"第 {position} 个字" in sentence
    assert word in sentence
    assert "\n" not in sentence
    assert sentence.endswith("。")


@given(st.text(st.sampled_from('养老a1 "“”()（）|-－:*.，\x00\ud800\nORAND'), max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    assert 1 <= fault(text) <= len(text) + 1


def fault(text: str) -> int:
    """Where it is refused; 1 if it is read."""
    try:
        parse(text)
    except QueryError as error:
        return error.position
    return 1
