"""What was run: for the site and the command line."""

from dataclasses import dataclass
from datetime import datetime

from model.run import RunState


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """One run of the timetable, or a crawl that a person started by hand."""

    number: int | None  # of the timetable's run, by which its log is asked for; None: started by hand
    job: str
    source: str  # Source.id of a crawl, else ""
    asked: bool  # by a person
    state: RunState
    slot: datetime | None  # naive, of the job's wall clock; None: started by hand
    started: datetime  # aware
    finished: datetime | None  # aware
    host: str
    log: str  # path of its output
    reason: str  # why it failed or was interrupted, in Chinese
    found: int = 0  # these are of crawls
    fetched: int = 0
    kept: int = 0
    rejected: int = 0
    unreadable: int = 0
    failed: int = 0

    @property
    def seconds(self) -> float | None:
        return (self.finished - self.started).total_seconds() if self.finished else None
