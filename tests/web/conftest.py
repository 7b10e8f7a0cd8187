"""A site over a little press, and somebody who is logged in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from archive.evidence import Evidence
from model.capture import Capture
from tests.conftest import TestLedger

CAPTURED = b"""<html><head><meta charset="utf-8"><title>old</title><script>document.title = "hacked"</script>
<link rel="stylesheet" href="http://elsewhere.example/a.css"></head><body><h1>\xe5\xb1\x85\xe5\xae\xb6\xe5\x85\xbb\xe8\x80\x81</h1></body></html>"""


@dataclass(frozen=True)
class Site:
    """The seeded site as its tests use it."""

    client: Any  # django.test.Client, logged in
    index: Any  # MemoryIndex
    desk: Any
    first: Any  # archive.ledger.models.Article: first publication of a story that four outlets carry

    def get(self, address: str, **parameters: Any) -> Any:
        return self.client.get(address, parameters)

    def page(self, address: str, status: int = 200, **parameters: Any) -> Any:
        """The parsed page."""
        response = self.get(address, **parameters)
        assert response.status_code == status, (response.status_code, text_of(response)[:300])
        return html.document_fromstring(response.content.decode())


def text_of(response: Any) -> str:
    return str(response.content.decode())


def said(page: Any) -> str:
    """The text of a parsed page or element, one blank between its parts."""
    return " ".join(" ".join(page.itertext()).split())


@pytest.fixture
def desk(ledger: TestLedger, tmp_path: Path) -> Iterator[Any]:
    """The desk of an empty site over an index in memory."""
    from django.core.cache import cache
    from django.test import override_settings

    from tests.web.memory import MemoryIndex
    from web.desk import Desk

    cache.clear()
    evidence = Evidence(tmp_path / "evidence")
    made = Desk(index=MemoryIndex(), evidence=evidence.read, home=tmp_path, bureau_name="云川市民政局")
    # The real hasher takes half a second for each password, as it should.
    with override_settings(DESK=made, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield made
    evidence.close()


@pytest.fixture
def site(desk: Any) -> Site:
    from django.contrib.auth.models import User
    from django.test import Client

    from archive.ledger.pending import index_pending
    from tests.web import press

    first = press.fill()
    index_pending(desk.index)
    client = Client()
    client.force_login(User.objects.create_user("officer", password="right-Horse-7"))
    return Site(client=client, index=desk.index, desk=desk, first=first)


@pytest.fixture
def officer(desk: Any) -> Any:
    """A logged-in client of an empty site."""
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(User.objects.create_user("officer", password="right-Horse-7"))
    return client


@pytest.fixture
def administrator(site: Site) -> Site:
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(User.objects.create_superuser("admin", password="right-Horse-7"))
    return replace(site, client=client)


def keep(site: Site, body: bytes = CAPTURED, content_type: str = "text/html; charset=utf-8") -> Capture:
    """Gives the first article a captured page."""
    from archive.ledger import models

    capture = Capture(
        url=site.first.url,
        fetched=datetime(2026, 10, 12, 3, tzinfo=UTC),
        status=200,
        headers=(("Content-Type", content_type), ("Set-Cookie", "theirs=1"), ("Refresh", "0; url=http://elsewhere.example/")),
        body=body,
        source="nanling",
    )
    evidence = Evidence(site.desk.home / "evidence")
    place = evidence.keep([capture])[0]
    evidence.close()
    row = models.Capture.objects.create(
        key=site.first.id,
        url=capture.url,
        source=capture.source,
        fetched=capture.fetched,
        status=capture.status,
        digest=capture.digest,
        file=place.file,
        offset=place.offset,
        length=place.length,
    )
    models.Article.objects.filter(id=site.first.id).update(capture=row)
    return capture
