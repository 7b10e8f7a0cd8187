"""Matching credits exactly those units whose names a text holds, and says why."""

from dataclasses import replace
from datetime import date

import pytest

from model.outcome import Reject
from pipelines.match import Match
from tests.pipelines.samples import BUREAU, article

match = Match(BUREAU)


def credited(title: str, body: str = "正文。") -> list[str]:
    return [mention.id for mention in match(article(title=title, body=body)).units]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("云溪市民政局召开会议", ["shiju"]),
        ("云溪民政召开会议", ["shiju"]),
        ("雲溪市民政局召開會議", ["shiju"]),
        ("云溪消息：市民政局召开会议", ["shiju"]),
        ("临江县民政局到云溪市民政局学习", ["shiju", "linjiang"]),
        ("临江消息：县民政局走访老人", ["linjiang"]),
        ("北岭市民政局与云溪市民政局签约", ["shiju"]),
        ("北岭市民政局来访，云溪市民政局接待，市民政局局长讲话", ["shiju"]),
    ],
)
def test_credits_units_by_their_names(text: str, units: list[str]) -> None:
    assert credited(text) == units


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("市民政局召开会议", "简称 市民政局"),
        ("云溪：北岭市民政局来访", "同名单位：北岭市民政局"),
        ("云溪新闻网讯：北岭市民政局开会，市民政局局长讲话", "同名单位：北岭市民政局"),
        ("云溪新闻网讯：北岭市民政局开会，县民政局局长讲话", "同名单位：北岭市民政局"),
        ("云溪队三连胜", "未提及本单位"),
        ("某地新开一家养老院", "只涉及 养老服务"),
    ],
)
def test_rejects_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(Reject, match=reason):
        credited(text)


def test_keeps_words_place_and_score() -> None:
    found = match(article(title="长者食堂开业", body="云溪市民政局介绍，养老院将增加。云溪民政提醒老人。"))
    [unit] = found.units
    assert (unit.words, unit.place) == (("云溪市民政局", "云溪民政"), "lead")
    [topic] = found.topics
    assert (topic.id, topic.words, topic.place) == ("yanglao", ("长者食堂", "养老院"), "title")
    assert found.relevance == unit.score > 0.6


def test_a_name_deep_in_the_text_weighs_less() -> None:
    title = match(article(title="云溪市民政局", body="。")).relevance
    lead = match(article(title="会议", body="云溪市民政局")).relevance
    deep = match(article(title="会议", body="某" * 300 + "云溪市民政局")).relevance
    assert title > lead > deep > 0


def test_a_unit_counts_only_while_it_exists() -> None:
    closed = replace(BUREAU, root=replace(BUREAU.root, until=date(2026, 9, 30)))
    with pytest.raises(Reject):
        Match(closed)(article(title="云溪市民政局召开会议", body="。"))
