"""The PDF: typst's page measured, hostile texts as text, fonts told."""

import logging
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from model.table import Column, Head, HeadStyle, Section, Table
from reports.formats.document import Document, Line
from reports.formats.fonts import typefaces
from reports.formats.pdf import print_document, render
from tests.reports import papers
from tests.reports.papers import BROKEN, HOSTILE
from tests.reports.tools import Page, facts, pages, program

MM = 72 / 25.4


def printed(content: bytes, folder: Path) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(content)
    return path


def squeezed(found: list[Page]) -> str:
    return "".join(word.text for page in found for word in page.words)


def test_a_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    text = Document(id="grid", title="版心", author="", subject="", moment=papers.CUTOFF, elements=(Line("Normal", "仿" * 28 * 50),))
    first, second, _ = pages(printed(print_document(text), tmp_path))
    for page in (first, second):
        body = [line for line in page.lines.values() if "仿" in line]
        assert [len(line) for line in body] == [28] * 22
        left, right = min(word.left for word in page.words), max(word.right for word in page.words if "仿" in word.text)
        assert left == pytest.approx(28 * MM, abs=1)
        assert right == pytest.approx((210 - 26) * MM, abs=1.5)
        tops = list(page.lines)
        assert tops[21] - tops[0] == pytest.approx(21 * 28.95, abs=2)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(tmp_path: Path) -> None:
    found = pages(printed(render(papers.paper(articles=tuple(map(papers.listed, range(90)))), ""), tmp_path))
    assert len(found) > 6
    for number, page in enumerate(found, 1):
        foot = [word for word in page.words if word.top > (297 - 33) * MM]
        assert "".join(word.text for word in foot) == f"—{number}—"
        if number % 2:
            assert max(word.right for word in foot) == pytest.approx((210 - 26) * MM - 14, abs=2)
        else:
            assert min(word.left for word in foot) == pytest.approx(28 * MM + 14, abs=2)


def test_heads_are_repeated_and_no_caption_is_left_alone(tmp_path: Path) -> None:
    for filler in range(0, 16, 3):
        report = papers.paper(texts=("文" * 28,) * filler, articles=tuple(map(papers.listed, range(60))), units=40)
        for page in pages(printed(render(report, ""), tmp_path)):
            lines = [line for line in page.lines.values() if not re.fullmatch("—[0-9]+—", line)]
            assert not re.match("[表图][0-9]|单位：", lines[-1]), lines[-3:]
            if any(re.match(r"\d+第\d+民政局|\d+“小积分”", line) for line in lines):
                assert any(line.startswith(("名次", "序号")) for line in lines)


def test_a_broad_table_lies_on_its_side_with_the_number_where_it_was(tmp_path: Path) -> None:
    report = replace(papers.paper(), annexes=(Section("媒体与单位", (papers.broad(),)), Section("统计口径说明", ("一、",))))
    found = pages(printed(render(report, ""), tmp_path))
    lying = [(number, page) for number, page in enumerate(found, 1) if page.width > page.height]
    assert len(lying) == 1
    number, page = lying[0]
    mark = [word for word in page.words if word.right < 35 * MM]  # the foot of the sheet is this page's left edge
    assert str(number) in "".join(word.text for word in mark)
    assert (sum(word.top for word in mark) / len(mark) > page.height / 2) == (number % 2 == 1)


def test_hostile_texts_are_printed_as_they_are(tmp_path: Path) -> None:
    titles = [title for title in (*HOSTILE, BROKEN) if "甲" not in title]
    report = papers.paper(articles=tuple(papers.listed(number, title) for number, title in enumerate(titles)))
    told = re.sub(r"\s", "", squeezed(pages(printed(render(report, ""), tmp_path))))
    for title in titles[:9]:
        assert re.sub(r"\s", "", title) in told, title


def test_five_thousand_letters_without_a_break_stay_on_the_paper(tmp_path: Path) -> None:
    found = pages(printed(render(papers.paper(articles=(papers.listed(1, "甲" * 5000),)), ""), tmp_path))
    assert squeezed(found).count("甲") == 5000
    assert max(word.right for page in found for word in page.words if "甲" in word.text) < (210 - 26) * MM
    assert max(word.bottom for page in found for word in page.words if "甲" in word.text) < (297 - 34) * MM


@pytest.mark.parametrize("signs", [320, 420, 480])
def test_rows_of_half_a_page_lose_nothing_and_leave_no_page_to_a_heading(tmp_path: Path, signs: int) -> None:
    columns = (Column("事项", text=True), Column("内容", 3, text=True))
    table = Table(key="long", title="表1　摘编", tab="摘编", columns=columns, rows=tuple((f"第{row}项", "长" * signs) for row in range(8)), note="摘自各报。")
    found = pages(printed(render(replace(papers.paper(), sections=(Section("一、摘编", (table,)),), annexes=()), ""), tmp_path))
    long = [(page, word) for page in found for word in page.words if "长" in word.text]
    assert sum(word.text.count("长") for _, word in long) == 8 * signs
    assert max(word.bottom for _, word in long) < (297 - 34) * MM
    assert all("长" in squeezed([page]) for page in found)


