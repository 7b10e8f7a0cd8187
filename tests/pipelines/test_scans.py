"""附件: print that comes in by hand needs a scan or photo, or the page of an e-edition."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.evidence import Evidence
from archive.ledger import models, registers, scans, writing
from archive.ledger.entering import preview
from archive.registers.files import Registers
from model.article import Article, address_id
from model.outcome import Outcome, UserError
from model.reading import Precision
from model.scan import LARGEST_SCAN, pixels, scan
from model.source import Discover, Kind, Source
from pipelines.group import group
from pipelines.imports.take import UNPROVEN
from pipelines.mark import mark
from pipelines.reprints.first import first_publication
from tests.pipelines.samples import article, capture
from tests.pipelines.tables import DAILY, JPEG, PDF, PNG, UNITS, line, outcomes, table, take

pytestmark = pytest.mark.ledger
SOURCE = Source(id="ribao", outlet="ribao", discover=(Discover(kind=Kind.EPAPER, url="http://epaper.yunxi.example/{Y}"),))
PAGE = "http://epaper.yunxi.example/content_1.htm"


@pytest.fixture(autouse=True)
def loaded(ledger: object) -> None:
    registers.load(Registers(outlets=(DAILY,), sources=(SOURCE,), bureau=UNITS))


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    return Evidence(tmp_path / "evidence")


def collect(evidence: Evidence, title: str = "云溪市民政局开展“敬老月”活动", url: str = PAGE) -> Article:
    """An article of the e-edition arrives."""
    page = capture(url=url, source="ribao")
    day = datetime(2026, 10, 4, 16, tzinfo=UTC)  # the 5th in local time
    one = article(url=url, source="ribao", outlet="ribao", medium=DAILY.standings[0].medium, title=title, published=day, published_precision=Precision.DAY)
    one = mark(replace(one, capture=page.digest))
    writing.write(
        [writing.Decided(capture=page, places=tuple(evidence.keep([page])), asked=url, address=url, outcome=Outcome.KEPT, article=one)],
        group,
        first_publication,
    )
    return one


def attached() -> list[tuple[str, str, str]]:
    return list(models.Scan.objects.order_by("number").values_list("article__url", "name", "kind"))


def test_scans_beside_the_table_are_kept_as_evidence(tmp_path: Path, evidence: Evidence) -> None:
    (tmp_path / "样报").mkdir()
    (tmp_path / "样报" / "1.jpg").write_bytes(JPEG)
    (tmp_path / "2.pdf").write_bytes(PDF)
    (one,) = take(table(tmp_path, line(scan="样报/1.jpg；2.pdf")), evidence)
    assert (one.outcome, one.warnings) == ("accepted", ())
    shown = scans.of_article(one.article)
    assert [(s.name, s.kind, s.size, s.by) for s in shown] == [("1.jpg", "image/jpeg", len(JPEG), "小周"), ("2.pdf", "application/pdf", len(PDF), "小周")]
    read = scans.read(shown[0].number, evidence.read)
    assert read
    assert read[1].body == JPEG
    assert models.Article.objects.get().capture is None
    assert not scans.lacking()


def test_the_same_file_twice_keeps_each_scan_once(tmp_path: Path, evidence: Evidence) -> None:
    (tmp_path / "1.png").write_bytes(PNG)
    path = table(tmp_path, line(scan="1.png"))
    take(path, evidence)
    assert outcomes(take(path, evidence)) == ["duplicate"]
    assert (models.Scan.objects.count(), models.Capture.objects.count()) == (1, 1)


def test_print_without_evidence_says_so_and_is_listed(tmp_path: Path, evidence: Evidence) -> None:
    (one,) = take(table(tmp_path, line()), evidence)
    assert one.warnings == (UNPROVEN,)
    ((number, lacking),) = scans.lacking()
    assert (lacking.outlet, lacking.title, lacking.day, lacking.page, lacking.by, lacking.file) == (
        *("云溪日报", "云溪市民政局开展敬老月活动", "2026-10-05", "A03 民生", "小周", "台账.csv"),
    )
    scans.attach({number: [scans.keep(scan("补.jpg", JPEG), evidence)]}, "小李")
    assert scans.lacking() == []


@pytest.mark.parametrize(
    ("name", "body", "warning"),
    [
        ("a.jpg", b"<html><script>alert(1)</script>", "附件“a.jpg”不是 jpg、png 或 pdf（按内容判断），没有存"),
        ("a.jpg", None, "没有找到附件“a.jpg”：请与表格放在同一文件夹里，或一起打包成 zip"),
        ("../outside.jpg", JPEG, "没有找到附件“../outside.jpg”：请与表格放在同一文件夹里，或一起打包成 zip"),
    ],
)
def test_what_is_no_scan_is_told_and_the_row_comes_in(tmp_path: Path, evidence: Evidence, name: str, body: bytes | None, warning: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    if body:
        (folder / name).write_bytes(body)
    (one,) = take(table(folder, line(scan=name)), evidence)
    assert (one.outcome, one.warnings) == ("accepted", (warning, UNPROVEN))
    assert attached() == []


def test_a_scan_that_is_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="超过 20 MB"):
        scan("a.jpg", JPEG + bytes(LARGEST_SCAN))


def test_a_table_packed_with_its_scans(tmp_path: Path, evidence: Evidence) -> None:
    made = table(tmp_path, line(scan="1.jpg"), line(title="云溪市民政局第二件", scan="样报\\2.png"), name="台账.xlsx")
    packed = tmp_path / "十月.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.write(made, "十月/台账.xlsx")
        file.writestr("十月/1.jpg", JPEG)
        file.writestr("十月/样报/2.png", PNG)
        file.writestr("__MACOSX/十月/._台账.xlsx", b"")
        file.writestr("十月/../../evil.jpg", JPEG)
    assert [one.warnings for one in take(packed, evidence)] == [(), ()]
    assert [name for _, name, _ in attached()] == ["1.jpg", "2.png"]


def test_a_packed_file_names_what_it_lacks(tmp_path: Path) -> None:
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("1.jpg", JPEG)
    with pytest.raises(UserError, match="应当有一个表格"):
        take(packed)
    packed.write_bytes(b"PK no zip")
    with pytest.raises(UserError, match="不是有效的 zip"):
        take(packed)


def test_a_preview_keeps_no_scan(tmp_path: Path) -> None:
    (tmp_path / "1.jpg").write_bytes(JPEG)
    with preview():
        (one,) = take(table(tmp_path, line(scan="1.jpg")))
    assert (one.outcome, one.warnings) == ("accepted", ())
    assert not models.Capture.objects.exists()


def test_a_row_that_matches_the_e_edition_needs_no_scan_and_gives_it_what_it_has(tmp_path: Path, evidence: Evidence) -> None:
    paper = collect(evidence)
    (tmp_path / "1.jpg").write_bytes(JPEG)
    (one,) = take(table(tmp_path, line(title="云溪市民政局开展‘敬老月’活动", scan="1.jpg", position="头版")), evidence)
    assert (one.outcome, one.article, one.warnings) == ("duplicate", paper.id, ())
    assert attached() == [(PAGE, "1.jpg", "image/jpeg")]
    assert models.Position.objects.get().words == ["头版"]


def test_the_e_edition_takes_over_what_was_entered_before(tmp_path: Path, evidence: Evidence) -> None:
    (tmp_path / "1.jpg").write_bytes(JPEG)
    path = table(tmp_path, line(scan="1.jpg", position="头版"))
    (entered,) = take(path, evidence)
    paper = collect(evidence)
    assert dict(models.Article.objects.values_list("id", "state")) == {entered.article: "withdrawn", paper.id: "kept"}
    assert attached() == [(PAGE, "1.jpg", "image/jpeg")]
    assert models.Position.objects.get().article.id == paper.id
    assert models.Revision.objects.get(article__id=entered.article).reason.startswith("已采到数字报上的这一篇")
    (again,) = take(path, evidence)
    assert (again.outcome, again.article, again.warnings) == ("duplicate", paper.id, ())
    assert models.Article.objects.get(id=paper.id).role == "first"


def test_another_title_or_day_is_not_taken_over(tmp_path: Path, evidence: Evidence) -> None:
    take(table(tmp_path, line(), line(day="2026-10-06", title="云溪市民政局另一件")), evidence)
    collect(evidence, title="云溪市民政局另一件")
    assert set(models.Article.objects.values_list("state", flat=True)) == {"kept"}


def test_a_row_with_the_address_of_the_page_gets_the_page_once_it_is_collected(tmp_path: Path, evidence: Evidence) -> None:
    path = table(tmp_path, [*line(), PAGE], head=("刊播日期", "媒体名称", "栏目/版面", "标题", "附件", "位置", "链接"))
    (one,) = take(path, evidence)
    assert (one.article, one.warnings) == (address_id(PAGE), (UNPROVEN,))
    collect(evidence)
    assert models.Article.objects.get().capture is not None
    assert not scans.lacking()


def test_a_title_stands_once_a_day_in_a_paper_whatever_address_is_given(tmp_path: Path, evidence: Evidence) -> None:
    head = ("刊播日期", "媒体名称", "标题", "链接")
    title = "云溪市民政局开展敬老月活动"
    rows = (["2026-10-05", DAILY.name, title, ""], ["2026/10/5", DAILY.name, title, PAGE], ["2026.10.5", DAILY.name, f"《{title}》", ""])
    taken = take(table(tmp_path, *rows, head=head), evidence)
    assert [(one.outcome.value, one.of) for one in taken] == [("accepted", 0), ("duplicate", 1), ("duplicate", 1)]


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4) + b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0"


def jpeg(width: int, height: int) -> bytes:
    head = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    return head + b"\xff\xc2\x00\x11\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\3" + bytes(9)


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("大.png", png(65_000, 65_000), "20000 万像素"),
        ("大.jpg", jpeg(65_000, 65_000), "20000 万像素"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "不是 jpg、png 或 pdf"),
        ("图.gif", b"GIF89a/*" + b"x" * 100 + b"*/=1;alert(1)", "不是 jpg、png 或 pdf"),
        ("页.png", b"<html><script>alert(1)</script></html>", "不是 jpg、png 或 pdf"),
    ],
)
def test_G6_pictures_that_attack_whoever_looks_at_them_are_refused_unopened(name: str, body: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        scan(name, body)


@pytest.mark.parametrize("body", [b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\xff\xff", b"\xff\xd8" + b"\xff" * 1000])
def test_G6_a_head_that_ends_too_early_tells_no_size(body: bytes) -> None:
    assert pixels("image/jpeg", body) == 0


@pytest.mark.parametrize(("body", "kind"), [(png(7_016, 9_921), "image/png"), (jpeg(7_016, 9_921), "image/jpeg")])
def test_G6_a_page_scanned_at_a_fine_resolution_is_taken_by_its_content(body: bytes, kind: str) -> None:
    assert scan("扫描件.pdf", body).kind == kind


def packed_and_spoilt(tmp_path: Path, spoilt: str) -> Path:
    """A packed table with its scan, one of the two with other bytes in the middle of what was packed."""
    made = table(tmp_path, line(scan="1.jpg"), name="台账.csv")
    path = tmp_path / "十月.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.write(made, "台账.csv")
        file.writestr("1.jpg", JPEG + bytes(range(256)) * 40)
        member = file.getinfo(spoilt)
    begin = member.header_offset + 30 + len(member.filename.encode())
    content = bytearray(path.read_bytes())
    content[begin : begin + member.compress_size] = b"\xff" * member.compress_size
    path.write_bytes(content)
    return path


def test_a_packed_scan_that_is_damaged_is_told_and_the_row_comes_in(tmp_path: Path, evidence: Evidence) -> None:
    (one,) = take(packed_and_spoilt(tmp_path, "1.jpg"), evidence)
    assert one.outcome == "accepted"
    assert any("1.jpg" in warning for warning in one.warnings)


def test_a_packed_table_that_is_damaged_is_named(tmp_path: Path, evidence: Evidence) -> None:
    with pytest.raises(UserError, match=r"表格“台账\.csv”已损坏"):
        take(packed_and_spoilt(tmp_path, "台账.csv"), evidence)
