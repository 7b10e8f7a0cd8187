"""jianbao reread: reads the stored captures again, tells what changed, and writes it on request."""

from collections import Counter
from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cli.arguments import Args, Parser, day
from cli.home import opened
from cli.output import row
from cli.progress import Progress
from cli.wiring import connect, evidence, index_written, readers, warn
from model.outcome import Outcome

if TYPE_CHECKING:
    from archive.ledger.rereading import Stored, Wanted
    from cli.home import Home

LOCAL = ZoneInfo("Asia/Shanghai")
ONLY = {"kept": {Outcome.KEPT}, "unreadable": {Outcome.UNREADABLE}, "rejected": {Outcome.REJECTED}}
USUAL = {Outcome.KEPT, Outcome.UNREADABLE}  # not what was rejected: ten times as many pages, and they change only with the registers


def arguments(parser: Parser) -> None:
    parser.add_argument("sources", nargs="*", metavar="采集源", help="采集源编号；不写即全部")
    parser.add_argument("--since", metavar="日期", help="只重读这一天起采集的")
    parser.add_argument("--until", metavar="日期", help="只重读到这一天为止采集的（含当日）")
    parser.add_argument("--only", choices=list(ONLY), help="只重读收录的、没读出来的或舍弃的；不写即前两种")
    parser.add_argument("--apply", action="store_true", help="写入登记簿；不写则只预览")


def run(args: Args) -> int:
    since = day(args.since, "--since") if args.since else None
    until = day(args.until, "--until") if args.until else None
    home = opened(args.home)
    connect(home)
    from archive.ledger import registers as stored
    from archive.ledger.rereading import Wanted

    wanted = Wanted(
        outcomes=frozenset(ONLY.get(args.only, USUAL)),
        sources=[source.id for source in stored.sources(args.sources)] if args.sources else (),
        since=datetime.combine(since, time(), LOCAL) if since else None,
        until=datetime.combine(until + timedelta(days=1), time(), LOCAL) if until else None,
    )
    return reread(home, wanted, args.apply)


def reread(home: "Home", wanted: "Wanted", apply: bool) -> int:
    """Prints one JSON line a difference; 1 where evidence was lost."""
    from archive.ledger import rereading
    from pipelines import reread as line

    lost: list[str] = []

    def tell_lost(stored: "Stored", reason: str) -> None:
        lost.append(stored.id)
        row({"id": stored.id, "url": stored.url, "source": stored.source, "problem": reason})

    read_pages = differing = 0
    outcomes: Counter[str] = Counter()
    pool = readers(home)
    try:
        again = line.Reread(evidence(home).read, pool, tell_lost)
        with Progress("重读", rereading.count(wanted), unit="页") as progress:
            for batch in rereading.batches(wanted):
                pages = again.read(batch)
                for one in (found for page in pages if (found := line.difference(*page))):
                    row(asdict(one) | {"applied": apply and line.is_applied(one)})
                    differing += 1
                    outcomes[_kind(one.was, one.now)] += 1
                if apply:
                    line.apply(pages)
                read_pages += len(batch)
                progress.at(read_pages, f"不同 {differing} 页")
    finally:
        pool.close()
    if apply:
        index_written(home)
    told = "，".join(f"{name} {number}" for name, number in outcomes.items())
    warn(f"重读 {read_pages} 页，{differing} 页不同{f'：{told}' if told else ''}")
    if differing and not apply:
        warn("这是预览，登记簿没有改动；加 --apply 写入。已出的月报不变，差异在重出时列明")
    if lost:
        warn(f"{len(lost)} 页的存证读不出来，见输出中的 problem")
    return 1 if lost else 0


def _kind(was: Outcome, now: Outcome) -> str:
    if was is now:
        return "更正"
    if now is Outcome.KEPT:
        return "新收录"
    return "不再收录（不自动撤稿，请人工核对）" if was is Outcome.KEPT else "改为舍弃"
