"""A worker: takes runs from the queue, on any machine, each as a process of its own that ends with the worker."""

import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from archive.ledger import jobs as ledger
from archive.ledger.connect import disconnect
from archive.ledger.jobs import End
from archive.ledger.leases import Fenced
from model.run import Run, RunState
from scheduler.clock import PATIENCE, end_of
from scheduler.process import Process, kill
from scheduler.queue import HEARTBEAT, STALLED, work
from scheduler.timetable import LOCAL

LOOKS = 0.1  # seconds between two looks at a process


@dataclass(slots=True)
class Worker:
    """Works until it is stopped. The ledger must be connected."""

    database: str  # Settings.database, PostgreSQL
    prefix: Sequence[str]  # the command line before a job's arguments
    logs: Path
    say: Callable[[str], None]
    processes: int = 2  # at the same time
    heartbeat: float = HEARTBEAT
    stalled: float = STALLED
    host: str = field(default_factory=lambda: f"{socket.gethostname()}（工人 {os.getpid()}）")
    _number: "count[int]" = field(default_factory=count)

    def run(self) -> None:
        work(self.database, self.handle, self.processes, self.heartbeat, self.stalled)

    def handle(self, numbers: Sequence[int], command: Sequence[str], stopping: Callable[[], bool]) -> None:
        """Runs what still waits of these, in one process, and records how that ended."""
        try:
            begun = self._begin(numbers, command)
            if begun:
                self._finish(*begun, stopping)
        finally:
            disconnect()

    def _begin(self, numbers: Sequence[int], command: Sequence[str]) -> tuple[Process, list[Run]] | None:
        waiting = ledger.waiting(numbers)
        if not waiting:
            return None
        arguments = [*command, *(run.source for run in waiting if run.source)]
        log = self.logs / f"{datetime.now(LOCAL):%Y%m%d-%H%M%S}-{command[0]}-w{os.getpid()}-{next(self._number)}.log"
        process = Process.prepare([*self.prefix, *arguments], log, tied=True)
        try:
            taken = ledger.take([run.number for run in waiting], datetime.now(UTC), log=str(log), pid=process.pid, host=self.host)
        except BaseException:
            process.leave()
            raise
        if len(taken) < len(waiting):  # another worker was quicker
            process.leave()
            if taken:
                ledger.end(taken, End(exit_status=None, reason="没有开始", interrupted=True), datetime.now(UTC))
            return None
        process.go()
        self.say(f"开始 {' '.join(arguments[:4])}{f' 等 {len(taken)} 个' if len(arguments) > 4 else ''}，记录在 {log}")
        return process, taken

    def _finish(self, process: Process, runs: list[Run], stopping: Callable[[], bool]) -> None:
        log, asked_at = Path(runs[0].log), 0.0
        while (ended := end_of(runs, log, datetime.now(UTC))) is None:
            if stopping():
                asked_at = asked_at or time.monotonic()
                kill(process.pid, signal.SIGTERM if time.monotonic() < asked_at + PATIENCE else signal.SIGKILL)
            time.sleep(LOOKS)
        process.release()
        until_done = [run.job for run in runs if not run.source]
        # A clock on the same machine may have seen ends before us; one that took us for dead has given the runs to another.
        ours = [run for run in ledger.active() if run.host == self.host and run.log == str(log)]
        try:
            for run, state, reason in ledger.end(ours, ended, datetime.now(UTC), until_done):
                if state is not RunState.DONE:
                    self.say(f"{run.job} {'中断' if state is RunState.INTERRUPTED else '失败'}：{reason}")
        except Fenced:
            self.say(f"{runs[0].job} 已由时钟登记")
