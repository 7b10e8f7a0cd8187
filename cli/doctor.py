"""jianbao doctor: what is wrong with this installation, and what to do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from cli.arguments import Args, Parser
from cli.checks import archive, folder, machine
from cli.checks.finding import Check, Finding, State, bad
from cli.home import Home, locate
from cli.output import row
from cli.wiring import connect
from model.outcome import UserError

MACHINE: Sequence[Check] = (machine.python, machine.libraries, machine.clock, machine.fonts)
FOLDER: Sequence[Check] = (folder.access, folder.room, folder.medium, folder.leftovers, folder.backup)
ARCHIVE: Sequence[Check] = (archive.time, archive.registers, archive.alarms, archive.searching, archive.standing_by, archive.site)


def arguments(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="每项一行 JSON：subject、state（good、mind、bad）、said、advice")


def run(args: Args) -> int:
    worst = State.GOOD
    for finding in findings(locate(args.home)):
        worst = max(worst, finding.state, key=list(State).index)
        row(asdict(finding)) if args.json else print(_line(finding), flush=True)
    return 1 if worst is State.BAD else 0


def findings(home: Home) -> Iterator[Finding]:
    """Each stage is looked at only where the one before works."""
    yield from _all(MACHINE, home)
    if not home.settings_file.exists():
        yield from folder.leftovers(home)
        yield bad("数据目录", f"{home.folder} 不是剪报的数据目录", f"jianbao init --home {home.folder}；已有数据的，用 --home 写明它在哪里")
        return
    settings = list(folder.settings(home))
    yield from settings
    if any(finding.state is State.BAD for finding in settings):
        return
    yield from _all(FOLDER, home)
    try:
        connect(home, check=False)
        yield from archive.database(home)
    except UserError as error:
        yield bad("数据库", str(error))
        return
    yield from _all(ARCHIVE, home)


def _all(checks: Iterable[Check], home: Home) -> Iterator[Finding]:
    for check in checks:
        try:
            yield from check(home)
        except UserError as error:
            yield bad(SUBJECTS.get(check, "检查"), str(error))


SUBJECTS: dict[Check, str] = {archive.registers: "登记簿", archive.searching: "索引"}


def _line(finding: Finding) -> str:
    return f"{finding.state.label}  {finding.subject}：{finding.said}" + (f"\n      → {finding.advice}" if finding.advice else "")
