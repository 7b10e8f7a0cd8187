"""The way to the door: one thread talks to it, in order, and the crawl waits while the line is full."""

import asyncio
from collections.abc import Callable
from typing import Self, TypeVar

WAITING = 16  # calls that may queue while as many are being made: what is fetched and not yet handed over
GATHER = 0.05  # seconds in which more may come: a hop to the thread and back takes as long as a tenth of fetching a page

Call = Callable[[], None]
T = TypeVar("T")


class Broken(Exception):
    """The door itself failed (disk, database): the crawl ends with the error that caused this one."""


class Handover:
    """Takes calls on the event loop and makes them in a thread, all that wait at once, so that a hop to the thread costs little a page."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Call] = asyncio.Queue(WAITING)
        self.error: Exception | None = None
        self.worker: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self.worker = asyncio.create_task(self.work())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        assert self.worker is not None
        try:
            if kind is None:
                await self.queue.join()
                self.check()
        finally:
            self.worker.cancel()

    async def put(self, call: Call) -> None:
        """Returns once there is room in the queue. Raises Broken when an earlier call failed."""
        await self.queue.put(call)
        self.check()

    async def ask(self, question: Callable[[], T]) -> T:
        """What the door answers, from a thread of its own: answers do not wait behind captures."""
        self.check()
        try:
            return await asyncio.to_thread(question)
        except Exception as error:
            self.error = self.error or error
            raise Broken from error

    def check(self) -> None:
        if self.error:
            raise Broken from self.error

    async def work(self) -> None:
        while True:
            calls = [await self.queue.get()]
            await asyncio.sleep(GATHER)
            while not self.queue.empty():
                calls.append(self.queue.get_nowait())
            try:
                if not self.error:  # after an error nothing more is said, and whoever waits for room learns of it
                    await asyncio.to_thread(make, calls)
            except Exception as error:
                self.error = error
            for _ in calls:
                self.queue.task_done()


def make(calls: list[Call]) -> None:
    for call in calls:
        call()
