"""Reports made by hand for the tests of printing: no ledger, any size, any text."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from model.article import Role
from model.outlet import Level, Medium
from model.table import Cell, Chart, ChartKind, Column, Figure, Listed, Points, Ratio, Report, Section, Table
from reports.period import LOCAL
from reports.statistics.listing import listing

CUTOFF = datetime(2026, 11, 1, 8, tzinfo=LOCAL)
LEVELS = (("中央", 14), ("省级", 47), ("市级", 118), ("县级", 86), ("行业", 27))

HOSTILE = [
    '=HYPERLINK("http://evil.example","点击")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "＝1",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "]]><w:p/>&amp;&#x0;",
    '#read("/etc/passwd") $x$ @ref ${title} {{ title }} %s',
    "https://evil.example/a",
    "甲" * 5000,
    "עברית 😀 𠮷野家",
]
BROKEN = "前\x00\x0b\x1b\x85\u202e\ufffe\uffff\ufeff后\r\n行\t尾"


def listed(number: int, title: str = "") -> Listed:
    return Listed(
        id=f"{number:024x}",
        day=date(2026, 10, 1) + timedelta(number % 31),
        published=None,
        title=title or f"“小积分”换来“大温暖”：临江县探索时间银行，第{number}篇",
        url=f"https://news.example/{number}.html",
        outlet="云溪日报",
        level=Level.CITY,
        medium=Medium.NEWSPAPER,
        role=Role.FIRST,
        story=f"{number:024x}",
        origin="云溪日报",
        units=("临江县民政局",),
        topics=(),
    )


def levels() -> Table:
    total = sum(count for _, count in LEVELS)
    return Table(
        key="by_level",
        title="表1　媒体级别统计",
        tab="级别",
        columns=(Column("级别"), Column("刊发"), Column("占比"), Column("环比")),
        rows=tuple((name, count, Ratio(count, total), None) for name, count in LEVELS),
        total=("合计", total, Ratio(total, total), Ratio(13, 100, signed=True)),
        measure="单位：篇（条）",
        note="因四舍五入，合计与分项之和可能略有差异。",
        rule="按刊发当日媒体的级别统计。",
        chart=Chart(kind=ChartKind.BAR, title="图1　媒体级别分布", highlight=2),
    )


def days() -> Table:
    return Table(
        key="daily",
        title="每日刊发统计",
        tab="每日",
        columns=(Column("日"), Column("刊发")),
        rows=tuple((str(day), day % 7) for day in range(1, 32)),
        total=("合计", sum(day % 7 for day in range(1, 32))),
        chart=Chart(kind=ChartKind.COLUMN, title="图2　10月每日刊发量", highlight=5, replaces_table=True),
    )


def ranking(units: int) -> Table:
    rows: list[tuple[Cell, ...]] = [(number, f"第{number}民政局", units - number, Points(Fraction(units - number, 2)), "—") for number in range(1, units + 1)]
    columns = (Column("名次", 0.8), Column("单位", 3, text=True), Column("刊发"), Column("得分"), Column("升降", 0.8))
    return Table(key="points", title="表2　单位得分排名", tab="单位排名", columns=columns, rows=tuple(rows), measure="单位：篇（条）、分")


def broad() -> Table:
    """Too broad for an upright page."""
    columns = (Column("单位", 3, text=True), *(Column(f"媒体{number}") for number in range(18)))
    rows = tuple((f"单位{number}", *range(18)) for number in range(5))
    return Table(key="matrix", title="媒体与单位", tab="媒体单位", columns=columns, rows=rows)


def paper(texts: tuple[str, ...] = (), articles: tuple[Listed, ...] = (), units: int = 12, **changes: object) -> Report:
    """A report of two chapters with their tables and charts, and the list of articles in an annex."""
    sections = (
        Section("一、总体情况", ("10月，云溪市民政局在各级各类媒体刊发稿件292篇（条），环比增长13.0%。", *texts, levels(), days())),
        Section("二、单位得分排名", (ranking(units),)),
    )
    annexes = (Section("刊发稿件目录", (listing(articles),) if articles else ("本月未刊发稿件。",)), Section("统计口径说明", ("一、一次刊发计1。",)))
    told: dict[str, object] = {
        "id": "MR-2026-10-r1",
        "kind": "month",
        "name": "2026年10月",
        "since": date(2026, 10, 1),
        "until": date(2026, 10, 31),
        "preview": False,
        "cutoff": CUTOFF,
        "bureau": "云溪市民政局",
        "title": "关于2026年10月新闻宣传工作情况的通报",
        "addressees": "各县（市、区）民政局，局机关各科室，局属各单位：",
        "lead": "现将2026年10月新闻宣传工作情况通报如下。",
        "figures": (Figure("刊发", "292", "一次计1。"),),
        "sections": sections,
        "annexes": annexes,
        "indicators": {"total": 292},
        "articles": articles,
    }
    return Report(**(told | changes))  # type: ignore[arg-type]
