"""Entries for the tests."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from archive.index.interface import Entry, Index
from archive.index.language import parse
from bench.entries import of_truth
from demo.world import World
from model.article import Role
from model.outlet import Level, Medium
from model.query import Query, Sort

LOCAL = ZoneInfo("Asia/Shanghai")

PLAIN = Entry(
    id="",
    number=0,
    version=1,
    title="标题",
    body="正文",
    outlet="chenbao",
    level=Level.CITY,
    medium=Medium.WEBSITE,
    units=(),
    topics=(),
    role=Role.FIRST,
    story="s",
    published=datetime(2026, 3, 1, 8, tzinfo=LOCAL),
)


def entry(number: int, title: str = "标题", body: str = "正文", **more: Any) -> Entry:
    return replace(PLAIN, id=f"{number:024x}", number=number, title=title, body=body, **more)


def world(articles: int, seed: int = 7) -> list[Entry]:
    """Articles of the demo press world."""
    truths = World(articles=articles, seed=seed, today=date(2026, 11, 1)).truth()
    return [of_truth(truth, number) for number, truth in enumerate(truths, 1)]


def numbers(index: Index, text: str = "", sort: Sort = Sort.NEWEST, **conditions: Any) -> list[int]:
    """The numbers of the entries found, in the order found."""
    hits = index.find(Query(words=parse(text), sort=sort, **conditions), limit=100)
    assert hits.total == len(hits.ids)
    return [int(id_, 16) for id_ in hits.ids]


def found(index: Index, text: str = "", **conditions: Any) -> set[int]:
    return set(numbers(index, text, **conditions))
