"""jianbao runs: what was run, and what a person wants run, paused or resumed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cli.arguments import Args, Parser
from cli.home import Home, opened
from cli.output import row
from cli.schedule import timetable
from cli.wiring import connect, warn
from model.outcome import UsageError, UserError

TAIL = 1_000_000  # bytes of a log that are shown


def arguments(parser: Parser) -> None:
    parser.add_argument("job", nargs="?", metavar="任务", help="采集源编号，或任务名，例如 report；省略为全部")
    parser.add_argument("--days", type=int, default=30, metavar="天数", help="最近多少天（默认 30）")
    parser.add_argument("--failed", action="store_true", help="只列失败和中断的")
    parser.add_argument("--limit", type=int, default=200, metavar="条数", help="最多多少条（默认 200）")
    does = parser.add_mutually_exclusive_group()
    does.add_argument("--log", type=int, metavar="编号", help="显示这次运行的记录")
    does.add_argument("--now", nargs="+", metavar="任务", help="请时钟马上运行一次")
    does.add_argument("--pause", nargs="+", metavar="任务", help="暂停：时间表到点也不运行")
    does.add_argument("--resume", nargs="+", metavar="任务", help="恢复暂停的任务")


def run(args: Args) -> int:
    if args.days < 1 or args.limit < 1:
        raise UsageError("--days 和 --limit 至少为 1")
    home = opened(args.home)
    connect(home)
    now = datetime.now(UTC)
    if args.log is not None:
        print(log_of(args.log))
        return 0
    if args.now or args.pause or args.resume:
        return told(home, args, now)
    from archive.ledger import history

    job = known(home, [args.job], past=True)[0] if args.job else ""
    for one in history.past_runs(now - timedelta(days=args.days), now, job=job, failed=args.failed, limit=args.limit):
        row({**asdict(one), "seconds": one.seconds})
    return 0


def told(home: Home, args: Args, now: datetime) -> int:
    from archive.ledger import jobs, leases

    for job in known(home, args.now or args.pause or args.resume):
        if args.now:
            jobs.ask(job, now)
        else:
            jobs.pause(job, now if args.pause else None)
    if args.now:
        warn("已登记，时钟在半分钟内启动" if leases.is_held(jobs.CLOCK, now) else "已登记，但时钟没有运行：请运行 jianbao schedule")
    return 0


def known(home: Home, names: Sequence[str], past: bool = False) -> list[str]:
    """Ids of jobs; a source stands for its crawl. `past`: also of those that the timetable has no more. Errors: UsageError."""
    from archive.ledger import jobs

    there = {job.id for job in timetable(home)} | (set(jobs.states()) if past else set())
    found = [name if name in there else f"crawl {name}" for name in names]
    if unknown := next((name for name, job in zip(names, found, strict=True) if job not in there), None):
        raise UsageError(f"时间表里没有 {unknown}；运行 jianbao schedule --list 查看")
    return found


def log_of(number: int) -> str:
    from archive.ledger import history

    one = history.past_run(number)
    if one is None:
        raise UsageError(f"没有编号为 {number} 的运行；运行 jianbao runs 查看")
    path = Path(one.log)
    if not path.is_file():
        raise UserError(f"运行记录 {one.log} 不在这台机器上（运行的机器是 {one.host or '本机'}）")
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        return file.read().decode("utf-8", "replace").rstrip("\n")
