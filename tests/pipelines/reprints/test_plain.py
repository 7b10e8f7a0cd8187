"""What is compared of a text."""

import pytest

from pipelines.reprints.plain import plain_text, plain_title


def plain(body: str) -> str:
    return plain_text(body)[0]


@pytest.mark.parametrize(
    "written",
    [
        "2026年3月5日，发放1200万元",
        "２０２６年３月５日，发放１，２００万元",
        "二〇二六年三月五日，发放1,200万元",
        "2026年03月05日 ，發放1200萬元",
    ],
)
def test_ways_of_writing_are_one(written: str) -> None:
    assert plain(written) == "2026年3月5日发放1200万元"


@pytest.mark.parametrize(("numeral", "digits"), [("第二十五次", "第25次"), ("十二月三十一日", "12月31日"), ("第十届", "第10届"), ("一百零三", "103")])
def test_numerals_become_digits(numeral: str, digits: str) -> None:
    assert plain(numeral) == digits


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("一楼二层", "一楼二层"),  # no numbers
        ("三分之一", "三分之1"),
        ("三五年", "35年"),
        ("第三分局", "第三分局"),
        ("十五日至二十日", "15日至20日"),
        ("2026-10-01", "2026|10|01"),
        ("1，234，567元", "1234567元"),
        ("12,34", "12|34"),
        ("07时05分", "7时5分"),
        ("第10.05月", "第10.05月"),
    ],
)
def test_numerals_are_seen_by_what_stands_beside_them(written: str, compared: str) -> None:
    assert plain(written) == compared


def test_numbers_side_by_side_stay_apart() -> None:
    assert plain("3、5号楼") != plain("35号楼")
    assert plain("增长3.5%") == "增长3.5"


@pytest.mark.parametrize(
    "line",
    [
        "来源：云溪晨报",
        "（责任编辑：某某）",
        "一审：甲 二审：乙 三审：丙",
        "扫描二维码关注我们",
        "來源：雲溪晨報",
        "云溪晨报 2026-03-05 08:30",
        "原标题：社区食堂",
        "字号：大 中 小",
    ],
)
def test_lines_of_the_page_are_left_out(line: str) -> None:
    text = "社区食堂里坐满了老人。"
    assert plain(f"{line}\n{text}\n{line}") == plain(text)


@pytest.mark.parametrize(
    "line",
    [
        "记者10日从县民政局获悉，本月发放高龄津贴793万元。",
        "该局发表声明：从未委托任何机构收费。",
        "时间过得快，食堂已开了两年。",
        "热线响个不停，接线员换了三班。",
    ],
)
def test_text_that_begins_like_such_a_line_stays(line: str) -> None:
    assert len(plain(line)) > 10


@pytest.mark.parametrize("head", ["本报讯（记者 某某 通讯员 某某）", "云溪新闻网讯(记者某某)", "新华社长沙11月3日电（记者某某）", "（记者某某）"])
def test_agency_lines_are_left_out(head: str) -> None:
    assert plain(f"{head}社区食堂里坐满了老人。") == plain("社区食堂里坐满了老人。")


def test_where_all_lines_are_of_the_page_they_are_the_text() -> None:
    assert plain("声明：本店从未授权他人收款") == "声明本店从未授权他人收款"


def test_items_of_a_list_are_known() -> None:
    text, places = plain_text("一周要闻\n1.食堂开张\n（二）路牌立起\n3、3月1日起发放")
    assert text == "一周要闻食堂开张路牌立起3月1日起发放"
    assert places == [4, 8, 12]


def test_a_headline_is_known_without_its_column() -> None:
    assert plain_title("【关注】社区食堂坐满了老人") == plain_title("云溪：社区食堂坐满了老人-云溪新闻网-要闻") == "社区食堂坐满了老人"
    assert plain_title("要闻：开会") == "要闻开会"
