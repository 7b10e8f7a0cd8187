"""The evidence: every page as it was served, in WARC files that any web archive tool can read."""

import fcntl
import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive import warc
from model.capture import Capture
from model.outcome import UserError

LARGEST = 1 << 30  # bytes of one WARC file, then the next is begun
OPEN = ".open"  # suffix of a file under writing


@dataclass(frozen=True, slots=True)
class Place:
    """Where a response record lies."""

    file: str  # below the evidence folder, without the suffix of writing
    offset: int  # bytes
    length: int  # bytes, compressed


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """A page read back."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Evidence:
    """One process's way into the evidence folder. Each writer has a file of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._file: BinaryIO | None = None
        self._name = ""

    def keep(self, captures: Sequence[Capture]) -> list[Place]:
        """Appends a request and a response record for each capture; durable when it returns.

        Errors: OSError (disk full, fsync refused): nothing of this batch may be acknowledged; the next call begins a new file.
        """
        if not captures:
            return []
        try:
            file = self._writable()
            places = [self._append(file, capture) for capture in captures]
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            # After a failed fsync nobody knows what reached the disk: this file is never written again.
            self._abandon()
            raise
        return places

    def read(self, place: Place) -> StoredPage:
        """The page at a place. Errors: UserError when the file is gone or damaged there."""
        path = self.folder / place.file
        path = path if path.exists() else path.with_name(path.name + OPEN)
        try:
            with path.open("rb") as file:
                file.seek(place.offset)
                record = next(iter(ArchiveIterator(BytesIO(file.read(place.length)))))
                if record.rec_type == warc.RESOURCE:
                    return _resource(record)
                headers = tuple((str(name), str(value)) for name, value in record.http_headers.headers)
                status = int(record.http_headers.get_statuscode())
                return StoredPage(url=record.rec_headers.get_header("WARC-Target-URI"), status=status, headers=headers, body=record.content_stream().read())
        except FileNotFoundError:
            raise UserError(f"存证文件 {place.file} 不在 {self.folder} 里，请从备份恢复") from None
        except (StopIteration, ValueError, AttributeError, zlib.error, ArchiveLoadFailed) as error:
            raise UserError(f"存证文件 {place.file} 第 {place.offset} 字节处已损坏（{type(error).__name__}），请从备份恢复") from None

    def recover(self) -> list[str]:
        """Finishes the files of writers that died; returns a Chinese line per file.

        A half-written last record is set aside as `.damaged`; everything before it stays in place.
        """
        return [line for path in sorted(self.folder.rglob(f"*.warc.gz{OPEN}")) if (line := _recover(path))]

    def close(self) -> None:
        if self._file:
            path = Path(self._file.name)
            self._file.close()
            path.rename(path.with_name(path.name.removesuffix(OPEN)))
            self._file = None

    def _writable(self) -> BinaryIO:
        if self._file and self._file.tell() > LARGEST:
            self.close()
        if not self._file:
            now = datetime.now(UTC)
            folder = self.folder / f"{now:%Y}" / f"{now:%m}"
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"jianbao-{now:%Y%m%dT%H%M%S%f}-{os.getpid()}.warc.gz{OPEN}"
            self._file = path.open("xb")
            fcntl.flock(self._file, fcntl.LOCK_EX)
            self._name = path.relative_to(self.folder).as_posix().removesuffix(OPEN)
            self._file.write(warc.file_info(path.name.removesuffix(OPEN)))
            _sync_folder(folder)
        return self._file

    def _append(self, file: BinaryIO, capture: Capture) -> Place:
        offset, records = file.tell(), warc.records(capture)
        file.writelines(records)
        return Place(self._name, offset, len(records[0]))

    def _abandon(self) -> None:
        """Leaves the file as one of a writer that died: `recover` finishes it."""
        file, self._file = self._file, None
        if file:
            with suppress(OSError):  # what its buffer still holds can be written no better than before
                file.close()


def _resource(record: Any) -> StoredPage:
    """A resource as if it had been served."""
    headers = (("Content-Type", str(record.rec_headers.get_header("Content-Type"))),)
    return StoredPage(url=str(record.rec_headers.get_header("WARC-Target-URI")), status=200, headers=headers, body=record.content_stream().read())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _recover(path: Path) -> str:
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return ""  # its writer lives
        size, good = file.seek(0, os.SEEK_END), _whole_members(file)
        if good < size:
            file.seek(good)
            path.with_name(path.name.removesuffix(OPEN) + ".damaged").write_bytes(file.read())
            file.truncate(good)
            os.fsync(file.fileno())
        path.rename(path.with_name(path.name.removesuffix(OPEN)))
    lost = f"，末尾 {size - good} 字节不完整，另存为 .damaged" if good < size else ""
    return f"存证文件 {path.name.removesuffix(OPEN)}：上次运行中断，已收尾{lost}"


def whole_length(path: Path) -> int:
    """The length in bytes of the whole records at the beginning of a file, which its writer may be extending meanwhile."""
    with path.open("rb") as file:
        return _whole_members(file)


def _whole_members(file: BinaryIO) -> int:
    """The length in bytes of all whole gzip members at the beginning of a file."""
    file.seek(0)
    good = position = 0
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    data = b""
    try:
        while data := data or file.read(1 << 20):
            unpacker.decompress(data)
            position += len(data) - len(unpacker.unused_data)
            data = b""
            if unpacker.eof:
                good, data = position, unpacker.unused_data
                unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    except zlib.error:
        return good
    return good
