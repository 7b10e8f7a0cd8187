"""Faults of disk and database under the archive; the rows of group H are named in the tests."""

import os
import sqlite3
from pathlib import Path
from threading import Event, Thread

import pytest

from archive.evidence import OPEN, Evidence
from archive.ledger import models
from archive.ledger.connect import SQLITE
from tests.archive.test_evidence import capture
from tests.conftest import TestLedger


def test_H5_a_locked_database_is_waited_for(ledger: TestLedger) -> None:
    """Another process holds the database; our write comes after it, and nothing is lost."""
    locked, free = Event(), Event()

    def hold() -> None:
        other = sqlite3.connect(ledger.home / ledger.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        locked.set()
        free.wait(10)
        other.execute("COMMIT")
        other.close()

    holder = Thread(target=hold)
    holder.start()
    locked.wait(10)
    release = Thread(target=lambda: (free.wait(0.2), free.set()))
    release.start()
    models.Run.objects.create(source="news", started="2026-10-01T00:00:00Z")
    holder.join(10)
    release.join(10)
    assert models.Run.objects.filter(source="news").exists()
    assert int(SQLITE["timeout"]) >= 60  # type: ignore[call-overload]


def test_H12_what_could_not_be_synced_is_not_acknowledged_and_goes_into_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = Evidence(tmp_path)
    first = evidence.keep([capture("http://news.example/1.html")])

    def refuse(handle: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(OSError, match="Input/output"):
            evidence.keep([capture("http://news.example/2.html")])
    again = evidence.keep([capture("http://news.example/2.html")])
    assert again[0].file != first[0].file
    assert evidence.read(first[0]).url.endswith("1.html")
    assert evidence.read(again[0]).url.endswith("2.html")
    evidence.close()
    assert len(list(tmp_path.rglob(f"*{OPEN}"))) == 1  # what the failed writing left, for the next start to finish
    assert len(Evidence(tmp_path).recover()) == 1
    assert evidence.read(first[0]).url.endswith("1.html")
