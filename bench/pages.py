"""Does any page of the site grow with the archive? Every page is opened over a small and over a large ledger.

    python -m bench.pages [--articles 1000000] [--small 10000] [--years 10]

Fills two SQLite ledgers in temporary folders: articles, addresses (three rejected for one kept), captures, a row of coverage for each source
and day, past runs, deliveries, corrections, changes, questions, rows to decide. Prints for every page the median CPU milliseconds of both
(logged in, five times after a first), the slowest first; a page with more than SLOW ms, or GROWN times what it took, is marked.
The search page's own query goes to the index and is measured by bench.search; here the index is empty.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.history import more
from bench.report import LAST, fill

SLOW, GROWN = 300.0, 3.0
TIMES = 5
FIRST = f"{1:024x}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(measured(args.measure, args.years), ensure_ascii=False))
        return
    small, large = (of_process(number, years) for number, years in ((args.small, 1), (args.articles, args.years)))
    print(f"{'ms small':>9} {'ms large':>9}  page")
    for page, (ms, size) in sorted(large.items(), key=lambda one: -one[1][0]):
        before = small[page][0]
        mark = "  <-- slow" if ms > SLOW else "  <-- grows" if ms > GROWN * before and ms > 30 else ""
        print(f"{before:9.1f} {ms:9.1f}  {page}  {size / 1000:.0f} kB{mark}")


def of_process(articles: int, years: int) -> dict[str, tuple[float, int]]:
    """Page -> milliseconds and bytes, from a process of its own: Django takes one ledger."""
    command = [sys.executable, "-m", "bench.pages", "--measure", str(articles), "--years", str(years)]
    found: dict[str, tuple[float, int]] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found


def measured(articles: int, years: int) -> dict[str, tuple[float, int]]:
    from web.settings import site_settings

    with tempfile.TemporaryDirectory(prefix="jianbao-bench-") as name:
        folder = Path(name)
        from archive.ledger.connect import connect

        connect("ledger.sqlite3", folder, site_settings(secret_key="bench", names=("testserver",), desk=None, https=False))
        fill(articles, 150, years)
        more(articles, years)
        return dict(opened(folder))


def opened(folder: Path) -> Iterator[tuple[str, tuple[float, int]]]:
    from django.contrib.auth.models import User
    from django.db.models import F
    from django.test import Client, override_settings

    from archive.evidence import Evidence
    from archive.index.embedded import EmbeddedIndex
    from archive.ledger import models, pending
    from web.desk import Desk

    index = EmbeddedIndex(folder / "index")
    pending.make_index(index)
    models.Article.objects.update(indexed_version=F("version"))  # the index is empty, and yet nothing waits for it
    desk = Desk(index=index, evidence=Evidence(folder / "evidence").read, home=folder, bureau_name="云溪市民政局")
    with override_settings(DESK=desk):
        client = Client()
        client.force_login(User.objects.create_superuser("officer", password="right-Horse-7"))
        for page in PAGES:
            yield page, timed(client, page)


def timed(client: Any, page: str) -> tuple[float, int]:
    spent = []
    for _ in range(TIMES + 1):
        begin = time.process_time()
        answer = client.get(page)
        size = len(answer.getvalue())
        spent.append((time.process_time() - begin) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{page}: {answer.status_code}")
    return statistics.median(spent[1:]), size


MONTH = f"{LAST:%Y-%m}"
PAGES = (
    *("/search", "/saved", f"/article/{FIRST}", f"/story/{FIRST}", "/questions"),
    *(f"/month/{MONTH}", f"/report/{MONTH}", "/entries/", "/points", "/manual/", "/manual/lacking", "/undecided/", "/status", "/source/s1"),
    *("/addresses", "/addresses?source=s1", "/addresses?outcome=rejected", "/addresses?outcome=waiting", "/runs", "/runs?source=s1"),
    *(f"/coverage/{MONTH}", "/deliveries", "/changes"),
)


if __name__ == "__main__":
    main()
