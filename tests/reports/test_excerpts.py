"""Circulars of one subject, the paragraph that sums up, drafts, and heads as the settings have them."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from archive.ledger import entries, models
from model.article import Role
from model.entry import Entry, EntryKind
from model.outlet import Level, Medium
from model.settings import ReportSettings
from model.table import Head, HeadStyle, Report, Table
from reports.build import build
from reports.excerpts import edited, information, media, ranking
from reports.files import write_snapshot
from reports.formats.json import render
from reports.formats.reading import read
from reports.period import LOCAL, Period
from reports.summary import paragraph
from tests.reports import rows

CUTOFF = datetime(2026, 11, 1, 8, tzinfo=LOCAL)
OCTOBER = Period.month("2026-10", CUTOFF.date())
ADOPTED = {"参阅": 7, "调研": 9, "专报": 5, "动态": 23, "普刊": 61, "选编": 26}


@pytest.fixture
def world(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    rows.unit("linjiang", "临江县民政局", "bureau", group="县（市、区）")
    rows.unit("binyi", "市殡仪馆", "bureau", group="直属单位")
    models.PointsRule.objects.create(version="2026版", since=date(2026, 1, 1), table={"levels": {"province": 10, "city": 5}})
    rows.article("2026-09-02", "portal", Level.PROVINCE, Medium.WEBSITE, units=["linjiang"])
    rows.article("2026-10-02", "daily", Level.CITY, Medium.NEWSPAPER, units=["linjiang"])
    rows.article("2026-10-03", "portal", Level.PROVINCE, Medium.WEBSITE, Role.REPRINT)
    rows.article("2026-10-04", "county", Level.COUNTY, Medium.WEBSITE)
    entries.add(
        [
            *(Entry(kind=EntryKind.ADOPTION, day=date(2026, 10, 9), unit="linjiang", category=kind, numbers={"count": n}) for kind, n in ADOPTED.items()),
            Entry(kind=EntryKind.ACCOUNT, day=date(2026, 10, 31), title="云溪民政", numbers={"posts": 45, "reads": 120000}),
            Entry(kind=EntryKind.ACCOUNT, day=date(2026, 10, 31), title="云溪福彩", numbers={"posts": 12}),
            Entry(kind=EntryKind.QUESTIONS, day=date(2026, 10, 31), numbers={"received": 46, "replied": 45, "on_time": 44}),
        ]
    )


def texts(report: Report) -> str:
    return "\n".join(block if isinstance(block, str) else block.title for section in report.sections for block in section.blocks)


@pytest.mark.usefixtures("world")
def test_the_ranking_circular_says_what_the_report_says() -> None:
    whole = build(OCTOBER, CUTOFF)
    told = ranking(whole)
    assert told.id == f"{whole.id}-ranking"
    assert told.title == "关于2026年10月新闻宣传工作得分排名情况的通报"
    assert told.lead.startswith("现将2026年10月新闻宣传工作得分排名情况通报如下（统计时间：10月1日至10月31日")
    assert [section.heading for section in told.sections] == ["一、单位得分排名", "二、零报送情况"]
    assert "表1　单位得分排名" in texts(told)
    assert texts(told).endswith("市殡仪馆未刊发稿件。")
    assert [annex.heading for annex in told.annexes] == ["计分规则"]  # the rule stands there
    assert read(render(told)) == read(render(read(render(told))))  # a document like any other


@pytest.mark.usefixtures("world")
def test_the_circular_on_information() -> None:
    told = information(build(OCTOBER, CUTOFF))
    assert [section.heading for section in told.sections] == ["一、政务信息采用情况", "二、各单位政务信息得分"]
    assert "上报政务信息被采用131篇，计840分" in texts(told)
    table = told.sections[1].blocks[0]
    assert isinstance(table, Table)
    assert [[str(cell) for cell in row] for row in table.rows] == [["1", "临江县民政局", "840"]]


def test_a_month_without_information(ledger: object) -> None:
    told = information(build(OCTOBER, CUTOFF))
    assert texts(told) == "没有登记政务信息采用。"
    assert ranking(build(OCTOBER, CUTOFF)).sections[0].heading == "一、零报送情况"


@pytest.mark.usefixtures("world")
def test_the_paragraph_that_sums_up_any_period() -> None:
    assert paragraph(read(render(build(OCTOBER, CUTOFF)))) == (
        "2026年10月，云溪市民政局在各级各类媒体刊发稿件3篇（条），其中省级以上媒体1篇（条），首发2篇（条）、转载1篇（条）；"
        "新媒体发稿57条、阅读不少于12.0万次；政务信息被采用131篇；收到网上问政46件、办结45件。"
    )
    year = paragraph(build(Period.of("2026", CUTOFF.date()), CUTOFF))
    assert year.startswith("2026年（数据截至2026-11-01，尚未结束），云溪市民政局在各级各类媒体刊发稿件4篇（条），其中省级以上媒体2篇")


def test_nothing_to_sum_up(ledger: object) -> None:
    assert paragraph(build(OCTOBER, CUTOFF)) == "2026年10月，本单位未刊发稿件。"


@pytest.mark.usefixtures("world")
def test_drafts_stand_apart_until_a_person_accepts_a_text(tmp_path: Path) -> None:
    report = build(OCTOBER, CUTOFF)
    assert [section.heading for section in report.drafts] == ["存在问题", "下步工作"]
    problems = report.drafts[0].blocks
    assert problems[0] == "【待审】市殡仪馆未刊发稿件。"
    assert "【待审】省级以上媒体刊发占33.3%，较上月降低66.7个百分点。" in problems
    assert "【待审】网上问政收到46件，其中2件没有按时办结。" in problems
    assert not any("存在问题" in section.heading for section in report.sections)

    accepted = "一是报送不均衡。\n二是上级媒体偏少。"
    entries.add([Entry(kind=EntryKind.PASSAGE, day=date(2026, 10, 31), title="存在问题", note=accepted)])
    again = build(OCTOBER, CUTOFF)
    assert again.sections[-1].heading.endswith("、存在问题")
    assert again.sections[-1].blocks == ("一是报送不均衡。", "二是上级媒体偏少。")
    assert [section.heading for section in again.drafts] == ["下步工作"]
    (path,) = write_snapshot(render(again), tmp_path, ["docx"])
    told = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert told.index("拟稿参考") > told.index("附件1")


def test_a_quiet_period_gives_no_drafts(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    assert build(OCTOBER, CUTOFF).drafts == ()


@pytest.mark.usefixtures("world")
def test_heads_as_the_settings_have_them_and_what_a_person_types(tmp_path: Path) -> None:
    settings = ReportSettings(head=HeadStyle.REDHEAD, issuer="云溪市民政局办公室", addressees="各县民政局：", signer="云溪市民政局办公室", seal=True)
    content = render(build(OCTOBER, CUTOFF, settings=settings))
    assert read(content).addressees == "各县民政局："
    (blank,) = write_snapshot(content, tmp_path, ["docx"])
    told = [paragraph.text for paragraph in docx.Document(str(blank)).paragraphs]
    assert told[:3] == ["云溪市民政局办公室", "", "〔2026〕　号"]

    def typed(report: Report) -> Report:
        return replace(report, head=replace(report.head, number="云民办〔2026〕11号"))

    numbered, kept = write_snapshot(content, tmp_path, ["docx", "json"], edit=typed)
    assert docx.Document(str(numbered)).paragraphs[2].text == "云民办〔2026〕11号"
    assert kept.read_bytes() == content  # what was closed stays what it was


def test_signatures_with_and_without_a_seal() -> None:
    from reports.formats.document import signature

    name, day = [line for line in signature("云溪市民政局", CUTOFF, seal=False) if line.text]
    assert (name.text, day.text) == ("云溪市民政局", "2026年11月1日")
    assert name.right + 6.0 - 2.0 == day.right + 6.5  # the day begins two characters after the name
    assert min(name.right, day.right) == 2.0
    name, day = [line for line in signature("云溪市民政局办公室", CUTOFF, seal=True) if line.text]
    assert day.right == 4.0
    assert name.right + 9.0 / 2 == day.right + 6.5 / 2  # centred on each other


def test_an_empty_head_invents_nothing() -> None:
    assert Head().number == ""


@pytest.mark.usefixtures("world")
def test_the_media_circular_tells_where_on_what_and_what_was_negative() -> None:
    bare = media(build(OCTOBER, CUTOFF))
    assert [section.heading for section in bare.sections] == [
        "一、总体情况",
        "二、分层级、分载体情况",
        "三、专题刊发情况",
        "四、重点报道",
        "五、负面和更正报道",
    ]
    assert bare.sections[-1].blocks == ("没有经人工认定的负面、更正报道。",)
    article = models.Article.objects.get(outlet="county")
    models.Position.objects.create(article=article, words=["负面"])
    told = media(build(OCTOBER, CUTOFF))
    table = told.sections[-1].blocks[0]
    assert isinstance(table, Table)
    assert [(row[1], row[3]) for row in table.rows] == [(article.title, "负面")]
    assert told.title == "关于2026年10月媒体报道和舆情情况的通报"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("kind", ["quarter", "half", "year"])
@pytest.mark.parametrize("subject", ["full", "ranking", "information", "media"])
def test_every_kind_of_report_is_written_in_every_format(tmp_path: Path, kind: str, subject: str) -> None:
    text = {"quarter": "2026-Q3", "half": "2026-H2", "year": "2026"}[kind]
    content = render(build(Period.of(text, CUTOFF.date()), CUTOFF))
    paths = write_snapshot(content, tmp_path, ("docx", "pdf", "xlsx", "html", "csv"), edit=edited(subject))
    assert {path.suffix for path in paths} == {".docx", ".pdf", ".xlsx", ".html", ".csv"}
    assert all(path.stat().st_size for path in paths)
