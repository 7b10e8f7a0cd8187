"""What an index with a standby must stand: the main one silent, gone, refusing or behind, and a standby that is not there either."""

import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.index.elastic import ElasticIndex, engine
from archive.index.embedded import EmbeddedIndex
from archive.index.interface import IndexRefused, IndexUnavailable
from archive.index.standby import AGAIN, BackedIndex, FromStandby
from model.query import Facet, Query
from tests.archive.index.samples import entry, found
from tests.archive.index.test_elastic import CLOSED, Stub

DOWN = (503, {"error": {"type": "search_phase_execution_exception", "reason": "all shards failed"}, "status": 503})
ONE_HIT = (200, {"hits": {"total": {"value": 1}, "hits": [{"_id": entry(9).id}]}, "aggregations": {}})


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def stub() -> Iterator[Stub]:
    made = Stub()
    made.answers["_search"] = [DOWN]
    yield made
    made.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def standby(tmp_path: Path) -> Iterator[EmbeddedIndex]:
    made = EmbeddedIndex(tmp_path / "index")
    made.create()
    made.put([entry(1, "养老"), entry(2, "养老"), entry(3, "信访")])
    yield made
    made.close()


@pytest.fixture
def index(stub: Stub, standby: EmbeddedIndex, clock: Clock) -> BackedIndex:
    return BackedIndex(ElasticIndex(stub.url, "a"), standby, clock=clock)


def searches(stub: Stub) -> int:
    return sum("_search" in asked for asked in stub.asked)


@pytest.mark.parametrize("status", [404, 429, 500, 502, 503, 401])
def test_J3_the_standby_answers_for_a_server_that_cannot(stub: Stub, index: BackedIndex, status: int) -> None:
    stub.answers["_search"] = [(status, {"error": {"type": "x", "reason": "so"}, "status": status})]
    hits = index.find(Query(), facets=[Facet.LEVEL])
    assert hits.by_standby
    assert hits.total == 3
    assert hits.facets[Facet.LEVEL] == {"city": 3}


def test_J3_everything_that_can_be_asked_is_answered_by_the_standby(standby: EmbeddedIndex) -> None:
    index = BackedIndex(ElasticIndex(CLOSED, "a"), standby)
    ids = index.stream(Query())
    assert isinstance(ids, FromStandby)
    assert len(list(ids)) == 3
    assert index.count(Query(), Facet.LEVEL) == {"city": 3}
    assert found(index, "养老") == {1, 2}
    with pytest.raises(IndexUnavailable, match="没有应答"):
        index.put([entry(4)])  # only the ledger knows what the main one lacks


def test_J3_a_missing_alias_and_another_format_are_stood_in_for(stub: Stub, index: BackedIndex) -> None:
    for answer in ((404, {"error": {"type": "index_not_found_exception"}, "status": 404}), (200, {"a-v0-1": {"mappings": {}}})):
        stub.answers["_mapping"] = [answer]
        assert index.find(Query()).by_standby


def test_a_server_that_did_not_answer_is_left_alone_for_some_seconds(stub: Stub, index: BackedIndex, clock: Clock) -> None:
    for _ in range(3):
        assert index.find(Query()).by_standby
    assert searches(stub) == 1
    clock.now += AGAIN
    assert index.find(Query()).by_standby
    assert index.find(Query()).by_standby
    assert searches(stub) == 2
    stub.answers["_search"] = [ONE_HIT]
    clock.now += AGAIN
    for _ in range(2):
        hits = index.find(Query())
        assert (hits.by_standby, hits.ids) == (False, (entry(9).id,))


def test_J3_a_server_that_takes_the_question_and_says_nothing(standby: EmbeddedIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SEARCH_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        index = BackedIndex(ElasticIndex(f"http://127.0.0.1:{silent.getsockname()[1]}", "a"), standby)
        assert index.find(Query()).by_standby


def test_that_it_is_silent_is_logged_once(index: BackedIndex, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "index"):
        for _ in range(3):
            index.find(Query())
            clock.now += AGAIN
    assert len(caplog.records) == 1
    assert "忙不过来" in caplog.text


def test_a_question_that_the_server_refuses_is_not_asked_elsewhere(stub: Stub, index: BackedIndex) -> None:
    stub.answers["_search"] = [(400, {"error": {"type": "x", "reason": "so"}, "status": 400}), ONE_HIT]
    with pytest.raises(IndexRefused):
        index.find(Query())
    assert not index.find(Query()).by_standby


def test_without_a_standby_the_fault_of_the_server_is_told(stub: Stub, tmp_path: Path) -> None:
    index = BackedIndex(ElasticIndex(stub.url, "a"), EmbeddedIndex(tmp_path / "nothing"))
    for _ in range(2):
        with pytest.raises(IndexUnavailable, match="忙不过来"):
            index.find(Query())
    stub.answers["_search"] = [ONE_HIT]
    assert index.find(Query()).total == 1  # it is asked each time: nobody else answers


def test_a_server_that_lacks_much_is_not_asked_while_the_standby_has_it(stub: Stub, standby: EmbeddedIndex, tmp_path: Path) -> None:
    stub.answers["_search"] = [ONE_HIT]
    behind = BackedIndex(ElasticIndex(stub.url, "a"), standby, is_behind=lambda: True)
    assert behind.find(Query()).total == 3
    assert searches(stub) == 0
    alone = BackedIndex(ElasticIndex(stub.url, "a"), EmbeddedIndex(tmp_path / "nothing"), is_behind=lambda: True)
    assert alone.find(Query()).total == 1
