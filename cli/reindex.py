"""jianbao reindex: fills the index anew from the ledger."""

from cli.arguments import Args, Parser
from cli.home import opened
from cli.progress import Progress
from cli.wiring import connect, index, warn


def arguments(parser: Parser) -> None:
    parser.add_argument("--pending", action="store_true", help="只补上还没有索引的文章")


def run(args: Args) -> int:
    home = opened(args.home)
    connect(home)
    from archive.ledger import pending

    engine = index(home)
    pending.make_index(engine)
    with Progress("索引", pending.waiting() if args.pending else pending.articles()) as progress:
        done = (pending.index_pending if args.pending else pending.rebuild)(engine, progress.at)
    engine.close()
    warn(f"已索引 {done} 篇")
    return 0
