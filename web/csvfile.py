"""A list of the site as a CSV file, sent while it is read."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from django.http import StreamingHttpResponse
from django.utils.timezone import localdate

from reports.formats.csv import MARK, plain


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """The answer `jianbao-<name>-<today>.csv`; no cell is a formula."""
    response = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="jianbao-{name}-{localdate():%Y%m%d}.csv"'
    return response


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    yield MARK.encode() + _line(head)
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[str]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerow([plain(cell) for cell in cells])
    return out.getvalue().encode()
