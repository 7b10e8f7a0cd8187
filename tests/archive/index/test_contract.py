"""What every engine promises."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from archive.index.interface import Index, IndexUnavailable
from archive.index.language import parse
from model.article import Role
from model.outlet import Level, Medium
from model.query import All, Facet, Hits, Not, Phrase, Query, Sort
from tests.archive.index.conftest import Opener, place
from tests.archive.index.samples import LOCAL, entry, found, numbers

TEXTS = [
    entry(1, "全市信访工作会议召开", "市民政局局长徐清霖出席会议并讲话。"),
    entry(2, "养老服务条例施行", "2026年，拨打12345热线可咨询养老服务、助餐。"),
    entry(3, "養老服務再上臺階", "大灣區長者飯堂新增３．５萬個餐位，ＣＯＶＩＤ－１９ 期間不停業。"),
    entry(4, "某年旧事", "2026 某年，热线 12345。养老，服务两件事。"),
    entry(5, "招标公告", "养老院设备招标，预算35万元。covid19 相关物资除外，民。政分开写。"),
]


VARIED = [
    entry(
        number,
        body="养老" if number % 2 else "招标",
        outlet=["chenbao", "ribao", "wang"][number % 3],
        level=[Level.CENTRAL, Level.CITY][number % 2],
        medium=[Medium.WEBSITE, Medium.NEWSPAPER, Medium.WECHAT, Medium.TV][number % 4],
        units=[("ju",), ("ju", "ke"), ()][number % 3],
        topics=("yanglao",) if number % 2 else (),
        role=Role.REPRINT if number % 5 else Role.FIRST,
        published=datetime(2026, 1, 15, 9, tzinfo=LOCAL) + timedelta(days=10 * number) if number < 12 else None,
    )
    for number in range(1, 13)
]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("信访", {1}),
        ("徐清霖", {1}),
        ("霖", {1}),
        ("局", {1}),
        ("话", {1}),
        ("全", {1}),
        ("停", {3}),
        ("局局", {1}),
        ("市民政局局长徐清霖出席会议并讲话", {1}),
        ("徐清林", set()),
        ("民政", {1}),
        ("讲话养老", set()),
        ("养老服务", {2, 3}),
        ("養老服務", {2, 3}),
        ("大湾区", {3}),
        ("再上台阶", {3}),
        ("“养老 服务”", {4}),
        ("养老 服务", {2, 3, 4}),
        ("养老 -招标", {2, 3, 4}),
        ("养老 NOT 招标 NOT 条例", {3, 4}),
        ("-养老", {1}),
        ("信访 OR 招标", {1, 5}),
        ("信访 OR -养老", {1}),
        ("(信访 | 招标) 预算", {5}),
        ("-(养老 服务)", {1, 5}),
        ("2026年", {2}),
        ("2026", {2, 4}),
        ("年", {2, 4}),
        ("026", set()),
        ("12345热线", {2}),
        ("１２３４５熱線", {2}),
        ("热线12345", set()),
        ("“热线 12345”", {4}),
        ("12345", {2, 4}),
        ("covid-19", {3}),
        ("COVID19", {5}),
        ("3.5万", {3}),
        ("5万", set()),
        ("35万", {5}),
        ("某年，热", {4}),
        ("施行 助餐", {2}),
        ("施行助餐", set()),
        ("《养老》服务", {4}),
        ("", {1, 2, 3, 4, 5}),
        ("没有这个词", set()),
    ],
)
def test_finds_the_text_as_it_stands(shared: Index, text: str, numbers: set[int]) -> None:
    assert found(shared, text) == numbers


def test_a_phrase_without_words_finds_nothing(shared: Index) -> None:
    assert shared.find(Query(words=Phrase("，"))).total == 0
    assert shared.find(Query(words=All((Not(Phrase("，")),)))).total == 5


@pytest.fixture
def filled(index: Index) -> Index:
    assert index.put(TEXTS) == []
    return index


@pytest.fixture(scope="module")
def shared(engine: str, request: pytest.FixtureRequest) -> Iterator[Index]:
    """The same texts, for tests that only read."""
    with place(engine, request) as opener:
        index = opener()
        index.create()
        index.put(TEXTS)
        yield index


@pytest.fixture(scope="module")
def varied(engine: str, request: pytest.FixtureRequest) -> Iterator[Index]:
    """Twelve entries that differ in everything, for tests that only read."""
    with place(engine, request) as opener:
        index = opener()
        index.create()
        index.put(VARIED)
        yield index


def test_facets_are_exact(varied: Index) -> None:
    hits = varied.find(Query(), facets=tuple(Facet))
    assert hits.total == 12
    assert hits.facets[Facet.OUTLET] == {"chenbao": 4, "ribao": 4, "wang": 4}
    assert hits.facets[Facet.LEVEL] == {"central": 6, "city": 6}
    assert hits.facets[Facet.MEDIUM] == {"website": 3, "newspaper": 3, "wechat": 3, "tv": 3}
    assert hits.facets[Facet.UNIT] == {"ju": 8, "ke": 4}
    assert hits.facets[Facet.TOPIC] == {"yanglao": 6}
    assert hits.facets[Facet.ROLE] == {"first": 2, "reprint": 10}
    assert hits.facets[Facet.MONTH] == {"2026-01": 1, "2026-02": 3, "2026-03": 3, "2026-04": 3, "2026-05": 1}


def test_facets_count_what_was_found_only(varied: Index) -> None:
    query = Query(words=parse("养老"), outlets=("ribao", "wang"), since=date(2026, 2, 1))
    assert varied.find(query, limit=0, facets=(Facet.OUTLET,)) == Hits(total=3, ids=(), facets={Facet.OUTLET: {"ribao": 1, "wang": 2}})
    assert varied.count(query, Facet.UNIT) == {"ju": 1, "ke": 1}
    assert varied.count(replace(query, outlets=("nobody",)), Facet.UNIT) == {}
    assert varied.find(query).facets == {}


@pytest.mark.parametrize(
    ("conditions", "numbers"),
    [
        ({"outlets": ("chenbao",)}, {3, 6, 9, 12}),
        ({"outlets": ("chenbao", "ribao"), "levels": (Level.CENTRAL,)}, {4, 6, 10, 12}),
        ({"media": (Medium.TV, Medium.WECHAT)}, {2, 3, 6, 7, 10, 11}),
        ({"units": ("ke",)}, {1, 4, 7, 10}),
        ({"units": ("ke", "ju"), "topics": ("yanglao",)}, {1, 3, 7, 9}),
        ({"roles": (Role.FIRST,)}, {5, 10}),
        ({"roles": (Role.FIRST, Role.REPRINT)}, set(range(1, 13))),
        ({"since": date(2026, 4, 1)}, {8, 9, 10, 11}),
        ({"until": date(2026, 2, 4)}, {1, 2}),
        ({"since": date(2026, 2, 4), "until": date(2026, 2, 14)}, {2, 3}),
        ({"since": date(2027, 1, 1), "until": date(2026, 1, 1)}, set()),
        ({"since": date(1, 1, 1), "until": date(9999, 12, 31)}, set(range(1, 12))),
    ],
)
def test_conditions(varied: Index, conditions: dict[str, Any], numbers: set[int]) -> None:
    assert found(varied, **conditions) == numbers


def test_conditions_hold_beside_words_and_exclusions(varied: Index) -> None:
    assert found(varied, "-养老", levels=(Level.CENTRAL,), outlets=("wang",)) == {2, 8}
    assert found(varied, "养老 OR 招标", units=("ke",), until=date(2026, 2, 28)) == {1, 4}


def test_days_begin_in_shanghai(index: Index) -> None:
    index.put(
        [
            entry(1, published=datetime(2026, 3, 31, 15, 59, 59, tzinfo=UTC)),
            entry(2, published=datetime(2026, 3, 31, 16, 0, 0, tzinfo=UTC)),
            entry(3, published=None),
        ]
    )
    assert found(index, until=date(2026, 3, 31)) == {1}
    assert found(index, since=date(2026, 4, 1)) == {2}
    assert index.count(Query(), Facet.MONTH) == {"2026-03": 1, "2026-04": 1}


def test_orders_by_time_then_number(index: Index) -> None:
    noon = datetime(2026, 5, 1, 12, tzinfo=LOCAL)
    times = {1: noon, 2: noon + timedelta(seconds=1), 3: noon, 4: None, 5: datetime(1949, 10, 1, tzinfo=LOCAL), 6: noon - timedelta(days=1), 7: None}
    index.put([entry(number, published=time) for number, time in times.items()])
    newest = [2, 3, 1, 6, 5, 7, 4]
    assert numbers(index, sort=Sort.NEWEST) == newest
    assert numbers(index, sort=Sort.OLDEST) == newest[::-1]
    assert numbers(index, sort=Sort.RELEVANCE) == newest
    assert numbers(index, "标题", sort=Sort.OLDEST) == newest[::-1]


def test_relevance_puts_the_title_and_repetition_above(index: Index) -> None:
    filler = "其他内容很多很多，" * 20
    index.put(
        [
            entry(1, "会议召开", f"{filler}提到信访一次。"),
            entry(2, "信访工作会议", f"{filler}一句别的话。"),
            entry(3, "会议召开", f"{filler}信访、信访、信访和信访。"),
            entry(4, "无关", filler),
        ]
    )
    assert numbers(index, "信访", sort=Sort.RELEVANCE) == [2, 3, 1]


def test_pages_are_parts_of_one_order(index: Index) -> None:
    index.put([entry(number, published=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number)) for number in range(50)])
    for sort, order in ((Sort.NEWEST, range(49, -1, -1)), (Sort.OLDEST, range(50))):
        pages = [index.find(Query(sort=sort), offset, 20) for offset in (0, 20, 40, 60)]
        assert [len(page.ids) for page in pages] == [20, 20, 10, 0]
        assert [int(id_, 16) for page in pages for id_ in page.ids] == list(order)
        assert {page.total for page in pages} == {50}


@pytest.mark.parametrize(("offset", "limit"), [(10**9, 20), (9_999, 20), (0, 0), (10_000, 1), (0, 10**9)])
def test_far_pages_cost_nothing_and_keep_the_count(shared: Index, offset: int, limit: int) -> None:
    hits = shared.find(Query(), offset, limit, facets=(Facet.LEVEL,))
    assert hits.total == 5
    assert len(hits.ids) == (5 if limit == 10**9 else 0)
    assert hits.facets[Facet.LEVEL] == {"city": 5}


def test_putting_again_replaces(index: Index) -> None:
    for _ in range(3):
        assert index.put([entry(1, "信访"), entry(2, "信访")]) == []
    assert found(index, "信访") == {1, 2}
    index.put([entry(1, "养老", version=2, outlet="ribao")])
    assert found(index, "信访") == {2}
    assert found(index, "养老") == {1}
    assert index.count(Query(), Facet.OUTLET) == {"chenbao": 1, "ribao": 1}


def test_an_older_version_never_replaces_a_newer_one(index: Index) -> None:
    index.put([entry(1, "新", version=3)])
    assert index.put([entry(1, "旧", version=2)]) == []
    index.put([entry(2, "先", version=5), entry(2, "后", version=4)])
    assert found(index, "新") == {1}
    assert found(index, "先") == {2}
    assert found(index, "旧 OR 后") == set()
    index.put([entry(1, "同版再送", version=3)])
    assert found(index, "同版再送") == {1}


def test_dropping(filled: Index) -> None:
    filled.drop([entry(1).id, "unknown", entry(3).id])
    filled.drop([])
    assert found(filled) == {2, 4, 5}
    assert found(filled, "信访") == set()
    filled.put([TEXTS[0]])
    assert found(filled, "信访") == {1}


def test_refuses_what_is_too_long_and_takes_the_rest(index: Index) -> None:
    (refusal,) = index.put([entry(1), entry(2, body="长" * 2_000_001), entry(3)])
    assert refusal.id == entry(2).id
    assert "过长" in refusal.reason
    (refusal,) = index.put([entry(4, outlet="\ud800")])
    assert refusal.id == entry(4).id
    assert found(index) == {1, 3}


def test_takes_any_text(index: Index) -> None:
    index.put([entry(1, "", ""), entry(2, "\x00\ud800", "民\x00政\ud83d 😀" + "x" * 70_000), entry(3, "𠮷田" * 10_000, "\u2028正文")])
    assert found(index) == {1, 2, 3}
    assert found(index, "吉田吉") == {3}
    assert found(index, "x" * 900) == {2}
    assert found(index, "政") == {2}


def test_many_at_once(index: Index) -> None:
    index.put(entry(number, f"第{number}号", f"编号{number}") for number in range(4_500))
    assert index.find(Query()).total == 4_500
    assert found(index, "编号4321") == {4321}


def test_clearing(filled: Index) -> None:
    filled.clear()
    assert found(filled) == set()
    filled.put([entry(1)])
    assert found(filled) == {1}


def test_what_was_put_stays(filled: Index, opened: Opener) -> None:
    filled.close()
    again = opened()
    assert again.create() is False
    assert found(again, "信访") == {1}
    again.put([entry(6, "信访")])
    assert found(again, "信访") == {1, 6}


def test_another_reader_sees_every_change(index: Index, opened: Opener) -> None:
    reader = opened()
    for number in range(1, 6):
        index.put([entry(number)])
        assert found(reader) == set(range(1, number + 1))
        assert reader.count(Query(), Facet.LEVEL) == {"city": number}
    index.drop([entry(1).id])
    assert found(reader) == {2, 3, 4, 5}


def test_who_has_released_it_lets_others_write(index: Index, opened: Opener) -> None:
    other = opened()
    index.put([entry(1)])
    index.release()
    other.put([entry(2)])
    other.release()
    index.put([entry(3)])
    assert found(other) == {1, 2, 3}


def test_without_an_index_it_says_how_to_get_one(opened: Opener) -> None:
    index = opened()
    for use in (lambda: index.find(Query()), lambda: index.put([entry(1)]), lambda: index.count(Query(), Facet.UNIT), lambda: index.drop(["x"])):
        with pytest.raises(IndexUnavailable, match="jianbao reindex"):
            use()
    assert index.create() is True
    assert index.create() is False
    assert found(index) == set()


def test_rebuilding_beside_the_old_one(filled: Index, opened: Opener) -> None:
    reader = opened()
    new = filled.fresh()
    new.put([entry(7, "重建")])
    new.put([entry(8, "重建")])
    assert found(reader) == {1, 2, 3, 4, 5}
    assert found(new) == {7, 8}
    filled.put([entry(9, "其间")])
    new.swap()
    for index in (reader, filled, opened()):
        assert found(index) == {7, 8}
    filled.put([entry(9, "其间")])
    assert found(reader) == {7, 8, 9}


def test_a_rebuilding_that_is_broken_off_leaves_the_old_one(filled: Index, opened: Opener) -> None:
    new = filled.fresh()
    new.put([entry(7)])
    new.close()
    assert found(filled) == {1, 2, 3, 4, 5}
    second = filled.fresh()
    second.put([entry(8)])
    second.swap()
    second.close()
    assert found(opened()) == {8}
