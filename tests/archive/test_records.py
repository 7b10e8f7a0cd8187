"""A check of the evidence finds what is damaged, says where, and goes on with what is whole."""

import gzip
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.evidence import OPEN, Evidence, Place
from archive.ledger import checking, models
from archive.records import Damage, Record, records
from model.capture import Capture
from tests.conftest import TestLedger


def kept(folder: Path, pages: int = 3) -> tuple[Path, list[Place], list[Capture]]:
    """A finished file with pages of random bytes."""
    evidence = Evidence(folder)
    captures = [
        Capture(url=f"http://news.example/{n}.html", fetched=datetime(2026, 10, 3, tzinfo=UTC), status=200, headers=(), body=os.urandom(3000), source="news")
        for n in range(pages)
    ]
    places = evidence.keep(captures)
    evidence.close()
    [path] = folder.rglob("*.warc.gz")
    return path, places, captures


def whole(path: Path) -> list[bytes]:
    return [found.body for found in records(path) if isinstance(found, Record) and found.kind == "response"]


def damages(path: Path) -> list[Damage]:
    return [found for found in records(path) if isinstance(found, Damage)]


def test_a_sound_file_is_walked_to_its_end(tmp_path: Path) -> None:
    path, places, captures = kept(tmp_path)
    found = list(records(path))
    assert [one.offset for one in found if isinstance(one, Record) and one.kind == "response"] == [place.offset for place in places]
    assert whole(path) == [capture.body for capture in captures]
    assert sum(one.length for one in found) == path.stat().st_size


def test_H9_a_flipped_bit_costs_one_record_only(tmp_path: Path) -> None:
    path, places, captures = kept(tmp_path)
    content = bytearray(path.read_bytes())
    content[places[1].offset + places[1].length // 2] ^= 0x08
    path.write_bytes(content)
    [damage] = damages(path)
    assert (damage.offset, damage.length) == (places[1].offset, places[1].length)
    assert "损坏" in damage.reason
    assert whole(path) == [captures[0].body, captures[2].body]


@pytest.mark.parametrize("cut", [1, 9, 200])
def test_G7_a_file_cut_at_its_end_keeps_the_rest(tmp_path: Path, cut: int) -> None:
    path, _, captures = kept(tmp_path)
    path.write_bytes(path.read_bytes()[:-cut])
    [damage] = damages(path)
    assert damage.reason == "记录不完整"
    assert damage.offset + damage.length == path.stat().st_size
    assert whole(path) == [capture.body for capture in captures]


def test_G7_bytes_of_something_else_between_records_are_named(tmp_path: Path) -> None:
    path, places, captures = kept(tmp_path)
    content = path.read_bytes()
    strange = b"\x1f\x8b\x08 no gzip" + gzip.compress(b"no record") + b"\0" * 100
    path.write_bytes(content[: places[1].offset] + strange + content[places[1].offset :])
    assert sum(damage.length for damage in damages(path)) == len(strange)
    assert damages(path)[0].offset == places[1].offset
    assert whole(path) == [capture.body for capture in captures]


def test_G7_a_record_that_lies_about_its_length(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nshort\r\n\r\n"))
    assert [damage.reason for damage in damages(path)] == ["记录长度不对"]


def test_G1_a_record_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with gzip.open(path, "wb", compresslevel=9) as file:
        for _ in range(200):
            file.write(b"\0" * (1 << 20))
    assert [damage.reason for damage in damages(path)] == ["记录过大"]


def test_nothing_in_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").touch()
    assert list(records(tmp_path / "a.warc.gz")) == []


# Beside the ledger


def named(place: Place, capture: Capture, **more: object) -> models.Capture:
    values = {"key": capture.url[-20:], "url": capture.url, "source": "news", "fetched": capture.fetched, "status": 200, "digest": capture.digest}
    return models.Capture.objects.create(**(values | {"file": place.file, "offset": place.offset, "length": place.length} | more))


def check(folder: Path) -> tuple[list[checking.Fault], checking.Checked]:
    checked = checking.Checked()
    return list(checking.evidence(folder, checked, lambda done: None)), checked


def test_every_page_is_as_it_was_kept(ledger: TestLedger, tmp_path: Path) -> None:
    _, places, captures = kept(tmp_path)
    for place, capture in zip(places, captures, strict=True):
        named(place, capture)
    faults, checked = check(tmp_path)
    assert faults == []
    assert (checked.files, checked.pages, checked.faults) == (1, 3, 0)


def test_H9_the_damaged_page_is_flagged_and_the_others_are_not(ledger: TestLedger, tmp_path: Path) -> None:
    path, places, captures = kept(tmp_path)
    rows = [named(place, capture) for place, capture in zip(places, captures, strict=True)]
    sound = path.read_bytes()
    broken = bytearray(sound)
    broken[places[1].offset + 60] ^= 1
    path.write_bytes(broken)
    [fault], checked = check(tmp_path)
    assert (fault.file, fault.offset, fault.url) == (places[1].file, places[1].offset, captures[1].url)
    assert checked.pages == 2
    assert [bool(models.Capture.objects.get(number=row.number).problem) for row in rows] == [False, True, False]
    path.write_bytes(sound)
    assert check(tmp_path)[0] == []
    assert not models.Capture.objects.exclude(problem="").exists()


def test_H9_a_page_that_was_exchanged_is_found(ledger: TestLedger, tmp_path: Path) -> None:
    """The record is whole, but it is not what the ledger says."""
    _, places, captures = kept(tmp_path, 1)
    named(places[0], captures[0], digest="0" * 64)
    [fault], _ = check(tmp_path)
    assert "SHA-256" in fault.problem


def test_a_file_that_is_gone_and_a_place_without_record(ledger: TestLedger, tmp_path: Path) -> None:
    _, places, captures = kept(tmp_path, 1)
    named(Place("2025/01/gone.warc.gz", 0, 100), captures[0])
    named(Place(places[0].file, places[0].offset + 7, 100), captures[0])
    faults, _ = check(tmp_path)
    assert ["不在了" in fault.problem for fault in faults] == [True, False]
    assert "没有这条记录" in faults[1].problem


def test_a_file_under_writing_is_checked_as_far_as_it_is_written(ledger: TestLedger, tmp_path: Path) -> None:
    path, places, captures = kept(tmp_path)
    for place, capture in zip(places, captures, strict=True):
        named(place, capture)
    path.write_bytes(path.read_bytes() + b"\x1f\x8b\x08 the beginning of the next")
    path.rename(path.with_name(path.name + OPEN))
    faults, checked = check(tmp_path)
    assert (faults, checked.pages) == ([], 3)
