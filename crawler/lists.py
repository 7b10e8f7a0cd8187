"""The lists of one source in one run: walked page by page, newest first, and what each of them gave told to the door."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from crawler.captured import captured
from crawler.discover import find, starts
from crawler.discover.days import dated
from crawler.discover.epaper import carried
from crawler.discover.found import Found, Link, Next, Result
from crawler.discover.template import template
from crawler.door import Door, Validators
from crawler.download import Answer, Failed
from crawler.fetch import Fetcher, Wish
from crawler.guard import Refused, host_of
from crawler.handover import Broken, Handover
from crawler.horizon import Horizon, Stop, ordered
from crawler.hosts import REFUSING
from model.address import canonical, registrable
from model.health import ListOutcome
from model.outcome import UserError
from model.source import Discover, Kind, Source

CONTINUAL = {Kind.LIST, Kind.JPAGE, Kind.FEED, Kind.WECHAT, Kind.WEIBO, Kind.TOUTIAO, Kind.THEPAPER}  # kinds whose lists go on as long as their outlet does
STUBBORN = 3  # attempts at a list page: without it the source gives nothing
REPEATS = 2
SEARCHES = 5.0  # seconds between questions to a search, where there is a delay at all
HIDDEN = {  # an empty list is not a success, unless it is really empty
    Result.SCRIPT: "列表由脚本生成，请改用它的数据接口",
    Result.BLOCKED: "列表被验证或登录页面挡住",
    Result.UNREADABLE: "列表文件读不出来（损坏、加了密码、过大或不是表格）；工作簿请另存为不带密码的 .xlsx 或 .csv",
}
# What a list with several beginnings gave as a whole, one word of a search being empty and the next one blocked: what a person must know first.
TELLING = (ListOutcome.ROWS, ListOutcome.BLOCKED, ListOutcome.SCRIPT, ListOutcome.UNREADABLE, ListOutcome.FAILED, ListOutcome.UNCHANGED, ListOutcome.EMPTY)

log = logging.getLogger(__name__)


class Absent(Exception):
    """No newspaper on that day."""


class Hidden(Failed):
    """There is a list, and we do not get to see it."""

    def __init__(self, reason: str, outcome: ListOutcome) -> None:
        super().__init__(reason)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Sign:
    """What a list gave, as the door wants to know it."""

    outcome: ListOutcome
    rows: int = 0  # of its first page that has any
    template: str = ""
    newest: datetime | None = None  # date of its newest entry, where it shows dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """How to read the lists of one source."""

    source: Source
    fetcher: Fetcher
    door: Door
    handover: Handover
    delay: float  # seconds between requests to one host
    horizon: Horizon
    met: Collection[str]  # canonical addresses of this run; grows while `take` is called
    take: Callable[[Mapping[str, Link], Found], Awaitable[bool]]  # what is new on a page; False where the list may end here
    error: Callable[[str], None]

    async def survey(self, rules: Discover) -> None:
        """A list, the issues of some days, the words of a search. Raises Broken and nothing else."""
        try:
            first = starts(rules, datetime.now(UTC), self.horizon.since)
        except UserError as problem:
            self.error(str(problem))
            return
        walked = [await self.ventured(rules, start) for start in first]
        signs = [sign for sign in walked if sign]
        if not signs:
            self.error(f"{rules.url}：{len(walked)} 天里一天也没有，地址可能变了")
        # Of a newspaper the latest issue tells how it is; the words of a search tell it together.
        sign = signs[0] if signs and dated(rules) else together(signs)
        await self.handover.put(partial(self.door.saw, self.source.id, rules.url, sign.outcome, sign.rows, sign.template, newest=sign.newest))

    async def ventured(self, rules: Discover, start: Next) -> Sign | None:
        """Walks from a first page; what goes wrong on the way keeps no other list from being read. None on a day without an issue."""
        try:
            return await self.walk(rules, start)
        except Broken:
            raise
        except Absent:
            return None
        except Hidden as hidden:
            self.error(f"{start.url}：{hidden}")
            return Sign(hidden.outcome)
        except (Failed, Refused, UserError) as problem:
            self.error(f"{start.url}：{problem}")
        except Exception as error:
            log.exception("采集源 %s：读取 %s 时程序出错", self.source.id, start.url)
            self.error(f"{start.url}：程序出错（{type(error).__name__}: {error}）")
        return Sign(ListOutcome.FAILED)

    async def walk(self, rules: Discover, start: Next) -> Sign:
        queue = deque([Stop(start)])
        asked = {start}
        validators = Validators()
        sign = Sign(ListOutcome.UNCHANGED)
        runs_over: list[Link] = []  # stories of a newspaper that begin on one page and end on another
        repeats = 0  # pages in a row that brought nothing this run had not met: windows overlap, and some servers know one page only
        for number in range(1, rules.deepest + 1):
            if not queue:
                break
            stop = queue.popleft()
            answer = await self.page(stop.next, rules, number)
            if answer is None:
                break
            if number == 1:
                validators = Validators(etag=answer.field("etag"), last_modified=answer.field("last-modified"))
            found = await asyncio.to_thread(self.read, answer, rules, number, stop.next.form)
            if not sign.rows:
                sign = await asyncio.to_thread(self.sign, answer, found, rules)
            if number == 1 and found.outcome in HIDDEN:
                raise Hidden(HIDDEN[found.outcome], sign.outcome)
            if found.nested:
                queue.extend(self.horizon.inner(found, stop.depth + 1))
                continue
            if rules.kind is Kind.EPAPER:
                runs_over += [row for row in found.rows if row.continues or row.turns]
                found = replace(found, rows=tuple(row for row in found.rows if row not in runs_over))
            fresh = {name: row for row in ordered(found, rules) if (name := canonical(row.url)) not in self.met}
            more = await self.take(fresh, found) or number < self.horizon.least
            repeats = 0 if fresh or rules.kind is Kind.EPAPER else repeats + 1  # a newspaper may have whole pages of adverts
            if found.next and found.next not in asked and more and repeats < REPEATS:
                asked.add(found.next)
                queue.append(Stop(found.next, stop.depth))
        if runs_over:
            stories = {canonical(row.url): row for row in carried(runs_over)}
            await self.take({name: row for name, row in stories.items() if name not in self.met}, Found(rows=tuple(stories.values())))
        if validators != Validators():
            # Only now: had the run ended on the way, the next one would have to see this page's links again.
            await self.handover.put(partial(self.door.listed, self.source.id, start.url, validators))
        return sign

    def read(self, answer: Answer, rules: Discover, number: int, form: str) -> Found:
        """What a page of a list gives. For a thread: a long list takes its time."""
        capture = captured(answer, self.source.id)
        found = find(capture, rules, number, form)
        if rules.unfiltered:
            found = replace(found, rows=tuple(replace(row, excerpt="") for row in found.rows))
        if rules.kind is Kind.SITEMAP:
            found = replace(found, rows=tuple(row for row in found.rows if same_site(row.url, rules.url)))
        return found

    def sign(self, answer: Answer, found: Found, rules: Discover) -> Sign:
        """What a page says of the list that it belongs to. For a thread."""
        newest = max((row.published for row in found.rows if row.published), default=None) if rules.kind in CONTINUAL and not dated(rules) else None
        return Sign(ListOutcome(found.outcome.value), len(found.rows), template(captured(answer, self.source.id), found), newest)

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
        if answer.status in REFUSING:
            raise Hidden(f"列表页应答 {answer.status}，被网站拒绝", ListOutcome.BLOCKED)
        if answer.status != 200:
            raise Failed(f"列表页应答 {answer.status}")
        if answer.truncated:
            raise Failed("列表页过大")
        return answer

    async def conditions(self, url: str) -> dict[str, str]:
        """If-None-Match and the like. Not before a run has been through the whole list, nor when an older day is asked for."""
        if self.horizon.since or not self.horizon.last_run or self.horizon.least > 1:
            return {}
        known = await self.handover.ask(partial(self.door.validators, url))
        pairs = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in pairs.items() if value}


def together(signs: Sequence[Sign]) -> Sign:
    return min(signs, key=lambda sign: (TELLING.index(sign.outcome), -sign.rows), default=Sign(ListOutcome.FAILED))


def same_site(url: str, sitemap: str) -> bool:
    """A sitemap speaks for its own site, hosts beside it included."""
    return registrable(host_of(url)) == registrable(host_of(sitemap))
