"""What only the Elasticsearch engine must stand: a server that is down, busy, full, strange or refuses single entries."""

import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from archive.index.document import fields_of
from archive.index.elastic import ElasticIndex
from archive.index.elastic.bulk import PAUSES
from archive.index.elastic.engine import MAKING
from archive.index.interface import IndexUnavailable
from model.outcome import UserError
from model.query import Query
from tests.archive.index.samples import entry, found

CLOSED = "http://127.0.0.1:9"  # the discard port: nobody listens


Answer = tuple[int, dict[str, Any]]
NOTHING: list[Answer] = [(404, {})]


class Stub:
    """A server that answers every request to a path with what is written for it, in turn; the last answer again and again."""

    def __init__(self, product: str = "Elasticsearch") -> None:
        self.answers: dict[str, list[Answer]] = {"_mapping": [(200, {"a-v2-1": {"mappings": MAKING["mappings"]}})], "_refresh": [(200, {})]}
        self.asked: list[str] = []
        self.accounts: list[str] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                stub.accounts.append(self.headers.get("Authorization", ""))
                stub.asked.append(f"{self.command} {self.path} {body}")
                waiting = next((queue for part, queue in stub.answers.items() if part in self.path.split("?")[0]), NOTHING)
                status, content = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                reply = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("X-Elastic-Product", product)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(reply)

            do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

            def log_message(self, *args: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def stub() -> Iterator[Stub]:
    made = Stub()
    yield made
    made.close()


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def index(stub: Stub, pauses: list[float]) -> ElasticIndex:
    return ElasticIndex(stub.url, "a", sleep=pauses.append)


def items(*outcomes: tuple[int, str]) -> Answer:
    """A bulk answer with these outcomes for entries 1, 2, …"""
    return 200, {
        "errors": True,
        "items": [
            {"index": {"_id": entry(number).id, "status": status} | ({"error": {"type": kind, "reason": "so"}} if kind else {})}
            for number, (status, kind) in enumerate(outcomes, 1)
        ],
    }


def test_every_item_has_its_own_outcome(stub: Stub, index: ElasticIndex, pauses: list[float]) -> None:
    stub.answers["_bulk"] = [
        items((201, ""), (409, "version_conflict_engine_exception"), (400, "document_parsing_exception"), (429, "es_rejected_execution_exception")),
        items((201, "")),
    ]
    (refusal,) = index.put([entry(1), entry(2), entry(3), entry(4)])
    assert refusal.id == entry(3).id
    assert "document_parsing_exception" in refusal.reason
    first, second = (asked for asked in stub.asked if "_bulk" in asked)
    assert "require_alias=true" in first
    assert all(entry(number).id in first for number in (1, 2, 3, 4))
    assert [entry(number).id in second for number in (1, 2, 3, 4)] == [False, False, False, True]
    assert pauses == [PAUSES[0]]


@pytest.mark.parametrize("answer", [items((503, "unavailable_shards_exception")), (429, {"error": {"type": "circuit_breaking_exception"}}), (503, {})])
def test_a_busy_server_is_asked_again_with_longer_pauses(stub: Stub, index: ElasticIndex, pauses: list[float], answer: Answer) -> None:
    stub.answers["_bulk"] = [answer]
    with pytest.raises(IndexUnavailable, match="忙不过来"):
        index.put([entry(1)])
    assert pauses == list(PAUSES)
    stub.answers["_bulk"] = [answer, answer, items((201, ""))]
    assert index.put([entry(1)]) == []


def test_a_full_disk_is_no_refusal(stub: Stub, index: ElasticIndex) -> None:
    stub.answers["_bulk"] = [items((403, "cluster_block_exception"))]
    with pytest.raises(IndexUnavailable, match="磁盘"):
        index.put([entry(1)])


@pytest.mark.parametrize(("status", "word"), [(401, "密码"), (403, "密码"), (404, "jianbao reindex"), (429, "忙"), (503, "忙"), (500, "doctor")])
def test_errors_of_the_server_are_one_sentence(stub: Stub, index: ElasticIndex, status: int, word: str) -> None:
    stub.answers["_search"] = [(status, {"error": {"type": "x_exception", "reason": "so"}, "status": status})]
    with pytest.raises(IndexUnavailable, match=word) as error:
        index.find(Query())
    assert stub.url in str(error.value)
    assert "\n" not in str(error.value)


def test_a_stream_that_is_whole_does_not_fail_at_its_end(stub: Stub, index: ElasticIndex) -> None:
    stub.answers["_pit"] = [(200, {"id": "p"}), (503, {})]
    stub.answers["_search"] = [
        (200, {"pit_id": "p", "hits": {"hits": [{"_id": entry(1).id, "sort": [1]}]}}),
        (200, {"pit_id": "p", "hits": {"hits": []}}),
    ]
    assert list(index.stream(Query())) == [entry(1).id]


def test_an_index_of_another_format_is_not_read(stub: Stub, index: ElasticIndex) -> None:
    stub.answers["_mapping"] = [(200, {"a-v0-20200101": {"mappings": MAKING["mappings"]}})]
    with pytest.raises(IndexUnavailable, match="jianbao reindex"):
        index.find(Query())


def test_a_server_that_is_down() -> None:
    index = ElasticIndex("http://user:secret@127.0.0.1:9", "a")
    for use in (lambda: index.find(Query()), lambda: index.put([entry(1)]), index.create, index.clear):
        with pytest.raises(IndexUnavailable, match="没有应答") as error:
            use()
        assert CLOSED in str(error.value)
        assert "secret" not in str(error.value)


def test_another_server_behind_the_address() -> None:
    stub = Stub(product="something else")
    with pytest.raises(IndexUnavailable, match="不是 Elasticsearch"):
        ElasticIndex(stub.url, "a").find(Query())
    stub.close()


@pytest.mark.parametrize("url", ["127.0.0.1:9200", "ftp://127.0.0.1", "http://", "", "http://127.0.0.1:99999", "http://[::1"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(UserError, match=r"index\.url"):
        ElasticIndex(url, "a")


def test_user_and_password_are_sent_but_not_shown(stub: Stub) -> None:
    stub.answers["_search"] = [(500, {})]
    index = ElasticIndex(stub.url.replace("//", "//user:p%40ss@"), "a")
    with pytest.raises(IndexUnavailable) as error:
        index.find(Query())
    assert stub.accounts[-1] == "Basic " + b64encode(b"user:p@ss").decode()
    assert "user" not in str(error.value)


def test_what_the_server_refuses_is_named_and_the_rest_is_taken(elasticsearch_url: str, alias: str) -> None:
    index = ElasticIndex(elasticsearch_url, alias)
    index.create()
    (refusal,) = index.put([entry(1), entry(2, outlet="长" * 20_000), entry(3)])
    assert refusal.id == entry(2).id
    assert "immense term" in refusal.reason
    assert found(index) == {1, 3}


def test_J3_an_index_with_other_fields_is_not_read(elasticsearch_url: str, alias: str) -> None:
    with Elasticsearch(elasticsearch_url) as client:
        client.index(index=f"{alias}-v2-1", id=entry(1).id, document={"title": "标题"})  # its fields are guessed
        client.indices.put_alias(index=f"{alias}-v2-1", name=alias)
    index = ElasticIndex(elasticsearch_url, alias)
    for use in (lambda: index.find(Query()), lambda: index.put([entry(1)])):
        with pytest.raises(IndexUnavailable, match="jianbao reindex"):
            use()
    index.clear()
    index.put([entry(1)])
    assert found(index) == {1}
    another = ElasticIndex(elasticsearch_url, alias)
    with Elasticsearch(elasticsearch_url) as client:  # changed while it is in use
        (name,) = client.indices.get_alias(name=alias)
        client.indices.delete(index=name)
        client.index(index=f"{alias}-v2-2", id=entry(1).id, document={"title": "标题"})
        client.indices.put_alias(index=f"{alias}-v2-2", name=alias)
    with pytest.raises(IndexUnavailable):
        index.find(Query())
    for one in (index, another):
        with pytest.raises(IndexUnavailable, match="不是本版本的"):
            one.find(Query())


def test_J3_of_two_rebuildings_at_once_the_slower_does_not_take_the_place_of_the_other(elasticsearch_url: str, alias: str) -> None:
    index = ElasticIndex(elasticsearch_url, alias)
    index.create()
    slow, quick = index.fresh(), index.fresh()
    quick.put([entry(1)])
    quick.swap()
    slow.put([entry(2)])  # its index is gone: the server makes another one with guessed fields
    with pytest.raises(IndexUnavailable, match="另一次重建"):
        slow.swap()
    slow.close()
    assert found(index) == {1}
    with Elasticsearch(elasticsearch_url) as client:
        assert len(client.indices.get(index=f"{alias}*")) == 1


def test_the_alias_leads_to_one_versioned_index(elasticsearch_url: str, alias: str) -> None:
    index = ElasticIndex(elasticsearch_url, alias)
    index.create()
    index.put([entry(1)])
    with Elasticsearch(elasticsearch_url) as client:
        (first,) = client.indices.get_alias(name=alias)
        assert first.startswith(f"{alias}-v2-")
        index.fresh()  # killed before its swap
        index.clear()
        (second,) = client.indices.get(index=f"{alias}*")
        assert second > first
        properties = client.indices.get_mapping(index=second)[second]["mappings"]
        assert properties["dynamic"] == "strict"
        assert set(fields_of([entry(1)])[0]) == set(properties["properties"])
        # Without the alias nothing is made by guessing.
        client.indices.delete(index=second)
        with pytest.raises(IndexUnavailable, match="jianbao reindex"):
            index.put([entry(1)])
        assert not client.indices.exists(index=alias)
