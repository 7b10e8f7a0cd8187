"""What a crawl loads before it asks for its first page: nothing that it does not use."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CRAWL = """
import sys
from crawler.crawl import crawl
from model.settings import CrawlSettings
from tests.crawler.recording import RecordingDoor
crawl([], RecordingDoor(), CrawlSettings())
print(sorted({"tldextract", "requests", "aiohttp.web", "twisted.conch", "twisted.web.client"} & sys.modules.keys()))
"""


def test_middlewares_and_extensions_that_are_switched_off_are_not_even_imported() -> None:
    assert subprocess.check_output([sys.executable, "-c", CRAWL], text=True, cwd=ROOT).strip() == "[]"
