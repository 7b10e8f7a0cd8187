"""jianbao reindex: fills the index anew from the ledger."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from archive.index.interface import IndexUnavailable
from cli.arguments import Args, Parser
from cli.home import opened
from cli.output import row
from cli.progress import Progress
from cli.wiring import connect, index, warn

if TYPE_CHECKING:
    from archive.index.interface import Index
    from archive.ledger.pending import Told


def arguments(parser: Parser) -> None:
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--pending", action="store_true", help="只补上还没有索引的文章")
    only.add_argument("--check", action="store_true", help="与登记簿逐篇核对，缺的、旧的补上，多出的删去")


def run(args: Args) -> int:
    home = opened(args.home)
    connect(home)
    from archive.ledger import standby
    from archive.ledger.pending import Told

    engine, failed = index(home), False
    try:
        for one, told in standby.each(engine):
            name = "备用索引" if told is Told.STANDBY else "索引"
            try:
                warn(f"{name}：已编入 {_fill(one, told, name, args)} 篇")
            except IndexUnavailable as error:  # the other one is filled all the same
                warn(f"{name}：{error}")
                failed = True
    finally:
        engine.close()
    return 1 if failed else 0


def _fill(engine: "Index", told: "Told", name: str, args: Args) -> int:
    """Fills one index as the arguments want it; how many articles. Errors: IndexUnavailable."""
    from archive.ledger import pending
    from archive.ledger.pending import Told
    from archive.ledger.reconcile import reconcile

    pending.make_index(engine, told)
    if args.check:
        with Progress("核对", pending.articles()) as progress:
            row({"index": "standby" if told is Told.STANDBY else "main"} | asdict(reconcile(engine, progress.at, told)))
    begun = pending.articles() if not (args.pending or args.check) else pending.waiting(told)
    with Progress(name, begun) as progress:
        return (pending.index_pending if args.pending or args.check else pending.rebuild)(engine, progress.at, told)
