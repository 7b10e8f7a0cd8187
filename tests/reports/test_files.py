"""Files that are whole, equal for equal reports, and in which titles from outside are nothing but text."""

import csv
import json
import os
import re
import time
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from model.article import Role
from model.outcome import UsageError, UserError
from model.outlet import Level, Medium
from model.table import Column, Head, HeadStyle, Ratio, Report, Section, Table
from reports import files
from reports.build import build
from reports.files import FORMATS, write, write_snapshot
from reports.formats.clean import clean
from reports.formats.json import render as json_of
from reports.formats.reading import read
from reports.period import LOCAL, Period
from tests.reports import papers, rows
from tests.reports.papers import BROKEN, HOSTILE
from tests.reports.tools import converted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CUTOFF = datetime(2026, 11, 1, 8, tzinfo=LOCAL)


@pytest.fixture
def report(ledger: object) -> Report:
    rows.unit("bureau", "云溪市民政局")
    rows.unit("county", '临江县<b>"&民政局', "bureau")
    rows.outlet("daily", "=云溪日报")
    for number, title in enumerate([*HOSTILE, BROKEN]):
        rows.article(f"2026-10-{number + 1:02}", "daily", Level.CITY, Medium.NEWSPAPER, Role.FIRST, ["county"], title=title)
    rows.article("2026-10-20", "portal", Level.CENTRAL, Medium.WEBSITE, Role.REPRINT, title="转载", url="javascript:alert(1)")
    return build(Period.month("2026-10", CUTOFF.date()), CUTOFF)


def rendered(report: Report, name: str) -> bytes:
    return b"".join(files.rendered(report, name, "0" * 64).values())


# Every format


def test_files_are_named_after_the_report(report: Report, tmp_path: Path) -> None:
    paths = write(report, tmp_path / "new" / "folder", ["json", "docx", "xlsx", "html"])
    assert [path.name for path in paths] == ["MR-2026-10.json", "MR-2026-10.docx", "MR-2026-10.xlsx", "MR-2026-10.html"]
    digest = sha256(paths[0].read_bytes()).hexdigest()
    assert digest in paths[3].read_text()
    assert digest in "".join(paragraph.text for paragraph in docx.Document(str(paths[1])).paragraphs)
    assert digest in openpyxl.load_workbook(paths[2])["总表"]["A2"].value


@pytest.mark.parametrize("name", FORMATS)
def test_equal_reports_give_equal_bytes(report: Report, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = rendered(report, name)
    later = time.time() + 90_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))
    assert rendered(report, name) == first


