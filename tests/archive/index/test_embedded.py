"""What only the embedded engine must stand: several processes, sudden ends, broken files."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from archive.index.embedded import EmbeddedIndex
from archive.index.interface import IndexUnavailable
from model.query import Facet, Query
from tests.archive.index.samples import entry, found

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    EmbeddedIndex(tmp_path / "index").create()
    return tmp_path / "index"


@contextmanager
def writing(folder: Path, first: int, last: int, batch: int) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.archive.index.writer", str(folder), str(first), str(last), str(batch)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: "subprocess.Popen[str]") -> int:
    assert process.stdout is not None
    return int(process.stdout.readline())


def test_a_reader_sees_what_another_process_writes_and_waits_with_writing(folder: Path) -> None:
    reader = EmbeddedIndex(folder)
    assert found(reader) == set()
    with writing(folder, 0, 30, 10) as process:
        for start in (0, 10, 20):
            assert said(process) == start
            assert found(reader, f"第{start + 9}号") == {start + 9}
        with pytest.raises(IndexUnavailable, match="另一个进程"):
            reader.put([entry(99)])
        with pytest.raises(IndexUnavailable, match="另一个进程"):
            reader.drop([entry(1).id])
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 0
    reader.put([entry(99)])
    assert found(reader) == {*range(30), 99} - {0, 10, 20}
    reader.close()


def test_killed_at_any_moment_it_keeps_what_was_written_and_can_be_written_again(folder: Path) -> None:
    random = Random(2)
    done: list[int] = []
    for turn in range(4):
        first = turn * 1000
        with writing(folder, first, first + 1000, 5) as process:
            done += [said(process) for _ in range(random.randint(1, 8))]
            timer = threading.Timer(random.random() / 20, process.kill)
            timer.start()
            process.wait(20)
        index = EmbeddedIndex(folder)
        index.put([entry(100_000 + turn)])
        numbers = found_all(index)
        index.close()
        assert {start + place for start in done for place in range(1, 5)} <= numbers
        assert not numbers & set(done)  # what was removed stays removed
        assert 100_000 + turn in numbers


def test_a_deletion_that_was_killed_before_its_commit_is_not_in_the_way(folder: Path) -> None:
    index = EmbeddedIndex(folder)
    index.put([entry(number) for number in range(10)])
    index.close()
    current = folder / (folder / "current").read_text()
    (segment,) = [path.stem for path in current.glob("*.term")]
    left_behind = [f"{segment}.{stamp}.del" for stamp in range(200)]  # one of them has the number that the next commit will take
    managed = json.loads((current / ".managed.json").read_text())
    (current / ".managed.json").write_text(json.dumps([*managed, *left_behind]))
    for name in left_behind:
        (current / name).write_bytes(b"half")
    again = EmbeddedIndex(folder)
    again.drop([entry(3).id])
    assert found_all(again) == set(range(10)) - {3}
    again.close()


def found_all(index: EmbeddedIndex) -> set[int]:
    return {int(id_, 16) for id_ in index.find(Query(), limit=10_000).ids}


def test_rebuilt_in_one_process_while_another_writes(folder: Path) -> None:
    with writing(folder, 0, 10, 10) as process:
        said(process)
        index = EmbeddedIndex(folder)
        new = index.fresh()
        new.put([entry(500)])
        new.swap()
        assert found(index) == {500}
        index.put([entry(501)])
        assert found(index) == {500, 501}
        old = [path for path in folder.glob("v*") if path.name != (folder / "current").read_text()]
        assert len(old) == 1  # the other process still writes into it
    index.fresh().close()
    assert not old[0].exists()
    assert found(index) == {500, 501}
    index.close()


def test_a_rebuilding_that_was_killed_is_cleaned_away(folder: Path) -> None:
    index = EmbeddedIndex(folder)
    left_behind = folder / "v1-0007"
    left_behind.mkdir()
    (left_behind / "meta.json").write_text("half")
    other = index.fresh()
    assert not left_behind.exists()
    at_the_same_time = EmbeddedIndex(folder).fresh()  # does not take the first one's folder away
    other.put([entry(1)])
    other.swap()
    at_the_same_time.close()
    assert found(index) == {1}


@pytest.mark.parametrize("damage", ["meta", "segments", "gone", "older", "nonsense"])
def test_broken_files_are_named_and_can_be_rebuilt(folder: Path, damage: str) -> None:
    index = EmbeddedIndex(folder)
    index.put([entry(1, "信访")])
    index.close()
    current = folder / (folder / "current").read_text()
    match damage:
        case "meta":
            (current / "meta.json").write_text("{")
        case "segments":
            for path in current.glob("*.term"):
                path.write_bytes(b"")
        case "gone":
            shutil.rmtree(current)
        case "older":
            (folder / "current").write_text("v0-0001")
        case "nonsense":
            (folder / "current").write_text("../../etc")
    broken = EmbeddedIndex(folder)
    with pytest.raises(IndexUnavailable, match="jianbao reindex"):
        broken.find(Query())
    with pytest.raises(IndexUnavailable, match="jianbao reindex"):
        broken.put([entry(2)])
    assert broken.create() is False  # what the ledger thinks indexed is not
    broken.clear()
    broken.put([entry(2)])
    assert found(broken) == {2}
    broken.close()


def test_counts_are_remembered_only_as_long_as_they_hold(folder: Path) -> None:
    index, reader = EmbeddedIndex(folder), EmbeddedIndex(folder)
    for number in range(1, 21):
        index.put([entry(number, units=(f"u{number % 3}",))])
        assert sum(reader.count(Query(), Facet.UNIT).values()) == number
        assert reader.find(Query(), facets=(Facet.UNIT,)).total == number
    mine = reader.count(Query(), Facet.UNIT)
    mine.clear()
    assert sum(reader.count(Query(), Facet.UNIT).values()) == 20
    index.close()


def test_threads_read_while_one_writes(folder: Path) -> None:
    index = EmbeddedIndex(folder)
    wrong: list[tuple[int, int]] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            hits = index.find(Query(), facets=(Facet.LEVEL,))
            if hits.total != hits.facets[Facet.LEVEL].get("city", 0):
                wrong.append((hits.total, hits.facets[Facet.LEVEL].get("city", 0)))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(40):
        index.put([entry(number)])
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert found(index) == set(range(40))
    index.close()
