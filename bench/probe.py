"""How well are sources drafted from one address, outlet by outlet of the demo world?

    python -m bench.probe [--articles 900] [--days 60]

Serves the demo world, drafts a source for each outlet's home page with `jianbao sources probe`, loads the drafts into a new
home and crawls them. Prints for each outlet how many of its articles of the last days were found, and how many of those found
have the right title, time and 来源; then how many outlets have nine tenths of both.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from archive.ledger.connect import connect
from bench.crawl import ENVIRONMENT, served
from demo.outlets import OUTLETS, OutletSite
from demo.registers import write_registers
from demo.world import Truth, World
from model.address import canonical

GOOD = 0.9
SETTINGS = 'crawl: {{delay: 0, allow_hosts: ["*.localhost:{port}"]}}\n'


@dataclass(frozen=True, slots=True)
class Measured:
    outlet: str
    articles: int  # that there are
    found: float  # share of these
    right: float  # share of the fields of what was found

    @property
    def good(self) -> bool:
        return self.found >= GOOD and self.right >= GOOD


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=900)
    parser.add_argument("--days", type=int, default=60)
    args = parser.parse_args()
    world = World(articles=args.articles)
    since = world.today - timedelta(days=args.days)
    with served(args.articles) as port, tempfile.TemporaryDirectory(prefix="jianbao-probe-") as folder:
        truth = [one for one in world.truth(port) if one.published.date() >= since]
        home = prepared(Path(folder), world, port)
        rows = [measured(site, [one for one in truth if one.outlet == site.id], home, port, since) for site in OUTLETS]
    for row in rows:
        print(f"{row.outlet:12} {row.articles:4} articles  found {row.found:6.1%}  fields right {row.right:6.1%}  {'good' if row.good else 'NOT GOOD'}")
    print(f"{sum(row.good for row in rows)} of {len(rows)} outlets")


def prepared(home: Path, world: World, port: int) -> Path:
    """A home with the bureau and no sources."""
    (home / "settings.yml").write_text(SETTINGS.format(port=port), encoding="utf-8")
    write_registers(home, world, port)
    for path in (home / "sources").glob("*.yml"):
        path.unlink()
    jianbao(home, "init")
    connect("ledger.sqlite3", home)
    return home


def measured(site: OutletSite, truth: Sequence[Truth], home: Path, port: int, since: date) -> Measured:
    drafted = jianbao(home, "sources", "probe", f"http://{site.host}:{port}/")
    path = home / "sources" / f"{site.id}.yml"
    path.write_text(drafted.replace("unverified: true\n", ""), encoding="utf-8")
    jianbao(home, "sources", "load")
    jianbao(home, "crawl", site.id, "--since", since.isoformat())
    return compared(site.id, truth, captures(home, site.id))


def captures(home: Path, source: str) -> dict[str, dict[str, Any]]:
    """What was read from each page that the crawl of a source brought, by canonical address."""
    from archive.evidence import Evidence, Place
    from archive.ledger import models
    from crawler.pages.read import as_row, read
    from model.capture import Capture

    evidence = Evidence(home / "evidence")
    found = {}
    for row in models.Capture.objects.filter(source=source):
        page = evidence.read(Place(row.file, row.offset, row.length))
        capture = Capture(url=row.url, fetched=row.fetched, status=page.status, headers=page.headers, body=page.body, source=source)
        found[canonical(row.url)] = as_row(read(capture))
    return found


def compared(outlet: str, truth: Sequence[Truth], found: dict[str, dict[str, Any]]) -> Measured:
    pairs = [(one, found[canonical(one.url)]) for one in truth if canonical(one.url) in found]
    right = [
        same
        for one, row in pairs
        for same in (row["title"] == one.title, str(row["published"])[:16] == one.published.isoformat()[:16], (row["origin"] or "") == one.origin)
    ]
    return Measured(outlet, len(truth), len(pairs) / max(1, len(truth)), sum(right) / max(1, len(right)))


def jianbao(home: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "cli", "--home", str(home), *arguments]
    return subprocess.run(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout


if __name__ == "__main__":
    main()
