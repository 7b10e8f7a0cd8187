"""Ledger, index and standby together: each is told what it lacks, once, whatever becomes of the other."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db.models import F

from archive.index.document import MOST_CHARACTERS
from archive.index.elastic import ElasticIndex
from archive.index.embedded import EmbeddedIndex
from archive.index.interface import Entry, IndexUnavailable, Refusal
from archive.index.standby import BackedIndex
from archive.ledger import models, pending, standby
from archive.ledger.browsing import backlog
from archive.ledger.pending import Told
from archive.ledger.reconcile import Differences, reconcile
from model.article import State
from model.query import Query
from tests.archive.index.test_elastic import CLOSED
from tests.web import press

WHEN = datetime(2026, 10, 30, tzinfo=UTC)


class Counting(EmbeddedIndex):
    """Counts what it is given."""

    given = 0

    def put(self, entries: Iterable[Entry]) -> list[Refusal]:
        whole = list(entries)
        self.given += len(whole)
        return super().put(whole)

    def drop(self, ids: Collection[str]) -> None:
        self.given += len(ids)
        super().drop(ids)


@pytest.fixture
def beside(ledger: object, tmp_path: Path) -> Iterator[Counting]:
    """The standby of the press of 48 articles."""
    press.fill()
    made = Counting(tmp_path / "standby")
    yield made
    made.close()


@pytest.fixture
def main(tmp_path: Path) -> Iterator[EmbeddedIndex]:
    made = EmbeddedIndex(tmp_path / "main")
    yield made
    made.close()


def down(beside: EmbeddedIndex) -> BackedIndex:
    return BackedIndex(ElasticIndex(CLOSED, "a"), beside)


def held(index: EmbeddedIndex) -> set[str]:
    return set(index.find(Query(), limit=1000).ids)


def test_J3_what_waits_for_the_index_is_told_to_the_standby_once(beside: Counting) -> None:
    index = down(beside)
    for _ in range(3):
        with pytest.raises(IndexUnavailable):
            standby.catch_up(index)
    assert (pending.waiting(), standby.lacking(), beside.given) == (48, 0, 48)
    row = press.article("huaxia", "停机时入库", "正文", WHEN)
    models.Article.objects.filter(id=press_id()).update(state=State.WITHDRAWN, version=2)
    for _ in range(3):
        with pytest.raises(IndexUnavailable):
            standby.catch_up(index)
    assert beside.given == 48 + 2
    assert row.id in held(beside)
    assert press_id() not in held(beside)
    assert pending.waiting() == 49


def press_id() -> str:
    return models.Article.objects.order_by("number")[9].id


def test_J3_a_standby_that_another_process_writes_into_holds_nobody_up(beside: Counting, main: EmbeddedIndex, tmp_path: Path) -> None:
    standby.catch_up(BackedIndex(main, beside))
    beside.close()
    other = EmbeddedIndex(tmp_path / "standby")
    other.drop(["x"])  # now it holds the right to write
    row = press.article("huaxia", "别人在写", "正文", WHEN)
    standby.catch_up(BackedIndex(main, beside))
    assert row.id in held(main)
    assert standby.lacking() == 1
    other.close()
    standby.catch_up(BackedIndex(main, beside))
    assert standby.lacking() == 0
    assert held(beside) == held(main)


def test_a_standby_with_much_to_make_up_does_it_by_turns(beside: Counting, main: EmbeddedIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending, "BATCH", 10)
    index = BackedIndex(main, beside)
    standby.catch_up(index, most=20)
    assert (pending.waiting(), standby.lacking()) == (0, 28)
    assert "还缺 28 篇" in standby.sentence()
    standby.catch_up(index, most=None)
    assert standby.lacking() == 0
    assert "与登记簿一致" in standby.sentence()


def test_J6_each_index_is_compared_with_the_ledger_by_its_own_marks(beside: Counting, main: EmbeddedIndex) -> None:
    index = BackedIndex(main, beside)
    standby.catch_up(index)
    beside.drop([press_id()])
    assert reconcile(main) == Differences()
    assert reconcile(beside, told=Told.STANDBY) == Differences(missing=1)
    assert (pending.waiting(), standby.lacking()) == (0, 1)
    standby.catch_up(index)
    assert held(beside) == held(main)


@pytest.mark.ledger
def test_what_a_rebuilding_put_in_is_not_sent_again(beside: Counting, main: EmbeddedIndex) -> None:
    models.Article.objects.filter(id=press_id()).update(version=3)
    for one, told in standby.each(BackedIndex(main, beside)):
        pending.make_index(one, told)
        assert pending.rebuild(one, told=told) == pending.kept()
    assert beside.given == 0
    assert (pending.waiting(), standby.lacking()) == (0, 0)
    assert held(beside) == held(main)


@pytest.mark.ledger
def test_what_was_refused_is_asked_again_when_it_changed_or_all_is_built_anew(beside: Counting, main: EmbeddedIndex) -> None:
    text = models.Text.objects.get(article__id=press_id())
    (row,) = models.Article.objects.filter(id=press_id())
    index, body = BackedIndex(main, beside), text.body
    models.Text.objects.filter(pk=text.pk).update(body="长" * (MOST_CHARACTERS + 1))
    standby.catch_up(index)
    assert (pending.waiting(), standby.lacking(), backlog().refused) == (0, 0, 1)
    assert [pending.refused(told) for told in Told] == [1, 1]
    given = beside.given
    standby.catch_up(index)
    assert beside.given == given

    models.Text.objects.filter(pk=text.pk).update(body=body)
    models.Article.objects.filter(pk=row.pk).update(version=row.version + 1)
    assert (pending.waiting(), standby.lacking()) == (1, 1)
    standby.catch_up(index)
    assert row.id in held(main) & held(beside)
    assert backlog().refused == 0

    models.Article.objects.update(indexed_version=-F("version"), standby_version=-F("version"), index_error="从前收不下")
    for one, told in standby.each(index):
        assert pending.rebuild(one, told=told) == pending.kept()
        assert (pending.waiting(told), pending.refused(told)) == (0, 0)
    assert backlog().unindexed == 0


def test_a_lost_standby_is_filled_again(beside: Counting, main: EmbeddedIndex, tmp_path: Path) -> None:
    standby.catch_up(BackedIndex(main, beside))
    another = EmbeddedIndex(tmp_path / "another")
    standby.make(BackedIndex(main, another))
    assert standby.lacking() == 48
    assert "还没有建好" in standby.sentence()
    standby.catch_up(BackedIndex(main, another))
    assert held(another) == held(main)
    another.close()


def test_an_index_that_lacks_much_is_behind_its_standby(beside: Counting, main: EmbeddedIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standby, "MUCH", 40)
    assert not standby.is_index_behind()  # neither has them
    with pytest.raises(IndexUnavailable):
        standby.catch_up(down(beside))
    assert standby.is_index_behind()
    standby.catch_up(BackedIndex(main, beside))
    assert not standby.is_index_behind()
