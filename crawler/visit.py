"""One source in one run: its lists walked newest first, each new article fetched once."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from crawler.discover import find, starts
from crawler.discover.days import dated
from crawler.discover.found import Found, Link, Next, Result
from crawler.door import Door, Validators
from crawler.download import Answer, Failed, plain
from crawler.fetch import Fetcher, Wish
from crawler.guard import Refused, host_of
from crawler.handover import Broken, Handover
from crawler.horizon import Horizon, Stop, ordered
from model.address import canonical, registrable
from model.capture import Capture
from model.outcome import Tally, UserError
from model.source import Discover, Kind, Source

ABREAST = 16  # articles of one source that wait for their turn
STUBBORN = 3  # attempts at a list page: without it the source gives nothing
OWED = 500  # addresses of earlier runs that are tried again in one run
REPEATS = 2
SEARCHES = 5.0  # seconds between questions to a search, where there is a delay at all

log = logging.getLogger(__name__)


class Absent(Exception):
    """No newspaper on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What the visits of one run share."""

    fetcher: Fetcher
    door: Door
    handover: Handover
    delay: float  # seconds between requests to one host, where the source names none
    since: datetime | None  # the first moment of interest
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
            self.horizon = replace(self.horizon, last_run=await self.handover.ask(partial(self.door.last_run, self.source.id)))
            for rules in self.source.discover:
                await self.survey(rules)
            await self.done()
            if not self.tally.error:
                await self.owed()
        finally:
            for task in self.tasks:
                task.cancel()
            self.tally.seconds = time.monotonic() - began

    async def survey(self, rules: Discover) -> None:
        """A list, the issues of some days, the words of a search."""
        try:
            first = starts(rules, datetime.now(UTC), self.horizon.since)
        except UserError as problem:
            self.error(str(problem))
            return
        served = [await self.ventured(rules, start) for start in first]
        if dated(rules) and not any(served):
            self.error(f"{rules.url}：{len(served)} 天里一天也没有，地址可能变了")

    async def ventured(self, rules: Discover, start: Next) -> bool:
        """Walks from a first page; what goes wrong on the way keeps no other list from being read. False on a day without an issue."""
        try:
            await self.walk(rules, start)
        except Broken:
            raise
        except Absent:
            return False
        except (Failed, Refused, UserError) as problem:
            self.error(f"{start.url}：{problem}")
        except Exception as error:
            log.exception("采集源 %s：读取 %s 时程序出错", self.source.id, start.url)
            self.error(f"{start.url}：程序出错（{type(error).__name__}: {error}）")
        return True

    def error(self, reason: str) -> None:
        self.tally.error = self.tally.error or reason
        log.warning("采集源 %s：%s", self.source.id, reason)

    async def walk(self, rules: Discover, start: Next) -> None:
        queue = deque([Stop(start)])
        asked = {start}
        validators = Validators()
        repeats = 0  # pages in a row that brought nothing this run had not met: windows overlap, and some servers know one page only
        for number in range(1, rules.deepest + 1):
            stop = queue.popleft()
            answer = await self.page(stop.next, rules, number)
            if answer is None:
                break
            if number == 1:
                validators = Validators(etag=answer.field("etag"), last_modified=answer.field("last-modified"))
            found = await asyncio.to_thread(find, self.capture(answer), rules, number, stop.next.form)
            if rules.kind is Kind.SITEMAP:
                found = replace(found, rows=tuple(row for row in found.rows if same_site(row.url, rules.url)))
            if number == 1:
                raise_for(found)
            if found.nested:
                queue.extend(self.horizon.inner(found, stop.depth + 1))
                continue
            fresh = {name: row for row in ordered(found, rules) if (name := canonical(row.url)) not in self.met}
            more = await self.take(fresh, found)
            repeats = 0 if fresh or rules.kind is Kind.EPAPER else repeats + 1  # a newspaper may have whole pages of adverts
            if found.next and found.next not in asked and more and repeats < REPEATS:
                asked.add(found.next)
                queue.append(Stop(found.next, stop.depth))
            if not queue:
                break
        if validators != Validators():
            # Only now: had the run ended on the way, the next one would have to see this page's links again.
            await self.handover.put(partial(self.door.listed, self.source.id, start.url, validators))

    async def page(self, asked: Next, rules: Discover, number: int) -> Answer | None:
        """A page of the list; None where there is nothing (new) behind it. Raises Failed or Refused."""
        headers = dict(asked.headers)
        if number == 1 and not asked.form:
            headers |= await self.conditions(asked.url)
        delay = max(self.delay, SEARCHES) if rules.kind is Kind.SEARCH and self.delay else self.delay
        answer = await self.fetcher.get(asked.url, Wish(delay, STUBBORN, asked.form, headers))
        if number == 1 and answer.status in (404, 410) and dated(rules):
            raise Absent
        if answer.status == 304 or (rules.pages and number > 1 and answer.status in (404, 410)):
            return None  # a template does not know where the list ends
        if answer.status != 200:
            raise Failed(f"列表页应答 {answer.status}")
        if answer.truncated:
            raise Failed("列表页过大")
        return answer

    async def conditions(self, url: str) -> dict[str, str]:
        """If-None-Match and the like. Not before a run has been through the whole list, nor when an older day is asked for."""
        if self.horizon.since or not self.horizon.last_run:
            return {}
        known = await self.handover.ask(partial(self.door.validators, url))
        pairs = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in pairs.items() if value}

    async def take(self, fresh: Mapping[str, Link], found: Found) -> bool:
        """Starts fetching what is new on a page, by canonical address; False where the list may end here."""
        self.met.update(fresh)
        wanted = {name: row for name, row in fresh.items() if not self.horizon.too_old(row)}
        self.tally.found += len(wanted)
        known = await self.handover.ask(partial(self.door.known, self.source.id, {name: row.url for name, row in wanted.items()}))
        for name, row in wanted.items():
            if name not in known:
                await self.begin(name, row)
        return not self.horizon.enough(found.rows, all_known=len(known) == len(wanted))

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
        for url in waiting[:OWED]:
            if (name := canonical(url)) not in self.met:
                self.met.add(name)
                await self.begin(name, Link(url))
        await asyncio.gather(*self.tasks)

    async def article(self, name: str, row: Link) -> None:
        """One article, to the door in one of three ways."""
        try:
            answer = await self.fetcher.get(row.url, Wish(self.delay))
            if answer.status in (404, 410):
                raise Refused(f"已撤稿或不存在（{answer.status}）")
            if answer.status not in (200, 203) or not answer.body:
                raise Failed(f"应答 {answer.status}" if answer.body else "应答为空")
            self.tally.fetched += 1
            await self.handover.put(partial(self.door.receive, self.capture(answer, name, row)))
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

    async def fail(self, name: str, reason: str) -> None:
        self.tally.failed += 1
        await self.handover.put(partial(self.door.failed, self.source.id, name, reason))

    def capture(self, answer: Answer, name: str = "", row: Link | None = None) -> Capture:
        assert answer.request is not None
        return Capture(
            url=answer.url,
            asked=name if name != canonical(answer.url) else "",
            fetched=datetime.now(UTC),
            status=answer.status,
            headers=answer.pairs,
            body=answer.body,
            source=self.source.id,
            request_headers=tuple(plain(answer.request.headers)),
            listed_title=row.title if row else "",
            listed_published=row.published if row else None,
            listed_page_no=row.page_no if row else "",
            listed_page_name=row.page_name if row else "",
            truncated=answer.truncated,
        )


def same_site(url: str, sitemap: str) -> bool:
    """A sitemap speaks for its own site, hosts beside it included."""
    return registrable(host_of(url)) == registrable(host_of(sitemap))


def raise_for(found: Found) -> None:
    """An empty list is not a success, unless it is really empty."""
    if found.outcome is Result.SCRIPT:
        raise Failed("列表由脚本生成，请改用它的数据接口")
    if found.outcome is Result.BLOCKED:
        raise Failed("列表被验证或登录页面挡住")
