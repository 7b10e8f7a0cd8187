"""The clock: a heartbeat that starts what is due, each as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler

from archive.ledger import jobs as ledger
from archive.ledger import leases
from archive.ledger.connect import disconnect
from archive.ledger.jobs import CLOCK, End
from archive.ledger.leases import Fenced
from model.run import Run, RunState
from scheduler.due import Due, beginnings, due, processes
from scheduler.orders import hand_over
from scheduler.process import Process, exit_moment, exit_status, kill, lives
from scheduler.queue import Queue
from scheduler.steady import Steady, Time
from scheduler.timetable import LOCAL, Job

HEARTBEAT = 30  # seconds
LEASE = timedelta(seconds=90)
PATIENCE = 10.0  # seconds from being asked to end until being killed, when the clock stops
SIGNALLED = 128  # a shell adds to this the number of the signal that ended a command

DOUBTS = {
    Time.AHEAD: "系统时间比上次运行晚了一年多，恐怕不对，所以什么也不启动；改正系统时间即恢复，时间无误则运行 jianbao schedule --trust-time",
    Time.BEHIND: "系统时间早于上次运行，恐怕不对，所以什么也不启动；改正系统时间即恢复，时间无误则运行 jianbao schedule --trust-time",
}


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Clock:
    """Starts due jobs until it is stopped. The ledger must be connected."""

    timetable: Callable[[], Sequence[Job]]  # asked at every beat
    prefix: Sequence[str]  # the command line before a job's arguments
    logs: Path
    say: Callable[[str], None]
    room: int = 2  # processes at the same time
    quiet: str = ""
    queue: Queue | None = None  # to the workers; None: everything runs here
    now: Callable[[], datetime] = utc_now
    steady: Steady = field(default_factory=Steady)
    host: str = field(default_factory=socket.gethostname)
    fence: int | None = None  # None: another clock works
    _jobs: Sequence[Job] = ()
    _began: datetime | None = None
    _said: str = ""
    _children: list["subprocess.Popen[bytes]"] = field(default_factory=list)  # so that their ends are taken note of

    def run(self) -> None:
        """Beats until SIGINT or SIGTERM; then ends the processes that run."""
        # One thread: beats never overlap, and all of them use the ledger from the same one.
        clock = BlockingScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone=UTC)
        clock.add_job(self.safe_beat, "interval", seconds=HEARTBEAT, next_run_time=utc_now(), coalesce=True, misfire_grace_time=None)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            clock.start()
        except (KeyboardInterrupt, SystemExit):
            self.say("正在停止")
        finally:
            self.stop()

    def safe_beat(self) -> None:
        """A beat that goes wrong (the database is away) is told and tried again."""
        try:
            self.beat()
        except Exception as error:
            self._once(f"时钟这一次没有走成（{type(error).__name__}：{error}），{HEARTBEAT} 秒后再试")
            disconnect()

    def beat(self) -> None:
        """Records what has ended and starts what is due."""
        now = self.now()
        self._began = self._began or now
        try:
            if self._leads(now):
                self._work(now)
        except Fenced:
            self.fence = None
            self._once("另一个时钟已经接手，本进程待命")

    def stop(self) -> None:
        """Ends what runs, as interrupted, and lets another clock begin at once."""
        if self.fence is None:
            return
        running = [run for run in ledger.active() if run.state is RunState.RUNNING and run.host == self.host]
        for pid in {run.pid for run in running if lives(Path(run.log))}:
            kill(pid, signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        while any(lives(Path(run.log)) for run in running) and time.monotonic() < until:
            time.sleep(0.05)
        for pid in {run.pid for run in running if lives(Path(run.log))}:
            kill(pid, signal.SIGKILL)
        try:
            self._reap(self.now())
        except Fenced:
            return
        leases.release(CLOCK, self.fence)

    def _leads(self, now: datetime) -> bool:
        """Whether this clock holds the lease; takes it where it can."""
        if self.fence is not None:
            return True  # so it was at the last beat; the first thing that is written now tells whether it still is
        self.fence = leases.take(CLOCK, f"{self.host}:{os.getpid()}", now, LEASE)
        if self.fence is None:
            self._once(f"另一个时钟正在运行（{leases.holder(CLOCK)}），本进程待命；它停下后由本进程接手")
            return False
        ledger.adopt(self.fence, self.host)
        self._once("时钟已启动，本进程负责启动任务")
        return True

    def _work(self, now: datetime) -> None:
        assert self.fence is not None
        assert self._began is not None
        jobs = self._jobs = self.timetable()
        believed = self.steady.judge(now, leases.seen(CLOCK))
        leases.renew(CLOCK, self.fence, now, LEASE, seen=now if believed in (Time.RIGHT, Time.UNSETTLED) else None)
        self._reap(now)
        if believed in DOUBTS:
            self._once(DOUBTS[believed])
            return
        if believed is Time.CORRECTED:
            taken_back = ledger.rewind(self.fence, now)
            self._once(f"系统时间曾经走快，已改正：{len(taken_back)} 项任务按正确的时间重新计算")
            leases.renew(CLOCK, self.fence, now, LEASE, seen=now)
        running = ledger.active()
        states = ledger.states()
        if fresh := beginnings(jobs, states, now):
            ledger.count_from(self.fence, fresh)
        found = due(jobs, states, {run.job for run in running}, now, self._began, quiet=self.quiet)
        if believed is Time.UNSETTLED:
            found = [one for one in found if not one.job.every]
        if self.queue:
            found, ended = hand_over(self.queue, self.fence, found, jobs, now)
            self._tell(ended)
        here = [run for run in running if run.host == self.host]
        for number, together in enumerate(processes(found, here, self.room - len({run.log for run in here}))):
            self._start(together, now, number)

    def _start(self, together: Sequence[Due], now: datetime, number: int) -> None:
        assert self.fence is not None
        arguments = command(together)
        log = self.logs / f"{now.astimezone(LOCAL):%Y%m%d-%H%M%S}-{arguments[0]}-{self.fence}-{number}.log"
        process = Process.prepare([*self.prefix, *arguments], log)
        try:
            begun = ledger.begin(self.fence, [one.begin(now) for one in together], now, log=str(log), pid=process.pid, host=self.host)
        except BaseException:
            process.leave()
            raise
        if len(begun) < len(together):  # the ledger knew more than we: at the next beat we know it too
            process.leave()
            ledger.end(begun, End(exit_status=None, reason="没有开始", interrupted=True), now)
            return
        process.go()
        self._children.append(process.child)
        names = " ".join(arguments[:4])
        self.say(f"开始 {names}{f' 等 {len(together)} 个' if len(arguments) > 4 else ''}，记录在 {log}")

    def _reap(self, now: datetime) -> None:
        """Records what has ended, whichever clock began it, and ends what takes too long."""
        self._children = [child for child in self._children if child.poll() is None]
        until_done = {job.id for job in self._jobs if not job.source}  # a crawl has its next slot
        for log, runs in by_process(run for run in ledger.active() if self._ours(run)).items():
            ended = end_of(runs, Path(log), now)
            if ended is None and len(runs) > 1:  # a slow source holds no other one up
                self._tell(ledger.end(ledger.over(runs), End(exit_status=0), now))
            if ended:
                self._tell(ledger.end(runs, ended, now, until_done))

    def _tell(self, ended: Iterable[tuple[Run, RunState, str]]) -> None:
        for run, state, reason in ended:
            if state is not RunState.DONE:
                self.say(f"{run.job}（{run.slot:%m-%d %H:%M}）{'中断，将重新运行' if state is RunState.INTERRUPTED else '失败'}：{reason}")

    def _ours(self, run: Run) -> bool:
        """Whether this machine can tell how the run is: its log is here, or the run is long over its time."""
        return run.state is RunState.RUNNING and (run.host == self.host or Path(run.log).exists() or self.now() > run.deadline)

    def _once(self, sentence: str) -> None:
        """Says what has changed, not the same thing at each beat."""
        if sentence != self._said:
            self._said = sentence
            self.say(sentence)


def command(together: Sequence[Due]) -> list[str]:
    """The arguments of what shares a process: one command, with all their sources."""
    first, *others = together
    return first.job.command(first.slot) + [one.job.source for one in others]


def by_process(runs: Iterable[Run]) -> dict[str, list[Run]]:
    """Runs by the log of the process that they share."""
    found: dict[str, list[Run]] = {}
    for run in runs:
        found.setdefault(run.log, []).append(run)
    return found


def end_of(runs: Sequence[Run], log: Path, now: datetime) -> End | None:
    """How a process ended; None while it runs. One that is over its time is asked to end, and killed a beat later."""
    deadline, limit = max(run.deadline for run in runs), runs[0].deadline - runs[0].started
    late = f"超过时限 {limit.total_seconds() / 3600:g} 小时，已终止"
    if lives(log):
        if now >= deadline:
            kill(runs[0].pid, signal.SIGTERM if now < deadline + timedelta(seconds=HEARTBEAT) else signal.SIGKILL)
        return None
    status = exit_status(log)
    if status is not None and status <= SIGNALLED:
        at = exit_moment(log)
        # A moment out of order is that of a machine whose time was wrong.
        return End(exit_status=status, at=at if at and runs[0].started <= at <= now else None)
    if now >= deadline:
        return End(exit_status=status, reason=late)
    return End(exit_status=status, reason=f"进程被信号 {status - SIGNALLED} 终止" if status else "进程没有结束就消失了", interrupted=True)


def command_prefix(home: Path) -> list[str]:
    """How this program is started again for another command on the same home."""
    return [sys.executable, "-m", "cli", "--home", str(home)]
