"""A folder, shared or carried to another network: the message and its files lie there, each whole or not at all."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from scheduler.delivery.sender import Later, Letter, Refused, plain


@dataclass(slots=True)
class Folder:
    repeatable: bool = True  # the same names: written again, nothing is there twice
    a_minute: int = 0

    def parts(self, letter: Letter) -> int:
        return 1

    def send(self, letter: Letter, part: int) -> str:
        folder = Path(letter.recipient)
        if not folder.is_absolute():
            raise Refused(f"文件夹 {folder} 要写完整路径")
        if not folder.is_dir():
            raise Later(f"文件夹 {folder} 不在：请建立它，或接上共享盘")
        try:
            names = [put(folder / name, content) for name, content in contents(letter)]
        except OSError as error:
            raise Later(f"文件夹 {folder} 写不进去（{error.strerror}）") from None
        return f"已写入 {'、'.join(names)}"

    def close(self) -> None:
        """Nothing is open."""


def contents(letter: Letter) -> Iterator[tuple[str, bytes]]:
    """What is written, the message last: whoever waits for it finds its files there."""
    name = re.sub(r"[^\w.-]+", "-", letter.key, flags=re.ASCII)
    for path in letter.files:
        yield path.name, path.read_bytes()
    yield f"{letter.number}-{name}.txt", f"{letter.subject}\n\n{plain(letter)}\n".encode("utf-8", "replace")


def put(path: Path, content: bytes) -> str:
    handle, part = mkstemp(dir=path.parent, prefix=".jianbao-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, 0o644)  # for those who read the folder
        os.replace(part, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(part)
        raise
    return path.name
