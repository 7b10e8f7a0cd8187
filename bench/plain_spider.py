"""The peer of the benchmark: an ordinary Scrapy spider that reads title, time and text with BeautifulSoup, and keeps nothing.

    python -m bench.plain_spider FOLDER

Collects every article of the lists that FOLDER/sources/*.yml name and prints {"pages": n}. Scrapy's own settings and
Twisted downloader, delays off as in ours; lists are read by the same code as ours, so that both see the same articles.
"""

import json
import re
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup
from pydantic import TypeAdapter
from scrapy import FormRequest, Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred, succeed

from crawler.discover import find
from model.capture import Capture
from model.source import Discover

TIME = re.compile(r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?")


class LocalNames(CachingThreadedResolver):
    """*.localhost is this machine, which not every C library knows."""

    def getHostByName(self, name: str, timeout: Any = ()) -> "Deferred[str]":
        return succeed("127.0.0.1") if name.endswith(".localhost") else super().getHostByName(name, timeout)


class PlainSpider(Spider):
    name = "plain"
    pages = 0

    def __init__(self, folder: str, **more: Any) -> None:
        super().__init__(**more)
        self.folder = Path(folder)

    async def start(self) -> AsyncIterator[Request]:
        for file in sorted((self.folder / "sources").glob("*.yml")):
            for rules in TypeAdapter(tuple[Discover, ...]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8"))["discover"]):
                yield Request(rules.url, self.parse_list, cb_kwargs={"rules": rules, "number": 1})

    def parse_list(self, response: Response, rules: Discover, number: int, form: str = "") -> Iterator[Request]:
        type_ = (response.headers.get("Content-Type") or b"").decode("latin-1")
        capture = Capture(
            url=response.url, fetched=datetime.now(UTC), status=response.status, headers=(("Content-Type", type_),), body=response.body, source=""
        )
        found = find(capture, rules, number, form)
        for link in found.rows:
            yield Request(link.url, self.parse_list, cb_kwargs={"rules": rules, "number": 1}) if found.nested else Request(link.url, self.parse_article)
        if found.next and number < rules.deepest:
            more = {"rules": rules, "number": number + 1, "form": found.next.form}
            if found.next.form:
                yield FormRequest(found.next.url, self.parse_list, method="POST", body=found.next.form, cb_kwargs=more)
            else:
                yield Request(found.next.url, self.parse_list, cb_kwargs=more)

    def parse_article(self, response: Response) -> Iterator[dict[str, str]]:
        soup = BeautifulSoup(response.body, "lxml")
        heading = soup.h1 or soup.title
        time = TIME.search(soup.get_text(" "))
        self.pages += 1
        yield {
            "url": response.url,
            "title": heading.get_text(strip=True) if heading else "",
            "time": time[0] if time else "",
            "text": "\n".join(paragraph.get_text(strip=True) for paragraph in soup.find_all("p")),
        }


def main() -> None:
    process = AsyncCrawlerProcess({"ROBOTSTXT_OBEY": True, "LOG_LEVEL": "WARNING", "TWISTED_DNS_RESOLVER": LocalNames})
    crawler = process.create_crawler(PlainSpider)
    process.crawl(crawler, folder=sys.argv[1])
    process.start()
    print(json.dumps({"pages": getattr(crawler.spider, "pages", 0)}))


if __name__ == "__main__":
    main()
