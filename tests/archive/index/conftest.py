"""Indexes of each engine for the tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from archive.index.elastic import ElasticIndex
from archive.index.embedded import EmbeddedIndex
from archive.index.interface import Index
from archive.index.standby import BackedIndex

Opener = Callable[[], Index]


@contextmanager
def place(engine: str, request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Where one index may be, of its own; what it gives opens that index, again and again. It does not exist yet."""
    handles: list[Index] = []

    def keep(index: Index) -> Index:
        handles.append(index)
        return index

    if engine == "embedded":
        folder: Path = request.getfixturevalue("tmp_path_factory").mktemp("index")
        yield lambda: keep(EmbeddedIndex(folder / "index"))
    else:
        url, alias = request.getfixturevalue("elasticsearch_url"), f"test-{uuid4().hex}"
        beside: Path = request.getfixturevalue("tmp_path_factory").mktemp("standby")
        elastic, backed = (lambda: ElasticIndex(url, alias)), (lambda: BackedIndex(ElasticIndex(url, alias), EmbeddedIndex(beside / "index")))
        yield lambda: keep(backed() if engine == "backed" else elastic())
        with Elasticsearch(url) as client:
            for name in client.indices.get(index=f"{alias}*"):
                client.indices.delete(index=name)
    for index in handles:
        index.close()


@pytest.fixture(scope="module", params=["embedded", "elastic", "backed"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def opened(engine: str, request: pytest.FixtureRequest) -> Iterator[Opener]:
    with place(engine, request) as opener:
        yield opener


@pytest.fixture
def index(opened: Opener) -> Index:
    """An empty index."""
    made = opened()
    made.create()
    return made


@pytest.fixture
def alias(elasticsearch_url: str) -> Iterator[str]:
    """A name of its own on the shared server."""
    name = f"test-{uuid4().hex}"
    yield name
    with Elasticsearch(elasticsearch_url) as client:
        for index in client.indices.get(index=f"{name}*"):
            client.indices.delete(index=index)
