"""A source tried: what its lists give, and how its articles read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from crawler.discover import find, starts
from crawler.discover.found import Found, Link, Result
from crawler.download import Failed
from crawler.guard import Refused
from crawler.pages.read import read
from crawler.probe.session import Asker, asking
from model.capture import Capture
from model.outcome import Unreadable, UserError
from model.reading import Reading, Status
from model.settings import CrawlSettings
from model.source import Discover, PageRules, Source

ARTICLES = 5  # read on trial
SHORT = 60  # characters of a text that is certainly one
APART = timedelta(days=3)  # between the day on the list and the day on the page
DAYS = 8  # issues of a newspaper that are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One list of the source, its first page."""

    rules: Discover
    found: Found
    problem: str = ""  # why there is no list, in Chinese


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One article read on trial."""

    row: Link
    capture: Capture | None = None
    reading: Reading | None = None
    problem: str = ""  # why it could not be read, in Chinese

    @property
    def complete(self) -> bool:
        """Title, text and a time, from the page or from the list."""
        return bool(self.reading and self.reading.title and has_text(self.reading) and (self.reading.published or self.row.published))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    lists: tuple[Listed, ...]
    articles: tuple[Read, ...]

    @property
    def passed(self) -> bool:
        """Every list gave something or nothing at all, and most of the articles read."""
        good = sum(article.complete for article in self.articles)
        return bool(self.articles) and not any(one.problem for one in self.lists) and good * 5 >= len(self.articles) * 4


def tried(source: Source, settings: CrawlSettings) -> Trial:
    """Fetches the first page of each list and a few articles, and reads them."""

    async def work(asker: Asker) -> Trial:
        slow = replace(asker, delay=asker.delay if source.delay is None else source.delay)
        lists = tuple([await listed(slow, rules) for rules in source.discover])
        rows = [row for one in lists for row in spread(one.found.rows, -(-ARTICLES // len(lists)))]
        return Trial(lists=lists, articles=tuple([await article(slow, row, source.page) for row in rows]))

    return asking(settings, work)


async def listed(asker: Asker, rules: Discover) -> Listed:
    """The first page with rows: of an issue the first page that has any, of a search the first word that finds something."""
    problem = ""
    try:
        for start in list(starts(rules, datetime.now(UTC)))[:DAYS]:
            following, number = start, 1
            while following and number <= ARTICLES:
                page = await asker.page(following.url, following.form, following.headers)
                if page.status != 200:
                    problem = f"应答 {page.status}"
                    break
                found = find(page, rules, number, following.form)
                if found.nested and found.rows:
                    following, number = replace(following, url=newest(found.rows).url, form=""), number + 1
                    continue
                if found.rows:
                    return Listed(rules=rules, found=found)
                problem = {Result.SCRIPT: "列表由脚本生成", Result.BLOCKED: "被验证或登录页面挡住", Result.UNREADABLE: "文件读不出来"}.get(
                    found.outcome, "列表是空的"
                )
                following, number = found.next or start, number + 1 if found.next else ARTICLES + 1
    except (Failed, Refused, UserError) as error:
        problem = str(error)
    return Listed(rules=rules, found=Found(), problem=problem)


def newest(rows: Sequence[Link]) -> Link:
    return max(rows, key=lambda row: row.changed or datetime.min.replace(tzinfo=UTC))


def spread(rows: Sequence[Link], count: int) -> list[Link]:
    """So many rows, from the whole page."""
    step = max(1, len(rows) // count)
    return list(rows[::step][:count])


async def article(asker: Asker, row: Link, rules: Sequence[PageRules] = ()) -> Read:
    """One article fetched and read."""
    try:
        page = await asker.page(row.url)
        if page.status != 200:
            return Read(row=row, capture=page, problem=f"应答 {page.status}")
        page = replace(page, listed_title=row.title, listed_published=row.published)
        reading = read(page, rules)
    except (Failed, Refused, Unreadable) as error:
        return Read(row=row, problem=str(error))
    return Read(row=row, capture=page, reading=reading, problem=doubt(reading, row))


def doubt(reading: Reading, row: Link) -> str:
    """What is wrong with an article as read; "" for nothing."""
    if reading.status is not Status.OK:
        return f"读成了 {reading.status}"
    if not reading.title:
        return "没有读出标题"
    if not has_text(reading):
        return "没有读出正文"
    if reading.published and row.published and abs(reading.published - row.published) > APART:
        return f"页面上的时间 {reading.published:%Y-%m-%d} 与列表上的 {row.published:%Y-%m-%d} 不符"
    return "" if reading.published or row.published else "没有读出时间"


def has_text(reading: Reading) -> bool:
    return len(reading.body) >= SHORT or len(reading.images) > 0 or bool(reading.attachments)
