"""Saved answers for the tests of discovery."""

from datetime import UTC, datetime

from crawler.discover import find
from crawler.discover.found import Found
from model.capture import Capture
from model.source import Discover, Kind

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
URL = "http://news.example/list/index.html"


def capture_of(body: str | bytes, url: str = URL, status: int = 200, content_type: str = "") -> Capture:
    """`body` as if it had just been served at `url`."""
    return Capture(
        url=url,
        fetched=NOW,
        status=status,
        headers=(("Content-Type", content_type),) if content_type else (),
        body=body.encode() if isinstance(body, str) else body,
        source="",
    )


def read(kind: Kind, body: str | bytes, url: str = URL, number: int = 1, status: int = 200, content_type: str = "", **rules: str | int) -> Found:
    """What is found in `body`, as if it had just been served at `url`."""
    return find(capture_of(body, url, status, content_type), Discover(kind=kind, url=url, **rules), number)  # type: ignore[arg-type]


def told(found: Found) -> list[tuple[str, str, str]]:
    """Address, title and date of each row, the date as written without a zone."""
    return [(link.url, link.title, link.published.replace(tzinfo=None).isoformat(" ", "minutes") if link.published else "") for link in found.rows]
