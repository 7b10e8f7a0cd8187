"""jianbao worker: runs what the clock hands over, on this machine."""

from cli.arguments import Args, Parser
from cli.home import opened
from cli.schedule import prepared
from cli.wiring import connect, warn
from model.outcome import UsageError


def arguments(parser: Parser) -> None:
    parser.add_argument("--processes", type=int, metavar="个数", help="同时运行几个进程（默认见设置 schedule.processes）")


def run(args: Args) -> int:
    if args.processes is not None and args.processes < 1:
        raise UsageError("--processes 至少为 1")
    home = opened(args.home)
    connect(home)
    prepared(home)
    settings = home.settings()
    if not settings.schedule.workers:
        warn("设置 schedule.workers 没有打开：时钟不会把任务交给工人")
    from scheduler.clock import command_prefix
    from scheduler.worker import Worker

    worker = Worker(settings.database, command_prefix(home.folder), home.logs, warn, args.processes or settings.schedule.processes)
    warn(f"工人 {worker.host} 已开工，按 Ctrl-C 停止")
    worker.run()
    return 0
