"""A few polite requests outside of a crawl, by the crawl's own means."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar, cast

from scrapy.crawler import AsyncCrawlerRunner, Crawler

from crawler.crawl import Press, scrapy_settings
from crawler.download import Answer, Asked, Failed
from crawler.engine import Straight
from crawler.fetch import Fetcher, Wish
from crawler.guard import Guard, Refused
from model.capture import Capture
from model.settings import CrawlSettings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks for pages, one host at a time and as slowly as the installation says."""

    fetcher: Fetcher
    delay: float

    async def page(self, url: str, form: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Capture:
        """What a server answers, of any status. Raises Failed or Refused."""
        answer = await self.fetcher.get(url, Wish(self.delay, 1, form, dict(headers)))
        return Capture(
            url=answer.url,
            asked=url if url != answer.url else "",
            fetched=datetime.now(UTC),
            status=answer.status,
            headers=answer.pairs,
            body=answer.body,
            source="",
            request_headers=answer.request.pairs,
            truncated=answer.truncated,
            unchecked=answer.unchecked,
        )

    async def page_or_none(self, url: str) -> Capture | None:
        """A page that may well not be there: None for anything but a page."""
        try:
            found = await self.page(url)
        except (Failed, Refused):
            return None
        return found if found.status == 200 and found.body.strip() else None

    def sitemaps(self) -> list[str]:
        """What the robots.txt files read so far name."""
        rules = [waiting.result() for waiting in self.fetcher.robots.values() if waiting.done() and not waiting.exception()]
        return [str(url) for one in rules if one.parser is not None for url in one.parser.sitemaps]


def asking(settings: CrawlSettings, work: Callable[[Asker], Awaitable[T]]) -> T:
    """Runs `work` with an Asker; what it raises is raised here. Once a process."""
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    guard = Guard(settings.allow_hosts)
    results: list[T] = []

    async def inside(crawler: Crawler) -> None:
        async def download(request: Asked) -> Answer:
            return cast(Answer, await crawler.engine.download_async(request))

        results.append(await work(Asker(Fetcher(download, guard, settings), settings.delay)))

    async def main() -> None:
        runner = AsyncCrawlerRunner(scrapy_settings(settings))
        crawler = Straight(Press, runner.settings)
        try:
            await runner.crawl(crawler, work=inside, guard=guard)
        finally:
            await runner.stop()
        assert isinstance(crawler.spider, Press)
        if crawler.spider.error:
            raise crawler.spider.error

    asyncio.run(main())
    return results[0]
