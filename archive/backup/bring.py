"""Bringing a backup back into an empty home, on either database."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from archive.backup import rows
from archive.backup.manifest import Copied, Manifest, Table
from archive.backup.save import EVIDENCE, ROWS, SMALL, Progress
from archive.backup.space import copied, digest_of
from model.outcome import UserError

BEGUN = "restoring"  # file in a home that is not whole yet
LAST = "settings.yml"  # written at the end: without it the folder is no home


def prepare(home: Path) -> None:
    """Makes the home, or empties one that a broken-off restoring left. Errors: UserError when anything else is in it."""
    try:
        if (home / BEGUN).exists():
            for path in home.iterdir():
                if path.name != BEGUN:
                    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        elif home.is_dir() and any(home.iterdir()):
            raise UserError(f"{home} 不是空目录，恢复不会覆盖已有的数据；请写一个新目录")
        home.mkdir(parents=True, exist_ok=True)
        (home / BEGUN).touch()
    except OSError as error:
        raise UserError(f"数据目录 {home} 建不起来（{error.strerror}），请换一个可写的目录") from None


def check(backup: Path, manifest: Manifest) -> None:
    """Errors: UserError when a file that must be whole is not."""
    state = backup / manifest.state
    for folder, files in ((state / ROWS, manifest.rows), (state / SMALL, manifest.home)):
        if broken := damaged(folder, files):
            raise UserError(f"备份已损坏：{broken[0]}；请换一份备份")


def damaged(folder: Path, files: Iterable[Copied], progress: Callable[[int], None] = lambda done: None) -> list[str]:
    """What is missing or differs from what was copied: one Chinese line a file."""
    lines = []
    for number, one in enumerate(files, 1):
        path = folder / one.path
        if not path.is_file():
            lines.append(f"缺少文件 {path}")
        elif digest_of(path, one.size) != one.digest:
            lines.append(f"文件 {path} 与备份时不同")
        progress(number)
    return lines


def files(backup: Path, manifest: Manifest, home: Path, progress: Progress) -> list[str]:
    """Copies everything but the rows and the settings; returns a Chinese line for each evidence file that is not as it was."""
    for one in manifest.home:
        if one.path != LAST:
            copied(backup / manifest.state / SMALL / one.path, home / one.path)
            (home / one.path).chmod(one.mode)
    lines = []
    for number, one in enumerate(manifest.evidence, 1):
        source = backup / EVIDENCE / one.path
        if not source.is_file():
            lines.append(f"备份里缺少存证文件 {one.path}")
        elif copied(source, home / EVIDENCE / one.path, one.size) != one.digest:
            lines.append(f"存证文件 {one.path} 与备份时不同，已照现状恢复；请运行 jianbao verify 查明是哪几页")
        progress("存证文件", number)
    return lines


def ledger(backup: Path, manifest: Manifest, progress: Progress) -> None:
    """Fills the connected database, which must hold nothing. Errors: UserError."""
    executor = MigrationExecutor(connection)
    wanted = set(manifest.migrations)
    unknown = sorted(wanted - set(executor.loader.disk_migrations))
    if unknown:
        raise UserError(f"备份由更新版本的剪报 {manifest.version} 写成（{'.'.join(unknown[0])}），请先升级程序")
    if holding := _filled():
        raise UserError(f"数据库里已有剪报的数据（表 {holding}），恢复不会覆盖；请写一个新的数据库（--database）")
    # Rows come back as they were, into the tables of their time; then the tables are brought to this version.
    executor.migrate(_leaves(executor, wanted))
    apps = MigrationExecutor(connection).loader.project_state(sorted(wanted)).apps
    try:
        rows.load(backup / manifest.state / ROWS, manifest.tables, apps, lambda done: progress("登记簿", done))
    except (ValueError, KeyError, EOFError) as error:
        raise UserError(f"备份里的登记簿读不回来（{type(error).__name__}：{error}）；请换一份备份") from None
    if differing := _differing(rows.counted(apps), manifest.tables):
        raise UserError(f"恢复后的表 {'、'.join(differing)} 与备份不一致，请换一份备份")


def finish(backup: Path, manifest: Manifest, home: Path, settings: str) -> None:
    """The settings, and with them the home, are there."""
    mode = next((one.mode for one in manifest.home if one.path == LAST), 0o600)
    (home / LAST).write_text(settings, encoding="utf-8")
    (home / LAST).chmod(mode)
    (home / BEGUN).unlink()


def settings_of(backup: Path, manifest: Manifest) -> str:
    """The text of the settings file. Errors: UserError."""
    if not any(one.path == LAST for one in manifest.home):
        raise UserError(f"备份 {backup} 里没有 {LAST}，不是完整的备份")
    return (backup / manifest.state / SMALL / LAST).read_text(encoding="utf-8")


def _filled() -> str:
    """A table of ours that holds rows; "" when there is none."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name.startswith("ledger_") or name == "auth_user":
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(name)})")  # noqa: S608
                if cursor.fetchone()[0]:
                    return name
    return ""


def _leaves(executor: MigrationExecutor, wanted: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """The last steps of each app among those wanted."""
    nodes = executor.loader.graph.node_map
    return [(app, step) for app, step in sorted(wanted) if not any(child.key[0] == app and child.key in wanted for child in nodes[app, step].children)]


def _differing(found: Sequence[Table], expected: Sequence[Table]) -> list[str]:
    held = {table.name: (table.rows, table.digest) for table in found}
    return [table.name for table in expected if held.get(table.name) != (table.rows, table.digest)]
