"""An index on an Elasticsearch server, behind an alias.

Every index is called ALIAS-v<format>-<time of making>; the alias names the one that answers. Its fields are in mapping.json.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from elasticsearch import ApiError

from archive.index.document import DEEPEST_HIT, FIELDS, FORMAT, MOST_VALUES, ORDERS, batches, documents, facet_value
from archive.index.elastic.bulk import Sleep, deletion, indexing, send
from archive.index.elastic.server import Server
from archive.index.elastic.terms import ElasticTerms, Terms
from archive.index.interface import Entry, IndexUnavailable, Refusal
from archive.index.translation import alike, by_score, translate
from model.query import Facet, Hits, Query, Sort

BATCH = 200  # entries a request: of usual articles about 1 MB
SEARCH_SECONDS = 15  # a person is waiting
CHUNK = 5_000  # hits of one step of a stream
PATIENCE = "10m"  # that the server keeps one state of the index for the next step

TERMS = ElasticTerms()
MAKING = json.loads(Path(__file__).with_name("mapping.json").read_text(encoding="utf-8"))  # what an index is made with


class ElasticIndex:
    """An Index under an alias of an Elasticsearch 8."""

    def __init__(self, url: str, alias: str, sleep: Sleep = time.sleep) -> None:
        self._url, self._alias, self._sleep = url, alias, sleep
        self._server = Server(url, alias)
        self._client = self._server.client
        self._answering = self._server.answering
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
            send(self._server, self._target, [deletion(doc["_id"], doc["_version"]) for doc in found if doc["found"]], self._sleep)
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
            moment = self._client.options(request_timeout=SEARCH_SECONDS).open_point_in_time(index=self._readable(), keep_alive=PATIENCE)["id"]
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
            with suppress(IndexUnavailable), self._answering():  # the server gives it up by itself
                self._client.options(ignore_status=404, request_timeout=SEARCH_SECONDS).close_point_in_time(id=moment)

    def similar(self, query: Query, limit: int = 20) -> tuple[str, ...]:
        with self._answering():
            answer = self._search(query=alike(query, TERMS), size=limit, sort=["_score", {"weight": "desc"}], track_total_hits=False)
            return tuple(hit["_id"] for hit in answer["hits"]["hits"])

    def count(self, query: Query, by: Facet) -> Counter[str]:
        return Counter(self.find(replace(query, grouped=False), limit=0, facets=(by,)).facets[by])

    def versions(self, first: int, last: int | None) -> dict[str, int]:
        with self._answering():
            wanted, held, edge = TERMS.between("number", first, last), dict[str, int](), None
            while hits := self._search(query=wanted, size=CHUNK, sort=["number"], search_after=edge, version=True)["hits"]["hits"]:
                edge = hits[-1]["sort"]
                held |= {hit["_id"]: hit["_version"] for hit in hits}
            return held

    def clear(self) -> None:
        self.fresh().swap()

    def fresh(self) -> "FreshElasticIndex":
        return FreshElasticIndex(self)

    def release(self) -> None:
        """Any number of processes write at a time."""

    def close(self) -> None:
        self._client.close()

    def _readable(self) -> str:
        """What is read and written, once it is known to have this program's format and fields."""
        if not self._checked:
            holders = self._client.options(request_timeout=SEARCH_SECONDS).indices.get_mapping(index=self._alias)
            if not any(name.startswith(f"{self._alias}-v{FORMAT}-") and is_ours(found["mappings"]) for name, found in holders.items()):
                raise self._server.outdated()
            self._checked = True
        return self._target

    def _search(self, **asked: Any) -> Any:
        target = self._readable()
        try:
            return self._client.options(request_timeout=SEARCH_SECONDS).search(index=target, source=False, **asked)
        except ApiError:
            self._checked = False  # it may be another index by now
            raise

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
        return refusals + send(self._server, self._target, [indexing(entry.id, entry.version, fields) for entry, fields in taken], self._sleep)


class FreshElasticIndex(ElasticIndex):
    """An index of its own beside the one that the alias names."""

    def __init__(self, old: ElasticIndex) -> None:
        super().__init__(old._url, old._alias, old._sleep)
        self._target = f"{self._alias}-v{FORMAT}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
        with self._answering():
            self._client.indices.create(index=self._target, **MAKING)
        self._swapped = False

    def swap(self) -> None:
        with self._answering():
            found = self._client.indices.get_mapping(index=self._target)[self._target]
            if not is_ours(found["mappings"]):  # made by the server itself when the next entry came
                raise IndexUnavailable(f"新的检索索引 {self._target} 被另一次重建删去：请再运行一次 jianbao reindex")
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


def is_ours(mappings: dict[str, Any]) -> bool:
    """Whether these are the fields of mapping.json; a server left alone guesses others."""
    ours = MAKING["mappings"]
    return mappings.get("dynamic") == ours["dynamic"] and set(mappings.get("properties", {})) == set(ours["properties"])


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
