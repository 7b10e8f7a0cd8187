"""A list of the site as a CSV file, sent while it is read."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import StringIO

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, localtime

from model.reading import Precision
from reports.formats.csv import MARK, plain


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[str | float]]) -> StreamingHttpResponse:
    """The answer `jianbao-<name>-<today>.csv`; no text is a formula."""
    response = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"jianbao-{name}-{localdate():%Y%m%d}.csv")
    return response


def moment(when: datetime | None, precision: Precision = Precision.MINUTE) -> str:
    """A time as exactly as it is known, in local time."""
    if when is None:
        return "日期待定"
    return f"{localtime(when):%Y-%m-%d}" if precision in (Precision.DAY, Precision.NONE) else f"{localtime(when):%Y-%m-%d %H:%M}"


def _lines(head: Sequence[str], rows: Iterable[Sequence[str | float]]) -> Iterator[bytes]:
    yield MARK.encode() + _line(head)
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[str | float]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerow([plain(cell) if isinstance(cell, str) else f"{cell:.15g}" for cell in cells])
    return out.getvalue().encode()