def test_an_unknown_format_is_refused_before_anything_is_written(report: Report, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有“ofd”这种报告格式"):
        write(report, tmp_path, ["json", "ofd"])
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_dies_leaves_the_old_file_and_no_part(report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (old,) = write(report, tmp_path, ["json"])
    before = old.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(UserError, match="写不进去"):
        write(replace(report, name="别的"), tmp_path, ["json"])
    assert list(tmp_path.iterdir()) == [old]
    assert old.read_bytes() == before


def test_a_folder_that_is_a_file_is_told(report: Report, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(UserError, match="写不进去"):
        write(report, tmp_path / "taken", ["json"])


def test_a_file_can_be_read_by_the_office(report: Report, tmp_path: Path) -> None:
    (path,) = write(report, tmp_path, ["json"])
    assert os.stat(path).st_mode & 0o777 == 0o644


def test_text_is_cleaned_of_what_breaks_documents() -> None:
    assert clean(BROKEN) == "前后 行 尾"
    assert clean("a\ud800b\U0001fffec") == "abc"
    assert clean("家👨‍👩‍👧 𠮷") == "家👨‍👩‍👧 𠮷"
    assert clean("Z\u0351\u036b\u0353\u036a\u0302A\u0308 é") == "Z\u0351\u036bA\u0308 é"


# JSON


def test_json_is_the_reference(report: Report) -> None:
    told = json.loads(rendered(report, "json"))
    assert (told["schema"], told["id"], told["kind"], told["preview"]) == (3, "MR-2026-10", "month", False)
    assert told["cutoff"] == "2026-11-01T08:00:00+08:00"
    assert list(told) == sorted(told)
    figures = told["indicators"]
    assert figures["total"] == len(HOSTILE) + 2
    assert figures["by_level"][0] == {"name": "中央", "count": 1, "first": 0, "reprint": 1, "share": 1 / (len(HOSTILE) + 2)}
    assert [article["title"] for article in told["articles"]] == [*HOSTILE, clean(BROKEN), "转载"]
    assert all(re.fullmatch("[0-9a-f]{24}", article["id"]) for article in told["articles"])
    assert told["sections"][0]["heading"] == "一、总体情况"


def test_a_report_is_read_back_from_its_json_without_loss(report: Report) -> None:
    rows_of = replace(report, drafts=(Section("拟稿参考", ("【待审】一句。",)),), head=Head(style=HeadStyle.BRIEFING, issue=3))
    content = json_of(rows_of)
    again = read(content)
    assert json_of(again) == content
    assert again.head == rows_of.head
    for name in FORMATS:
        assert rendered(again, name) == rendered(rows_of, name)


def test_files_of_a_closed_report_need_its_json_only(report: Report, tmp_path: Path) -> None:
    fresh = write(report, tmp_path / "fresh")
    kept = write_snapshot(json_of(report), tmp_path / "kept")
    assert [path.read_bytes() for path in fresh] == [path.read_bytes() for path in kept]


# CSV


def test_csv_has_a_file_a_table_in_which_no_text_is_a_formula(report: Report, tmp_path: Path) -> None:
    paths = write(report, tmp_path, ["csv"])
    assert {path.name for path in paths} >= {"MR-2026-10-about.csv", "MR-2026-10-by_level.csv", "MR-2026-10-articles.csv"}
    content = (tmp_path / "MR-2026-10-articles.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == len(HOSTILE) + 3
    lines = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    titles = [line[1] for line in lines[1:]]
    assert titles == [*(f"'{title}" if title[0] in "=+-@＝" else title for title in HOSTILE), clean(BROKEN), "转载"]
    assert lines[1][2] == "'=云溪日报"
    about = dict(csv.reader(StringIO((tmp_path / "MR-2026-10-about.csv").read_text("utf-8-sig"), newline="")))
    assert about["单位"] == "云溪市民政局"
    assert about["编号"] == "MR-2026-10"
    assert len(about["SHA-256"]) == 64


def test_csv_leaves_the_numbers_of_the_system_alone() -> None:
    fall = Table(key="k", title="", tab="", columns=(Column("环比"),), rows=((Ratio(-53, 1000, signed=True),), ("-1",), (date(2026, 10, 1),), (None,)))
    told = files.csv.render(papers.paper(sections=(Section("", (fall,)),)), "")["k"].decode("utf-8-sig")
    assert told.split("\r\n") == ["环比", "-5.3%", "'-1", "2026-10-01", "—", ""]


# Excel


def test_xlsx_cells_from_outside_are_strings(report: Report) -> None:
    book = openpyxl.load_workbook(BytesIO(rendered(report, "xlsx")))
    sheet = book["稿件明细"]
    titles = [row[1] for row in sheet.iter_rows(min_row=4)]
    assert [cell.value for cell in titles] == [*HOSTILE, clean(BROKEN), "转载"]
    assert {cell.data_type for cell in titles} == {"s"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == f"A3:K{3 + len(HOSTILE) + 2}"
    assert sheet["D4"].value == datetime(2026, 10, 1)
    assert book.sheetnames == [
        "总表",
        "指标",
        "首发转载",
        "级别",
        "载体",
        "近十二个月",
        "每日",
        "媒体",
        "单位排名",
        "单位",
        "专题",
        "重点稿件",
        "计分规则",
        "媒体单位",
        "稿件明细",
        "口径",
    ]


def test_xlsx_figures_are_numbers_and_charts_are_native(report: Report) -> None:
    content = rendered(report, "xlsx")
    sheet = openpyxl.load_workbook(BytesIO(content))["级别"]
    assert [cell.value for cell in sheet[4]][:5] == ["中央", 1, 0, 1, 0.077]
    assert sheet["E4"].number_format == "0.0%"
    with ZipFile(BytesIO(content)) as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 3
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_xlsx_totals_are_sums_that_carry_their_value(report: Report) -> None:
    content = rendered(report, "xlsx")
    told, worked_out = (openpyxl.load_workbook(BytesIO(content), data_only=cached) for cached in (False, True))
    total = len(HOSTILE) + 2
    assert [told["级别"].cell(9, column).value for column in (1, 2, 3, 4)] == ["合计", "=SUM(B4:B8)", "=SUM(C4:C8)", "=SUM(D4:D8)"]
    assert [worked_out["级别"].cell(9, column).value for column in (1, 2, 3, 4)] == ["合计", total, total - 1, 1]
    shared = next(row for row in told["单位"].iter_rows() if row[0].value == "合计（不重复）")
    assert shared[1].value == total  # an article counts for several units, so that no sum of theirs is meant
    formulas = [cell for sheet in told for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert {cell.value[:5] for cell in formulas} == {"=SUM("}
    assert all(isinstance(worked_out[cell.parent.title][cell.coordinate].value, int) for cell in formulas)


def test_xlsx_sums_are_right_when_a_spreadsheet_program_works_them_out_again(report: Report, tmp_path: Path) -> None:
    (tmp_path / "report.xlsx").write_bytes(rendered(report, "xlsx"))
    again = openpyxl.load_workbook(converted(tmp_path / "report.xlsx", tmp_path / "again", "xlsx"), data_only=True)
    first = openpyxl.load_workbook(tmp_path / "report.xlsx", data_only=True)
    for sheet in first:
        cells = [[[cell.value or None for cell in row] for row in of.iter_rows(max_row=40, max_col=4)] for of in (sheet, again[sheet.title])]
        assert cells[0] == cells[1][: len(cells[0])]


def test_xlsx_cuts_a_text_that_no_cell_can_hold(report: Report) -> None:
    long = replace(report, lead="长" * 40_000)
    book = openpyxl.load_workbook(BytesIO(rendered(long, "xlsx")))
    told = book["总表"]["A7"].value
    assert len(told) == 32_767
    assert told.endswith("…（截断）")
    assert "有1个单元格" in [row[0].value for row in book["口径"].iter_rows()][-1]
    assert json.loads(rendered(long, "json"))["lead"] == "长" * 40_000


# Word


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_docx_has_the_layout_of_official_documents(report: Report) -> None:
    document = docx.Document(BytesIO(rendered(report, "docx")))
    page = document.sections[0]
    lengths = (page.page_width, page.page_height, page.top_margin, page.right_margin, page.bottom_margin, page.left_margin)
    assert [round(length.mm) for length in lengths if length is not None] == [210, 297, 37, 26, 35, 28]
    assert document.settings.odd_and_even_pages_header_footer
    body = document.styles["公文正文"].element.find(f"{W}pPr")
    assert body.find(f"{W}spacing").get(f"{W}line") == "579"
    assert body.find(f"{W}ind").get(f"{W}firstLineChars") == "200"
    assert document.styles["Normal"].element.find(f".//{W}rFonts").get(f"{W}eastAsia") == "仿宋_GB2312"
    assert document.styles["Heading 1"].element.find(f".//{W}rFonts").get(f"{W}eastAsia") == "黑体"
    assert [paragraph.text for paragraph in document.paragraphs[:2]] == ["云溪市民政局", "关于2026年10月新闻宣传工作情况的通报"]
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"] == [
        "一、总体情况",
        "二、分层级、分载体情况",
        "三、单位得分排名",
        "四、单位刊发情况",
        "五、专题刊发情况",
    ]
    for footer, style in ((page.footer, "页码（单页）"), (page.even_page_footer, "页码（双页）")):
        assert footer.paragraphs[0].text == "— 1 —"
        assert footer.paragraphs[0].style.name == style
        assert " PAGE " in footer._element.xml


def test_docx_tables_repeat_their_heads_and_hold_titles_as_text(report: Report) -> None:
    document = docx.Document(BytesIO(rendered(report, "docx")))
    for table in document.tables:
        head = table._tbl.tr_lst[0]
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        parted = [row for row in table._tbl.tr_lst if row.find(f"{W}trPr/{W}cantSplit") is None]
        assert all("甲" * 5000 in "".join(row.itertext()) for row in parted)  # what no page can hold
    listed = document.tables[-1]
    assert [row.cells[1].text for row in listed.rows][1:] == [*HOSTILE, clean(BROKEN), "转载"]
    assert [cell.text for cell in listed.rows[1].cells] == ["1", HOSTILE[0], "=云溪日报", "2026-10-01", "市级", "首发"]


def test_docx_charts_are_native_and_carry_their_workbooks(report: Report) -> None:
    inside = parts(rendered(report, "docx"))
    assert not any("customXml" in name or "thumbnail" in name for name in inside)
    charts = sorted(name for name in inside if name.startswith("word/charts/chart"))
    assert len(charts) == 3
    root = ElementTree.fromstring(inside["word/charts/chart1.xml"])
    values = [point.findtext(f"{C}v") for point in root.iterfind(f".//{C}val//{C}pt")]
    assert values == [str(len(HOSTILE) + 1), "1"]
    sheet: Any = openpyxl.load_workbook(BytesIO(inside["word/embeddings/chart1.xlsx"])).active
    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows()] == [("载体", "刊发"), ("报纸", len(HOSTILE) + 1), ("网站", 1)]
    assert 'TargetMode="External"' not in "".join(content.decode() for name, content in inside.items() if name.endswith(".rels"))


def test_docx_tells_what_it_is_and_describes_its_charts(report: Report) -> None:
    content = rendered(report, "docx")
    told = docx.Document(BytesIO(content)).core_properties
    assert (told.title, told.author, told.language) == ("云溪市民政局关于2026年10月新闻宣传工作情况的通报", "云溪市民政局", "zh-CN")
    assert told.created.replace(tzinfo=None) == datetime(2026, 11, 1)  # UTC
    assert f'descr="图1　载体分布（篇、条）：报纸{len(HOSTILE) + 1}，网站1"' in parts(content)["word/document.xml"].decode()
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names[0] == "[Content_Types].xml"
    assert not any(name.endswith((".bin", ".vml")) or "vba" in name.lower() for name in names)


def test_docx_charts_read_the_cells_of_their_workbooks(report: Report) -> None:
    inside = parts(rendered(report, "docx"))
    for number in (1, 2, 3):
        sheet: Any = openpyxl.load_workbook(BytesIO(inside[f"word/embeddings/chart{number}.xlsx"])).active
        root = ElementTree.fromstring(inside[f"word/charts/chart{number}.xml"])
        for kind in ("cat", "val"):
            place = root.findtext(f".//{C}{kind}//{C}f")
            assert place
            assert place.startswith("Sheet1!")
            cells = [row[0].value for row in sheet[place.removeprefix("Sheet1!").replace("$", "")]]
            drawn = [point.findtext(f"{C}v") for point in root.iterfind(f".//{C}{kind}//{C}pt")]
            assert [str(cell) for cell in cells if cell is not None] == drawn
        assert f"chart{number}.xlsx" in inside[f"word/charts/_rels/chart{number}.xml.rels"].decode()


def test_docx_says_when_it_is_a_preview(report: Report) -> None:
    document = docx.Document(BytesIO(rendered(replace(report, preview=True), "docx")))
    assert document.paragraphs[2].text == "情况的通报（预览）"
    assert document.sections[0].header.paragraphs[0].text == "预览，不作为正式通报"


def test_documents_do_without_a_list_that_is_too_long(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.formats.limits.ROWS", 12)
    monkeypatch.setattr("reports.formats.html.ON_SCREEN", 12)
    told = "刊发稿件目录共13行，篇幅过长，未列入本文件，见 Excel 文件的“稿件明细”表。"
    assert told in [paragraph.text for paragraph in docx.Document(BytesIO(rendered(report, "docx"))).paragraphs]
    assert told in rendered(report, "html").decode()


# HTML


def test_html_shows_titles_as_text_and_fetches_nothing(report: Report) -> None:
    page = rendered(report, "html").decode()
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;" in page
    assert "${title} {{ title }} %s" in page
    assert "临江县&lt;b&gt;&quot;&amp;民政局" in page
    assert "前后 行 尾" in page
    assert not re.search(r'\b(?:src|srcset|data|action)="|@import|url\(', page)
    assert {link.split(":")[0] for link in re.findall(r'href="([^#"][^"]*)"', page)} == {"https"}


def test_html_tables_and_charts_can_be_read_aloud(report: Report) -> None:
    page = rendered(report, "html").decode()
    assert page.count("<svg") == page.count("<desc>") == page.count('role="img"') == 3
    assert f"<desc>报纸{len(HOSTILE) + 1}，网站1</desc>" in page
    assert page.count('<th scope="col">') > 30
    assert '<th scope="row">中央</th>' in page
    assert 'lang="zh-CN"' in page


def test_html_tells_the_rule_of_its_figures(report: Report) -> None:
    page = rendered(report, "html").decode()
    assert re.search('<div title="（中央＋省级＋行业）÷刊发。"><dt>省级以上占比</dt><dd><a class="fig" href="#f[0-9]+">7.7%</a></dd></div>', page)
    assert "没有稿件清单的数——上月、环比、上年同月、同比：稿件见所比时期的报告。" in page
    assert "按刊发当日媒体的级别统计" in page


def test_every_chart_kind_can_be_drawn(report: Report) -> None:
    from model.table import ChartKind
    from reports.formats.chartml import chart_xml
    from reports.formats.svg import draw

    table = next(block for section in report.sections for block in section.blocks if isinstance(block, Table) and block.key == "trend12")
    assert table.chart is not None
    for kind in ChartKind:
        chart = replace(table.chart, kind=kind)
        drawing = ElementTree.fromstring(draw(replace(table, chart=chart), chart))
        assert any((element.text or "").startswith("13") for element in drawing.iter("text"))
        ElementTree.fromstring(chart_xml(table, chart, "rId1"))


def test_html_leads_from_a_figure_to_its_articles(report: Report) -> None:
    page = rendered(report, "html").decode()
    central = re.search(r'<th scope="row">中央</th><td><a class="fig" href="#(f\d+)">1</a>', page)
    assert central
    assert f'<p class="behind" id="{central[1]}">' in page
    shown_rows = re.search(rf"#{central[1]}:target~.table tbody tr\.(c\d+){{display:table-row}}", page)
    assert shown_rows
    rows_of_list = re.findall(r'<tr class="([^"]*)"><th scope="row">\d+</th>', page)
    assert len(rows_of_list) == len(HOSTILE) + 2
    assert [shown_rows[1] in row.split() for row in rows_of_list] == [False] * (len(HOSTILE) + 1) + [True]


def test_html_without_a_list_leads_nowhere() -> None:
    assert 'class="fig"' not in files.html.render(papers.paper(), "").decode()
