"""The query language."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.index.language import QueryError, parse
from archive.index.signs import unknown_field
from model.query import All, Any, Days, Expression, Facet, Near, Not, OneOf, Phrase, Place

FIRST = OneOf(Facet.ROLE, ("first",))
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
        ("关注：养老", Phrase("关注：养老")),
        ("12:30", Phrase("12:30")),
        ("标题:养老服务", Phrase("养老服务", Place.TITLE)),
        ("標題：养老服务", Phrase("养老服务", Place.TITLE)),
        ("title: 养老服务", Phrase("养老服务", Place.TITLE)),
        ("标题：（养老服务 ｜ 助餐） 招标", All((Any((Phrase("养老服务", Place.TITLE), Phrase("助餐", Place.TITLE))), ZHAO))),
        ("-来源:人民网", Not(Phrase("人民网", Place.ORIGIN))),
        ("记者:-王*", Not(Phrase("王*", Place.REPORTER))),
        ("通讯员：“李 四”", Phrase("李 四", Place.CORRESPONDENT)),
        ("版次:A03 版面:3", All((Phrase("A03", Place.PAGE), Phrase("3", Place.PAGE)))),
        ("“标题:养老”", Phrase("标题:养老")),
        ("媒体:chenbao", OneOf(Facet.OUTLET, ("chenbao",))),
        ("级别:省", OneOf(Facet.LEVEL, ("province",))),
        ("level:中央级", OneOf(Facet.LEVEL, ("central",))),
        ("级别:自有", OneOf(Facet.LEVEL, ("self",))),
        ("载体:(报纸 | wechat)", Any((OneOf(Facet.MEDIUM, ("newspaper",)), OneOf(Facet.MEDIUM, ("wechat",))))),
        ("单位:ju 专题:yanglao 业务:yanglao", All((OneOf(Facet.UNIT, ("ju",)), OneOf(Facet.TOPIC, ("yanglao",)), OneOf(Facet.TOPIC, ("yanglao",))))),
        ("首发", FIRST),
        ("养老服务 转载", All((YANG, OneOf(Facet.ROLE, ("reprint",))))),
        ("-转载", Not(OneOf(Facet.ROLE, ("reprint",)))),
        ("角色:首发", FIRST),
        ("“首发”", Phrase("首发")),
        ("首发经济 标题:首发", All((Phrase("首发经济"), Phrase("首发", Place.TITLE)))),
        ("养老服务 NEAR/5 助餐", Near(YANG, ZHU, 5)),
        ("养老服务　ＮＥＡＲ／５　助餐", Near(YANG, ZHU, 5)),
        ("养老服务 NEAR 助餐 招标", All((Near(YANG, ZHU, 10), ZHAO))),
        ("养老服务 NEAR/0 助餐 NEAR/3 招标", All((Near(YANG, ZHU, 0), Near(ZHU, ZHAO, 3)))),
        ("标题:(养老服务 NEAR/2 助餐)", Near(Phrase("养老服务", Place.TITLE), Phrase("助餐", Place.TITLE), 2)),
        ("near 养老服务", All((Phrase("near"), YANG))),
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
        ("标题:", 1, "后面缺少内容"),
        ("养老 标题: OR 助餐", 4, "后面缺少内容"),
        ("标题:，", 4, "没有可检索的字词"),
        ("标题:(养老 来源:人民网)", 8, "字段里不能再有字段"),
        ("级别:天", 4, "中央、省级"),
        ("载体:x", 4, "网站、报纸"),
        ("媒体:*", 4, "太宽"),
        ("媒体:无此报", 4, "没有登记"),
        ("养老 NEAR/21 助餐", 4, "0 到 20"),
        ("养老 NEAR/x 助餐", 4, "0 到 20"),
        ("养老 NEAR", 8, "缺少检索词"),
        ("NEAR/3 养老", 1, "NEAR"),
        ("局 NEAR 养老", 3, "太短"),
        ("养老 NEAR (助餐 | 就餐)", 4, "两边都要是词"),
        ("标题:养老 NEAR 助餐", 7, "同一个字段"),
        ("日期:2026-02-30", 4, "不存在"),
        ("日期:2026-13", 4, "不存在"),
        ("日期:9999", 4, "1900 到 2100"),
        ("日期:明天吧", 4, "无法识别"),
        ("日期:2026-03..2026-01", 4, "前后颠倒"),
        ("日期:..", 4, "无法识别"),
        ("日期:" + "9" * 900, 4, "无法识别"),
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
        parse(text, resolve=lambda facet, name: ())
    assert error.value.position == position
    sentence = str(error.value)
    assert f"第 {position} 个字" in sentence
    assert word in sentence
    assert "\n" not in sentence
    assert sentence.endswith("。")


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026-01..2026-03", (2026, 1, 1), (2026, 3, 31)),
        ("2026", (2026, 1, 1), (2026, 12, 31)),
        ("2026年", (2026, 1, 1), (2026, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("２０２６－０３－０５", (2026, 3, 5), (2026, 3, 5)),
        ("2026年3月5日", (2026, 3, 5), (2026, 3, 5)),
        ("2026/3/5", (2026, 3, 5), (2026, 3, 5)),
        ("20260305", (2026, 3, 5), (2026, 3, 5)),
        ("2026.3至2026.5", (2026, 3, 1), (2026, 5, 31)),
        ("2026-03..", (2026, 3, 1), None),
        ("..2026-03", None, (2026, 3, 31)),
        ("去年..本月", (2025, 1, 1), (2026, 11, 30)),
        ("今天", (2026, 11, 22), (2026, 11, 22)),
        ("昨天", (2026, 11, 21), (2026, 11, 21)),
        ("本周", (2026, 11, 16), (2026, 11, 22)),
        ("上周", (2026, 11, 9), (2026, 11, 15)),
        ("本月", (2026, 11, 1), (2026, 11, 30)),
        ("上月", (2026, 10, 1), (2026, 10, 31)),
        ("last-month", (2026, 10, 1), (2026, 10, 31)),
        ("本季度", (2026, 10, 1), (2026, 12, 31)),
        ("今年", (2026, 1, 1), (2026, 12, 31)),
        ("近7天", (2026, 11, 16), (2026, 11, 22)),
    ],
)
def test_dates(text: str, since: tuple[int, int, int] | None, until: tuple[int, int, int] | None) -> None:
    expected = Days(date(*since) if since else None, date(*until) if until else None)
    assert parse(f"日期:{text}", today=date(2026, 11, 22)) == expected


def test_names_are_looked_up_in_the_registers() -> None:
    asked: list[tuple[Facet, str]] = []

    def resolve(facet: Facet, name: str) -> list[str]:
        asked.append((facet, name))
        return ["a", "b"]

    assert parse("媒体:人民* 单位：“民政局 机关”", resolve) == All((OneOf(Facet.OUTLET, ("a", "b")), OneOf(Facet.UNIT, ("a", "b"))))
    assert asked == [(Facet.OUTLET, "人民*"), (Facet.UNIT, "民政局 机关")]


@pytest.mark.parametrize(
    ("text", "name"), [("标提:养老", "标提"), ("养老 作者：王", "作者"), ("标题:养老", ""), ("12:30", ""), ("养老：", ""), ("“作者:王”", "")]
)
def test_a_mistyped_field_can_be_hinted_at(text: str, name: str) -> None:
    assert unknown_field(text) == name


@given(
    st.lists(
        st.sampled_from(
            [
                "养老",
                "a",
                "1",
                " ",
                '"',
                "“",
                "”",
                "(",
                "（",
                ")",
                "|",
                "-",
                "：",
                ":",
                "*",
                ".",
                "，",
                "\x00",
                "\ud800",
                "\n",
                "OR",
                " AND ",
                " NEAR/3 ",
                "标题:",
                "日期:",
                "媒体:",
                "首发",
                "本月",
                "级别:",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    assert 1 <= fault(text) <= len(text) + 1


@settings(deadline=timedelta(seconds=2))  # far more than any text takes, far less than one that is read again and again
@given(st.text(max_size=300) | st.text(alphabet='养a1 "“”(（)|-－:：*，\x00\nORNTEA/标题日期', min_size=100, max_size=300))
def test_any_text_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    assert 1 <= fault(text) <= len(text) + 1


def fault(text: str) -> int:
    """Where it is refused; 1 if it is read."""
    try:
        parse(text)
    except QueryError as error:
        return error.position
    return 1
