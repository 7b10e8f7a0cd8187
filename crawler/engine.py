"""What of Scrapy's engine a crawl passes through: its requests come from the visits and wait in crawler/hosts.py, so that its own queues would wait twice."""

from scrapy import Request
from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler
from scrapy.http import Response


class Engine(ExecutionEngine):
    """Scrapy's engine without slots, middlewares and signals for each request: it goes straight to its download handler."""

    async def download_async(self, request: Request) -> Response:
        return await self.downloader.handlers.download_request_async(request)

    def needs_backout(self) -> bool:
        """Always: nothing is ever scheduled that the engine would have to look for."""
        return True


class Straight(Crawler):
    """Scrapy's crawler with that engine."""

    def _create_engine(self) -> Engine:
        return Engine(self, lambda _: self.stop_async())
