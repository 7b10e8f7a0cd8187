"""Both engines give the same answers to hundreds of queries over many articles: hits, counts, facets, stories, order."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from archive.folding import CHARACTERS
from archive.index.interface import Entry, Index
from archive.index.language import parse
from model.query import Facet, Query, Sort
from tests.archive.index.conftest import place
from tests.archive.index.samples import world
from tests.archive.index.test_suite import WRITTEN

pytestmark = pytest.mark.timeout(400)  # filling both takes a while on a busy machine

ARTICLES = 20_000
CHARACTERS_OF_BODY = 160
TODAY = date(2026, 11, 1)
NAMES = ["徐清霖", "王小明", "欧阳青", "李", "司马光远", "Anna Li"]
WORDS = ["养老", "救助", "社区", "助餐", "民政局", "记者", "老人", "低保", "婚姻", "志愿服务", "工作", "会议", "2026年", "10月", "一", "的", "街道", "临江县"]

FIELDS = [
    *("标题:养老", "正文:养老", "标题:(养老 | 救助)", "标题:养老 正文:记者", "-标题:养老", "标题:养老服务 -正文:社区", "title:养老", "标题：“养老 服务”"),
    *("记者:徐清霖", "记者:徐清", "记者:徐*", "记者:*霖", "记者:(徐清霖 | 王小明)", "通讯员:欧阳青", "通讯员:欧阳*", "记者:李", "记者:*光*", "记者:Anna*"),
    *("来源:日报", "来源:人民", "来源:晚报 标题:养老", "-来源:日报", "版次:3", "版次:第3版", "版次:03", "版次:要闻", "版次:12", "版次:1"),
    *("级别:市级", "级别:县", "级别:(中央 | 省级) 养老", "-级别:自有", "载体:报纸", "载体:微信 养老", "首发", "转载 养老", "首发 -养老", "角色:转载"),
    *(
        "日期:2026-03",
        "日期:2026-01..2026-03",
        "日期:2026",
        "日期:2026-10-01",
        "日期:..2026-05 养老",
        "日期:2026-09.. 救助",
        "日期:本月",
        "日期:上月",
        "日期:近90天 养老",
    ),
    *("日期:(2026-03 | 2026-05)", "养老 -日期:2026", "日期:今年 首发 标题:养老", "日期:本季度", "日期:2026年3月至2026年4月"),
    *("养老 NEAR 助餐", "养老 NEAR/0 服务", "养老 NEAR/3 服务", "社区 NEAR/20 老人", "记者 NEAR/5 获悉", "养老 NEAR/1 养老", "民政 NEAR/2 救助 NEAR/9 老人"),
    *(
        "标题:(养老 NEAR/5 服务)",
        "养老 NEAR/10 救助 -社区",
        "“本网 记者” NEAR/8 获悉",
        "2026年 NEAR/4 10月",
        "民政局 NEAR/20 街道",
        "(养老 NEAR/2 服务) OR 婚姻",
    ),
]


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    chance = Random(3)

    def printed(entry: Entry) -> Entry:
        names = [chance.choice(NAMES) for _ in range(3)]
        page = f"第{chance.randint(1, 16):02}版 {chance.choice(['要闻', '民生', '综合'])}" if chance.random() < 0.5 else ""
        undated = chance.random() < 0.01
        return replace(
            entry,
            body=entry.body[:CHARACTERS_OF_BODY],
            origin=chance.choice(["人民日报", "云川晚报", "新华社", ""]),
            reporters=tuple(names[: chance.randint(0, 2)]),
            correspondents=tuple(names[2:]),
            page=page,
            carriers=chance.randint(1, 9),
            published=None if undated else entry.published,
        )

    return [printed(entry) for entry in world(ARTICLES)]


@pytest.fixture(scope="module")
def engines(request: pytest.FixtureRequest, entries: list[Entry]) -> Iterator[tuple[Index, Index]]:
    with ExitStack() as stack:
        made = [stack.enter_context(place(name, request))() for name in ("embedded", "elastic")]
        for index in made:
            index.create()
            with_nothing = index.fresh()
            assert with_nothing.put(entries) == []
            with_nothing.swap()
        yield made[0], made[1]


def written(entries: list[Entry]) -> list[str]:
    """More than three hundred texts that a person may type."""
    chance = Random(8)
    in_traditional = {leader: chr(code) for code, leader in CHARACTERS.items() if 0x4E00 <= code < 0xA000}
    found = [*WRITTEN, *FIELDS]
    while len(found) < 250:
        one, two, three = chance.sample(WORDS, 3)
        shapes = (f"{one} {two}", f"{one} {two} -{three}", f"({one} | {two}) {three}", f"{one} OR {two} {three}", f"-({one} {two}) {three}")
        found.append(chance.choice((*shapes, f"标题:{one} {two} 日期:2026-0{chance.randint(1, 9)}", f"首发 {one} -标题:{two}")))
    while len(found) < 330:
        text = chance.choice(entries).body
        start, length = chance.randrange(max(1, len(text) - 12)), chance.randint(2, 12)
        cut = "".join(character if character.isalnum() else " " for character in text[start : start + length]).strip()
        if cut:
            shown = "".join(in_traditional.get(ord(character), character) for character in cut) if len(found) % 2 else cut
            found.append(f'"{shown}"')
    return found


def test_hundreds_of_queries_have_the_same_answer(engines: tuple[Index, Index], entries: list[Entry]) -> None:
    texts = written(entries)
    assert len(texts) >= 300
    empty = 0
    for number, text in enumerate(texts):
        query = Query(words=parse(text, today=TODAY), sort=Sort.NEWEST)
        listed = 10_000 if number % 6 == 0 else 500
        mine, theirs = (index.find(query, limit=listed, facets=tuple(Facet)) for index in engines)
        assert mine.total == theirs.total, text
        assert mine.ids == theirs.ids, text
        assert mine.facets == theirs.facets, text
        empty += not mine.total
    assert empty < len(texts) / 5


@pytest.mark.parametrize("text", ["养老", "救助 OR 低保 -会议", "标题:民政 首发", "", "养老 NEAR/5 服务"])
@pytest.mark.parametrize("sort", [Sort.OLDEST, Sort.CARRIERS])
@pytest.mark.parametrize("grouped", [False, True])
def test_orders_and_stories_are_the_same(engines: tuple[Index, Index], text: str, sort: Sort, grouped: bool) -> None:
    query = Query(words=parse(text), sort=sort, grouped=grouped)
    mine, theirs = (index.find(query, offset=40, limit=60) for index in engines)
    assert mine == theirs
    assert len(mine.ids) == 60


@pytest.mark.parametrize("text", ["", "养老"])
def test_everything_can_be_streamed(engines: tuple[Index, Index], text: str) -> None:
    query = Query(words=parse(text), sort=Sort.NEWEST)
    mine, theirs = (list(index.stream(query)) for index in engines)
    assert mine == theirs
    assert len(set(mine)) == len(mine) == engines[0].find(query, limit=0).total


def test_the_versions_held_are_the_same(engines: tuple[Index, Index], entries: list[Entry]) -> None:
    expected = {entry.id: 1 for entry in entries if 100 <= entry.number <= 7_000}
    assert engines[0].versions(100, 7_000) == engines[1].versions(100, 7_000) == expected
    assert engines[0].versions(ARTICLES + 1, None) == engines[1].versions(ARTICLES + 1, None) == {}