def test_characters_without_a_shape_are_listed(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        render(papers.paper(texts=("周\U00030000到访😀",)), "")
    assert "PDF 缺字：😀（U+1F600）、\U00030000（U+30000）" in caplog.text
    assert "小标宋、仿宋、楷体、黑体、宋体 没有找到办公字体" in caplog.text


def test_fonts_of_the_office_come_first(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(str(Path(__import__("pylopdf_fonts_zh_cn").__file__).parent / "NotoSerifSC-Regular.otf"))
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = "FangSong_GB2312"
    (tmp_path / "fonts").mkdir()
    font.save(tmp_path / "fonts" / "simfang.otf")
    faces = typefaces((tmp_path / "fonts",))
    assert faces.roles["body"][0] == "FangSong_GB2312"
    assert "仿宋" not in faces.substituted
    content = render(papers.paper(), "", (tmp_path / "fonts",))
    assert b"FangSong" in content or b"CIDFont" in content


def test_the_file_tells_what_it_is(tmp_path: Path) -> None:
    content = render(papers.paper(), "f" * 64)
    told = facts(printed(content, tmp_path))
    assert told["Title"] == "云溪市民政局关于2026年10月新闻宣传工作情况的通报"
    assert told["Author"] == "云溪市民政局"
    assert "字体：替代" in told["Keywords"]
    assert told["Tagged"] == "yes"
    assert told["CreationDate"].startswith("Sun Nov  1 00:00:00 2026")
    assert "f" * 64 in told["Subject"]
    assert b"/Lang" in content
    assert b"/Outlines" in content


@pytest.mark.parametrize("style", HeadStyle)
def test_every_head_is_printed(style: HeadStyle, tmp_path: Path) -> None:
    head = Head(style=style, issuer="云溪市民政局办公室", issue=10, whole_issue=130, copies="市委宣传部", printer="云溪市民政局办公室")
    found = pages(printed(render(papers.paper(head=head), ""), tmp_path))
    first, last = "".join(found[0].lines.values()), "".join(found[-1].lines.values())
    assert ("云溪市民政局办公室" in first) == (style is not HeadStyle.PLAIN)
    assert ("〔2026〕" in first) == (style in (HeadStyle.REDHEAD, HeadStyle.LETTER))  # the number is left blank, never invented
    assert ("第10期（总第130期）" in first) == (style is HeadStyle.BRIEFING)
    if style is HeadStyle.REDHEAD:
        issuer = next(word for word in found[0].words if "云溪市民政局办公室" in word.text)
        assert issuer.top > (37 + 33) * MM
    assert "抄送：市委宣传部。" in last
    assert "2026年11月1日印发" in last
    assert len(found) % 2 == 0  # 版记 stands on an even page
    assert ("—1—" in first) == (style is not HeadStyle.LETTER)


@pytest.mark.parametrize("signer", ["云溪市民政局", "云溪市民政局办公室新闻宣传工作领导小组"])
@pytest.mark.parametrize("seal", [False, True])
def test_name_and_day_stand_where_the_standard_has_them(signer: str, seal: bool, tmp_path: Path) -> None:
    found = pages(printed(render(papers.paper(head=Head(signer=signer, seal=seal)), ""), tmp_path))
    signed = next(page for page in found if any(word.text == "2026年11月1日" for word in page.words))
    name, day = (next(word for word in reversed(signed.words) if word.text == text) for text in (signer, "2026年11月1日"))
    edge, sign = (210 - 26) * MM, 16.0
    assert day.top > name.top
    if seal:
        assert (name.left + name.right) / 2 == pytest.approx((day.left + day.right) / 2, abs=6)  # for the seal, one over the other
        assert edge - day.right == pytest.approx(4 * sign, abs=6) or edge - name.right < sign  # a long name moves both to the left
    else:
        assert day.left - name.left == pytest.approx(2 * sign, abs=6)
        assert edge - max(name.right, day.right) == pytest.approx(2 * sign, abs=6)


def test_archival_pdf_on_request(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    report = papers.paper(texts=("周\U00030000到访😀",), articles=tuple(map(papers.listed, range(5))), preview=True)
    content = render(report, "f" * 64, archival=True)
    metadata = content[content.index(b"<x:xmpmeta") : content.index(b"</x:xmpmeta>")]
    assert b"<pdfaid:part>2</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert b"/OutputIntent" in content
    assert "周〓到访〓" in squeezed(pages(printed(content, tmp_path)))  # no sign without a shape is allowed
    assert "印作〓" in caplog.text
    assert b"pdfaid" not in render(report, "f" * 64)


def test_headings_are_bookmarks_and_charts_have_words(tmp_path: Path) -> None:
    content = render(papers.paper(articles=tuple(map(papers.listed, range(5)))), "f" * 64)
    shown = subprocess.run([program("pdftohtml"), "-xml", "-i", "-stdout", str(printed(content, tmp_path))], check=True, capture_output=True).stdout
    outline = re.findall(r'<item page="(\d+)">([^<]*)</item>', shown.decode("utf-8", "replace"))
    assert [title for _, title in outline] == ["一、总体情况", "二、单位得分排名", "刊发稿件目录", "统计口径说明"]
    assert [int(page) for page, _ in outline] == sorted(int(page) for page, _ in outline)
    told = subprocess.run([program("pdfinfo"), "-struct", str(tmp_path / "paper.pdf")], check=True, capture_output=True).stdout
    assert told.count(b"Figure") == 2
    assert told.count(b"THead") == 4  # the ranking goes on on the next page, with its head
    assert told.count(b"TH ") == 4 + (5 + 1) + 5 + (6 + 1)  # and one that holds rows of a table that may be parted together
    assert told.count(b"H1") == 4
