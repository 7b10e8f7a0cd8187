"""Who is named, and as what."""

import pytest

from crawler.pages.people import people_in_bar, people_in_text


@pytest.mark.parametrize(
    ("text", "reporters", "correspondents", "photographers"),
    [
        ("本报讯（记者 白溪 通讯员 柳青 宋小舟）昨日，", ["白溪"], ["柳青", "宋小舟"], []),
        ("本报讯（通讯员 柳青 宋小舟 记者 白溪）昨日，", ["白溪"], ["柳青", "宋小舟"], []),
        ("新华社长沙11月3日电（记者白溪、欧阳小舟）记者从市民政局获悉，", ["白溪", "欧阳小舟"], [], []),
        ("（见习记者 白溪 实习生 程远）", ["白溪"], [], []),
        ("本报记者 白 溪 柳 青 宋小舟", ["白溪", "柳青", "宋小舟"], [], []),
        ("（中央社記者溫小香台北21日電）行政部門", ["溫小香"], [], []),
        ("特约通讯员：柳青", [], ["柳青"], []),
        ("东街社区的长者食堂。云岭日报记者 白溪 摄", [], [], ["白溪"]),
        ("（柳青 摄影报道）", [], [], ["柳青"]),
        ("文/白溪 图/柳青", ["白溪"], [], ["柳青"]),
        ("作者：古丽·阿依", ["古丽·阿依"], [], []),
        ("记者登录平台发现，通讯员们正在培训。", [], [], []),
        ("他在记者会上给出了解释，记者通过电子邮件联系了对方。", [], [], []),
        ("本报记者获悉，", [], [], []),
        ("昨日，记者实地踏勘，听取意见，并回答听众提问。", [], [], []),
        ("云岭日报记者白溪、柳青报道：", ["白溪", "柳青"], [], []),
        ("（来源：本报通讯员）", [], [], []),
    ],
)
def test_people_of_a_text(text: str, reporters: list[str], correspondents: list[str], photographers: list[str]) -> None:
    found = people_in_text(text)
    assert (found.reporters, found.correspondents, found.photographers) == (reporters, correspondents, photographers)


def test_only_the_beginning_and_the_end_are_read() -> None:
    middle = "工作人员介绍了有关情况。" * 40 + "（记者 白溪）" + "工作人员介绍了有关情况。" * 40
    assert people_in_text(middle).reporters == []
    assert people_in_text(middle + "（记者 柳青）").reporters == ["柳青"]


@pytest.mark.parametrize(
    ("line", "editors"),
    [
        ("责任编辑：罗帆_NB12556", ["罗帆"]),
        ("(责编：罗帆、程远)", ["罗帆", "程远"]),
        ("编辑：罗帆   责任编辑：程远", ["罗帆", "程远"]),
        ("（责任编辑： HN666）", []),
        ("【编辑:罗帆】", ["罗帆"]),
    ],
)
def test_editors_without_their_codes(line: str, editors: list[str]) -> None:
    assert people_in_bar([line]).editors == editors


def test_a_signature_names_the_writer() -> None:
    assert people_in_bar(["白溪/云岭青年报"]).reporters == ["白溪"]
