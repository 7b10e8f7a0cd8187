"""Making a backup: the rows first, then the evidence, which therefore holds at least what the rows name."""

import fcntl
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from archive.backup import rows
from archive.backup.manifest import NAME, Copied, Manifest, read
from archive.backup.space import copied, digest_of, synced
from archive.evidence import OPEN, whole_length
from model.outcome import UserError

DERIVED = ("index", "logs")  # of a home: made again, or of no use elsewhere
EVIDENCE, ROWS, SMALL = "evidence", "rows", "home"  # folders of a backup; the last two below its state
NOTE = "last-backup.json"  # in the home: when the last backup was made, and where

Progress = Callable[[str, int], None]  # what is being done, how far


def save(home: Path, target: Path, ledger_file: str, version: str, progress: Progress) -> Manifest:
    """Backs a home up into a folder: a new one, or one that holds an earlier backup, whose evidence is not copied again.

    `ledger_file`: name of the SQLite file in the home, "" for another database. The folder holds a whole backup at every moment:
    the earlier one until this one is complete. Errors: UserError (the folder holds something else, no room, another backup runs).
    """
    _usable(home, target)
    with _alone(target):
        before = read(target) if (target / NAME).exists() else None
        evidence = _evidence_files(home / EVIDENCE)
        _room(target, home, ledger_file, evidence, before)
        now = datetime.now(UTC)
        state = target / f"state-{now:%Y%m%dT%H%M%S%f}"
        for folder in (ROWS, SMALL):
            (state / folder).mkdir(parents=True)
        with rows.snapshot():
            tables = rows.dump(state / ROWS, apps, lambda done: progress("登记簿", done))
            applied = _migrations()
        manifest = Manifest(
            made=now.isoformat(timespec="seconds"),
            version=version,
            database=connection.vendor,
            migrations=applied,
            state=state.name,
            tables=tuple(tables),
            rows=tuple(Copied(path=t.file, size=(state / ROWS / t.file).stat().st_size, digest=digest_of(state / ROWS / t.file)) for t in tables),
            home=tuple(_small_files(home, state / SMALL, ledger_file)),
            evidence=tuple(_copy_evidence(home / EVIDENCE, target / EVIDENCE, before, progress)),
        )
        synced(state)
        manifest.write(target)
        _drop_others(target, state.name)
        return manifest


def _usable(home: Path, target: Path) -> None:
    if target.resolve().is_relative_to(home.resolve()):
        raise UserError(f"备份目录 {target} 在数据目录里面，磁盘坏了会一起丢；请写另一块磁盘上的目录")
    if target.is_dir() and any(target.iterdir()) and not (target / NAME).exists() and not any(target.glob("state-*")):
        raise UserError(f"{target} 里有别的东西，不是剪报的备份；请写一个新目录")
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)  # passwords and sessions can be made from what is in it
    except OSError as error:
        raise UserError(f"备份目录 {target} 建不起来（{error.strerror}），请换一个可写的目录") from None


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    with (target / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserError(f"另一个备份正在写 {target}，请等它结束") from None
        yield


def _room(target: Path, home: Path, ledger_file: str, evidence: Sequence[Path], before: Manifest | None) -> None:
    """Errors: UserError when what is to be copied cannot fit. The rows packed are smaller than the database."""
    there = {one.path: one.size for one in before.evidence} if before else {}
    needed = sum(size for path in evidence if there.get(_final(path, home / EVIDENCE)) != (size := path.stat().st_size))
    needed += (home / ledger_file).stat().st_size // 2 if ledger_file else 0
    free = shutil.disk_usage(target).free
    if needed > free:
        raise UserError(f"备份目录 {target} 所在磁盘只剩 {free >> 20} MB，备份约需 {needed >> 20} MB，请腾出空间或换一块磁盘")


def _evidence_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _final(path: Path, folder: Path) -> str:
    """The name that a file has once its writer is done."""
    return path.relative_to(folder).as_posix().removesuffix(OPEN)


def _copy_evidence(folder: Path, target: Path, before: Manifest | None, progress: Progress) -> Iterator[Copied]:
    there = {one.path: one for one in before.evidence} if before else {}
    for number, path in enumerate(_evidence_files(folder), 1):
        name = _final(path, folder)
        try:
            yield _copy(path, name, target / name, there.get(name))
        except FileNotFoundError:  # its writer finished it at this very moment
            yield _copy(folder / name, name, target / name, there.get(name))
        progress("存证文件", number)


def _copy(path: Path, name: str, copy: Path, earlier: Copied | None) -> Copied:
    """Copies the whole records of a file, unless the earlier backup has them."""
    size = whole_length(path) if path.name.endswith(OPEN) else path.stat().st_size
    if earlier and earlier.size == size and copy.exists() and copy.stat().st_size >= size:
        return earlier
    return Copied(path=name, size=size, digest=copied(path, copy, size))


def _small_files(home: Path, target: Path, ledger_file: str) -> Iterator[Copied]:
    """Settings, registers, saved pages, reports: whatever else lies in the home."""
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home)
        mine = ledger_file and name.parent == Path() and name.name.startswith(ledger_file)
        if mine or name.parts[0] in (EVIDENCE, *DERIVED) or name.name == NOTE or path.is_symlink() or not path.is_file():
            continue
        digest = copied(path, target / name)
        yield Copied(path=name.as_posix(), size=(target / name).stat().st_size, digest=digest, mode=path.stat().st_mode & 0o777)


def _migrations() -> tuple[tuple[str, str], ...]:
    loader = MigrationExecutor(connection).loader
    return tuple(sorted(set(loader.applied_migrations) & set(loader.disk_migrations)))


def _drop_others(target: Path, keep: str) -> None:
    """Removes what earlier backups, whole or broken off, left of their states."""
    for folder in target.glob("state-*"):
        if folder.name != keep:
            shutil.rmtree(folder)
