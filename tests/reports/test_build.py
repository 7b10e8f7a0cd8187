"""The report of a month: its words, its tables, and what it refuses to say."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from model.article import Role
from model.outlet import Level, Medium
from model.table import Report, Table, shown
from reports.build import build
from reports.formats.limits import on_paper, readable
from reports.period import LOCAL, Period
from reports.statistics.checks import Unbalanced
from tests.reports import rows

CUTOFF = datetime(2026, 11, 1, 8, tzinfo=LOCAL)
OCTOBER = Period.month("2026-10", CUTOFF.date())


def text(report: Report) -> list[str]:
    return [block for section in report.sections for block in section.blocks if isinstance(block, str)]


def table(report: Report, key: str) -> Table:
    return next(block for section in (*report.sections, *report.annexes) for block in section.blocks if isinstance(block, Table) and block.key == key)


def cells(report: Report, key: str) -> list[list[str]]:
    found = table(report, key)
    return [[shown(cell) for cell in row] for row in (*found.rows, *((found.total,) if found.total else ()))]


def test_a_month_without_articles(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    rows.unit("county", "临江县民政局", "bureau")

    report = build(OCTOBER, CUTOFF)

    assert report.lead == "现将2026年10月云溪市民政局新闻宣传工作情况通报如下（统计时间：10月1日至10月31日，数据截至2026年11月1日8时）。"
    assert text(report) == ["10月，云溪市民政局本月未刊发稿件。", "临江县民政局未刊发稿件。"]
    assert report.indicators["total"] == 0
    assert report.indicators["mom"] is None
    assert report.indicators["reprint_rate"] is None
    assert len(report.indicators["daily"]) == 31
    assert table(report, "daily").blank == "本月各日均无刊发。"


def test_a_silent_month_after_a_busy_one(ledger: object) -> None:
    rows.article("2026-09-05")
    assert text(build(OCTOBER, CUTOFF))[0] == "10月，本单位本月未刊发稿件，上月刊发1篇（条）。"


def test_a_single_article_of_twelve_units(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    units = [rows.unit(f"u{number}", f"单位{number}", "bureau").id for number in range(12)]
    rows.article("2026-10-09", "daily", Level.PROVINCE, units=units)

    report = build(OCTOBER, CUTOFF)

    assert text(report)[0] == (
        "10月，云溪市民政局在各级各类媒体刊发稿件1篇（条），上月无统计数据，上年同期无统计数据。其中首发1篇（条）、转载0篇（条），共涉及稿件1件。"
    )
    assert text(report)[1] == "按媒体级别分，省级媒体1篇（条）；省级以上媒体占100.0%。"
    assert text(report)[-1] == "各单位均有稿件刊发。"
    assert cells(report, "by_unit")[0] == ["单位0", "1", "1", "0", "100.0%", "0", "1", "0", "0", "0"]
    assert cells(report, "by_unit")[-2:] == [
        ["云溪市民政局", "0", "0", "0", "0.0%", "0", "0", "0", "0", "0"],
        ["合计（不重复）", "1", "1", "0", "100.0%", "0", "1", "0", "0", "0"],
    ]
    assert "各单位之和可能大于合计" in table(report, "by_unit").note


def test_rise_and_fall_with_their_bases(ledger: object) -> None:
    for day in ("2025-10-01", "2025-10-02", "2025-10-03", "2025-10-04", "2026-09-01", "2026-10-01", "2026-10-02", "2026-10-31"):
        rows.article(day, level=Level.CENTRAL if day == "2026-10-31" else Level.CITY)

    report = build(OCTOBER, CUTOFF)

    assert "环比增长200.0%，同比下降25.0%。" in text(report)[0]
    assert text(report)[1].endswith("省级以上媒体占33.3%，较上月提高33.3个百分点。")
    assert cells(report, "totals")[0] == ["刊发", "3", "1", "+200.0%", "4", "-25.0%"]
    assert cells(report, "by_level")[0] == ["中央", "1", "1", "0", "33.3%", "0", "—", "0", "—"]
    assert cells(report, "by_level")[-1] == ["合计", "3", "3", "0", "100.0%", "1", "+200.0%", "4", "-25.0%"]
    assert table(report, "by_level").note == ""  # 33.3 % and 66.7 % add up


def test_a_year_is_compared_with_the_year_before_once(ledger: object) -> None:
    for day in ("2025-10-01", "2025-10-02", "2026-02-01", "2026-10-01", "2026-10-31"):
        rows.article(day, level=Level.CENTRAL if day == "2026-10-31" else Level.CITY)

    report = build(Period.of("2026", date(2027, 1, 2)), datetime(2027, 1, 1, 8, tzinfo=LOCAL))

    assert "刊发稿件3篇（条），同比增长50.0%。" in text(report)[0]
    assert [column.title for column in table(report, "totals").columns] == ["指标", "本年", "上年", "同比"]
    assert cells(report, "totals")[0] == ["刊发", "3", "2", "+50.0%"]
    assert cells(report, "totals")[-1] == ["省级以上占比", "33.3%", "0.0%", "+33.3个百分点"]
    assert cells(report, "by_role")[0][-2:] == cells(report, "by_level")[-1][-2:] == ["2", "+50.0%"]
    assert [figure.label for figure in report.figures][-1] == "同比"
    assert "环比" not in str(report.sections)
    assert "五、同比与上年比较" in "".join(str(block) for section in report.annexes for block in section.blocks)


def test_shares_that_do_not_add_up_say_so(ledger: object) -> None:
    for level in (Level.CENTRAL, Level.PROVINCE, Level.CITY):
        rows.article("2026-10-01", level.value, level)
    assert table(build(OCTOBER, CUTOFF), "by_level").note == "因四舍五入，合计与分项之和可能略有差异。"


def test_months_before_the_archive_began_are_not_zero(ledger: object) -> None:
    rows.article("2026-08-20")
    rows.article("2026-10-20")

    trend = cells(build(OCTOBER, CUTOFF), "trend12")

    assert trend[0] == ["2025-11", "—", "—", "—"]
    assert trend[-3:] == [["2026-08", "1", "1", "0"], ["2026-09", "0", "0", "0"], ["2026-10", "1", "1", "0"]]


def test_the_first_twenty_outlets_and_the_rest(ledger: object) -> None:
    for number in range(23):
        rows.article("2026-10-01", f"o{number:02}", Level.COUNTY)
    rows.article("2026-10-01", "zenith", Level.CENTRAL)
    rows.article("2026-10-02", "o07", Level.COUNTY, role=Role.REPRINT)

    outlets = cells(build(OCTOBER, CUTOFF), "by_outlet")

    assert outlets[0] == ["o07", "2", "1", "1", "8.0%"]
    assert outlets[1][0] == "zenith"  # as many as the others, but of a higher level
    assert outlets[20] == ["其他（4家）", "4", "4", "0", "16.0%"]
    assert outlets[21] == ["合计", "25", "24", "1", "100.0%"]


def test_units_of_the_period_only(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    rows.unit("old", "原救灾科", "bureau", until=date(2026, 9, 30))
    rows.unit("merged", "原福利科", "bureau", until=date(2026, 8, 31))
    rows.unit("new", "养老服务科", "bureau", since=date(2026, 10, 31))
    rows.unit("later", "儿童福利科", "bureau", since=date(2026, 11, 1))
    rows.article("2026-10-01", units=["merged"])  # credited all the same: not lost

    names = [row[0] for row in cells(build(OCTOBER, CUTOFF), "by_unit")]

    assert names == ["原福利科", "云溪市民政局", "养老服务科", "合计（不重复）"]


def test_the_month_that_runs_is_a_preview(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    cutoff = datetime(2026, 10, 20, 10, 30, tzinfo=LOCAL)
    rows.article(cutoff - timedelta(minutes=1))
    rows.article(cutoff + timedelta(minutes=1))
    rows.article(None, collected=datetime(2026, 10, 9, tzinfo=UTC))
    rows.article("2026-10-02", "account", Level.SELF, Medium.WECHAT)

    report = build(OCTOBER, cutoff)

    assert report.preview
    assert report.indicators["total"] == 1
    assert report.lead.endswith("（统计时间：10月1日至10月20日，数据截至2026年10月20日10时30分）。")
    assert len(report.indicators["daily"]) == 20
    assert "另有自有平台发布1条，不计入媒体刊发；日期待定的稿件1篇（条），补齐日期后计入；所标日期晚于数据截至时间的稿件1篇（条），待核。" in text(report)
    assert any("预览" in paragraph for paragraph in text(report))
    assert not build(OCTOBER, CUTOFF).preview


def test_outlets_by_units_on_paper_as_long_as_there_is_room(ledger: object) -> None:
    units = [rows.unit(f"u{number}", f"单位{number}").id for number in range(8)]
    rows.article("2026-10-01", "daily", units=units[:2])
    rows.article("2026-10-02", "portal", units=units[:1])
    assert cells(build(OCTOBER, CUTOFF), "matrix") == [["daily", "1", "1"], ["portal", "1", "0"], ["合计", "2", "1"]]
    rows.article("2026-10-03", "daily", units=units)
    broad = table(build(OCTOBER, CUTOFF), "matrix")
    assert len(broad.columns) == 9
    assert readable(broad) == "媒体与单位对照表共9列，未列入本文件，见 Excel 文件的“媒体单位”表。"
    assert "媒体与单位对照表" not in [section.heading for section in on_paper(build(OCTOBER, CUTOFF).annexes)]


def test_tables_and_charts_are_numbered_through(ledger: object) -> None:
    rows.article("2026-10-01", topics=[rows.topic("elder").id])
    report = build(OCTOBER, CUTOFF)
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, Table)]
    assert [one.title.split("　")[0] for one in tables if not (one.chart and one.chart.replaces_table)] == [f"表{number}" for number in range(1, 8)]
    assert [one.chart.title.split("　")[0] for one in tables if one.chart] == ["图1", "图2", "图3"]
    assert len({one.tab for one in tables}) == len(tables)
    assert [section.heading[:2] for section in report.sections] == ["一、", "二、", "三、", "四、"]


def test_chapters_without_figures_say_so_on_paper(ledger: object) -> None:
    rows.unit("bureau")
    rows.unit("county", parent="bureau")
    told = [readable(block) for section in build(OCTOBER, CUTOFF).sections for block in section.blocks]
    assert [text for text in told if isinstance(text, str)][1:] == [
        "各载体均无刊发。",
        "近十二个月均无刊发。",
        "本月各日均无刊发。",
        "各媒体均无刊发。",
        "各单位得分均为0分，不排名次。",
        "各单位均无刊发。",
        "county未刊发稿件。",
        "没有登记专题。",
    ]
    assert [table.key for table in told if not isinstance(table, str)] == ["totals", "by_role", "by_level"]


def test_a_focus_names_a_few_units_on_paper_and_all_in_the_workbook(ledger: object) -> None:
    rows.unit("bureau")
    units = [rows.unit(f"u{number}", f"单位{number}", "bureau").id for number in range(9)]
    rows.topic("elder", "养老", planned=2)
    rows.article("2026-10-01", units=units[:7], topics=["elder"])
    [row] = table(build(OCTOBER, CUTOFF), "focus").rows
    assert row[-3:] == ("单位0、单位1、单位2等7个", "单位0、单位1、单位2、单位3、单位4、单位5、单位6", "单位7、单位8")


def test_equal_ledgers_make_equal_reports(ledger: object) -> None:
    rows.article("2026-10-01")
    assert build(OCTOBER, CUTOFF) == build(OCTOBER, CUTOFF)


@pytest.mark.parametrize("lost", ["level", "medium", "outlet", "day"])
def test_a_breakdown_that_lost_an_article_prevents_the_report(ledger: object, lost: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from archive.ledger.counting import Coverage

    rows.article("2026-10-01")
    rows.article("2026-10-02", "portal", Level.CENTRAL, Medium.WEBSITE)
    honest = Coverage.count

    def wrong(self: Coverage, *keys: str) -> Counter[tuple[str, ...]]:
        counted = honest(self, *keys)
        if keys != (lost, "role"):
            return counted
        dropped = min(counted)
        return Counter({value: number for value, number in counted.items() if value != dropped})

    monkeypatch.setattr(Coverage, "count", wrong)
    with pytest.raises(Unbalanced, match="2026年10月统计不平衡"):
        build(OCTOBER, CUTOFF)


def test_a_total_that_differs_from_its_parts_prevents_the_report(ledger: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from archive.ledger.counting import Coverage

    rows.article("2026-10-01")
    monkeypatch.setattr(Coverage, "total", 2)
    with pytest.raises(Unbalanced, match="首发与转载之和为1，刊发为2"):
        build(OCTOBER, CUTOFF)
