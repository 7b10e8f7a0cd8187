"""What every chapter counts from: the period, the periods it is compared with, and the registers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from model.bureau import DEFAULT_POINTS, PointsRule, Topic, Unit
from model.calendar import Calendar
from model.entry import Entry, EntryKind
from model.outlet import Level
from model.settings import PLAIN, ReportSettings
from model.snapshot import Afterwards
from model.table import Split
from reports.calendars import shipped
from reports.period import DUE, LOCAL, Period, shifted
from reports.scope import WHOLE, Scope
from reports.statistics.printed import Printed

if TYPE_CHECKING:
    from archive.ledger.counting import Coverage


@dataclass(frozen=True, kw_only=True)
class Basis:
    period: Period
    scope: Scope
    cutoff: datetime  # aware, local
    bureau: str  # whose report it is
    root: str  # Unit.id of the bureau itself, "" before it has been loaded
    current: "Coverage"
    previous: "Coverage | Printed"  # the period before, as it was printed where it is closed
    year_before: "Coverage | Printed"  # the same period of the year before
    twelve: "Coverage"  # the twelve months that end with the period's last
    live_previous: "Coverage"  # the period before as the ledger has it now
    live_year_before: "Coverage"
    printed_months: Mapping[str, Printed]  # the closed ones of the twelve, by Period.id
    known_since: date | None  # first day with an article; None: nothing at all
    outlets: dict[str, str]  # Outlet.name by id
    units: tuple[Unit, ...]  # all, in display order
    topics: tuple[Topic, ...]
    parents: Mapping[str, str] = field(default_factory=dict)  # Unit.id of the unit above, by Unit.id
    rules: tuple[PointsRule, ...] = ()  # all versions, oldest first
    entries: tuple[Entry, ...] = ()  # of the period
    cases: tuple[Entry, ...] = ()  # questions and requests of the period, and those that were open when it began
    calendar: Calendar = field(default_factory=Calendar)  # of working days
    entries_before: tuple[Entry, ...] = ()  # of the period before
    late: tuple[Afterwards, ...] = ()  # 补录
    corrected: tuple[Afterwards, ...] = ()  # 更正
    settings: ReportSettings = PLAIN
    running: tuple[str, ...] = ()  # outlets that were being collected from when the period was counted, if it was due then
    newest: int = 0  # number of the newest article
    kept: dict[str, object] = field(default_factory=dict)  # what chapters share and count once

    def rule(self, last: date) -> PointsRule:
        """The version of the points rule that holds for a period with this last day; the usual one where the office has none."""
        return next((rule for rule in reversed(self.rules) if rule.since <= last), DEFAULT_POINTS)

    @property
    def upper(self) -> tuple[Level, ...]:
        """The levels that 省级以上 takes in."""
        return self.settings.upper

    def entered(self, kind: EntryKind) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind is kind]

    def unit_name(self, id: str) -> str:
        return next((unit.name for unit in self.units if unit.id == id), id)

    @property
    def preview(self) -> bool:
        """Whether the period is not over yet."""
        return self.cutoff.date() <= self.period.until

    @property
    def months(self) -> list[Period]:
        """Twelve months; the last one is that in which the period, or what is known of it, ends."""
        last = Period.month_of(self.current.until)
        return [last.earlier(back) for back in range(11, -1, -1)]

    @property
    def split(self) -> Split:
        return sum(self.current.by("level").values(), Split())

    def known(self, coverage: "Coverage | Printed") -> bool:
        """Whether the archive had begun: before that a count of 0 says nothing. What was printed is known."""
        return isinstance(coverage, Printed) or (self.known_since is not None and self.known_since <= coverage.until)

    def valid(self, register: Unit | Topic) -> bool:
        """Whether a unit or topic existed on any day of the period."""
        period = self.period
        return (register.since or date.min) <= period.until and (register.until or date.max) >= period.since


def _printed(month: str, figures: Mapping[str, Any]) -> Printed:
    days = Period.month_of(date.fromisoformat(f"{month}-01"))
    return Printed(days.since, days.until, figures)


def gather(period: Period, cutoff: datetime, scope: Scope = WHOLE, settings: ReportSettings = PLAIN, calendar: Calendar | None = None) -> Basis:
    """The basis of a report from the connected ledger."""
    from archive.ledger import counting, entries, lists, registers, runs, snapshots  # need a connected Django

    apart = () if settings.count_own_as_media else counting.APART
    counted: dict[tuple[date, date, datetime | None], Coverage] = {}

    def coverage(since: date, until: date, cutoff: datetime | None = None) -> "Coverage":
        # The period before a year is also the same period of the year before: counted once.
        if (since, until, cutoff) not in counted:
            counted[since, until, cutoff] = counting.Coverage(since, until, units=scope.units, topics=scope.topics, cutoff=cutoff, apart=apart)
        return counted[since, until, cutoff]

    def compared(other: Period) -> "Coverage | Printed":
        closed = snapshots.figures(other.kind, scope.id, other.since, other.since).get(other.id)
        return Printed(other.since, other.until, closed) if closed else coverage(other.since, other.until)

    cutoff = cutoff.astimezone(LOCAL).replace(microsecond=0)
    until = min(period.until, cutoff.date())
    previous = period.before
    year = shifted(Period.month_of(until).since, -11)
    months = snapshots.figures("month", scope.id, year, until)
    root = lists.bureau()
    due = datetime.combine(period.until + timedelta(days=1), DUE, LOCAL)
    monthly = period.kind == "month"
    return Basis(
        period=period,
        scope=scope,
        cutoff=cutoff,
        bureau=scope.name or (root.name if root else "本单位"),
        root=root.id if root else "",
        current=coverage(period.since, until, cutoff),
        previous=compared(previous),
        year_before=compared(period.year_before),
        twelve=coverage(year, until, cutoff),
        live_previous=coverage(previous.since, previous.until),
        live_year_before=coverage(period.year_before.since, period.year_before.until),
        printed_months={key: _printed(key, figures) for key, figures in months.items() if key != period.id},
        known_since=counting.earliest(),
        outlets=lists.outlet_names(),
        units=tuple(lists.units()),
        topics=tuple(lists.topics()),
        parents=lists.parents(),
        rules=registers.points(),
        entries=tuple(entries.between(period.since, until)),
        cases=tuple(entries.cases(period.since, until)),
        calendar=calendar or shipped(),
        entries_before=tuple(entries.between(previous.since, previous.until)),
        late=tuple(snapshots.late(period.since, scope.id, period.id, apart)) if monthly and not scope.id else (),
        corrected=tuple(snapshots.corrected(period.since, scope.id, period.id)) if monthly and not scope.id else (),
        settings=settings,
        running=tuple(runs.running(cutoff, due)) if timedelta(0) <= cutoff - due < timedelta(days=1) else (),
        newest=snapshots.newest(),
    )
