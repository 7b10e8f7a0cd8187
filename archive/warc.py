"""WARC 1.1 records (ISO 28500) as bytes. Put together here: with warcio, which reads them, a page costs five times as much."""

import string
from base64 import b32encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha1
from http.client import responses
from urllib.parse import quote, urlsplit
from uuid import uuid4

from isal import isal_zlib

from model.capture import Capture

RESOURCE = "resource"  # type of a record whose bytes no server gave: a scan that a person handed in
COMPRESSION = 2  # of 0 … 3, by another way than zlib's: a fifth of the CPU of its level 3, and news pages take 4 % more space
GZIP = isal_zlib.MAX_WBITS + 16  # with head and checksum
END = b"\r\n\r\n"  # of a record
# They describe the transfer, which is undone in the stored body; kept under the name that replay tools know.
OF_TRANSFER = ("content-encoding", "transfer-encoding", "content-length")
VISIBLE = string.ascii_letters + string.digits + string.punctuation + " "
UNCHECKED = ("Jianbao-Certificate", "unchecked")  # WARC allows fields of one's own: who the server was is only what the page says

Fields = Iterable[tuple[str, str]]


def file_info(name: str) -> bytes:
    """What stands at the beginning of a file of that name."""
    now = datetime.now(UTC)
    fields = (
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", _id()),
        ("WARC-Filename", name),
        ("WARC-Date", _date(now)),
        ("Content-Type", "application/warc-fields"),
    )
    return _member(fields, _lines((("software", "jianbao"), ("format", "WARC File Format 1.1"))))


def records(capture: Capture) -> list[bytes]:
    """The response and its request; of what no server gave only its bytes, as a resource."""
    id_ = _id()
    named = (("WARC-Target-URI", _ascii(capture.url).replace(" ", "%20")), ("WARC-Date", _date(capture.fetched)))
    own = (("WARC-Record-ID", id_), *named, ("WARC-Payload-Digest", f"sha256:{b32encode(bytes.fromhex(capture.digest)).decode()}"))
    if not capture.url.startswith(("http://", "https://")):
        kind = next((value for name, value in _clean(capture.headers) if name.lower() == "content-type"), "application/octet-stream")
        return [_member((("WARC-Type", RESOURCE), *own, ("Content-Type", kind)), capture.body)]
    more = [("WARC-Truncated", "length")] * capture.truncated + [UNCHECKED] * capture.unchecked
    got = _head(f"HTTP/1.1 {capture.status} {responses.get(capture.status, '')}", _as_stored(capture))
    sent = (("WARC-Type", "request"), ("WARC-Record-ID", _id()), *named, ("WARC-Concurrent-To", id_), ("Content-Type", "application/http; msgtype=request"))
    return [
        _member((("WARC-Type", "response"), *own, *more, ("Content-Type", "application/http; msgtype=response")), got, capture.body),
        _member(sent, _asked(capture)),
    ]


def _asked(capture: Capture) -> bytes:
    parts = urlsplit(capture.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _head(f"GET {_ascii(target).replace(' ', '%20')} HTTP/1.1", (("Host", parts.netloc), *_clean(capture.request_headers)))


def _as_stored(capture: Capture) -> Fields:
    """The headers of the answer, made to describe the stored body."""
    for name, value in _clean(capture.headers):
        yield f"X-Archive-Orig-{name}" if name.lower() in OF_TRANSFER else name, value
    yield "Content-Length", str(len(capture.body))


def _clean(headers: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Headers that cannot break the record: a line break in a value would begin a new header."""
    for name, value in headers:
        known = name if name.isascii() and name.isprintable() and ":" not in name else "".join(c for c in name if c.isascii() and c.isprintable() and c != ":")
        yield known, " ".join(value.replace("\0", "").split())


def _member(fields: Fields, *block: bytes) -> bytes:
    """A record as a gzip member of its own."""
    digest = sha1(usedforsecurity=False)  # what WARC tools know best
    for part in block:
        digest.update(part)
    more = (("WARC-Block-Digest", f"sha1:{b32encode(digest.digest()).decode()}"), ("Content-Length", str(sum(map(len, block)))))
    return isal_zlib.compress(b"".join((_head("WARC/1.1", (*fields, *more)), *block, END)), COMPRESSION, GZIP)


def _head(first: str, fields: Fields) -> bytes:
    return f"{first}\r\n".encode() + _lines(fields) + b"\r\n"


def _lines(fields: Fields) -> bytes:
    return "".join(f"{name}: {_ascii(value)}\r\n" for name, value in fields).encode()


def _ascii(text: str) -> str:
    """In one line of ASCII."""
    return text if text.isascii() and text.isprintable() else quote(text, safe=VISIBLE)


def _id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
