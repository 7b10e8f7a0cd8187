"""The data folder: settings, permissions, room, what broken-off runs left, the last backup."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from cli.checks.finding import Finding, bad, good, mind
from cli.home import Home
from model.outcome import UserError

SCARCE, SHORT = 1 << 30, 5 << 30  # bytes
FEW_FILES = 10_000  # that may still be made
BACKUP_AFTER = timedelta(days=35)
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p"}
LOCAL = ZoneInfo("Asia/Shanghai")
CLOSED = 0o077  # bits that let others in


def settings(home: Home) -> Iterator[Finding]:
    try:
        found = home.settings()
    except UserError as error:
        yield bad("设置", str(error), "请改正后再运行一次；各项写法见 docs/settings.md")
        return
    yield good("设置", str(home.settings_file))
    if not found.crawl.contact:
        yield mind("设置", "crawl.contact 是空的", "请写上单位邮箱：对方网站的管理员据此找得到你们，也就不会把采集当成攻击")
    if "@" in found.database and ":" in found.database.rpartition("@")[0].partition("://")[2] and _open_to_others(home.settings_file):
        yield mind("设置", "settings.yml 里有数据库密码，而本机别的用户可以读它", f"chmod 600 {home.settings_file}")


def access(home: Home) -> Iterator[Finding]:
    locked = [folder for folder in (home.folder, home.evidence, home.index, home.reports, home.logs) if folder.exists() and not _writable(folder)]
    for folder in locked:
        yield bad("权限", f"{folder} 写不进去", f"请检查磁盘是否只读，或把它交给运行剪报的用户：chown -R {_user()} {folder}")
    key = home.folder / "secret.key"
    if key.exists() and _open_to_others(key):
        yield bad("权限", "secret.key 本机别的用户可以读：可以用它伪造登录", f"chmod 600 {key}")
    elif not locked:
        yield good("权限", f"{home.folder} 可写")


def room(home: Home) -> Iterator[Finding]:
    free, files = shutil.disk_usage(home.folder).free, os.statvfs(home.folder)
    advice = "请清理磁盘，或把数据目录移到大一些的磁盘（见 docs/backup.md）"
    if free < SCARCE:
        yield bad("磁盘", f"只剩 {free >> 20} MB，很快就存不下新的存证", advice)
    elif free < SHORT:
        yield mind("磁盘", f"剩 {free / (1 << 30):.1f} GB", advice)
    else:
        yield good("磁盘", f"剩 {free / (1 << 30):.0f} GB")
    if files.f_files and files.f_favail < FEW_FILES:
        yield bad("磁盘", f"只能再建 {files.f_favail} 个文件", "请删去这块磁盘上成堆的小文件")


def medium(home: Home) -> Iterator[Finding]:
    kind = _filesystem(home.folder)
    if kind in NETWORK and home.ledger_file():
        yield bad("磁盘", f"数据目录在网络磁盘（{kind}）上，SQLite 在那里会损坏", "请改放本机磁盘，或改用 PostgreSQL（设置 database）")


def leftovers(home: Home) -> Iterator[Finding]:
    damaged = list(home.evidence.rglob("*.damaged"))
    if damaged:
        yield mind(
            "存证", f"有 {len(damaged)} 段不完整的记录（采集时断电或被终止），另存为 .damaged", "那几页已在下次采集时重新取过；确认后可以删去这些 .damaged"
        )
    if (home.folder / "restoring").exists():
        yield bad("数据目录", "上次恢复没有完成", "请再运行一次 jianbao restore")


def backup(home: Home) -> Iterator[Finding]:
    note = home.folder / "last-backup.json"
    advice = "jianbao backup 另一块磁盘上的目录；定期备份见 docs/backup.md"
    try:
        last = json.loads(note.read_text(encoding="utf-8"))
        made, where = datetime.fromisoformat(last["made"]), str(last["folder"])
    except FileNotFoundError:
        yield mind("备份", "还没有备份过", advice)
        return
    except (ValueError, KeyError, TypeError):
        yield mind("备份", f"{note} 读不出来，不知道上次何时备份", advice)
        return
    age = datetime.now(UTC) - made
    if age > BACKUP_AFTER:
        yield mind("备份", f"上次备份是 {age.days} 天前（{where}）", advice)
    else:
        yield good("备份", f"{made.astimezone(LOCAL):%Y-%m-%d %H:%M}（{where}）")


def _writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"jianbao")
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    return True


def _open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & CLOSED)


def _user() -> str:
    return os.environ.get("USER") or str(os.getuid())


def _filesystem(folder: Path) -> str:
    """The kind of the file system that holds a folder, as Linux names it; "" where nobody says."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ""
    real = folder.resolve()
    holding = [mount for mount in mounts if len(mount) > 2 and real.is_relative_to(mount[1].replace("\\040", " "))]
    return max(holding, key=lambda mount: len(mount[1]), default=["", "", ""])[2]
