"""The pure half of the line: every capture gets one verdict with its reason."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from crawler.pages.read import read
from model.capture import Capture
from model.outcome import Outcome, Unreadable
from model.outlet import Level
from model.reading import PageKind, Precision, Reading, Status, Wanted
from model.source import PageRules
from pipelines.line import Line, Registers, Verdict
from tests.pipelines.samples import BODY, BUREAU, MORNING, OUTLET, SOURCE, capture, reading


def verdict(page: Reading | Exception, served: Capture | None = None) -> Verdict:
    def read(_capture: Capture, _rules: object, _wanted: object) -> Reading:
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


def test_an_article_tells_which_other_address_its_page_calls_canonical() -> None:
    served = capture(body=b'<html><head><link rel="canonical" href="https://www.news.cn/a.html"></head><body></body></html>')
    kept = verdict(reading(), served)
    assert kept.article is not None
    assert kept.article.link == "http://www.news.cn/a.html"


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


PAGE = """<html><head><title>{title}_云溪晨报</title></head><body><h1>{title}</h1><div>2026-10-03 09:30 来源：云溪晨报 记者 方敏</div>
<div>{text}</div></body></html>"""


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("养老服务现场会召开", BODY),
        ("天气", "今日多云，气温二十度，适合出行。" * 8),
        ("天气", "低保家庭今日领到了取暖补贴，工作人员逐户上门，把补贴送到老人手中。" * 4),
        ("两地交流", "北岭市民政局一行昨日到访，双方就养老服务、社会救助等工作作了交流，并参观了当地的敬老院。" * 4),
        ("市民政局答复", "市民政局昨日答复了读者来信，说明了办理的条件、材料和时限，并公布了咨询电话，欢迎市民来电。" * 4),
        ("市\u200b民政局答复", "云溪市\u200b民政局昨日答复了读者来信，说明了办理的条件、材料和时限，并公布了咨询电话，欢迎来电。" * 4),
    ],
)
def test_a_page_that_is_not_wanted_gets_the_verdict_of_one_that_was_read_in_full(title: str, text: str) -> None:
    served = capture(body=PAGE.format(title=title, text="".join(f"<p>{text}</p>")).encode())
    registers = Registers(sources={"chenbao": SOURCE}, outlets={"chenbao": OUTLET}, bureau=BUREAU)
    asked: list[bool] = []

    def in_full(page: Capture, rules: Sequence[PageRules], wanted: Wanted) -> Reading:
        whole = read(page, rules)
        asked.append(wanted(whole.title, whole.body))
        return whole

    full = Line(registers, in_full)(served)
    assert Line(registers, read)(served) == full
    assert asked == [full.outcome is Outcome.KEPT or "只出现" in full.reason]


def test_of_a_page_that_is_not_wanted_only_kind_title_and_text_are_read() -> None:
    served = capture(body=PAGE.format(title="天气", text="<p>" + "今日多云，气温二十度，适合出行。" * 8 + "</p>").encode())
    full, lean = read(served), read(served, (), lambda *_: False)
    assert (lean.kind, lean.title, lean.body) == (full.kind, full.title, full.body)
    assert (full.origin, lean.origin) == ("云溪晨报", "")
