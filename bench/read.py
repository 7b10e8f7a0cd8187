"""Reads the real pages of ../shared/data/articles: pages per second, the score against the gold, and where the time goes.

    python -m bench.read [--generic] [--profile]

--generic   leaves the platform rules out, so that only what holds for every page reads
--profile   also prints the functions in which most time is spent
"""

import argparse
import cProfile
import gzip
import json
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from crawler.pages import as_row, platforms, read
from model.capture import Capture

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
GOLD = SHARED / "data" / "articles" / "gold.jsonl"
FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
USUAL = range(25_000, 60_000)  # bytes of a page of the usual size, for which the budget is 2.0 ms


def captures() -> Iterator[tuple[str, Capture]]:
    """Every page of the data with its id; the address is the site's where the page's own is unknown."""
    for line in GOLD.read_text("utf-8").splitlines():
        page = json.loads(line)
        body = gzip.decompress((GOLD.parent / page["file"]).read_bytes())
        yield page["id"], Capture(url=page["url"] or f"http://{page['site']}/", fetched=FETCHED, status=200, headers=(), body=body, source="")


def milliseconds(pages: list[Capture], rounds: int = 7) -> float:
    """CPU time of one page, the best of several rounds over all of them."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for page in pages:
            read(page)
        best = min(best, time.process_time() - began)
    return best / len(pages) * 1000


def score(rows: dict[str, dict[str, object]]) -> str:
    """What the scorer beside the data says of these rows."""
    lines = "".join(json.dumps({"id": name, **row}, ensure_ascii=False) + "\n" for name, row in rows.items())
    tools = SHARED / "tools"
    predictions = subprocess.run([sys.executable, tools / "as_predictions.py"], input=lines, capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "jianbao.jsonl"
        file.write_text(predictions, "utf-8")
        return subprocess.run([sys.executable, tools / "score_extraction.py", GOLD, file], capture_output=True, text=True, check=True).stdout


def main() -> None:
    wishes = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wishes.add_argument("--generic", action="store_true", help="without the platform rules")
    wishes.add_argument("--profile", action="store_true", help="with a profile")
    asked = wishes.parse_args()
    if not GOLD.exists():
        sys.exit(f"没有找到真实网页数据 {GOLD}：请把 shared 目录放在仓库旁边。")
    if asked.generic:
        platforms.PLATFORMS = ()
    pages = dict(captures())
    rows = {name: as_row(read(page)) for name, page in pages.items()}
    print(score(rows))
    usual = [page for page in pages.values() if len(page.body) in USUAL]
    each = milliseconds(list(pages.values()), 3)
    print(f"{len(pages)} pages, mean {sum(len(page.body) for page in pages.values()) // len(pages):,} bytes: {each:.2f} ms a page, {1000 / each:.0f} pages/s")
    print(f"{len(usual)} of them of the usual size, mean {sum(len(page.body) for page in usual) // len(usual):,} bytes: {milliseconds(usual):.2f} ms a page")
    if asked.profile:
        profile = cProfile.Profile()
        profile.runcall(lambda: [read(page) for page in pages.values()])
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
