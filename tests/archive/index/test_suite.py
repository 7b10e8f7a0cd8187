"""Both engines give the answers of a linear scan, over articles of the demo press world."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from archive.folding import fold
from archive.index.document import LOCAL
from archive.index.interface import Entry, Index
from archive.index.language import parse
from model.article import Role
from model.outlet import Level, Medium
from model.query import Facet, Phrase, Query, Sort
from tests.archive.index.conftest import place
from tests.archive.index.samples import world
from tests.archive.index.scan import matches

ARTICLES = 2_000
SUBSTRINGS = 200
ENGINES = ["embedded", "elastic"]

# What a press officer types: words of the world's own vocabulary, alone and in every combination.
WRITTEN = [
    *("民", "老", "的", "一", "养老", "救助", "低保", "助餐", "社区", "婚姻", "殡葬", "福利彩票", "未成年人", "志愿服务"),
    *("养老服务", "社会救助", "民政局", "县民政局", "临江县民政局", "困难家庭", "一老一小", "高质量发展", "记者从县民政局获悉", "本网讯"),
    *("養老", "社會救助", "民政局長", "ＡＰＰ", "app", "12345", "12345热线", "2026年", "2026", "10月", "30日", "605户", "100%", "3.5万", "5万元"),
    *("养老 救助", "养老 -救助", "养老 OR 救助", "养老|救助|婚姻", "-养老", "-养老 -救助", "(养老 OR 救助) 记者", "(养老 助餐) OR (救助 低保)"),
    *("民政 -(养老 OR 救助)", "养老 -(记者 县民政局)", "社区 食堂 老人", "“养老 服务”", "“记者 通讯员”", "“获悉，社会救助”", "“今年以来，通过”"),
    *("养老 NOT 民政局 NOT 社区", "养老 OR -民政", "县 市 省", "记者 OR 通讯员 OR 本网讯", "居家 社区 机构 养老", "“老年人，就”", "民政部", "没有这几个字"),
    "",
]
CONDITIONS = [
    {"levels": (Level.CITY, Level.COUNTY)},
    {"media": (Medium.NEWSPAPER, Medium.WECHAT), "since": date(2026, 3, 1)},
    {"roles": (Role.REPRINT,), "until": date(2026, 6, 30)},
    {"since": date(2026, 5, 1), "until": date(2026, 5, 31)},
]


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return world(ARTICLES)


@pytest.fixture(scope="module", params=ENGINES)
def full(request: pytest.FixtureRequest, entries: list[Entry]) -> Iterator[Index]:
    with place(request.param, request) as opener:
        index = opener()
        index.create()
        for start in range(0, len(entries), 500):
            assert index.put(entries[start : start + 500]) == []
        yield index


def newest_first(entries: list[Entry]) -> list[str]:
    dated = sorted(entries, key=lambda entry: (entry.published, entry.number), reverse=True)
    return [entry.id for entry in dated]


@pytest.mark.parametrize("text", WRITTEN)
def test_written_queries(full: Index, entries: list[Entry], text: str) -> None:
    words = parse(text)
    expected = [entry for entry in entries if words is None or matches(entry, words)]
    hits = full.find(Query(words=words, sort=Sort.NEWEST), limit=ARTICLES, facets=tuple(Facet))
    assert list(hits.ids) == newest_first(expected)
    assert hits.total == len(expected)
    assert hits.facets[Facet.OUTLET] == Counter(entry.outlet for entry in expected)
    assert hits.facets[Facet.UNIT] == Counter(unit for entry in expected for unit in entry.units)
    assert hits.facets[Facet.TOPIC] == Counter(topic for entry in expected for topic in entry.topics)
    assert hits.facets[Facet.MONTH] == Counter(f"{entry.published.astimezone(LOCAL):%Y-%m}" for entry in expected if entry.published)
    best = full.find(Query(words=words), limit=ARTICLES)
    assert sorted(best.ids) == sorted(hits.ids)


@pytest.mark.parametrize("conditions", CONDITIONS)
@pytest.mark.parametrize("text", ["养老", "救助 OR 低保", "-养老", ""])
def test_with_conditions(full: Index, entries: list[Entry], text: str, conditions: dict[str, object]) -> None:
    query = Query(words=parse(text), sort=Sort.OLDEST, **conditions)  # type: ignore[arg-type]
    expected = [entry for entry in entries if (query.words is None or matches(entry, query.words)) and lies_within(entry, query)]
    assert list(full.find(query, limit=ARTICLES).ids) == newest_first(expected)[::-1]
    assert expected or text


def lies_within(entry: Entry, query: Query) -> bool:
    assert entry.published is not None
    day = entry.published.astimezone(LOCAL).date()
    return (
        (not query.levels or entry.level in query.levels)
        and (not query.media or entry.medium in query.media)
        and (not query.roles or entry.role in query.roles)
        and (query.since or date.min) <= day <= (query.until or date.max)
    )


def test_random_substrings(full: Index, entries: list[Entry]) -> None:
    """Cut from titles and bodies at random, in both scripts, with whatever punctuation and numbers they cross."""
    random = Random(11)
    texts = [text for entry in entries for text in (entry.title, entry.body)]
    folded = [(entry.id, fold(entry.title), fold(entry.body)) for entry in entries]
    for _ in range(SUBSTRINGS):
        source = random.choice(texts)
        length = random.randint(1, 12)
        start = random.randrange(max(1, len(source) - length))
        words = Phrase(source[start : start + length])
        found = set(full.find(Query(words=words), limit=ARTICLES).ids)
        assert found == {entry.id for entry in entries if matches(entry, words)}, words
        if re.fullmatch(r"[\u4e00-\u9fff]+", words.text):  # then it is simply a part of the text
            wanted = fold(words.text)
            assert found == {id_ for id_, title, body in folded if wanted in title or wanted in body}, words


def test_known_items_come_first(full: Index, entries: list[Entry]) -> None:
    """A headline without its last two characters leads to that headline."""
    titles = {entry.id: fold(entry.title) for entry in entries}
    whole = [title for title in titles.values() if re.search(r"[\u4e00-\u9fff]{12}$", title)]
    for title in Random(5).sample(whole, 40):
        ids = full.find(Query(words=Phrase(title[:-2])), limit=5).ids
        assert title[:-2] in titles[ids[0]]
