"""The pure half of the line: every capture gets one verdict with its reason."""

from datetime import timedelta

import pytest

from model.capture import Capture
from model.outcome import Outcome, Unreadable
from model.outlet import Level
from model.reading import PageKind, Precision, Reading, Status
from pipelines.line import Line, Registers, Verdict
from tests.pipelines.samples import BUREAU, MORNING, OUTLET, SOURCE, capture, reading


def verdict(page: Reading | Exception, served: Capture | None = None) -> Verdict:
    def read(_capture: Capture, _rules: object) -> Reading:
        if isinstance(page, Exception):
            raise page
        return page

    return Line(Registers(sources={"chenbao": SOURCE}, outlets={"chenbao": OUTLET}, bureau=BUREAU), read)(served or capture())


def test_keeps_what_is_about_the_bureau() -> None:
    kept = verdict(reading())
    assert kept.outcome is Outcome.KEPT
    assert kept.article is not None
    assert [mention.id for mention in kept.article.units] == ["shiju"]
    assert kept.article.level is Level.CITY
    assert kept.article.fingerprint


@pytest.mark.parametrize(
    ("page", "outcome"),
    [
        (reading(title="天气", body="今日多云。"), Outcome.REJECTED),
        (reading(kind=PageKind.LIST), Outcome.REJECTED),
        (reading(kind=PageKind.GONE, status=Status.GONE), Outcome.REJECTED),
        (reading(kind=PageKind.SCRIPT), Outcome.UNREADABLE),
        (reading(body=""), Outcome.UNREADABLE),
        (reading(kind=PageKind.BLOCKED, status=Status.BLOCKED), Outcome.WAITING),
        (Unreadable("编码无法识别"), Outcome.UNREADABLE),
    ],
)
def test_says_why_not(page: Reading | Exception, outcome: Outcome) -> None:
    result = verdict(page)
    assert (result.outcome, result.article) == (outcome, None)
    assert result.reason


def test_the_time_of_collection_never_stands_for_the_time_of_publication() -> None:
    undated = reading(published=None, published_precision=Precision.NONE)
    article = verdict(undated).article
    assert article is not None
    assert article.published is None
    listed = verdict(undated, capture(listed_published=MORNING - timedelta(days=2))).article
    assert listed is not None
    assert (listed.published, listed.published_precision) == (MORNING - timedelta(days=2), Precision.DAY)


def test_an_outlet_has_the_level_that_it_had_then() -> None:
    old = verdict(reading(published=MORNING - timedelta(days=400))).article
    assert old is not None
    assert old.level is Level.COUNTY


def test_strips_what_breaks_writers_and_keeps_the_rest() -> None:
    article = verdict(reading(title="云溪\x00市民政局\u202e\ud800　通知", body=" 第一段\u200b 有 空格 \n\n\x07第二段 ")).article
    assert article is not None
    assert article.title == "云溪市民政局 通知"
    assert article.body == "第一段 有 空格\n第二段"


def test_an_untitled_page_takes_the_lists_title() -> None:
    served = capture(listed_title="列表上的标题")
    article = verdict(reading(title=""), served).article
    assert article is not None
    assert article.title == "列表上的标题"
