"""jianbao import: articles from a file, row by row, through the same stages as pages."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser, file
from cli.home import Home, opened
from cli.output import row
from cli.progress import Progress
from cli.wiring import connect, evidence, index_written, warn
from model.outcome import UsageError, UserError

if TYPE_CHECKING:
    from model.bureau import Bureau
    from pipelines.imports.take import Import, Readable

NAMED = 20  # outlets named at the end
WORDS = {"accepted": "收录", "duplicate": "重复", "rejected": "退回"}
WAITING = "waiting"


def arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="文件", help=".jsonl、.xlsx、.csv，或一个表格与附件打包成的 .zip")
    parser.add_argument("--outlet", default="", metavar="媒体", help="没有写媒体的行都算它的（编号、名称或别名），例如本单位公众号后台的导出")
    parser.add_argument("--as-is", action="store_true", help="没有提到任何单位的也收录，没有登记的单位和专题随之登记")
    parser.add_argument("--entries", action="store_true", help="文件是台账：政务信息采用、领导批示、获奖、问政公开、自有账号等")
    parser.add_argument("--kind", metavar="类别", help="与 --entries 同用：没有类别列的文件是哪一类")
    parser.add_argument("--preview", action="store_true", help="只逐行说明会怎样处理，什么也不存")


def run(args: Args) -> int:
    path = file(args.file)
    if path.suffix.lower() not in (".jsonl", ".xlsx", ".csv", ".zip"):
        raise UsageError(f"不认识的文件 {path.name}：可导入 .jsonl、.xlsx、.csv、.zip")
    if args.kind and not args.entries:
        raise UsageError("--kind 只与 --entries 同用")
    home = opened(args.home)
    connect(home)
    if args.entries:
        return _entries(args, path)
    outcomes: Counter[str] = Counter()
    with ExitStack() as stack:
        if args.preview:
            from archive.ledger.entering import preview

            stack.enter_context(preview())
        progress = stack.enter_context(Progress("导入", unit="行"))
        importing, rows = _opened(args, path, home, stack)
        for taken in importing.take(rows):
            told = {key: value for key, value in asdict(taken).items() if value not in ("", 0, ())}
            row({"row": told.pop("number"), **told})
            outcomes[taken.outcome] += 1
            progress.at(outcomes.total())
    waiting = f"，待定 {outcomes[WAITING]} 行" if outcomes[WAITING] else ""
    warn("，".join(f"{word} {outcomes[outcome]} 行" for outcome, word in WORDS.items()) + waiting + ("（预览，未存入）" if args.preview else ""))
    if importing.undecided:
        warn(_undecided(importing.undecided))
    if not args.preview and outcomes["accepted"]:
        index_written(home)
    return _status(outcomes)


def _status(outcomes: Counter[str]) -> int:
    """1, and a sentence, where nothing of a file was taken: every row was rejected."""
    if not outcomes["rejected"] or outcomes["rejected"] < outcomes.total():
        return 0
    warn("没有导入任何一行：每一行都被退回，原因写在各行的 reason 里，改正后再导入一次")
    return 1


def _undecided(rows: Counter[str]) -> str:
    """Whose rows wait for a person, those with most rows first."""
    named = "、".join(f"{name}（{count} 行）" for name, count in rows.most_common(NAMED))
    others = " 等" if len(rows) > NAMED else ""
    return f"{len(rows)} 家媒体没有登记，{rows.total()} 行待定：{named}{others}。在网站“待定媒体”里决定，或用 jianbao undecided"


def _entries(args: Args, path: Path) -> int:
    from model.entry import EntryKind
    from pipelines.imports.ledger import take

    if path.suffix.lower() in (".jsonl", ".zip"):
        raise UsageError("台账只能从 .xlsx、.csv 导入")
    kinds = {word: kind for kind in EntryKind for word in (kind.value, kind.label)}
    if args.kind and args.kind not in kinds:
        raise UsageError(f"--kind 的值 {args.kind} 不对，可用：{'、'.join(kind.label for kind in EntryKind)}")
    outcomes: Counter[str] = Counter()
    for taken in take(path, kinds.get(args.kind or ""), store=not args.preview):
        row({"row": taken.number, "outcome": taken.outcome, **({"reason": taken.reason} if taken.reason else {})})
        outcomes[taken.outcome] += 1
    warn("，".join(f"{word} {outcomes[outcome]} 行" for outcome, word in WORDS.items()) + ("（预览，未存入）" if args.preview else ""))
    return _status(outcomes)


def _opened(args: Args, path: Path, home: Home, stack: ExitStack) -> "tuple[Import, Iterator[Readable]]":
    """What takes the rows, and the rows of the file."""
    from archive.ledger.changes import COMMAND
    from pipelines.group import Grouper
    from pipelines.imports import jsonl, scans, sheet
    from pipelines.imports.take import Import

    if path.suffix.lower() == ".jsonl":
        lines = stack.enter_context(path.open(encoding="utf-8-sig", errors="replace"))
        return Import(bureau(args.as_is), Grouper(), args.as_is, outlet=args.outlet, by=COMMAND, file=path.name), jsonl.rows(lines)
    table, find = stack.enter_context(scans.opened(path))
    kept = None if args.preview else stack.enter_context(closing(evidence(home)))
    attached = scans.Scans(find, kept)
    importing = Import(bureau(args.as_is), Grouper(), args.as_is, outlet=args.outlet, table=True, by=COMMAND, file=path.name, attached=attached)
    return importing, sheet.rows(table, ("title",) if args.outlet else ("title", "outlet"))


def bureau(as_is: bool) -> "Bureau | None":
    """The unit tree; None where none is loaded and none is needed. Errors: UserError."""
    from archive.ledger import registers

    try:
        return registers.bureau()
    except UserError:
        if not as_is:
            raise
        return None
