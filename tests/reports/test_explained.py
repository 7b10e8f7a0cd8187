"""Every figure of the web page opens the list behind it, or the page says under the table where it comes from."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from lxml import html

from archive.ledger import entries, models
from model.entry import Entry, EntryKind
from model.outlet import Level
from model.table import Report
from reports.build import build
from reports.explain import explain
from reports.formats.html import render
from reports.formats.json import render as json_of
from reports.period import Period
from tests.reports import papers, rows

FIGURE = re.compile(r"(不少于)?[+-]?\d[\d.]*(万|%|个百分点)?(（\d+条未取得）)?")
OCTOBER = Period.month("2026-10", papers.CUTOFF.date())


@pytest.fixture
def report(ledger: object) -> Report:
    """A month with every table: three stories, one of which an earlier month began, entries of all kinds, 25 outlets."""
    rows.unit("bureau", "云溪市民政局")
    for number in range(4):
        rows.unit(f"u{number}", f"第{number}县民政局", "bureau", group="县（市、区）")
    rows.topic("elder", "养老服务", planned=4)
    story = rows.story()
    rows.article("2026-09-20", "city", units=["u0"], story=story)
    rows.article("2026-10-02", "central", Level.CENTRAL, units=["u0"], story=story)
    for number in range(24):
        made = rows.article(f"2026-10-{number + 3:02}", f"o{number:02}", list(Level)[number % 5], units=["u1", "bureau"][: 1 + number % 2], topics=["elder"])
        models.Article.objects.filter(pk=made.pk).update(correspondents=["周平", "吴安"][: 1 + number % 2], column=f"栏目{number}")
    day = date(2026, 10, 31)
    entries.add(
        [
            Entry(kind=EntryKind.ADOPTION, day=day, unit="u1", title="专报", category="专报", numbers={"count": 5}),
            Entry(kind=EntryKind.DEDUCTION, day=day, unit="u1", title="约稿未交"),
            Entry(kind=EntryKind.QUESTIONS, day=day, numbers={"received": 46, "replied": 45, "on_time": 44, "days": 90}),
            Entry(kind=EntryKind.OPENNESS, day=day, numbers={"items": 37, "requests": 5, "answered": 5, "answered_on_time": 4}),
            Entry(kind=EntryKind.ACCOUNT, day=day, title="云溪民政", numbers={"posts": 120, "reads": 2_103_400, "likes": 100_001}, at_least=("likes",)),
        ]
    )
    return build(OCTOBER, papers.CUTOFF)


def figures(page: Any) -> Iterator[tuple[str, str, Any, str]]:
    """Table, heading of the column, cell, and what stands below the table; of every figure that is not nothing."""
    for table in page.xpath("//table[not(ancestor::*[@class='annex'][.//tr[@class]])]"):
        heads = [head.text_content() for head in table.cssselect("thead th")]
        if "标题" in heads and "网址" not in heads and "刊发家数" not in heads:
            continue  # the list itself
        below = "".join(note.text_content() for note in table.getparent().xpath("following-sibling::*[position()<=2][contains(@class,'note')]"))
        for row in table.cssselect("tbody tr, tfoot tr"):
            for head, cell in zip(heads, row, strict=True):
                text = cell.text_content()
                if cell.tag == "td" and FIGURE.fullmatch(text) and not re.fullmatch(r"[+-]?0(\.0)?(%|个百分点)?", text):
                    yield "".join(table.xpath("caption/text()")) or heads[0], head, cell, below


def test_every_figure_opens_its_list_or_tells_where_it_comes_from(report: Report) -> None:
    text = render(report, "f" * 64).decode()
    page = html.document_fromstring(text)
    classes = [set((row.get("class") or "").split()) for row in page.cssselect(".annex tbody tr") if row.get("class")]
    assert len(classes) == len(report.articles)
    seen = 0
    for table, head, cell, below in figures(page):
        ways = cell.cssselect("a.fig")
        if not ways:
            _, _, sources = below.partition("没有稿件清单的数——")
            assert re.search(rf"(^|、|；){re.escape(head)}[、：]|登记|不在稿件清单|其他各月", sources), (table, head, cell.text_content(), below)
            continue
        target = ways[0].get("href")[1:]
        [rule] = re.findall(rf"#{target}:target~\.table tbody tr(\S*){{display", text)
        listed = sum(set(rule.split(".")[1:]) <= own for own in classes)
        assert listed or head in ("得分", "稿件得分"), (table, head)  # points may come from entries alone
        assert page.xpath(f"//p[@id='{target}'][contains(@class,'behind')]")
        if cell.text_content().isdigit() and head not in ("得分", "稿件得分", "阅读") and "稿件" not in cell.getparent()[0].text_content():
            assert listed == int(cell.text_content()), (table, head, cell.getparent().text_content())
        seen += 1
    assert seen > 150


def test_the_few_large_figures_do_too(report: Report) -> None:
    page = html.document_fromstring(render(report, "f" * 64).decode())
    without = [div.cssselect("dt")[0].text for div in page.cssselect(".figures div") if not div.cssselect("dd a")]
    assert without == ["环比"]
    assert "稿件见所比时期的报告" in page.xpath("//dl[@class='figures']/div[last()]/@title")[0]


def test_points_are_explained_by_the_articles_that_brought_them(report: Report) -> None:
    told = explain(json_of(report), "points:第0县民政局:得分")
    assert [article["role"] for article in told.articles] == ["first"]
    assert told.articles[0]["points"]["points"] == 15.0  # 20 of the central outlet less 5 that September had
    assert told.articles[0]["promoted"] is True
    shared = explain(json_of(report), "points:第1县民政局:得分").articles
    assert len(shared) == sum("第1县民政局" in article.units for article in report.articles)
    assert all(article["scored"] == ["第1县民政局"] for article in shared)  # the bureau takes no share from its units


def test_the_share_of_higher_media_is_explained(report: Report) -> None:
    told = explain(json_of(report), "totals:省级以上:本月")
    assert len(told.articles) == int(told.figure)
    rest = explain(json_of(report), "by_outlet:其他（5家）")
    assert len(rest.articles) == int(rest.figure) == 5
