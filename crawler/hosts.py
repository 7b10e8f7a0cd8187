"""Politeness: whose turn it is to be asked, how long to wait, when to leave a server alone for the day."""

import asyncio
import math
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crawler.discover.dates import CHINA
from crawler.download import Answer, Failed

STRIKES = 3  # refusals in a row after which a server is left alone
SHORT = 60.0  # seconds that a run waits for a server; longer waits end its turn in this run
LONGEST = 6 * 3600.0  # seconds of a Retry-After that we believe
SOON = 0.5  # seconds: the pauses after refusals double from here, or from the delay where that is longer
SLOWEST = 60.0  # seconds to which slow answers stretch the delay
FAST = 8  # requests at once where neither we nor the server asked for a delay
REFUSING = {401, 403, 412, 418, 429, 432}  # and every 5xx


class Host:
    """One server: requests one after the other, `delay` seconds apart and more when it answers slowly or refuses."""

    def __init__(self, name: str, delay: float, everyone: asyncio.Semaphore, clock: Callable[[], float] = time.monotonic) -> None:
        self.name = name
        self.delay = delay
        self.everyone = everyone  # bounds the requests to all servers together
        self.clock = clock
        self.gate = asyncio.Semaphore(1 if delay else FAST)
        self.due = 0.0  # of `clock`: nothing is asked before
        self.latency = 0.0  # smoothed seconds to the first byte
        self.strikes = 0
        self.stopped = ""  # why nothing more is asked in this run, in Chinese
        self.until: datetime | None = None  # aware: when the server may be asked again, where it has refused us; later runs keep to it

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[int]:
        """Waits until the server may be asked; gives the strikes at that moment. Raises Failed when it is left alone."""
        async with self.gate:
            while not self.stopped and (wait := self.due - self.clock()) > 0:
                await asyncio.sleep(wait)
            if self.stopped:
                raise Failed(self.stopped)
            async with self.everyone:
                yield self.strikes
            if self.delay:
                pause = max(self.delay, min(self.latency, SLOWEST))
                self.due = max(self.due, self.clock() + pause * random.uniform(1, 1.25))  # noqa: S311

    def slow_to(self, delay: float) -> None:
        """For Crawl-delay of robots.txt, or a source that asks for more than the others."""
        if delay > self.delay:
            if not self.delay:
                self.gate = asyncio.Semaphore(1)
            self.delay = delay

    def answered(self, answer: Answer, strikes: int) -> None:
        """Learns from an answer; `strikes` is what `turn` gave, so that parallel refusals count once."""
        self.latency += (answer.request.meta.get("download_latency", 0.0) - self.latency) / 4
        if answer.status in REFUSING or answer.status >= 500:
            self.strike(f"应答 {answer.status}", strikes, retry_after(answer.field("retry-after"), datetime.now(UTC)), answered=True)
        else:
            self.strikes = 0

    def strike(self, reason: str, strikes: int, wait: float | None = None, answered: bool = False) -> None:
        """A refusal or no answer: waits longer each time, and after three in a row no more today."""
        if strikes != self.strikes or self.stopped:
            return
        self.strikes += 1
        if wait is not None and wait > SHORT:
            self.until = datetime.now(UTC) + timedelta(seconds=wait)
            self.stopped = f"{self.name} 要求 {math.ceil(wait / 60)} 分钟后再来，本次停采（{reason}）"
        elif self.strikes >= STRIKES:
            self.until = midnight(datetime.now(UTC)) if answered else None  # where no answer came, our own line may be down
            self.stopped = f"{self.name} 连续 {STRIKES} 次拒绝或无应答，今天停采（{reason}）"
        self.due = self.clock() + (wait if wait is not None else max(self.delay, SOON) * 2**self.strikes)


def midnight(now: datetime) -> datetime:
    """When the next day begins in China."""
    return datetime.combine(now.astimezone(CHINA).date() + timedelta(days=1), datetime.min.time(), CHINA)


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a server asks us to wait, up to six hours; None without a sensible answer."""
    if value.strip().isdigit():
        return min(float(value[:10]), LONGEST)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    seconds = (moment - now).total_seconds() if moment.tzinfo else -1
    return min(seconds, LONGEST) if seconds >= 0 else None
