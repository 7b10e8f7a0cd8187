"""Files on disk: written whole or not at all, copied with their digest."""

import os
from hashlib import sha256
from pathlib import Path

CHUNK = 1 << 20  # bytes


def synced(path: Path) -> None:
    """Makes a file, or the names in a folder, durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replaced(path: Path, content: bytes) -> None:
    """Writes a file in one step: who reads it sees the old or the new one."""
    new = path.with_name(path.name + ".new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    synced(path.parent)


def copied(source: Path, target: Path, size: int | None = None) -> str:
    """Copies a file, or its first `size` bytes; durable when it returns. Returns the SHA-256 of what was copied, hex."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(target.name + ".new")
    digest, left = sha256(), size
    with source.open("rb") as given, new.open("wb") as file:
        while data := given.read(CHUNK if left is None else min(CHUNK, left)):
            digest.update(data)
            file.write(data)
            left = None if left is None else left - len(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(target)
    return digest.hexdigest()


def digest_of(path: Path, size: int | None = None) -> str:
    """The SHA-256 of a file, or of its first `size` bytes, hex."""
    digest, left = sha256(), size
    with path.open("rb") as file:
        while data := file.read(CHUNK if left is None else min(CHUNK, left)):
            digest.update(data)
            left = None if left is None else left - len(data)
    return digest.hexdigest()
