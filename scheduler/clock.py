"""The clock: a heartbeat that starts what is due, each as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from archive.ledger import jobs as runs
from model.outcome import UserError
from scheduler.timetable import LOCAL, Due, Job, due

HEARTBEAT = 30  # seconds
AT_ONCE = 2  # processes at the same time
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(slots=True)
class Clock:
    """Starts due jobs until it is stopped. The ledger must be connected."""

    timetable: Callable[[], Sequence[Job]]  # asked at each beat, so that a change in the register counts at once
    prefix: Sequence[str]  # the command line before a job's arguments
    logs: Path
    say: Callable[[str], None]
    _running: dict[tuple[str, datetime], "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def run(self) -> None:
        """Beats until SIGINT or SIGTERM; then ends the processes it started."""
        for job in runs.forget_interrupted():
            self.say(f"{job}：上次运行中断，将重新运行")
        # One thread: beats never overlap, and all of them use the ledger from the same one.
        clock = BlockingScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone=UTC)
        clock.add_job(self.beat, "interval", seconds=HEARTBEAT, next_run_time=datetime.now(UTC), coalesce=True, misfire_grace_time=None)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            clock.start()
        except (KeyboardInterrupt, SystemExit):
            self.say("正在停止")
        finally:
            self.stop()

    def beat(self) -> None:
        """Records what has ended and starts what is due."""
        self._reap()
        active = {job for job, _ in self._running}
        for one in due(self.timetable(), runs.answered(), datetime.now(UTC), moments):
            if len(self._running) >= AT_ONCE:
                return
            if one.job.id not in active:
                self._start(one)
                active.add(one.job.id)

    def stop(self) -> None:
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            process.wait()
        self._reap()

    def _start(self, one: Due) -> None:
        arguments = one.job.command(one.slot)
        log = self.logs / f"{one.slot.astimezone(LOCAL):%Y%m%d-%H%M}-{arguments[0]}.log"
        # Recorded before it is started: another clock that sees the same slot due leaves it alone.
        if not runs.begin(one.job.id, one.slot, os.getpid(), str(log)):
            return
        self.logs.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            process = subprocess.Popen(  # noqa: S603
                [*self.prefix, *arguments], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        runs.started(one.job.id, one.slot, process.pid)
        self._running[one.job.id, one.slot] = process
        self.say(f"开始 {' '.join(arguments[:4])}{' …' if len(arguments) > 4 else ''}，记录在 {log}")

    def _reap(self) -> None:
        for (job, slot), process in list(self._running.items()):
            if process.poll() is not None:
                runs.end(job, slot, process.returncode)
                del self._running[job, slot]
                self.say(f"{job}：{'完成' if process.returncode == 0 else f'失败（退出码 {process.returncode}），请看运行记录'}")


def moments(cron: str, after: datetime, until: datetime) -> list[datetime]:
    """The moments of a cron expression in local time after `after` and up to `until`. Errors: UserError."""
    found: list[datetime] = []
    moment = next_moment(cron, after)
    while moment and moment <= until:
        found.append(moment)
        moment = next_moment(cron, moment)
    return found


def next_moment(cron: str, after: datetime) -> datetime | None:
    """The first moment of a cron expression after `after`, in UTC; None where it never comes. Errors: UserError."""
    moment = cron_trigger(cron).get_next_fire_time(None, after + timedelta(microseconds=1))
    return moment.astimezone(UTC) if moment else None


@cache
def cron_trigger(cron: str) -> CronTrigger:
    """Five fields as in crontab. Errors: UserError naming the expression."""
    fields = cron.split()
    if len(fields) != 5:
        raise UserError(f"时间表“{cron}”不对：应有五段（分 时 日 月 周），例如 30 7,12,18 * * *")
    minute, hour, day, month, weekday = fields
    try:
        return CronTrigger(minute=minute, hour=hour, day=day, month=month, day_of_week=_named(weekday), timezone=LOCAL)
    except ValueError as error:
        raise UserError(f"时间表“{cron}”不对：{error}") from None


def _named(weekday: str) -> str:
    """APScheduler counts weekdays from Monday as 0, crontab from Sunday: names mean the same to both."""
    return "".join(DAYS[int(char)] if char.isdigit() and int(char) < len(DAYS) and "/" not in weekday else char for char in weekday)


def command_prefix(home: Path) -> list[str]:
    """How this program is started again for another command on the same home."""
    return [sys.executable, "-m", "cli", "--home", str(home)]
