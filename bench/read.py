"""Reads the real pages of ../shared/data/articles: pages per second, the score against the gold, and where the time goes.

    python -m bench.read [--generic] [--perturb] [--profile]

--generic   leaves the platform rules out, so that only what holds for every page reads
--perturb   also scores the same pages with their names, head, tags or surroundings changed, without platform rules
--profile   also prints the functions in which most time is spent
trafilatura is timed in the same run when it can be imported; it is no dependency.
"""

import argparse
import cProfile
import gzip
import json
import pstats
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.perturbed import Change, changes
from crawler.pages import platforms
from crawler.pages.decode import decode
from crawler.pages.read import as_row, read
from model.capture import Capture

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
GOLD = SHARED / "data" / "articles" / "gold.jsonl"
FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
CHARSET = re.compile(r"charset\s*=\s*[\"']?[\w-]+", re.IGNORECASE)
USUAL = range(25_000, 60_000)  # bytes of a page of the usual size, for which the budget is 2.0 ms


def captures() -> Iterator[tuple[str, Capture]]:
    """Every page of the data with its id; the address is the site's where the page's own is unknown."""
    for line in GOLD.read_text("utf-8").splitlines():
        page = json.loads(line)
        body = gzip.decompress((GOLD.parent / page["file"]).read_bytes())
        yield page["id"], Capture(url=page["url"] or f"http://{page['site']}/", fetched=FETCHED, status=200, headers=(), body=body, source="")


def gold() -> dict[str, dict[str, Any]]:
    """What people say of each page, by its id."""
    return {page["id"]: page for page in map(json.loads, GOLD.read_text("utf-8").splitlines())}


def changed(page: Capture, change: Change, said: dict[str, Any]) -> Capture:
    """The page in UTF-8 with its source changed."""
    source = CHARSET.sub("charset=utf-8", decode(page).text)
    return replace(page, body=change(source, said).encode("utf-8", "replace"))


def perturbed(pages: dict[str, Capture]) -> Iterator[str]:
    """One line of scores for each way to change all pages, under the scorer's headings."""
    said = gold()
    for name, change in changes([page["title"] for page in said.values()]).items():
        rows = {page: as_row(read(changed(capture, change, said[page]))) for page, capture in pages.items()}
        yield score(rows).splitlines()[1].replace("jianbao", name.ljust(9))


def trafilatura_milliseconds(pages: list[Capture]) -> float | None:
    """CPU time of one page with trafilatura, with metadata as we read them; None where it is not installed."""
    try:
        trafilatura = import_module("trafilatura")
    except ImportError:
        return None
    began = time.process_time()
    for page in pages:
        trafilatura.extract(page.body, with_metadata=True, output_format="json")
    return (time.process_time() - began) / len(pages) * 1000


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
    wishes.add_argument("--perturb", action="store_true", help="also pages made strange")
    asked = wishes.parse_args()
    if not GOLD.exists():
        sys.exit(f"没有找到真实网页数据 {GOLD}：请把 shared 目录放在仓库旁边。")
    if asked.generic or asked.perturb:
        platforms.PLATFORMS = ()
    pages = dict(captures())
    rows = {name: as_row(read(page)) for name, page in pages.items()}
    print(score(rows))
    usual = [page for page in pages.values() if len(page.body) in USUAL]
    each = milliseconds(list(pages.values()), 3)
    print(f"{len(pages)} pages, mean {sum(len(page.body) for page in pages.values()) // len(pages):,} bytes: {each:.2f} ms a page, {1000 / each:.0f} pages/s")
    print(f"{len(usual)} of them of the usual size, mean {sum(len(page.body) for page in usual) // len(usual):,} bytes: {milliseconds(usual):.2f} ms a page")
    other = trafilatura_milliseconds(list(pages.values()))
    print(f"trafilatura: {other:.2f} ms a page, {other / each:.1f} times ours" if other else "trafilatura: not installed, not timed")
    if asked.perturb:
        print("", *perturbed(pages), sep="\n")
    if asked.profile:
        profile = cProfile.Profile()
        profile.runcall(lambda: [read(page) for page in pages.values()])
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
