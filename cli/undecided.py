"""jianbao undecided: the outlets of imported rows that nobody registered; what a person decides about them."""

from collections import Counter
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser
from cli.home import opened
from cli.import_ import bureau
from cli.output import row
from cli.wiring import connect, index_written, warn
from model.outcome import UsageError
from model.row import RowOutcome

if TYPE_CHECKING:
    from archive.ledger.undecided import Waiting
    from model.row import Taken
    from pipelines.imports.decide import Decider

DECISIONS = ("alias", "register", "drop", "restore")


def arguments(parser: Parser) -> None:
    parser.add_argument("name", nargs="?", metavar="媒体", help="表格里写的媒体名称；不写即列出全部待定的")
    parser.add_argument("--alias", metavar="媒体", help="是这家已登记媒体（编号或名称）的别名")
    parser.add_argument("--register", metavar="级别/载体", help="登记为新媒体，例如 市级/报纸")
    parser.add_argument("--called", default="", metavar="名称", help="与 --register 同用：这家媒体的正式名称，表格里的写法记作别名")
    parser.add_argument("--drop", action="store_true", help="不要这些行")
    parser.add_argument("--restore", action="store_true", help="撤销“不要”")


def run(args: Args) -> int:
    chosen = [one for one in DECISIONS if getattr(args, one)]
    if len(chosen) > 1 or bool(chosen) != bool(args.name and chosen):
        raise UsageError("请写媒体名称，再写 --alias、--register、--drop、--restore 之一")
    home = opened(args.home)
    connect(home)
    if not chosen:
        _list(args.name)
        return 0
    from archive.ledger.changes import COMMAND
    from pipelines.group import Grouper
    from pipelines.imports.decide import Decider

    decider = Decider(COMMAND, bureau(as_is=True), Grouper())
    if chosen[0] in ("drop", "restore"):
        rows = decider.drop(args.name) if args.drop else decider.restore(args.name)
        warn(f"{rows} 行{'不要了，可用 --restore 撤销' if args.drop else '恢复待定'}")
        return 0
    outcomes: Counter[str] = Counter()
    for waiting, taken in _decided(args, decider):
        _tell(waiting, taken)
        outcomes[taken.outcome] += 1
    warn("，".join(f"{one.label} {outcomes[one]} 行" for one in (RowOutcome.ACCEPTED, RowOutcome.DUPLICATE, RowOutcome.REJECTED)))
    if outcomes[RowOutcome.ACCEPTED]:
        index_written(home)
    return 0


def _decided(args: Args, decider: "Decider") -> "list[tuple[Waiting, Taken]]":
    from archive.ledger.entering import Names
    from pipelines.imports import values

    if args.alias:
        outlet = Names.read().outlet(args.alias)
        if outlet is None:
            raise UsageError(f"--alias 的值 {args.alias} 不对：没有登记这家媒体，用 jianbao sources list 查看")
        return decider.alias(args.name, outlet.id)
    level, _, medium = args.register.partition("/")
    try:
        given = values.level(level), values.medium(medium)
    except ValueError as error:
        raise UsageError(f"--register：{error}") from None
    if not given[0] or not given[1]:
        raise UsageError(f"--register 的值 {args.register} 不对，请写成 级别/载体，例如 市级/报纸")
    return decider.register(args.name, given[0], given[1], args.called)


def _list(name: str | None) -> None:
    from archive.ledger import undecided

    if name is None:
        for group in undecided.groups():
            row({"name": group.name, "rows": group.rows, "since": group.since.isoformat()})
        return
    for one in undecided.rows_of(undecided.name_of(name)):
        row({"file": one.file, "row": one.place, "by": one.by, **undecided.ROW.dump_python(one.row, mode="json", exclude_defaults=True)})


def _tell(waiting: "Waiting", taken: "Taken") -> None:
    told = {"file": waiting.file, "row": waiting.place, "outcome": taken.outcome, "reason": taken.reason, "article": taken.article}
    row({key: value for key, value in told.items() if value not in ("", 0)} | ({"warnings": taken.warnings} if taken.warnings else {}))
