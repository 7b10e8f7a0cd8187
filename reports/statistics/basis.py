"""What every chapter counts from: the period, the periods it is compared with, and the registers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from model.bureau import Topic, Unit
from model.table import Split
from reports.period import LOCAL, Period

if TYPE_CHECKING:
    from archive.ledger.counting import Coverage


@dataclass(frozen=True, kw_only=True)
class Basis:
    period: Period
    cutoff: datetime  # aware, local
    bureau: str
    root: str  # Unit.id of the bureau itself, "" before it has been loaded
    current: "Coverage"
    previous: "Coverage"  # the month before
    year_before: "Coverage"  # the same month of the year before
    twelve: "Coverage"  # the twelve months that end with the period
    known_since: date | None  # first day with an article; None: nothing at all
    outlets: dict[str, str]  # Outlet.name by id
    units: tuple[Unit, ...]  # all, in display order
    topics: tuple[Topic, ...]

    @property
    def preview(self) -> bool:
        """Whether the period is not over yet."""
        return self.cutoff.date() <= self.period.until

    @property
    def split(self) -> Split:
        return sum(self.current.by("level").values(), Split())

    def known(self, coverage: "Coverage") -> bool:
        """Whether the archive had begun: before that a count of 0 says nothing."""
        return self.known_since is not None and self.known_since <= coverage.until

    def valid(self, register: Unit | Topic) -> bool:
        """Whether a unit or topic existed on any day of the period."""
        period = self.period
        return (register.since or date.min) <= period.until and (register.until or date.max) >= period.since


def gather(period: Period, cutoff: datetime) -> Basis:
    """The basis of a month from the connected ledger."""
    from archive.ledger import counting  # needs a connected Django

    cutoff = cutoff.astimezone(LOCAL).replace(microsecond=0)
    until = min(period.until, cutoff.date())
    previous, year_before = period.earlier(1), period.earlier(12)
    root = counting.bureau()
    return Basis(
        period=period,
        cutoff=cutoff,
        bureau=root.name if root else "本单位",
        root=root.id if root else "",
        current=counting.Coverage(period.since, until, cutoff=cutoff),
        previous=counting.Coverage(previous.since, previous.until),
        year_before=counting.Coverage(year_before.since, year_before.until),
        twelve=counting.Coverage(period.earlier(11).since, until, cutoff=cutoff),
        known_since=counting.earliest(),
        outlets=counting.outlet_names(),
        units=tuple(counting.units()),
        topics=tuple(counting.topics()),
    )
