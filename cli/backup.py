"""jianbao backup: everything that cannot be made again, in a folder on another disk."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser, naming
from cli.home import opened
from cli.init import site_settings
from cli.output import row
from cli.progress import Progress
from cli.wiring import connect, warn
from model.outcome import UsageError

if TYPE_CHECKING:
    from archive.backup.manifest import Manifest


def arguments(parser: Parser) -> None:
    parser.add_argument("folder", nargs="?", metavar="目录", help="备份到哪里：新目录，或上一次备份的目录（只补上新的存证）；省略则用设置 schedule.backup")


def run(args: Args) -> int:
    from archive.backup.save import NOTE, save
    from archive.backup.space import replaced
    from cli.main import version

    home = opened(args.home)
    folder = args.folder or home.settings().schedule.backup
    if not folder:
        raise UsageError("请写明备份目录（最好在另一块磁盘上），或在设置 schedule.backup 里写好")
    connect(home, site_settings(home))
    target = Path(folder).absolute()
    with Progress("备份", unit="") as progress, naming(target):
        made = save(home.folder, target, home.ledger_file(), version(), lambda what, done: progress.at(done, what))
    replaced(home.folder / NOTE, json.dumps({"made": made.made, "folder": str(target)}, ensure_ascii=False).encode())
    row(summary(made) | {"folder": str(target)})
    warn(f"已备份到 {target}；恢复：jianbao restore {target} --home 新目录")
    return 0


def summary(made: "Manifest") -> dict[str, object]:
    """What a backup holds, in figures."""
    held = {table.name: table.rows for table in made.tables}
    counts = {"articles": held.get("ledger_article", 0), "captures": held.get("ledger_capture", 0), "rows": sum(held.values())}
    return {"made": made.made, **counts, "evidence": len(made.evidence), "bytes": sum(one.size for one in (*made.evidence, *made.rows, *made.home))}
