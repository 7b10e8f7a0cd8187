"""jianbao status: how the sources are, and what waits."""

from cli.arguments import Args, Parser
from cli.home import opened
from cli.output import row
from cli.wiring import connect


def arguments(parser: Parser) -> None:
    parser.add_argument("sources", nargs="*", metavar="采集源", help="采集源编号；省略为全部")


def run(args: Args) -> int:
    connect(opened(args.home))
    from archive.ledger import addresses, pending, registers, runs

    for source in registers.sources(args.sources, all_enabled=False):
        row({"source": source.id, "enabled": source.enabled, "last_run": runs.last(source.id), "waiting": addresses.waiting_count(source.id)})
    row({"waiting": addresses.waiting_count(), "unindexed": pending.waiting()})
    return 0
