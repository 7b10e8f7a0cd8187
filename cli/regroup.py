"""jianbao regroup: groups what is stored again by the rules of now, tells what changes, and writes it on request."""

from dataclasses import asdict
from datetime import datetime, time
from zoneinfo import ZoneInfo

from cli.arguments import Args, Parser, day
from cli.home import opened
from cli.output import row
from cli.progress import Progress
from cli.wiring import connect, index_written, warn

LOCAL = ZoneInfo("Asia/Shanghai")


def arguments(parser: Parser) -> None:
    parser.add_argument("--since", metavar="日期", help="只重新归并这一天起收录的；不写即全部")
    parser.add_argument("--apply", action="store_true", help="写入登记簿；不写则只预览")


def run(args: Args) -> int:
    since = day(args.since, "--since") if args.since else None
    home = opened(args.home)
    connect(home)
    from archive.ledger import regrouping
    from pipelines.regroup import Regroup

    start = regrouping.first_number(datetime.combine(since, time(), LOCAL) if since else None)
    if start is None:
        warn("没有要归并的文章")
        return 0
    again = Regroup(start)
    moved = closed = 0
    with Progress("归并", regrouping.count(start), unit="篇") as progress:
        for one in again.plan(progress.at):
            row(asdict(one) | {"applied": args.apply and not one.closed})
            moved, closed = moved + (not one.closed), closed + one.closed
    if args.apply:
        again.apply()
        index_written(home)
    warn(f"变动 {moved} 篇" + (f"；另有 {closed} 篇已计入定稿的报告，不动" if closed else ""))
    if moved and not args.apply:
        warn("这是预览，登记簿没有改动；加 --apply 写入。人工更正过的和已出的月报不变")
    return 0
