"""Reports of several sizes on paper, as PDF and as Word prints them: numbers, heads, captions, nothing cut off or on top of another text."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.ledger import entries
from model.article import Role
from model.entry import Entry, EntryKind
from model.outlet import Level, Medium
from model.table import Column, Head, HeadStyle, Report, Table
from reports.build import build
from reports.formats import docx, pdf
from reports.formats.document import Document, Grid, Line
from reports.period import Period
from tests.reports import papers, rows
from tests.reports.papers import HOSTILE
from tests.reports.tools import converted, faults, pages

SUBJECTS = ("“小积分”换来“大温暖”：探索时间银行", "建成“十五分钟”养老服务圈 惠及老人八万余人", "流动救助车开进寒夜里")
LONG = (
    "云溪市临江县民政局（加挂临江县社会救助服务指导中心、临江县未成年人救助保护中心、临江县老龄工作委员会办公室牌子）",
    "Qingshi District Bureau of Civil Affairs and Community Services Administration",
    '=云台县<b>"&民政局/..:',
)


def world(size: int, units: int, titles: tuple[str, ...] = SUBJECTS, names: tuple[str, ...] = ()) -> Report:
    """October 2026 of so many articles and units; `names` are those of the first units and outlets."""
    chance = random.Random(size)
    groups = ("县（市、区）", "机关科室", "直属单位")
    rows.unit("bureau", "云溪市民政局")
    of = [rows.unit(f"u{n}", [*names, *[f"第{n}县民政局" for n in range(units)]][n], "bureau", group=groups[3 * n // units]).id for n in range(units)]
    topics = [rows.topic(f"t{n}", f"第{n}项重点工作", planned=3 * n).id for n in range(6)]
    outlets = [rows.outlet(f"o{n}", [*names, *[f"第{n}融媒体中心" for n in range(25)]][n]).id for n in range(25)]
    levels, media = (Level.CENTRAL, Level.PROVINCE, Level.CITY, Level.COUNTY), tuple(Medium)[:7]
    for number in range(size):
        at = chance.randrange(len(outlets))
        rows.article(
            f"2026-10-{1 + number % 31:02}",
            outlets[at],
            levels[at % 4],
            media[at % 7],
            Role.REPRINT if number % 4 == 3 else Role.FIRST,
            chance.sample(of, chance.choice((0, 1, 2, min(5, units)))),
            chance.sample(topics, chance.choice((0, 1, 2))),
            title=titles[number % len(titles)],
        )
    if size > 1:
        numbers = {"posts": 245.0, "reads": 3_546_700.0, "likes": 44_500.0}
        entries.add([Entry(kind=EntryKind.ACCOUNT, day=date(2026, 10, 31), title=f"云溪民政第{n}号", numbers=numbers) for n in range(3)])
    return build(Period.month("2026-10", papers.CUTOFF.date()), papers.CUTOFF)


@pytest.mark.parametrize(("size", "units"), [(0, 12), (1, 12), (40, 25), (400, 30)])
def test_on_paper_nothing_is_alone_cut_off_or_without_its_head(ledger: object, size: int, units: int, tmp_path: Path) -> None:
    report = world(size, units)
    (tmp_path / "report.pdf").write_bytes(pdf.render(report, "f" * 64))
    assert "\n".join(faults(pages(tmp_path / "report.pdf"))) == ""
    (tmp_path / "word.docx").write_bytes(docx.render(report, "f" * 64))
    assert "\n".join(faults(pages(converted(tmp_path / "word.docx", tmp_path)))) == ""


def test_hostile_titles_and_very_long_names_keep_to_their_cells(ledger: object, tmp_path: Path) -> None:
    titles = (*(title for title in HOSTILE if "甲" not in title), "x" * 300, "Z" + "\u0351\u036b\u0353" * 30 + "A" * 3, *SUBJECTS)
    report = world(60, 150, titles, LONG)
    (tmp_path / "report.pdf").write_bytes(pdf.render(report, "f" * 64))
    assert "\n".join(faults(pages(tmp_path / "report.pdf"))) == ""


@pytest.mark.parametrize("style", HeadStyle)
def test_every_head_on_paper(ledger: object, style: HeadStyle, tmp_path: Path) -> None:
    report = replace(world(40, 12), head=Head(style=style, issuer="云溪市民政局办公室", seal=style is HeadStyle.REDHEAD))
    (tmp_path / "report.pdf").write_bytes(pdf.render(report, "f" * 64))
    told = faults(pages(tmp_path / "report.pdf"))
    # A letter's head stands above the type area, and its first page has no number.
    assert [fault for fault in told if not (style is HeadStyle.LETTER and fault.startswith("page 1:"))] == []


def noted(rows: int) -> Document:
    """A table with a note of two lines, on pages that are filled one line more each time."""
    table = Table(
        key="t",
        title="各单位刊发",
        tab="单位",
        columns=(Column("序号"), Column("单位", 3, text=True), Column("刊发")),
        rows=tuple((number, f"第{number}县民政局", number) for number in range(1, rows)),
        total=("", "合计", 9),
        note="一篇稿件可归属多个单位，各单位之和可能大于合计。" * 2,
    )
    filled = [(Line("Annex", f"附件{lines}"), *[Line("Normal", "文" * 20)] * lines, Grid(table), Line("Text", "后面的话。")) for lines in range(2, 20)]
    return Document(id="n", title="表注", author="", subject="", moment=papers.CUTOFF, elements=tuple(one for page in filled for one in page))


@pytest.mark.parametrize(("rows", "most"), [(5, 23), (10, 26), (31, 37)])
def test_a_note_stays_with_the_last_rows_of_its_table(rows: int, most: int, tmp_path: Path) -> None:
    (tmp_path / "note.pdf").write_bytes(pdf.print_document(noted(rows)))
    (tmp_path / "word.docx").write_bytes(docx.write_document(noted(rows)))
    for found in (pages(tmp_path / "note.pdf"), pages(converted(tmp_path / "word.docx", tmp_path))):
        assert [fault for fault in faults(found) if "note" in fault] == []
        assert len(found) <= most  # no more than before: no page is left half empty for it
