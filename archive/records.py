"""Every record of a WARC file, whole or damaged, with its position: what a check of the evidence walks through."""

import mmap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BEGIN = b"\x1f\x8b\x08"  # of a gzip member
FIRST = b"WARC/"  # of a record
LARGEST = 128 << 20  # bytes of one record: a page is at most 16 MiB
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Record:
    offset: int
    length: int  # bytes, compressed
    kind: str  # response, request, resource, warcinfo
    url: str
    body: bytes  # of a response: the page; of a resource: all of it


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are no record."""

    offset: int
    length: int
    reason: str  # in Chinese


def records(path: Path, length: int | None = None) -> Iterator[Record | Damage]:
    """What a file holds, or its first `length` bytes, in order; after a damaged record goes on with the next whole one."""
    size = path.stat().st_size if length is None else length
    if not size:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = 0
        while at < size:
            try:
                found = _record(data, at, size)
            except (zlib.error, ValueError) as error:
                following = _following(data, at + 1, size)
                yield Damage(at, following - at, _reason(error))
                at = following
            else:
                yield found
                at += found.length


def _record(data: mmap.mmap, at: int, size: int) -> Record:
    """Errors: zlib.error, ValueError."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    parts, held, end = [], 0, at
    while not unpacker.eof:
        if end >= size:
            raise ValueError("记录不完整")
        piece = data[end : min(end + CHUNK, size)]
        part = unpacker.decompress(piece, LARGEST)
        parts.append(part)
        end, held = end + len(piece), held + len(part)
        if unpacker.unconsumed_tail or held > LARGEST:
            raise ValueError("记录过大")
    end -= len(unpacker.unused_data)
    return _parsed(b"".join(parts), at, end - at)


def _parsed(record: bytes, at: int, length: int) -> Record:
    head, blank, content = record.partition(b"\r\n\r\n")
    if not blank or not head.startswith(FIRST):
        raise ValueError("不是 WARC 记录")
    lines = [line.partition(b":") for line in head.split(b"\r\n")[1:]]
    fields = {name.strip().lower(): value.strip().decode("utf-8", "replace") for name, _, value in lines}
    size = int(fields.get(b"content-length", "-1"))
    if not 0 <= size <= len(content):
        raise ValueError("记录长度不对")
    kind = fields.get(b"warc-type", "")
    served = content[:size].partition(b"\r\n\r\n")[2] if kind == "response" else b""
    body = content[:size] if kind == "resource" else served
    return Record(at, length, kind, fields.get(b"warc-target-uri", ""), body)


def _following(data: mmap.mmap, at: int, size: int) -> int:
    """Where the next whole record begins; the end where there is none."""
    while (at := data.find(BEGIN, at, size)) >= 0:
        try:
            _record(data, at, size)
        except (zlib.error, ValueError):
            at += 1
        else:
            return at
    return size


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, ValueError) else f"内容已损坏（{str(error).rpartition(': ')[2]}）"
