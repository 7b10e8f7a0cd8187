"""jianbao schedule: the clock."""

from typing import TYPE_CHECKING

from cli.arguments import Args, Parser
from cli.home import Home, opened
from cli.output import row
from cli.wiring import connect, warn

if TYPE_CHECKING:
    from scheduler.queue import Queue
    from scheduler.timetable import Job


def arguments(parser: Parser) -> None:
    parser.add_argument("--list", action="store_true", help="只列出时间表：每项任务上次答复的时刻和下一个时刻")
    parser.add_argument("--trust-time", action="store_true", help="系统时间无误：时钟因时间跳变停下时，按现在的时间继续")


def run(args: Args) -> int:
    home = opened(args.home)
    connect(home)
    from scheduler.clock import Clock, command_prefix
    from scheduler.latest import Latest

    settings = home.settings().schedule
    if args.list:
        return list_jobs(home)
    if args.trust_time:
        return trust_time()
    queue = prepared(home) if settings.workers else None
    clock = Clock(Latest(lambda: timetable(home)), command_prefix(home.folder), home.logs, warn, room=settings.processes, quiet=settings.quiet, queue=queue)
    warn("按 Ctrl-C 停止")
    clock.run()
    return 0


def prepared(home: Home) -> "Queue":
    """The queue to the workers. Errors: UserError without PostgreSQL."""
    from scheduler.queue import Queue

    queue = Queue(home.settings().database)
    queue.prepare()
    return queue


def timetable(home: Home) -> "list[Job]":
    """What the registers and settings say."""
    from archive.ledger import deliveries, registers
    from cli.main import COMMANDS
    from scheduler.timetable import timetable as lines

    return lines(registers.sources(), home.settings(), COMMANDS, to_send=deliveries.waits)


def list_jobs(home: Home) -> int:
    from archive.ledger import jobs
    from scheduler.clock import utc_now
    from scheduler.due import NEVER, next_slot

    now, states = utc_now(), jobs.states()
    known = timetable(home)
    for job in known:
        state = states.pop(job.id, NEVER)
        crons = [cron.text for cron in job.crons]
        row({"job": job.id, "cron": crons, "timezone": job.zone.key, "answered": state.answered, "next": next_slot(job, now), "paused": state.paused})
    for name, state in states.items():  # of a source that was switched off, or of an older version: shown, never forgotten
        row({"job": name, "cron": [], "answered": state.answered, "next": None, "paused": state.paused})
    return 0


def trust_time() -> int:
    from archive.ledger import jobs, leases
    from scheduler.clock import utc_now

    taken_back = jobs.trust(utc_now())
    warn(f"已按现在的时间继续；{len(taken_back)} 项任务重新计算（时钟：{leases.holder(jobs.CLOCK) or '没有运行'}）")
    return 0
