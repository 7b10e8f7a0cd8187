"""A timetable and a clock whose time the test sets, without processes and without a ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from model.run import JobState
from model.settings import ScheduleSettings, Settings
from model.source import Discover, Kind, Source
from scheduler.due import NEVER, due
from scheduler.timetable import LOCAL, Job, timetable


def local(*parts: int, zone: ZoneInfo = LOCAL) -> datetime:
    """Aware."""
    return datetime(*parts, tzinfo=zone)  # type: ignore[misc,arg-type]


def source(name: str, schedule: str = "", kind: Kind = Kind.FEED, timezone: str = "Asia/Shanghai") -> Source:
    return Source(id=name, outlet=name, discover=(Discover(kind=kind, url=f"http://{name}.example/"),), schedule=schedule, timezone=timezone)


def lines(*sources: Source, spread: int = 0) -> list[Job]:
    return timetable(sources, Settings(schedule=ScheduleSettings(spread=spread)))


@dataclass
class World:
    """Answers what is due at once, and remembers it as the ledger would."""

    jobs: Sequence[Job]
    began: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    states: dict[str, JobState] = field(default_factory=dict)
    done: list[tuple[str, str]] = field(default_factory=list)  # (job, slot)

    def beat(self, now: datetime, quiet: str = "") -> list[tuple[str, str]]:
        """What began and ended at this moment: (job, slot)."""
        begun = [(one.job.id, f"{one.slot:%Y-%m-%d %H:%M}") for one in due(self.jobs, self.states, (), now, self.began, quiet=quiet)]
        for one in due(self.jobs, self.states, (), now, self.began, quiet=quiet):
            self.states[one.job.id] = replace(self.states.get(one.job.id, NEVER), answered=one.slot)
        self.done += begun
        return begun

    def settle(self, now: datetime) -> list[tuple[str, str]]:
        """Beats at one moment until nothing is due any more."""
        begun: list[tuple[str, str]] = []
        while more := self.beat(now):
            begun += more
        return begun

    def through(self, since: datetime, until: datetime, step: timedelta = timedelta(minutes=1)) -> list[tuple[str, str]]:
        begun: list[tuple[str, str]] = []
        moment = since.astimezone(UTC)
        while moment <= until:
            begun += self.beat(moment)
            moment += step
        return begun
