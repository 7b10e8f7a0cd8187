"""The queue between the clock and the workers, in the same PostgreSQL: Procrastinate, with a lock for each server that is crawled.

The ledger decides: a run begins when a worker takes its row, once. So the queue may be told of a run as often as one likes,
and whatever it loses it is told again.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status

from model.outcome import UserError

NAME = "jianbao"  # of the queue
TASK = "run"
HEARTBEAT = 10.0  # seconds between two signs of life of a worker
STALLED = 30.0  # seconds without one after which it is taken for dead


@dataclass(frozen=True, slots=True)
class Order:
    """Runs that share a process, for the queue."""

    runs: tuple[int, ...]  # Run.number
    command: tuple[str, ...]  # the arguments of `jianbao` without the sources
    lock: str  # of the server; "": none

    @property
    def key(self) -> str:
        """One order a first run waits in the queue."""
        return f"run {self.runs[0]}"


Handle = Callable[[Sequence[int], Sequence[str], Callable[[], bool]], None]  # runs, command, whether to stop


@dataclass(slots=True)
class Queue:
    """The clock's side."""

    database: str  # Settings.database
    stalled: float = STALLED

    def prepare(self) -> None:
        """Makes the queue's tables where there are none. Errors: UserError."""
        if not self.database.startswith(("postgresql://", "postgres://")):
            raise UserError("设置 schedule.workers 需要 PostgreSQL：请把 database 写成 postgresql://…，或者去掉 schedule.workers")
        asyncio.run(self._prepare())

    def exchange(self, orders: Sequence[Order]) -> list[int]:
        """Tells the queue of these orders, those that it knows too; returns the runs whose worker is gone, and frees what they held."""
        return asyncio.run(self._exchange(orders))

    async def _prepare(self) -> None:
        async with application(self.database).open_async() as app:
            if await app.check_connection_async():
                return
            try:
                await app.schema_manager.apply_schema_async()
            except ConnectorException:
                if not await app.check_connection_async():  # else another process was quicker
                    raise

    async def _exchange(self, orders: Sequence[Order]) -> list[int]:
        lost: list[int] = []
        async with application(self.database).open_async() as app:
            for job in await app.job_manager.get_stalled_jobs(queue=NAME, seconds_since_heartbeat=self.stalled):
                assert job.id is not None
                lost += cast(list[int], job.task_kwargs["runs"])
                await app.job_manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=True)
            for one in orders:
                task = app.configure_task(TASK, queue=NAME, lock=one.lock or None, queueing_lock=one.key)
                try:
                    await task.defer_async(runs=list(one.runs), command=list(one.command))
                except AlreadyEnqueued:
                    continue
        return lost


def work(database: str, handle: Handle, processes: int, heartbeat: float = HEARTBEAT, stalled: float = STALLED) -> None:
    """The workers' side: takes orders until SIGINT or SIGTERM; `handle` is called in threads and returns when its runs have ended."""
    app = application(database, processes + 3)

    @app.task(name=TASK, pass_context=True)
    def run(context: procrastinate.JobContext, runs: list[int], command: list[str]) -> None:
        handle(runs, command, context.should_abort)

    app.run_worker(
        queues=[NAME],
        concurrency=processes,
        delete_jobs="always",  # the ledger holds the history
        shutdown_graceful_timeout=0,
        update_heartbeat_interval=heartbeat,
        stalled_worker_timeout=stalled,
    )


def application(database: str, connections: int = 1) -> procrastinate.App:
    more: dict[str, Any] = {"min_size": 1, "max_size": connections}
    return procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=database, **more))
