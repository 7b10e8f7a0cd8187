"""The state of the database: missing, older, newer, or right."""

from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from model.outcome import UserError


def check() -> None:
    """Errors: UserError when the database cannot be used as it is; nothing is changed."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not Path(name).exists():
        raise UserError(f"数据库文件 {name} 不见了：请从备份恢复；若是新安装，请运行 jianbao init")
    ahead, behind = _difference(name)
    if ahead:
        raise UserError(f"数据库 {name} 由更新版本的剪报建立（{ahead[0]}），请升级程序后再用；数据没有改动")
    if behind:
        raise UserError(f"数据库 {name} 需要升级（{len(behind)} 步），请先备份，再运行 jianbao init")


def migrate() -> int:
    """Brings the tables to this version; returns the number of steps taken. Errors: UserError when they are of a newer version."""
    name = str(connection.settings_dict["NAME"])
    ahead, behind = _difference(name)
    if ahead:
        raise UserError(f"数据库 {name} 由更新版本的剪报建立（{ahead[0]}），请升级程序后再用；数据没有改动")
    if behind:
        call_command("migrate", verbosity=0, interactive=False)
    return len(behind)


def reachable() -> None:
    """Errors: UserError when the database does not answer; one that is empty will do."""
    _difference(str(connection.settings_dict["NAME"]))


def _difference(name: str) -> tuple[list[str], list[str]]:
    """Migrations that only the database knows, and those that only the program knows."""
    try:
        executor = MigrationExecutor(connection)
        applied = set(executor.loader.applied_migrations)
    except OperationalError as error:
        raise UserError(f"数据库 {name} 打不开（{str(error).strip().splitlines()[0]}）；请检查设置 database、数据库服务和权限") from None
    except DatabaseError as error:
        raise UserError(f"数据库 {name} 已损坏或不是数据库（{error}）；请从备份恢复") from None
    ours = set(executor.loader.disk_migrations)
    apps = {app for app, _ in ours}
    return (
        sorted(f"{app}.{step}" for app, step in applied - ours if app in apps),
        sorted(f"{app}.{step}" for app, step in ours - applied),
    )
