"""One source in one run: its lists walked newest first, each new article fetched once."""

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from crawler.captured import captured
from crawler.discover.found import Found, Link
from crawler.door import Door
from crawler.download import Failed
from crawler.elsewhere import readable
from crawler.fetch import Fetcher, Wish
from crawler.following import whole
from crawler.guard import Refused, host_of
from crawler.handover import Broken, Handover
from crawler.horizon import DEEP, Horizon
from crawler.lists import Lists
from model.address import canonical
from model.capture import Capture
from model.outcome import Tally
from model.source import Source

FOREIGN = "搜索结果的标题和摘要里没有本单位和专题的字样，没有去取"
ABREAST = 16  # articles of one source that wait for their turn
OWED = 500  # addresses of earlier runs that are tried again in one run

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What the visits of one run share."""

    fetcher: Fetcher
    door: Door
    handover: Handover
    delay: float  # seconds between requests to one host, where the source names none
    since: datetime | None  # the first moment of interest
    links: Mapping[str, Sequence[Link]]  # by Source.id: what to collect in place of its lists
    begun: set[str]  # canonical addresses that some visit of this run has asked for


class Visit:
    """Fills `tally`; every error of the source ends here."""

    def __init__(self, source: Source, errand: Errand, tally: Tally) -> None:
        self.source = source
        self.errand = errand
        self.fetcher = errand.fetcher
        self.door = errand.door
        self.handover = errand.handover
        self.tally = tally
        self.delay = errand.delay if source.delay is None else source.delay
        self.horizon = Horizon(errand.since)
        self.met: set[str] = set()  # canonical addresses of this run
        self.room = asyncio.Semaphore(ABREAST)
        self.tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Raises Broken and nothing else."""
        began = time.monotonic()
        try:
            self.horizon = await self.handover.ask(self.looking)
            if (given := self.errand.links.get(self.source.id)) is not None:
                await self.take({canonical(row.url): row for row in given}, Found(rows=tuple(given)))
            else:
                lists = self.lists()
                for rules in self.source.discover:
                    await lists.survey(rules)
            await self.done()
            if not self.tally.error:
                await self.owed()
                await self.revisit()
        finally:
            for task in self.tasks:
                task.cancel()
            self.tally.seconds = time.monotonic() - began

    def looking(self) -> Horizon:
        """How far back this run looks; asks the door."""
        since, last_run = self.errand.since, self.door.last_run(self.source.id)
        return Horizon(since, last_run, DEEP if last_run and self.door.deep(self.source.id) else 1)

    def lists(self) -> Lists:
        return Lists(
            source=self.source,
            fetcher=self.fetcher,
            door=self.door,
            handover=self.handover,
            delay=self.delay,
            horizon=self.horizon,
            met=self.met,
            take=self.take,
            error=self.error,
        )

    def error(self, reason: str) -> None:
        self.tally.error = self.tally.error or reason
        log.warning("采集源 %s：%s", self.source.id, reason)

    async def take(self, fresh: Mapping[str, Link], found: Found) -> bool:
        """Starts fetching what is new on a page, by canonical address; False where the list may end here."""
        self.met.update(fresh)
        wanted = {name: row for name, row in fresh.items() if not self.horizon.too_old(row)}
        self.tally.found += len(wanted)
        known = await self.handover.ask(partial(self.door.known, self.source.id, wanted))
        new = {name: row for name, row in wanted.items() if name not in known}
        foreign = await self.foreign(new)
        for name, row in new.items():
            if name not in foreign:
                await self.begin(name, row)
        return not self.horizon.enough(found.rows, all_known=len(known) == len(wanted))

    async def foreign(self, new: Mapping[str, Link]) -> set[str]:
        """Hits of a search that are not worth a request, by what it shows of them; each is told to the door. What shows no excerpt is fetched."""
        shown = {name: f"{row.title}。{row.excerpt}" for name, row in new.items() if row.excerpt}
        found = await self.handover.ask(partial(self.door.unconcerned, shown)) if shown else set()
        for name in found:
            await self.handover.put(partial(self.door.refused, self.source.id, name, FOREIGN))
        return found

    async def begin(self, name: str, row: Link) -> None:
        if name in self.errand.begun:
            return  # another source has it on its list too
        self.errand.begun.add(name)
        await self.room.acquire()
        task = asyncio.create_task(self.article(name, row))
        self.tasks.add(task)

    async def done(self) -> None:
        """Waits for the articles begun so far; says why if the lists' own servers would not have us any longer."""
        await asyncio.gather(*self.tasks)
        self.tasks.clear()
        for rules in self.source.discover:
            host = self.fetcher.hosts.get(host_of(rules.url))
            if host and host.stopped and not self.tally.error:
                self.error(host.stopped)

    async def owed(self) -> None:
        """Accepted in earlier runs and still without an outcome. After the lists, so that dead pages never stand before new ones."""
        waiting = await self.handover.ask(partial(self.door.waiting, self.source.id))
        for row in waiting[:OWED]:
            if (name := canonical(row.url)) not in self.met:
                self.met.add(name)
                await self.begin(name, row)
        await asyncio.gather(*self.tasks)

    async def revisit(self) -> None:
        """Looks again at articles of the archive: whether they still stand, and what they show now."""
        for url in await self.handover.ask(partial(self.door.due, self.source.id)):
            try:
                answer = await self.fetcher.get(url, Wish(self.delay))
                if answer.status in (200, 203, 404, 410):
                    capture = await whole(captured(answer, self.source.id, canonical(url), again=True), self.following, self.part)
                    self.tally.revisited += 1
                    await self.handover.put(partial(self.door.receive, capture))
            except (Failed, Refused) as problem:
                log.info("采集源 %s：复查 %s 没有取到（%s），下次再看", self.source.id, url, problem)

    async def article(self, name: str, row: Link) -> None:
        """One article, to the door in one of three ways."""
        try:
            answer = await self.fetcher.get(readable(row.url), Wish(self.delay))
            if answer.status in (404, 410):
                raise Refused(f"已撤稿或不存在（{answer.status}）")
            if answer.status not in (200, 203) or not answer.body:
                raise Failed(f"应答 {answer.status}" if answer.body or answer.status >= 300 else "应答为空")
            self.tally.fetched += 1
            capture = await whole(captured(answer, self.source.id, name, row), self.following, self.part)
            if row.parts:
                rest = [part for url in row.parts if (part := await self.part(url))]
                capture = replace(capture, parts=(*capture.parts, *rest))
            await self.handover.put(partial(self.door.receive, capture))
        except Refused as decision:
            await self.handover.put(partial(self.door.refused, self.source.id, name, str(decision)))
        except Failed as failure:
            await self.fail(name, str(failure))
        except Broken:
            raise
        except Exception as error:
            log.exception("采集源 %s：取 %s 时程序出错", self.source.id, row.url)
            await self.fail(name, f"程序出错（{type(error).__name__}: {error}）")
        finally:
            self.room.release()

    async def following(self, capture: Capture) -> str:
        """The address of the page that follows one of an article, "" where none does."""
        return await self.handover.ask(partial(self.door.following, capture))

    async def part(self, url: str) -> Capture | None:
        """A further page of an article; None where there is none. Raises Failed or Refused."""
        answer = await self.fetcher.get(url, Wish(self.delay))
        if answer.status in (404, 410):
            return None
        if answer.status != 200 or not answer.body:
            raise Failed(f"续页 {url} 应答 {answer.status}")
        return captured(answer, self.source.id)

    async def fail(self, name: str, reason: str) -> None:
        self.tally.failed += 1
        await self.handover.put(partial(self.door.failed, self.source.id, name, reason))
