"""jianbao schedule: the clock."""

from datetime import UTC, datetime

from cli.arguments import Args, Parser
from cli.home import opened
from cli.output import row
from cli.wiring import connect, warn


def arguments(parser: Parser) -> None:
    parser.add_argument("--list", action="store_true", help="只列出时间表和下次运行的时刻")


def run(args: Args) -> int:
    home = opened(args.home)
    connect(home)
    from archive.ledger import registers
    from scheduler.clock import Clock, command_prefix, next_moment
    from scheduler.timetable import Job, timetable

    def jobs() -> list[Job]:
        return timetable(registers.sources())

    if args.list:
        for job in jobs():
            row({"job": job.id, "cron": job.cron, "next": next_moment(job.cron, datetime.now(UTC))})
        return 0
    warn(f"时钟已启动，共 {len(jobs())} 项任务（按 Ctrl-C 停止）")
    Clock(jobs, command_prefix(home.folder), home.logs, warn).run()
    return 0
