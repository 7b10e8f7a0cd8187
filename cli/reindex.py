"""jianbao reindex: fills the index anew from the ledger."""

from dataclasses import asdict

from cli.arguments import Args, Parser
from cli.home import opened
from cli.output import row
from cli.progress import Progress
from cli.wiring import connect, index, warn


def arguments(parser: Parser) -> None:
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--pending", action="store_true", help="只补上还没有索引的文章")
    only.add_argument("--check", action="store_true", help="与登记簿逐篇核对，缺的、旧的补上，多出的删去")


def run(args: Args) -> int:
    home = opened(args.home)
    connect(home)
    from archive.ledger import pending
    from archive.ledger.reconcile import reconcile

    engine = index(home)
    try:
        pending.make_index(engine)
        if args.check:
            with Progress("核对", pending.articles()) as progress:
                row(asdict(reconcile(engine, progress.at)))
        begun = pending.articles() if not (args.pending or args.check) else pending.waiting()
        with Progress("索引", begun) as progress:
            done = (pending.index_pending if args.pending or args.check else pending.rebuild)(engine, progress.at)
    finally:
        engine.close()
    warn(f"已索引 {done} 篇")
    return 0
