"""Runs of the timetable: what the clock remembers of each job."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class RunState(StrEnum):
    """Where a run stands. The last three are its end."""

    WAITING = "waiting"  # for a worker
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"  # its process is gone without an end: its slot is owed again


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """What is remembered of a job; of one that never ran, all defaults.

    A slot is the moment of the timetable that a run answers, as the wall clock of the job's time zone shows it (naive).
    """

    answered: datetime | None = None  # the last slot that was answered
    fed: datetime | None = None  # the last slot whose run brought something new
    failures: int = 0  # in a row
    not_before: datetime | None = None  # aware: after failures the job waits until then
    paused: datetime | None = None  # aware: since when a person has it paused
    asked: datetime | None = None  # aware: when a person asked for a run besides the timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """A run that is to begin."""

    job: str
    slot: datetime  # naive
    asked: bool
    source: str
    lock: str
    deadline: datetime  # aware


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of one job that has not ended. Jobs that share a process share its log."""

    number: int
    job: str
    slot: datetime  # naive
    asked: bool  # by a person, besides the timetable
    state: RunState
    source: str  # Source.id, of a crawl
    lock: str
    pid: int  # of the process group; 0 while waiting
    host: str
    log: str  # file of its output
    started: datetime  # aware
    deadline: datetime  # aware: then its processes are ended
    fence: int = field(repr=False)  # who writes about this run must know it
