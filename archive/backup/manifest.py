"""What a backup says of itself: one file, replaced in one step once everything that it names is on disk."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import ClassVar

from pydantic import TypeAdapter, ValidationError

from archive.backup.space import replaced
from model.outcome import UserError
from model.outlet import STRICT

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the ledger."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    name: str
    rows: int
    digest: str  # sum of the SHA-256 of its rows: does not depend on their order
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """One file as it was copied. An evidence file that was being written may be longer by now: only its first `size` bytes belong here."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    path: str  # below the folder of its kind, with /
    size: int  # bytes
    digest: str  # SHA-256
    mode: int = 0o644  # permissions


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    format: int = FORMAT
    made: str  # ISO time with offset
    version: str  # of jianbao
    database: str  # sqlite or postgresql
    migrations: tuple[tuple[str, str], ...]
    state: str  # folder of the rows and of the small files
    tables: tuple[Table, ...]
    rows: tuple[Copied, ...]  # the files of the tables
    home: tuple[Copied, ...]  # settings, registers, reports
    evidence: tuple[Copied, ...] = field(default=())

    def write(self, folder: Path) -> None:
        replaced(folder / NAME, json.dumps(asdict(self), ensure_ascii=False, indent=1).encode())


def read(folder: Path) -> Manifest:
    """Errors: UserError when the folder holds no whole backup, or one that this version does not understand."""
    path = folder / NAME
    try:
        found = TypeAdapter(Manifest).validate_json(path.read_bytes())
    except FileNotFoundError:
        raise UserError(f"{folder} 不是剪报的备份（缺少 {NAME}）；请写明 jianbao backup 用过的目录") from None
    except OSError as error:
        raise UserError(f"{path} 读不出来：{error.strerror}") from None
    except ValidationError:
        raise UserError(f"{path} 已损坏，或由更新版本的剪报写成；请换一份备份，或升级程序") from None
    if found.format != FORMAT:
        raise UserError(f"{path} 是格式 {found.format} 的备份，这个版本只认识格式 {FORMAT}，请升级程序")
    for one in (*found.rows, *found.home, *found.evidence):
        if not _inside(one.path):
            raise UserError(f"{path} 里的文件名 {one.path!r} 不安全，这不是剪报写的备份")
    if not _inside(found.state) or any("/" in table.file or not _inside(table.file) for table in found.tables):
        raise UserError(f"{path} 里的文件名不安全，这不是剪报写的备份")
    return found


def _inside(path: str) -> bool:
    """Whether a path stays below the folder it is joined to."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not PurePosixPath(path).is_absolute() and ".." not in parts and "\\" not in path and "\0" not in path
