"""jianbao inspect: writes the coverage ledger, judges how the sources are, tells what is wrong."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser
from cli.deliver import saved_searches
from cli.home import Home, opened
from cli.output import row
from cli.wiring import connect
from model.delivery import Occasion

if TYPE_CHECKING:
    from archive.ledger.alarms import Tell
    from model.health import Alarm
    from model.source import Source


def arguments(parser: Parser) -> None:
    """None."""


def run(args: Args) -> int:
    home = opened(args.home)
    connect(home)
    from archive.ledger import registers

    fresh, over = inspect(home, registers.sources())
    for state, alarms in (("new", fresh), ("ended", over)):
        for alarm in alarms:
            row({"alarm": state, "kind": alarm.kind, "subject": alarm.subject, "name": alarm.name, "since": alarm.since, "sentence": alarm.sentence})
    return 0


def inspect(home: Home, sources: "Sequence[Source]", now: datetime | None = None) -> "tuple[list[Alarm], list[Alarm]]":
    """All of it: these sources are all that are switched on, and the clock, the other jobs and deliveries too."""
    from archive.ledger import alarms, health
    from scheduler.health import alarms as judged

    now = now or datetime.now(UTC)
    saved_searches(home, now)
    health.record_days(sources, now)
    return alarms.settle([*judged(alarms.signs(sources, now), now), *alarms.general(now)], now, teller(home, now))


def after_crawl(home: Home, sources: "Sequence[Source]") -> None:
    """What a crawl of these sources tells of them, and what it brought for saved searches."""
    from archive.ledger import alarms
    from scheduler.health import alarms as judged

    now = datetime.now(UTC)
    saved_searches(home, now)
    alarms.settle(judged(alarms.signs(sources, now), now), now, teller(home, now), [source.id for source in sources])


def teller(home: Home, now: datetime) -> "Tell":
    """Posts what is new to the channels that want to know."""
    from archive.ledger import deliveries
    from scheduler.delivery import messages

    to = home.settings().deliver.targets(Occasion.ALARM)

    def tell(fresh: "Sequence[Alarm]", over: "Sequence[Alarm]") -> None:
        if to and (message := messages.alarms(fresh, over, now)):
            deliveries.post(message, to, now)

    return tell
