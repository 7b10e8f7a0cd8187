"""Saved pages: the markup of each platform with our own words, read as their JSON says.

The files are UTF-8, so that their changes can be read; `charset` in the JSON names the one in which the page was served.
`contains` are whole paragraphs that must be in the body, `without` words that must not.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.pages.read import as_row, read
from model.capture import Capture
from model.outcome import Unreadable

FOLDER = Path(__file__).resolve().parents[2] / "pages"
PAGES = sorted(FOLDER.glob("*/*.html"))


def capture_of(page: Path, url: str, charset: str) -> Capture:
    body = page.read_text("utf-8").encode(charset)
    return Capture(url=url, fetched=datetime(2024, 7, 1, tzinfo=UTC), status=200, headers=(), body=body, source="")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_page_reads_as_expected(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text("utf-8"))
    capture = capture_of(page, expected.pop("url"), expected.pop("charset", "utf-8"))
    if reason := expected.get("unreadable"):
        with pytest.raises(Unreadable, match=reason):
            read(capture)
        return
    row = as_row(read(capture))
    body = str(row["body"])
    assert [text for text in expected.pop("contains", []) if text not in body.split("\n")] == []
    assert [text for text in expected.pop("without", []) if text in body] == []
    assert {field: row[field] for field in expected} == expected
