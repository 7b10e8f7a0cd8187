"""Hostile files for the import; the rows of group G are named in the tests."""

import io
import stat
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from archive.registers.strict import load
from model.outcome import UserError
from model.row import Row
from model.settings import Settings
from pipelines.imports import sheet
from pipelines.imports.workbook import until_empty

HEAD = "刊发日期,媒体,标题\n"
LINE = "2026-10-01,某某日报,民政工作动态\n"


def workbook(path: Path, *lines: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for line in (("刊发日期", "媒体", "标题"), *lines):
        book.active.append(line)
    book.save(path)
    return path


def with_member(path: Path, name: str, content: bytes, mode: int = 0) -> Path:
    """The workbook with another file in it."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        info.compress_type = zipfile.ZIP_DEFLATED
        packed.writestr(info, content)
    return path


def titles(path: Path) -> list[str]:
    return [row.title for row, _ in sheet.rows(path) if isinstance(row, Row)]


GOOD = ("2026-10-01", "某某日报", "民政工作动态")


def test_G1_a_workbook_of_zeros_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = with_member(workbook(tmp_path / "a.xlsx", GOOD), "xl/zeros.xml", b"\0" * (60 << 20))
    began = time.process_time()
    with pytest.raises(UserError, match="展开后过大"):
        titles(path)
    assert time.process_time() - began < 1


def test_G1_a_workbook_of_a_hundred_thousand_files_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        for number in range(6000):
            packed.writestr(f"xl/{number}", b"")
    with pytest.raises(UserError, match="展开后过大"):
        titles(tmp_path / "a.xlsx")


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "..\\x", "C:x"])
def test_G2_names_that_lead_outside_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="不安全"):
        titles(with_member(workbook(tmp_path / "a.xlsx", GOOD), name, b"x"))


def test_G2_links_and_names_that_come_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不安全"):
        titles(with_member(workbook(tmp_path / "a.xlsx", GOOD), "xl/link", b"/etc/passwd", stat.S_IFLNK | 0o777))
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = with_member(workbook(tmp_path / "b.xlsx", GOOD), "xl/workbook.xml", b"<x/>")
    with pytest.raises(UserError, match="不安全"):
        titles(twice)


def test_G3_formulas_and_hidden_sheets_give_values_only(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", GOOD, ("2026-10-02", "某某日报", '=WEBSERVICE("http://elsewhere.example")'))
    assert titles(path) == ["民政工作动态"]  # nobody has calculated the other


def test_G3_macros_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="宏"):
        titles(with_member(workbook(tmp_path / "a.xlsx", GOOD), "xl/vbaProject.bin", b"x"))


def test_G3_a_part_that_names_outside_entities_reads_nothing_from_there(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("geheim")
    path = workbook(tmp_path / "a.xlsx", GOOD)
    evil = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if "sheet1" in name:
                content = evil + content.partition("?>")[2].replace("民政工作动态", "&e;") if "?>" in content else evil + content
            new.writestr(name, content.replace("民政工作动态", "&e;"))
    path.write_bytes(changed.getvalue())
    with suppress(UserError):
        assert "geheim" not in str(titles(path))


def test_G3_a_million_empty_rows_below_cost_nothing(tmp_path: Path) -> None:
    from itertools import chain, repeat

    asked = []

    def lines() -> object:
        for line in chain([GOOD], repeat((None, None, None), 1_048_575)):
            asked.append(1)
            yield line

    assert [line for line in until_empty(lines()) if line[0]] == [GOOD]  # type: ignore[arg-type]
    assert len(asked) < 2000


PARTS = ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("fault", ["garbled", "locked", "packed in a way nobody knows"])
def test_a_workbook_with_a_part_that_cannot_be_unpacked_is_named(tmp_path: Path, part: str, fault: str) -> None:
    path = workbook(tmp_path / "book.xlsx", *(("2026-10-01", "某某日报", f"第{n}篇") for n in range(200)))
    with zipfile.ZipFile(path) as packed:
        member = packed.getinfo(part)
    content = bytearray(path.read_bytes())
    listed = content.rindex(b"PK\x01\x02", 0, content.rindex(part.encode()))  # its entry in the list at the end
    if fault == "garbled":
        begin = member.header_offset + 30 + len(part)
        middle = begin + member.compress_size // 2
        content[middle : middle + 30] = bytes(byte ^ 0xFF for byte in content[middle : middle + 30])
    elif fault == "locked":
        content[listed + 8] |= 1
        content[member.header_offset + 6] |= 1
    else:
        content[listed + 10] = content[member.header_offset + 8] = 99
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"book\.xlsx"):
        titles(path)


@pytest.mark.parametrize("part", PARTS)
def test_a_workbook_whose_xml_breaks_off_is_named(tmp_path: Path, part: str) -> None:
    path, broken = workbook(tmp_path / "whole.xlsx", GOOD), tmp_path / "book.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(broken, "w") as packed:
        for name in whole.namelist():
            packed.writestr(name, whole.read(name)[: 60 if name == part else None])
    with pytest.raises(UserError, match=r"book\.xlsx"):
        titles(broken)


def test_a_workbook_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(UserError, match="不是有效的 Excel"):
        titles(tmp_path / "a.xlsx")


@pytest.mark.parametrize("charset", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_G4_a_csv_is_read_as_its_program_wrote_it(tmp_path: Path, charset: str, separator: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((HEAD + LINE).replace(",", separator).encode(charset))
    assert titles(path) == ["民政工作动态"]


def test_G4_zero_bytes_and_a_million_columns_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + LINE.replace("动态", "动\0态") + "2026-10-02,某某日报,第二篇" + "," * 1_000_000 + "\n", encoding="utf-8")
    assert titles(path) == ["民政工作动态", "第二篇"]


def test_G4_good_rows_before_a_quote_that_does_not_end_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + LINE + '2026-10-02,某某日报,"没有结束的引号\n' + LINE, encoding="utf-8")
    assert titles(path)[0] == "民政工作动态"


def test_G4_a_row_that_is_wrong_is_told_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + LINE + "某日,某某日报,坏行\n" + LINE, encoding="utf-8")
    assert [isinstance(row, Row) for row, _ in sheet.rows(path)] == [True, False, True]


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "锚点与引用"),
        ("site: !!python/object/apply:os.system [id]\n", "标签"),
        ("crawl:\n  delay: 3\n  delay: 4\n", "第 3 行：键 delay 重复"),
        ("crawl: {delay: soon}\n", "第 1 行"),
        ("crawl: [1, 2]\n", "第 1 行"),
        ("%YAML 9.9\n---\n", "YAML"),
        ("\x00", "YAML"),
        ("[" * 100_000, "嵌套太深"),
    ],
)
def test_G8_settings_that_try_something_are_refused_with_the_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "settings.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"settings\.yml") as refused:
        load(path, Settings)
    assert said in str(refused.value)
