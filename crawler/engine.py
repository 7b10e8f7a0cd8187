"""What of Scrapy's engine a crawl passes through: its requests come from the visits and wait in crawler/hosts.py, so that its own queues would wait twice."""

from typing import Any

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader
from scrapy.http import Response
from scrapy.logformatter import LogFormatter
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred


class Direct(Downloader):
    """Scrapy's downloader without slots, delays and middlewares: a request goes straight to its handler."""

    def fetch(self, request: Request, spider: Spider | None = None) -> "Deferred[Response | Request]":
        return deferred_from_coro(self.handlers.download_request_async(request))

    def needs_backout(self) -> bool:
        """Always: nothing is ever scheduled that the engine would have to look for."""
        return True


class Silent(LogFormatter):
    """No line for each answer."""

    def crawled(self, *_: Any, **__: Any) -> None:  # type: ignore[override]
        return None
