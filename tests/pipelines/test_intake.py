"""What is received is stored with its evidence and found by the index, and what stops the line is told."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from archive.evidence import Evidence
from archive.index.interface import IndexUnavailable
from archive.ledger import models, pending, registers
from archive.registers.files import Registers as RegisterFiles
from model.capture import Capture
from pipelines.intake import Intake, LineStopped
from pipelines.line import Line, Registers
from tests.pipelines.samples import BUREAU, OUTLET, SOURCE, capture, reading


class SameProcess:
    """Reads at once, in this process: the pool has tests of its own."""

    def __init__(self) -> None:
        self._line = Line(
            Registers(sources={"chenbao": SOURCE}, outlets={"chenbao": OUTLET}, bureau=BUREAU),
            lambda served, *_: reading(title=f"云溪市民政局 {served.url}" if b"ours" in served.body else "天气", body=served.body.decode()),
        )

    def submit(self, captures: list[Capture]) -> Any:
        return [self._line(one) for one in captures]

    def verdicts(self, sent: Any) -> Any:
        return sent


class RecordingIndex:
    def __init__(self, up: bool = True) -> None:
        self.up = up
        self.ids: list[str] = []

    def put(self, entries: Any) -> list[Any]:
        if not self.up:
            raise IndexUnavailable("检索服务没有回应")
        self.ids += [entry.id for entry in entries]
        return []

    def drop(self, ids: Any) -> None:
        pass

    def create(self) -> bool:
        return False


@pytest.fixture
def evidence(tmp_path: Path) -> Iterator[Evidence]:
    made = Evidence(tmp_path / "evidence")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def loaded(ledger: object) -> None:
    registers.load(RegisterFiles(outlets=(OUTLET,), sources=(SOURCE,), bureau=BUREAU))


def take_in(evidence: Evidence, index: Any, count: int = 120) -> tuple[Intake, list[str]]:
    said: list[str] = []
    with Intake(evidence, SameProcess(), index, said.append) as intake:  # type: ignore[arg-type]
        for number in range(count):
            body = f"{'ours' if number % 3 else 'other'} {number} " + "正文" * 30
            intake.receive(capture(url=f"http://chenbao.example/{number}.html", body=body.encode()))
    return intake, said


def test_everything_received_is_stored_once_with_its_evidence(evidence: Evidence) -> None:
    index = RecordingIndex()
    intake, said = take_in(evidence, index)
    tally = intake.tally("chenbao")
    assert (tally.kept, tally.rejected, tally.unreadable, said) == (80, 40, 0, [])
    assert models.Capture.objects.count() == models.Address.objects.count() == 120
    assert sorted(index.ids) == sorted(models.Article.objects.values_list("id", flat=True))
    assert pending.waiting() == 0


def test_an_index_that_is_down_loses_nothing(evidence: Evidence) -> None:
    index = RecordingIndex(up=False)
    intake, said = take_in(evidence, index)
    assert intake.tally("chenbao").kept == pending.waiting() == 80
    assert len(said) >= 1
    assert "检索服务没有回应" in said[0]
    index.up = True
    assert pending.index_pending(index) == 80  # type: ignore[arg-type]
    assert pending.waiting() == 0


def test_a_full_disk_stops_the_line_loudly_and_acknowledges_nothing(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("archive.evidence.os", SimpleNamespace(**{**vars(__import__("os")), "fsync": full}))
    with pytest.raises((LineStopped, OSError), match="No space left"):
        take_in(evidence, RecordingIndex(), 300)
    assert models.Article.objects.count() == models.Capture.objects.count() == 0


def test_H11_pages_that_are_seen_again_and_again_cost_nothing_that_lasts(evidence: Evidence, tmp_path: Path) -> None:
    """Memory, open files and the evidence stay as they are, however often the same pages come."""
    index = RecordingIndex()
    take_in(evidence, index, count=60)

    def kept() -> tuple[int, int]:
        return sum(path.stat().st_size for path in (tmp_path / "evidence").rglob("*") if path.is_file()), models.Capture.objects.count()

    def files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    def look_again(times: int) -> None:
        with Intake(evidence, SameProcess(), index, [].append) as intake:  # type: ignore[arg-type]
            for number in range(times):
                body = f"ours {number % 20 * 3 + 1} " + "正文" * 30
                intake.receive(capture(url=f"http://chenbao.example/{number % 20 * 3 + 1}.html", body=body.encode(), again=True))

    look_again(200)
    before, opened = kept(), files()
    tracemalloc.start()
    look_again(200)
    first, _ = tracemalloc.get_traced_memory()
    look_again(2000)
    last, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept() == before
    assert files() <= opened
    assert last - first < 1 << 20
