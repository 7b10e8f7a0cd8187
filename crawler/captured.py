"""An answer as a capture: what travels from the crawl to the line."""

from datetime import UTC, datetime

from crawler.discover.found import Link
from crawler.download import Answer
from model.address import canonical
from model.capture import Capture


def captured(answer: Answer, source: str, name: str = "", row: Link | None = None, again: bool = False) -> Capture:
    """`name` is the canonical address that was asked for, `row` what the list said; `again`: a page that is in the archive already."""
    return Capture(
        url=answer.url,
        asked=name if name != canonical(answer.url) else "",
        fetched=datetime.now(UTC),
        status=answer.status,
        headers=answer.pairs,
        body=answer.body,
        source=source,
        request_headers=answer.request.pairs,
        listed_title=row.title if row else "",
        listed_published=row.published if row else None,
        listed_page_no=row.page_no if row else "",
        listed_page_name=row.page_name if row else "",
        listed_counts=tuple(row.counts.items()) if row else (),
        listed_at_least=row.at_least if row else (),
        truncated=answer.truncated,
        unchecked=answer.unchecked,
        again=again,
    )
