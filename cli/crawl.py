"""jianbao crawl: runs sources now."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser, day
from cli.home import Home, opened
from cli.inspect import after_crawl
from cli.output import row
from cli.progress import Progress
from cli.wiring import connect, line
from model.outcome import Tally, UsageError

if TYPE_CHECKING:
    from pipelines.intake import Intake


def arguments(parser: Parser) -> None:
    parser.add_argument("sources", nargs="*", metavar="采集源", help="采集源编号")
    parser.add_argument("--all", action="store_true", help="全部启用的采集源")
    parser.add_argument("--since", metavar="日期", help="列表最早翻到哪一天，例如 2026-10-01")


def run(args: Args) -> int:
    if bool(args.sources) == args.all:
        raise UsageError("请写明采集源编号，或用 --all 采集全部启用的采集源")
    since = day(args.since, "--since") if args.since else None
    home = opened(args.home)
    connect(home)
    tallies = crawl(home, args.sources, since)
    for tally in tallies:
        row(asdict(tally))
    return 1 if any(tally.error for tally in tallies) else 0


def crawl(home: Home, names: Sequence[str] = (), since: date | None = None) -> list[Tally]:
    """Collects from these sources, or from every enabled one; returns what each gave. At most once a process."""
    from archive.ledger import registers, runs
    from cli.door import LedgerDoor
    from crawler.crawl import crawl as fetch

    sources = registers.sources(names)
    numbers = {source.id: runs.begin(source.id) for source in sources}
    with Progress("采集", unit="页") as progress:
        with line(home) as intake:
            door = LedgerDoor(intake, numbers)

            def tell(fetched: Mapping[str, Tally]) -> None:
                progress.at(sum(tally.fetched for tally in fetched.values()), f"收录 {_kept(intake, fetched)} 篇")

            fetch(sources, door, home.settings().crawl, progress=tell, since=since)
        tallies = [door.results[source.id] for source in sources]
        progress.at(sum(tally.fetched for tally in tallies), f"收录 {sum(tally.kept for tally in tallies)} 篇")
    after_crawl(home, sources)
    return tallies


def _kept(intake: "Intake", fetched: Mapping[str, Tally]) -> int:
    return sum(intake.tally(name).kept for name in fetched)
