"""How long after its commit is a new article found?

    python -m bench.found [--articles 60] [--elastic URL]

Pages of the demo world go through the whole line into a new home, first now and then one, then as a stream. The clock of an article starts
when the line has committed it and ends when another opening of the index, as the site has it, finds it by its headline. Prints
median, p95 and the longest wait of both; the aim is 1 s. Ends with status 1 where an article takes longer or is never found.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.index.interface import Index
from bench.crawl import prepare
from bench.search import quantile
from cli import wiring
from cli.home import Home
from demo.site import Site
from demo.world import Truth, World
from model.article import address_id
from model.capture import Capture
from model.query import Phrase, Place, Query

if TYPE_CHECKING:
    from pipelines.intake import Intake

AIM = 1.0  # seconds
PAUSE = 0.6  # seconds between two articles that come now and then, at most
PATIENCE = 30.0  # seconds after which an article counts as never found
LOOK = 0.005  # seconds between two looks


class Waits:
    """The articles whose commit is known, until they are found."""

    def __init__(self) -> None:
        self.committed: dict[str, tuple[str, float]] = {}  # headline and moment by Article.id

    def feed(self, intake: "Intake", site: Site, truths: list[Truth], pause: float) -> None:
        chance = random.Random(7)
        for truth in truths:
            parts = urlsplit(truth.url)
            page = site.answer(parts.netloc, parts.path)
            headers = (("Content-Type", page.type),)
            intake.receive(Capture(url=truth.url, fetched=datetime.now(UTC), status=page.status, headers=headers, body=page.body(), source=truth.outlet))
            intake.after(lambda truth=truth: self._commit(truth))  # type: ignore[misc]
            time.sleep(chance.uniform(0, pause))

    def _commit(self, truth: Truth) -> None:
        self.committed[address_id(truth.url)] = (truth.title, time.perf_counter())

    def look(self, index: Index, count: int) -> list[float]:
        """The wait of each article; PATIENCE for one that is not found."""
        waits: dict[str, float] = {}
        while len(waits) < count:
            for id_, (title, moment) in list(self.committed.items()):
                if id_ in waits:
                    continue
                is_found = id_ in index.find(Query(words=Phrase(title, Place.TITLE)), limit=100).ids
                waited = time.perf_counter() - moment
                if is_found or waited > PATIENCE:
                    waits[id_] = waited
            time.sleep(LOOK)
        return list(waits.values())


def ours(world: World) -> Iterator[Truth]:
    """Articles that the line keeps; no two share a headline."""
    titles: set[str] = set()
    for truth in world.truth():
        if truth.about and truth.title not in titles:
            titles.add(truth.title)
            yield truth


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=60, help="of each of both ways")
    parser.add_argument("--elastic", metavar="URL", help="an Elasticsearch in place of the embedded engine")
    args = parser.parse_args()
    world = World(articles=args.articles * 12, seed=3)
    truths = list(islice(ours(world), 2 * args.articles))
    longest = 0.0
    with tempfile.TemporaryDirectory(prefix="jianbao-bench-") as name:
        prepare(Path(name), world, 80)
        home = Home(Path(name))
        if args.elastic:
            with home.settings_file.open("a", encoding="utf-8") as file:
                file.write(f"index: {{engine: elasticsearch, url: '{args.elastic}', alias: jianbao-found}}\n")
        wiring.connect(home)
        index = wiring.index(home)
        index.clear()
        with wiring.line(home) as intake:
            for title, part, pause in (("now and then", truths[: args.articles], PAUSE), ("as a stream", truths[args.articles :], 0.0)):
                waits = Waits()
                feeder = Thread(target=waits.feed, args=(intake, Site(world), part, pause))
                feeder.start()
                found = waits.look(index, len(part))
                feeder.join()
                longest = max(longest, *found)
                times = f"{statistics.median(found) * 1000:5.0f} ms p50 {quantile(found) * 1000:5.0f} ms p95 {max(found) * 1000:5.0f} ms longest"
                print(f"{title:12} {len(found)} articles: {times} from commit to found; aim {AIM * 1000:.0f} ms", flush=True)
        index.close()
    return int(longest > AIM)


if __name__ == "__main__":
    sys.exit(main())
