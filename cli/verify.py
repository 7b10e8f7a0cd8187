"""jianbao verify: every page of the evidence is what the ledger says, byte for byte."""

from dataclasses import asdict
from pathlib import Path

from cli.arguments import Args, Parser
from cli.home import opened
from cli.output import row
from cli.progress import Progress
from cli.wiring import connect, warn


def arguments(parser: Parser) -> None:
    parser.add_argument("--backup", metavar="目录", help="核对这份备份的文件，不核对数据目录")


def run(args: Args) -> int:
    return _backup(Path(args.backup).absolute()) if args.backup else _home(args)


def _home(args: Args) -> int:
    home = opened(args.home)
    connect(home)
    from archive.ledger import checking

    checked = checking.Checked()
    broken = checking.database()
    for line in broken:
        row({"database": home.settings().database, "problem": line})
    with Progress("核对", unit="个文件") as progress:
        for fault in checking.evidence(home.evidence, checked, lambda done: progress.at(done, f"{checked.pages} 页相符")):
            row({key: value for key, value in asdict(fault).items() if value != ""})
    row(asdict(checked))
    if broken:
        warn("数据库文件已损坏，请停止采集和网站，从备份恢复（见 docs/backup.md）")
    if checked.faults:
        warn(f"存证有 {checked.faults} 处不对，逐处列在上面；受影响的页已记在登记簿里，其余照常使用。能从备份里补回文件的请补回，再核对一次")
    if not (broken or checked.faults):
        warn(f"{checked.files} 个存证文件、{checked.pages} 页，全部相符")
    return 1 if broken or checked.faults else 0


def _backup(folder: Path) -> int:
    from archive.backup.bring import damaged
    from archive.backup.manifest import read
    from archive.backup.save import EVIDENCE, ROWS, SMALL

    manifest = read(folder)
    state = folder / manifest.state
    lines: list[str] = []
    with Progress("核对", unit="个文件") as progress:
        for place, files in ((state / ROWS, manifest.rows), (state / SMALL, manifest.home), (folder / EVIDENCE, manifest.evidence)):
            lines += damaged(place, files, progress.at)
    for line in lines:
        row({"problem": line})
    count = len(manifest.rows) + len(manifest.home) + len(manifest.evidence)
    warn(f"备份有 {len(lines)} 处不对，请另做一份" if lines else f"{count} 个文件全部与备份时相同")
    return 1 if lines else 0
