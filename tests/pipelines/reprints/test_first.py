"""Which article is the first publication, and how that is told."""

from dataclasses import replace

import pytest

from model.story import First
from pipelines.reprints.arrive import placement
from pipelines.reprints.first import first_publication
from pipelines.reprints.prints import Print
from tests.pipelines.reprints.samples import BODY, article


def named(body: str, hours: float, outlet: str) -> Print:
    return article(body, hours=hours, outlet=outlet, id=outlet)


def first(*articles: Print) -> First:
    return first_publication([placement(one) for one in articles])


def test_the_earliest_is_first() -> None:
    found = first(named(BODY, 5, "云溪晨报"), named(BODY, 0, "云溪网"), named(BODY, 30, "湘北日报"))
    assert (found.id, found.missing) == ("云溪网", "")
    assert "在3篇中最早" in found.reason
    assert "早5小时" in found.reason
    assert found.confidence > 0.9


def test_a_narrow_lead_is_less_sure() -> None:
    assert first(named(BODY, 0, "甲报"), named(BODY, 0.2, "乙报")).confidence < first(named(BODY, 0, "甲报"), named(BODY, 4, "乙报")).confidence


def test_at_the_same_minute_the_one_that_came_first() -> None:
    found = first(named(BODY, 0, "甲报"), named(BODY, 0, "乙报"))
    assert found.id == "甲报"
    assert "同时" in found.reason


def test_an_article_without_time_is_first_only_when_none_has_one() -> None:
    untimed = replace(named(BODY, 0, "甲报"), published=None)
    assert first(untimed, named(BODY, 9, "乙报")).id == "乙报"
    assert first(untimed).id == "甲报"
    assert "无发布时间" in first(untimed).reason


def test_an_agency_that_was_not_collected_is_named() -> None:
    found = first(named("新华社长沙3月11日电（记者某某）" + BODY, 3, "云溪晨报"), named(BODY, 5, "云溪网"))
    assert found.missing == "新华社"
    assert found.reason.startswith("未采集：新华社")
    assert found.id == "云溪晨报"
    assert found.confidence < 0.5


def test_an_agency_that_was_collected_is_not_missing() -> None:
    found = first(named("新华社长沙3月11日电（记者某某）" + BODY, 3, "云溪晨报"), named(BODY, 1, "新华社客户端"))
    assert (found.id, found.missing) == ("新华社客户端", "")


def test_the_source_line_of_a_later_one_is_not_enough_to_say_so() -> None:
    assert first(named(BODY, 3, "云溪晨报"), named(BODY + "\n来源：湘北日报", 5, "云溪网"), named(BODY, 6, "青石融媒")).missing == ""


def test_the_source_line_of_the_earliest_is() -> None:
    assert first(named(BODY + "\n来源：湘北日报", 3, "云溪晨报"), named(BODY, 5, "云溪网")).missing == "湘北日报"


@pytest.mark.parametrize("line", ["来源：本网", "来源：市民政局办公室", "来源：网络", "（来源：云溪市民政局官网）", "来源：综合"])
def test_a_source_that_is_no_outlet_is_not_missing(line: str) -> None:
    assert first(named(BODY + "\n" + line, 0, "云溪晨报")).missing == ""


@pytest.mark.parametrize(
    "line",
    ["来源：湘北日报", "（来源：《湘北日报》）", "转自：湘北日报", "转自《湘北日报》", "信息来源：湘北日报", "（据湘北日报报道）", "來源：湘北日報 2026-03-12"],
)
def test_ways_to_name_a_source(line: str) -> None:
    assert first(named(BODY + "\n" + line, 0, "云溪晨报")).missing == "湘北日报"


def test_source_lines_of_most_are() -> None:
    found = first(named(BODY + "\n来源：湘北日报", 3, "云溪晨报"), named("来源：湘北日报\n" + BODY, 5, "云溪网"))
    assert found.missing == "湘北日报"


def test_an_earliest_article_that_names_another_as_its_source_is_doubtful() -> None:
    found = first(named(BODY + "\n来源：云溪网", 3, "云溪晨报"), named(BODY, 5, "云溪网"))
    assert "来源注明云溪网" in found.reason
    assert found.confidence < 0.7
