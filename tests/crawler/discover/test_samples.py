"""Real lists and feeds, where they are at hand, against what people read from them."""

import json
from pathlib import Path
from typing import Any

import pytest

from model.source import Kind
from tests.crawler.discover.pages import read

SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "carriers"
KINDS = {"list": Kind.LIST, "jpage": Kind.JPAGE, "atom": Kind.FEED, "rss": Kind.FEED, "jsonfeed": Kind.FEED, "sitemap": Kind.SITEMAP}


def cases() -> list[Any]:
    found = []
    for folder in ("gov_portal", "feeds"):
        expected = SAMPLES / folder / "expected.json"
        for name, fields in json.loads(expected.read_text()).items() if expected.exists() else ():
            kind = KINDS.get(name.partition("_")[0])
            if kind and "count" in fields:
                found.append(pytest.param(SAMPLES / folder / name, kind, fields, id=name))
    return found or [pytest.param(None, None, None, marks=pytest.mark.skip(f"no samples at {SAMPLES}"))]


def shape(row: Any) -> tuple[str, str]:
    """Path and day of a row, of ours and of the expectation alike."""
    if isinstance(row, dict):
        return row.get("url") or row.get("link"), (row.get("date") or row.get("published") or "")[:10]
    return row.url, str(row.published)[:10]


@pytest.mark.parametrize(("file", "kind", "fields"), cases())
def test_sample(file: Path, kind: Kind, fields: dict[str, Any]) -> None:
    found = read(kind, file.read_bytes(), url=fields.get("base", "https://example.org/"))
    assert len(found.rows) == fields["count"]
    if "must" in fields:
        assert found.outcome == "script"
    first = fields.get("first", [])
    wanted = [*(first if isinstance(first, list) else [first]), *([fields["last"]] if "last" in fields else [])]
    for row, want in zip([*found.rows[: len(wanted) - 1], *found.rows[-1:]], wanted, strict=True) if wanted else ():
        (url, day), (path, expected_day) = shape(row), shape(want)
        assert url.endswith(path)
        assert day == expected_day
        assert row.title.startswith(want["title"].removesuffix("..."))
