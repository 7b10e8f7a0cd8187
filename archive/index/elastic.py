"""The Elasticsearch engine: for installations where one machine is not enough. The same pieces, the same answers.

Every index is called ALIAS-v<format>-<time of making>; the alias names the one that answers. Its fields are in mapping.json.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from elasticsearch import ApiError, Elasticsearch, TransportError, UnsupportedProductError

from archive.index.document import DEEPEST_HIT, FIELDS, FORMAT, MOST_VALUES, ORDERS, Fields, batches, documents, facet_value
from archive.index.elastic_terms import ElasticTerms, Terms
from archive.index.interface import Entry, IndexUnavailable, Refusal
from archive.index.translation import alike, by_score, translate
from model.outcome import UserError
from model.query import Facet, Hits, Query, Sort

BATCH = 200  # entries a request: of usual articles about 1 MB
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)  # seconds before what was turned away as too much is sent again
BUSY = (429, 502, 503, 504)
SEARCH_SECONDS = 15  # a person is waiting
CHUNK = 5_000  # hits of one step of a stream
PATIENCE = "10m"  # that the server keeps one state of the index for the next step

# One step of a bulk request: what to do, with what.
Step = tuple[dict[str, Any], Fields | None]

TERMS = ElasticTerms()


class ElasticIndex:
    """An Index under an alias of an Elasticsearch 8."""

    def __init__(self, url: str, alias: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._url, self._alias, self._sleep = url, alias, sleep
        self._address, account = split(url)
        self._client = Elasticsearch(self._address, basic_auth=account, request_timeout=60, max_retries=0)
        self._target = alias  # what is read and written
        self._checked = False

    def create(self) -> bool:
        with self._answering():
            if self._client.indices.exists_alias(name=self._alias):
                return False
        self.clear()
        return True

    def put(self, entries: Iterable[Entry]) -> list[Refusal]:
        with self._answering():
            refusals = [refusal for batch in batches(entries, BATCH) for refusal in self._put(batch)]
            self._client.indices.refresh(index=self._readable())
        return refusals

    def drop(self, ids: Collection[str]) -> None:
        if not ids:
            return
        with self._answering():
            found = self._client.mget(index=self._readable(), ids=list(ids), source=False)["docs"]
            # With its version, since a deletion without one would turn the same version away if it came again.
            self._send([(step("delete", doc["_id"], doc["_version"]), None) for doc in found if doc["found"]])
            self._client.indices.refresh(index=self._target)

    def find(self, query: Query, offset: int = 0, limit: int = 20, facets: Collection[Facet] = ()) -> Hits:
        listed = max(0, min(limit, DEEPEST_HIT - offset))
        scored = by_score(query)
        found = translate(query, TERMS, scored)
        with self._answering():
            answer = self._search(
                query=weighted(found) if scored else found,
                from_=offset if listed else 0,
                size=listed,
                sort=[*(["_score"] if scored else []), {ORDERS[query.sort]: direction(query)}],
                collapse={"field": "story"} if query.grouped else None,
                track_total_hits=True,
                aggs={facet.value: {"terms": {"field": FIELDS[facet], "size": MOST_VALUES}} for facet in facets},
            )
            total = int(answer["hits"]["total"]["value"])
            return Hits(
                total=total,
                ids=tuple(hit["_id"] for hit in answer["hits"]["hits"]),
                facets={facet: counts_of(facet, answer["aggregations"][facet.value]["buckets"]) for facet in facets},
                stories=self._stories(query, total) if query.grouped else None,
                scores=tuple(hit["_score"] for hit in answer["hits"]["hits"]) if scored else (),
            )

    def stream(self, query: Query) -> Iterator[str]:
        found, order = translate(query, TERMS, scored=False), [{ORDERS[query.sort]: direction(query)}]
        with self._answering():
            moment = self._client.open_point_in_time(index=self._readable(), keep_alive=PATIENCE)["id"]
        seen: set[str] = set()
        edge: list[Any] | None = None
        try:
            while True:
                with self._answering():  # not around the `yield`: what goes wrong outside is not ours
                    pit = {"id": moment, "keep_alive": PATIENCE}
                    fields = [{"field": "story"}] if query.grouped else None
                    answer = self._client.search(
                        query=found, size=CHUNK, sort=order, search_after=edge, pit=pit, source=False, docvalue_fields=fields, track_total_hits=False
                    )
                hits, moment = answer["hits"]["hits"], answer["pit_id"]
                if not hits:
                    return
                edge = hits[-1]["sort"]
                yield from (hit["_id"] for hit in (first_of_stories(hits, seen) if query.grouped else hits))
        finally:
            with self._answering():
                self._client.options(ignore_status=404).close_point_in_time(id=moment)

    def similar(self, query: Query, limit: int = 20) -> tuple[str, ...]:
        with self._answering():
            answer = self._search(query=weighted(alike(query, TERMS)), size=limit, sort=["_score", {"moment": "desc"}], track_total_hits=False)
            return tuple(hit["_id"] for hit in answer["hits"]["hits"])

    def count(self, query: Query, by: Facet) -> Counter[str]:
        return Counter(self.find(replace(query, grouped=False), limit=0, facets=(by,)).facets[by])

    def clear(self) -> None:
        self.fresh().swap()

    def fresh(self) -> "FreshElasticIndex":
        return FreshElasticIndex(self)

    def close(self) -> None:
        self._client.close()

    def _readable(self) -> str:
        """What is read and written, once it is known to have this program's format."""
        if not self._checked:
            holders = self._client.indices.get_alias(name=self._alias)
            if not any(name.startswith(f"{self._alias}-v{FORMAT}-") for name in holders):
                raise IndexUnavailable(f"Elasticsearch（{self._address}）里的索引 {self._alias} 不是本版本的：请运行 jianbao reindex 重建")
            self._checked = True
        return self._target

    def _search(self, **asked: Any) -> Any:
        return self._client.options(request_timeout=SEARCH_SECONDS).search(index=self._readable(), source=False, **asked)

    def _stories(self, query: Query, total: int) -> int:
        """How many stories there are among the hits: counted in as many parts as each fits into one answer."""
        found, parts = translate(query, TERMS, scored=False), 2 * total // MOST_VALUES + 1
        return sum(
            self._search(
                query=found,
                size=0,
                filter_path="aggregations.count",
                aggs={
                    "stories": {"terms": {"field": "story", "size": MOST_VALUES, "include": {"partition": part, "num_partitions": parts}}},
                    "count": {"stats_bucket": {"buckets_path": "stories._count"}},
                },
            )["aggregations"]["count"]["count"]
            for part in range(parts)
        )

    def _put(self, entries: list[Entry]) -> list[Refusal]:
        taken, refusals = documents(entries)
        return refusals + self._send([(step("index", entry.id, entry.version), fields) for entry, fields in taken])

    def _send(self, steps: list[Step]) -> list[Refusal]:
        """Every step is done, refused, or IndexUnavailable is raised."""
        refusals = []
        for pause in (*PAUSES, None):
            if not steps:
                break
            again = []
            for given, outcome in zip(steps, self._bulk(steps), strict=True):
                error = outcome.get("error")
                match outcome["status"]:
                    case 409:
                        pass  # a newer version is there
                    case _ if error is None:
                        pass  # done, or nothing there to delete
                    case 400:
                        refusals.append(Refusal(id=outcome["_id"], reason=f"Elasticsearch 不收：{reason_of(error)}"))
                    case status if status in BUSY:
                        again.append(given)
                    case _:
                        raise IndexUnavailable(f"Elasticsearch（{self._address}）不能写入（{reason_of(error)}）：请检查磁盘空间和权限")
            if again and pause is None:
                raise IndexUnavailable(f"Elasticsearch（{self._address}）忙不过来：没写入的内容稍后会自动再送")
            if again and pause is not None:
                self._sleep(pause)
            steps = again
        return refusals

    def _bulk(self, steps: list[Step]) -> list[dict[str, Any]]:
        """What became of each step; a request that was turned away as a whole gives its status to each."""
        lines = [line for action, fields in steps for line in (action, fields) if line is not None]
        try:
            # Without the alias, the server would make an index of its own with guessed fields.
            answer = self._client.bulk(index=self._target, operations=lines, require_alias=self._target == self._alias)
        except ApiError as error:
            if error.status_code not in BUSY:
                raise
            return [{"status": error.status_code, "error": {}} for _ in steps]
        outcomes = [next(iter(item.values())) for item in answer["items"]]
        if any(outcome.get("error", {}).get("type") == "index_not_found_exception" for outcome in outcomes):
            raise self._missing()
        return outcomes

    def _missing(self) -> IndexUnavailable:
        return IndexUnavailable(f"Elasticsearch（{self._address}）里没有索引 {self._alias}：请运行 jianbao reindex 重建")

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Says in one sentence why the server does not do what it is asked."""
        name = f"Elasticsearch（{self._address}）"
        try:
            yield
        except UnsupportedProductError as error:
            raise IndexUnavailable(f"{name}不是 Elasticsearch 8：请检查 settings.yml 里的 index.url") from error
        except TransportError as error:
            raise IndexUnavailable(f"{name}没有应答：请检查它是否在运行、settings.yml 里的 index.url 是否正确，新内容会等它恢复后补上") from error
        except ApiError as error:
            if error.status_code == 404:
                raise self._missing() from error
            if error.status_code in (401, 403):
                raise IndexUnavailable(f"{name}拒绝了请求（{error.message}）：请检查 index.url 里的用户名、密码及其权限") from error
            if error.status_code in BUSY:
                raise IndexUnavailable(f"{name}忙不过来或还没有就绪：稍后会自动再试") from error
            raise IndexUnavailable(f"{name}不能完成请求（{str(error)[:300]}）：请运行 jianbao doctor 检查") from error


class FreshElasticIndex(ElasticIndex):
    """An index of its own beside the one that the alias names."""

    def __init__(self, old: ElasticIndex) -> None:
        super().__init__(old._url, old._alias, old._sleep)
        self._target = f"{self._alias}-v{FORMAT}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
        with self._answering():
            self._client.indices.create(index=self._target, **json.loads(Path(__file__).with_name("mapping.json").read_text(encoding="utf-8")))
        self._swapped = False

    def swap(self) -> None:
        with self._answering():
            ours = re.compile(rf"{re.escape(self._alias)}-v\d+-\d+")
            names = [name for name in self._client.indices.get(index=f"{self._alias}-v*") if ours.fullmatch(name) and name != self._target]
            self._client.indices.update_aliases(
                actions=[{"add": {"index": self._target, "alias": self._alias}}, *({"remove_index": {"index": name}} for name in names)],
            )
        self._swapped = True

    def close(self) -> None:
        if not self._swapped:
            with self._answering():
                self._client.indices.delete(index=self._target, ignore_unavailable=True)
        super().close()

    def _readable(self) -> str:
        return self._target


def step(action: str, id_: str, version: int) -> dict[str, Any]:
    # The same version again is no error: what was sent before a broken connection can be sent once more.
    return {action: {"_id": id_, "version": version, "version_type": "external_gte"}}


def split(url: str) -> tuple[str, tuple[str, str] | None]:
    """The address as it may be shown, with a port, and the user and password in it."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 9200)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserError("settings.yml 里的 index.url 不是网址：请写成 http://主机:端口 的样子")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    account = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return f"{parts.scheme}://{host}:{port}{parts.path}", account


def direction(query: Query) -> str:
    return "asc" if query.sort is Sort.OLDEST else "desc"


def weighted(found: Terms) -> Terms:
    """The same hits, their scores multiplied by what weighs an article as such."""
    return {"function_score": {"query": found, "functions": [{"field_value_factor": {"field": "weight", "missing": 1}}], "boost_mode": "multiply"}}


def counts_of(facet: Facet, buckets: list[dict[str, Any]]) -> Counter[str]:
    return Counter({facet_value(facet, bucket["key"]): bucket["doc_count"] for bucket in buckets})


def first_of_stories(hits: list[dict[str, Any]], seen: set[str]) -> list[dict[str, Any]]:
    """Those whose story was not seen before; `seen` grows."""
    kept = []
    for hit in hits:
        (story,) = hit["fields"]["story"]
        if story not in seen:
            seen.add(story)
            kept.append(hit)
    return kept


def reason_of(error: dict[str, Any]) -> str:
    cause = error.get("caused_by", {}).get("reason") or error.get("reason", "")
    return f"{error.get('type', '')}: {cause}"[:300]
