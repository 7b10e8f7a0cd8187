"""The site while Elasticsearch, a real one, cannot be reached or has lost its index."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.test import override_settings
from elasticsearch import Elasticsearch

from archive.index.elastic import ElasticIndex
from archive.index.embedded import EmbeddedIndex
from archive.index.interface import IndexUnavailable
from archive.index.standby import AGAIN, BackedIndex
from archive.ledger import pending, saved, standby
from archive.ledger.standby import is_index_behind
from tests.services.relay import Relay
from tests.web import press
from tests.web.conftest import Site, said

NOW = datetime(2026, 10, 30, tzinfo=UTC)
INSTEAD = "Elasticsearch 暂时不能回答，以下结果来自本机的内置索引"


@dataclass
class Backed:
    """The site's index, and the way to its server."""

    index: BackedIndex
    relay: Relay
    server: Elasticsearch
    alias: str
    later: float = 0.0  # seconds that have passed

    def wait(self) -> None:
        self.later += AGAIN

    def tell(self) -> None:
        standby.catch_up(self.index)


@pytest.fixture
def backed(site: Site, elasticsearch_url: str, tmp_path: Path) -> Iterator[Backed]:
    relay, alias, server = Relay(elasticsearch_url), f"test-{uuid4().hex}", Elasticsearch(elasticsearch_url)
    beside = EmbeddedIndex(tmp_path / "index")
    made = Backed(BackedIndex(ElasticIndex(relay.url, alias), beside, is_index_behind, lambda: made.later + AGAIN), relay, server, alias)
    pending.models.Article.objects.update(indexed_version=0)
    made.tell()
    with override_settings(DESK=replace(site.desk, index=made.index)):
        yield made
    relay.cut()
    made.index.close()
    for name in server.indices.get(index=f"{alias}*"):
        server.indices.delete(index=name)
    server.close()


def test_J3_a_server_that_is_down_is_stood_in_for_and_the_page_says_so(site: Site, backed: Backed) -> None:
    before = titles(site, q="养老")
    assert INSTEAD not in said(site.page("/search"))
    backed.relay.cut()
    assert titles(site, q="养老") == before
    assert f"{INSTEAD}，与登记簿一致" in said(site.page("/search"))

    row = press.article("huaxia", "停机时入库的消息", "正文", NOW)
    assert f"{INSTEAD}，其中还缺 1 篇" in said(site.page("/search"))
    for _ in range(2):
        with pytest.raises(IndexUnavailable):
            backed.tell()
    assert titles(site, q="停机时入库") == [row.title]
    assert pending.waiting() == 1

    backed.relay.mend()
    backed.wait()
    backed.tell()
    assert INSTEAD not in said(site.page("/search", q="停机时入库"))
    assert titles(site, q="停机时入库") == [row.title]
    assert pending.waiting() == 0


def test_J3_files_are_named_after_the_index_they_come_from(site: Site, backed: Backed) -> None:
    assert "内置索引" not in name(site, "/export", format="csv")
    backed.relay.cut()
    press.article("huaxia", "刚到", "正文", NOW)
    assert "（内置索引，缺 1 篇）.csv" in name(site, "/export", format="csv")
    saved.save("officer", "养老", "养老", saved.Conditions())
    pending.models.SavedSearch.objects.update(seen=0)
    assert "（内置索引，缺 1 篇）-" in name(site, "/saved", format="csv")
    assert "（内置索引，缺 1 篇）.docx" in name(site, "/clippings", q="居家养老", format="docx")


@pytest.mark.parametrize("lost", ["index", "alias"])
def test_J3_a_lost_index_is_stood_in_for_until_it_is_filled_again(site: Site, backed: Backed, lost: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standby, "MUCH", 40)
    (index,) = backed.server.indices.get_alias(name=backed.alias)
    if lost == "index":
        backed.server.indices.delete(index=index)
    else:
        backed.server.indices.delete_alias(index=index, name=backed.alias)
    assert INSTEAD in said(site.page("/search", q="养老"))

    backed.wait()
    pending.make_index(backed.index)  # as another process does: it answers again, and is empty
    page = site.page("/search")
    assert INSTEAD in said(page)
    assert "48 篇" in said(page.cssselect(".total")[0])

    backed.tell()
    page = site.page("/search")
    assert INSTEAD not in said(page)
    assert "48 篇" in said(page.cssselect(".total")[0])


def test_J3_a_standby_that_is_not_built_says_so(site: Site, backed: Backed) -> None:
    backed.index.standby.clear()
    pending.models.Article.objects.update(standby_version=0)
    backed.relay.cut()
    page = said(site.page("/search"))
    assert f"{INSTEAD}；内置索引还没有建好，登记簿里的 48 篇都没有编入" in page
    assert "档案里还没有文章" not in page
    assert "备用索引还缺 48 篇" in said(site.page("/status"))


def test_J3_what_the_standby_counts_as_new_is_not_ticked_off(site: Site, backed: Backed) -> None:
    site.client.post("/saved", {"name": "养老", "search": "q=养老"})
    press.article("huaxia", "养老新消息", "正文", NOW)
    backed.tell()
    backed.relay.cut()
    page = site.page("/saved")
    assert INSTEAD in said(page)
    assert "1 篇" in said(page.cssselect(".saved")[0])
    assert not page.cssselect("button[value=seen]")


def titles(site: Site, **asked: str) -> list[str]:
    return sorted(link.text_content() for link in site.page("/search", **asked).cssselect(".hit h2 a"))


def name(site: Site, address: str, **asked: str) -> str:
    response = site.get(address, **asked)
    assert response.status_code == 200
    response.close()
    return unquote(response.headers["Content-Disposition"])
