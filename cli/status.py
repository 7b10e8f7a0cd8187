"""jianbao status: how the sources are, what is wrong, and what waits."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser
from cli.home import opened
from cli.output import row
from cli.wiring import connect, warn

if TYPE_CHECKING:
    from model.health import Alarm


def arguments(parser: Parser) -> None:
    parser.add_argument("sources", nargs="*", metavar="采集源", help="采集源编号；省略为全部")
    parser.add_argument("--address", metavar="网址", help="只说一个网址的去向：采到没有，结果怎样")


def run(args: Args) -> int:
    connect(opened(args.home))
    if args.address:
        return one(args.address)
    from archive.ledger import addresses, alarms, browsing, deliveries, jobs, leases, pending, registers

    now = datetime.now(UTC)
    registers.sources(args.sources, all_enabled=False)  # names one that there is not
    found, states = alarms.open_alarms(now), jobs.states()
    for source in browsing.sources():
        if args.sources and source.id not in args.sources:
            continue
        job = states.get(f"crawl {source.id}")
        row(
            {
                "source": source.id,
                "outlet": source.outlet_name,
                "enabled": source.enabled,
                "paused": job.paused if job else None,
                "failures": job.failures if job else 0,
                "not_before": job.not_before if job else None,
                "last_run": asdict(source.last) if source.last else None,
                "waiting": source.waiting,
                "alarms": [shown(alarm) for alarm in found if alarm.subject == source.id],
            }
        )
    others = [shown(alarm) for alarm in found if not args.sources or alarm.subject in args.sources]
    row(
        {
            "waiting": addresses.waiting_count(),
            "unindexed": pending.waiting(),
            "clock": leases.holder(jobs.CLOCK) or None,
            "undelivered": len(deliveries.stuck()),
            "alarms": others,
        }
    )
    for alarm in found:
        if not args.sources or alarm.subject in args.sources:
            warn(alarm.sentence)
    return 0


def one(address: str) -> int:
    """What became of an address."""
    from archive.ledger.fates import fate

    found = fate(address)
    if not found:
        warn(f"没有见过 {address}：它没有出现在任何采集源的列表里")
        return 1
    told = asdict(found)
    row({name: told[name] for name in ("url", "source", "outcome", "reason", "title", "tries", "seen", "decided", "article")})
    return 0


def shown(alarm: "Alarm") -> dict[str, object]:
    return {"kind": alarm.kind, "subject": alarm.subject, "since": alarm.since, "sentence": alarm.sentence}
