"""jianbao crawl: runs sources now."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser, day, file, naming
from cli.home import Home, opened
from cli.inspect import after_crawl
from cli.output import row
from cli.progress import Progress
from cli.wiring import connect, line
from model.capture import Capture
from model.outcome import Tally, UsageError, UserError
from model.source import Discover, Kind
from pipelines.garbage import rest

if TYPE_CHECKING:
    from crawler.discover.found import Link
    from pipelines.intake import Intake


def arguments(parser: Parser) -> None:
    parser.add_argument("sources", nargs="*", metavar="采集源", help="采集源编号")
    parser.add_argument("--all", action="store_true", help="全部启用的采集源")
    parser.add_argument("--since", metavar="日期", help="列表最早翻到哪一天，例如 2026-10-01")
    parser.add_argument("--links", metavar="文件", help="不翻列表，只取这个清单里的链接（csv、xlsx、txt，或账号后台的导出），算作这个采集源的")


def run(args: Args) -> int:
    if bool(args.sources) == args.all:
        raise UsageError("请写明采集源编号，或用 --all 采集全部启用的采集源")
    if args.links and len(args.sources) != 1:
        raise UsageError("--links 只能和一个采集源编号一起用")
    since = day(args.since, "--since") if args.since else None
    links = {args.sources[0]: listed(file(args.links))} if args.links else {}
    home = opened(args.home)
    rest()
    connect(home)
    tallies = crawl(home, args.sources, since, links)
    for tally in tallies:
        row(asdict(tally))
    return 1 if any(tally.error for tally in tallies) else 0


def listed(path: Path) -> "list[Link]":
    """The links of a file. Errors: UserError when it names none."""
    from crawler.discover import find
    from crawler.discover.found import Result

    with naming(path):
        body = path.read_bytes()
    capture = Capture(url=path.name, fetched=datetime.now(UTC), status=200, headers=(), body=body, source="")
    found = find(capture, Discover(kind=Kind.LINKS, url=path.name))
    if found.outcome is Result.UNREADABLE:
        raise UserError(f"{path.name} 读不出来（损坏、加了密码、过大或不是表格），请用 Excel 或 WPS 另存为不带密码的 .xlsx 或 .csv 后再试")
    if not found.rows:
        raise UserError(f"{path.name} 里没有找到链接：请有一列“链接”或“网址”，或者一行一个网址")
    return list(found.rows)


def crawl(home: Home, names: Sequence[str] = (), since: date | None = None, links: "Mapping[str, Sequence[Link]] | None" = None) -> list[Tally]:
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

            fetch(sources, door, home.settings().crawl, progress=tell, since=since, links=links)
        tallies = [door.results[source.id] for source in sources]
        progress.at(sum(tally.fetched for tally in tallies), f"收录 {sum(tally.kept for tally in tallies)} 篇")
    after_crawl(home, sources)
    return tallies


def _kept(intake: "Intake", fetched: Mapping[str, Tally]) -> int:
    return sum(intake.tally(name).kept for name in fetched)
