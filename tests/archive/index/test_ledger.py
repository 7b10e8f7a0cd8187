"""Ledger and index together: what differs is found and mended, what is new is found at once, whatever is killed."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.index.embedded import EmbeddedIndex
from archive.ledger import models, pending
from archive.ledger.following import Follower
from archive.ledger.reconcile import Differences, reconcile
from model.article import State
from model.query import Query
from tests.archive.index.samples import entry
from tests.web import press

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def index(ledger: object, tmp_path: Path) -> Iterator[EmbeddedIndex]:
    """A press of 48 articles, indexed."""
    made = EmbeddedIndex(tmp_path / "index")
    press.fill()
    pending.make_index(made)
    pending.index_pending(made)
    yield made
    made.close()


def held(index: EmbeddedIndex) -> set[str]:
    return set(index.find(Query(), limit=1000).ids)


def kept() -> set[str]:
    return set(models.Article.objects.filter(state=State.KEPT).values_list("id", flat=True))


def test_what_is_the_same_has_no_differences(index: EmbeddedIndex) -> None:
    assert reconcile(index) == Differences()
    assert pending.waiting() == 0


def test_missing_stale_and_extra_articles_are_found_and_mended(index: EmbeddedIndex) -> None:
    rows = list(models.Article.objects.order_by("number"))
    index.drop([rows[3].id, rows[4].id])
    models.Article.objects.filter(id=rows[5].id).update(title="改过而没有送出的标题", version=4, indexed_version=4)
    models.Article.objects.filter(id=rows[6].id).update(state=State.WITHDRAWN, version=2, indexed_version=2)
    index.put([entry(7, "登记簿里没有"), entry(99_999, "登记簿里没有")])
    assert reconcile(index) == Differences(missing=2, stale=1, extra=3)
    pending.index_pending(index)
    assert held(index) == kept()
    assert index.versions(rows[5].number, rows[5].number) == {rows[5].id: 4}
    assert reconcile(index) == Differences()


def test_an_index_that_is_ahead_of_a_restored_ledger_goes_back(index: EmbeddedIndex) -> None:
    row = models.Article.objects.order_by("number")[0]
    models.Article.objects.filter(id=row.id).update(version=7)
    pending.index_pending(index)
    models.Article.objects.filter(id=row.id).update(version=3, indexed_version=3)
    assert reconcile(index) == Differences(stale=1)
    pending.index_pending(index)
    assert index.versions(row.number, row.number) == {row.id: 3}


def test_what_waits_for_the_index_is_no_difference(index: EmbeddedIndex) -> None:
    press.article("huaxia", "刚刚入库", "正文", datetime(2026, 10, 30, tzinfo=UTC))
    assert reconcile(index) == Differences()
    assert pending.waiting() == 1


def test_what_others_write_is_followed(index: EmbeddedIndex, tmp_path: Path) -> None:
    index.close()
    with Follower(lambda: EmbeddedIndex(tmp_path / "index"), every=0.01):
        row = press.article("huaxia", "别的进程写入", "正文", datetime(2026, 10, 30, tzinfo=UTC))
        end = time.monotonic() + 20
        while row.id not in held(index) and time.monotonic() < end:
            time.sleep(0.01)
    assert row.id in held(index)
    assert pending.waiting() == 0
    index.put([entry(99_999)])  # the right to write is free again


def test_killed_while_indexing_nothing_is_lost_and_nothing_comes_back() -> None:
    """Two rounds of the bench that kills twenty times."""
    command = [sys.executable, "-m", "bench.killed", "--rounds", "2", "--articles", "300"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 missing, 0 that should be gone" in ran.stdout
