"""The book of clippings: cover, contents, one article a page, in Word and PDF."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from model.article import Role
from model.outcome import UserError
from model.outlet import Level, Medium
from model.reading import Precision
from tests.reports import papers
from tests.reports.papers import HOSTILE
from tests.reports.test_word_layout import misplaced
from tests.reports.tools import converted, pages

if TYPE_CHECKING:
    from archive.ledger.browsing import Row

pytestmark = pytest.mark.usefixtures("ledger")  # its records are defined beside the tables
BODY = "本报讯 全市养老服务工作推进会在云溪召开。会议指出，要把养老服务摆在突出位置。" * 30


def row(number: int, title: str = "", **changes: object) -> "Row":
    from archive.ledger.browsing import Row

    made = Row(
        id=f"{number:024x}",
        url=f"https://news.example/{number}.html",
        title=title or f"云溪市建成养老服务圈，第{number}篇",
        subtitle="",
        body=BODY,
        outlet="daily",
        outlet_name="云溪日报",
        level=Level.CITY,
        medium=Medium.NEWSPAPER,
        role=Role.FIRST,
        withdrawn=False,
        published=datetime(2026, 10, 1 + number % 28, tzinfo=UTC),
        precision=Precision.DAY,
        collected=datetime(2026, 10, 30, tzinfo=UTC),
        origin="云溪日报",
        reporters=("周到",),
        correspondents=(),
        editors=(),
        column="",
        page_no="第03版",
        page_name="要闻",
        relevance=1.0,
        units=(),
        topics=(),
        story=f"{number:024x}",
        carriers=3,
        has_evidence=True,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def made(rows: "list[Row]", form: str, folder: Path) -> Path:
    from archive.evidence import Place
    from archive.ledger.browsing import CaptureRecord
    from reports import clippings

    capture = CaptureRecord(url="", fetched=papers.CUTOFF, status=200, digest="f" * 64, place=Place("", 0, 0), truncated=False, problem="")
    path = folder / f"book.{form}"
    path.write_bytes(clippings.write(clippings.book(rows, {rows[0].id: capture}, "10月新闻宣传剪报", "云溪市民政局", papers.CUTOFF), form))
    return path


def test_a_pdf_of_forty_articles(tmp_path: Path) -> None:
    found = pages(made([row(number) for number in range(40)], "pdf", tmp_path))
    texts = ["".join(page.lines.values()) for page in found]
    assert "10月新闻宣传剪报" in texts[0]
    assert "2026-10-01至2026-10-28共40篇，1家媒体云溪市民政局2026年11月1日" in texts[0]
    assert texts[1].startswith("目录1云溪市建成养老服务圈，第0篇（云溪日报）")
    assert len(found) == 1 + 2 + 40
    for number, text in enumerate(texts[3:]):
        assert text.startswith(f"云溪市建成养老服务圈，第{number}篇")
        assert text.endswith(f"……—{number + 1}—")  # the page that the contents name
        assert f"https://news.example/{number}.html" in text
    assert f"2026-11-0108:00:00取得，SHA-256{'f' * 64}" in texts[3]
    assert "人工录入或导入，没有网页存证" in texts[4]
    assert "—1—" not in texts[0] + texts[1]


def test_a_word_file_has_the_same_pages(tmp_path: Path) -> None:
    path = made([row(number) for number in range(30)], "docx", tmp_path)
    with ZipFile(BytesIO(path.read_bytes())) as archive:
        assert misplaced(archive.read("word/document.xml")) == []
        assert misplaced(archive.read("word/styles.xml")) == []
    texts = ["".join(page.lines.values()) for page in pages(converted(path, tmp_path))]
    first = next(number for number, text in enumerate(texts) if text.startswith("云溪市建成"))
    assert len(texts) == first + 30
    assert all(text.endswith(f"—{number}—") for number, text in enumerate(texts[first:], 1))


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_hostile_articles_stay_on_their_pages(form: str, tmp_path: Path) -> None:
    bad = [row(number, title, body="", url="https://evil.example/" + "a" * 3000) for number, title in enumerate(HOSTILE)]
    path = made(bad, form, tmp_path)
    found = pages(converted(path, tmp_path) if form == "docx" else path)
    text = "".join("".join(page.lines.values()) for page in found)
    assert len(found) == len(bad) + 2
    assert "alert(1)</script>" in text
    assert "@SUM(A1)" in text
    assert text.count("没有正文，见原件") == len(bad)


def test_equal_choices_make_equal_bytes(tmp_path: Path) -> None:
    for form in ("docx", "pdf"):
        first = made([row(1), row(2)], form, tmp_path).read_bytes()
        assert made([row(1), row(2)], form, tmp_path).read_bytes() == first


def test_nothing_chosen_is_told() -> None:
    from reports import clippings

    with pytest.raises(UserError, match="没有选中文章"):
        clippings.book([], {}, "剪报", "云溪市民政局", papers.CUTOFF)


def test_a_digest_ends_with_a_sentence() -> None:
    from reports.clippings import DIGEST, digest

    told = digest(BODY)
    assert len(told) <= DIGEST + 2
    assert told.endswith("。……")
    assert digest("短文。\n第二段。") == "短文。\n第二段。"
    assert digest("甲" * 400) == "甲" * (DIGEST - 2) + "……"


def test_addresses_and_titles_without_a_break_stay_in_the_type_area(tmp_path: Path) -> None:
    long = row(1, "https://news.example/" + "x" * 200, url="https://news.example/" + "y" * 400)
    found = pages(made([long], "pdf", tmp_path))
    assert max(word.right for page in found for word in page.words) < (210 - 26) * 72 / 25.4 + 9  # signs at the end of a line may stand beside it
    assert "y" * 200 in "".join(word.text for page in found for word in page.words)  # the address is cut where it says so
