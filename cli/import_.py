"""jianbao import: articles from a file, row by row, through the same stages as pages."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser, file
from cli.home import opened
from cli.output import row
from cli.progress import Progress
from cli.wiring import connect, index_written, warn
from model.outcome import UsageError, UserError

if TYPE_CHECKING:
    from pipelines.imports.take import Import, Readable

NAMED = 20  # outlets named at the end
WORDS = {"accepted": "收录", "duplicate": "重复", "rejected": "退回"}


def arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="文件", help=".jsonl、.xlsx 或 .csv")
    parser.add_argument("--outlet", default="", metavar="媒体", help="没有写媒体的行都算它的（编号、名称或别名），例如本单位公众号后台的导出")
    parser.add_argument("--as-is", action="store_true", help="没有提到任何单位的也收录，没有登记的单位和专题随之登记")
    parser.add_argument("--entries", action="store_true", help="文件是台账：政务信息采用、领导批示、获奖、问政公开、自有账号等")
    parser.add_argument("--kind", metavar="类别", help="与 --entries 同用：没有类别列的文件是哪一类")
    parser.add_argument("--preview", action="store_true", help="只逐行说明会怎样处理，什么也不存")


def run(args: Args) -> int:
    path = file(args.file)
    if path.suffix.lower() not in (".jsonl", ".xlsx", ".csv"):
        raise UsageError(f"不认识的文件 {path.name}：可导入 .jsonl、.xlsx、.csv")
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
        importing = _import(args.as_is, args.outlet)
        for taken in importing.take(_rows(path, stack, bool(args.outlet))):
            told = {key: value for key, value in asdict(taken).items() if value not in ("", 0, ())}
            row({"row": told.pop("number"), **told})
            outcomes[taken.outcome] += 1
            progress.at(outcomes.total())
    warn("，".join(f"{word} {outcomes[outcome]} 行" for outcome, word in WORDS.items()) + ("（预览，未存入）" if args.preview else ""))
    if importing.undecided:
        warn(_undecided(importing.undecided))
    if not args.preview and outcomes["accepted"]:
        index_written(home)
    return 0


def _undecided(rows: Counter[str]) -> str:
    """Whose rows wait for a person to register their outlet, those with most rows first."""
    named = "、".join(f"{name}（{count} 行）" for name, count in rows.most_common(NAMED))
    others = " 等" if len(rows) > NAMED else ""
    return f"{len(rows)} 家媒体没有登记，{rows.total()} 行待定：{named}{others}。登记后把同一个文件再导入一次即可，已收录的不会重复"


def _entries(args: Args, path: Path) -> int:
    from model.entry import EntryKind
    from pipelines.imports.ledger import take

    if path.suffix.lower() == ".jsonl":
        raise UsageError("台账只能从 .xlsx、.csv 导入")
    kinds = {word: kind for kind in EntryKind for word in (kind.value, kind.label)}
    if args.kind and args.kind not in kinds:
        raise UsageError(f"--kind 的值 {args.kind} 不对，可用：{'、'.join(kind.label for kind in EntryKind)}")
    outcomes: Counter[str] = Counter()
    for taken in take(path, kinds.get(args.kind or ""), store=not args.preview):
        row({"row": taken.number, "outcome": taken.outcome, **({"reason": taken.reason} if taken.reason else {})})
        outcomes[taken.outcome] += 1
    warn("，".join(f"{word} {outcomes[outcome]} 行" for outcome, word in WORDS.items()) + ("（预览，未存入）" if args.preview else ""))
    return 0


def _import(as_is: bool, outlet: str) -> "Import":
    from archive.ledger import registers
    from pipelines.group import Grouper
    from pipelines.imports.take import Import

    try:
        bureau = registers.bureau()
    except UserError:
        if not as_is:
            raise
        bureau = None
    return Import(bureau, Grouper(), as_is, outlet=outlet)


def _rows(path: Path, stack: ExitStack, of_one: bool) -> "Iterator[Readable]":
    if path.suffix.lower() == ".jsonl":
        from pipelines.imports import jsonl

        return jsonl.rows(stack.enter_context(path.open(encoding="utf-8-sig", errors="replace")))
    from pipelines.imports import sheet

    return sheet.rows(path, ("title",) if of_one else ("title", "outlet"))
