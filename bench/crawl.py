"""How fast is the whole line, beside an ordinary Scrapy spider on the same site?

    python -m bench.crawl [--articles 2000] [--rounds 3] [--profile]

Serves the demo world from a process of its own and, turn by turn, (A) runs `jianbao crawl --all` on a new home: lists,
fetch, WARC, reading, matching, grouping, ledger, index; and (B) an ordinary Scrapy spider that only reads title, time and
text with BeautifulSoup(lxml). CPU seconds are the whole process with its children, from its start to its end, delays off; the
server is a process of its own and is not counted. A page is an article page that was fetched and decided on (A) or read (B); both
ask for the same lists and robots.txt besides, which count for nothing. Medians over the rounds.

--profile tells instead where A's CPU time goes, by process and thread, and what of it a crawl takes that finds nothing new.
"""

import argparse
import ctypes
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from demo.registers import write_registers
from demo.world import World

PR_SET_CHILD_SUBREAPER = 36  # of linux/prctl.h
# As on a user's machine: modules are compiled once, not in every process.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
SETTINGS = 'crawl: {{delay: 0, allow_hosts: ["*.localhost:{port}"]}}\n'


@dataclass(frozen=True, slots=True)
class Measured:
    pages: int
    cpu: float  # seconds, children included
    wall: float

    @property
    def rate(self) -> float:
        """Pages per CPU second."""
        return self.pages / self.cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true", help="prints where A spends its time")
    args = parser.parse_args()
    world = World(articles=args.articles)
    adopt()
    with served(args.articles) as port:
        if args.profile:
            profile(world, port)
            return
        ours, peers = [], []
        for number in range(args.rounds):
            ours.append(line(world, port))
            peers.append(plain_spider(world, port))
            print(f"round {number + 1}: line {tell(ours[-1])}; plain spider {tell(peers[-1])}", flush=True)
    ratios = [a.rate / b.rate for a, b in zip(ours, peers, strict=True)]
    print(f"whole line: {statistics.median(one.rate for one in ours):.0f} pages per CPU second (median), aim 100")
    print(f"ratio to the plain spider: {statistics.median(ratios):.2f} (median; {min(ratios):.2f} … {max(ratios):.2f}), aim 3")
    faster = [(b.wall / b.pages) / (a.wall / a.pages) for a, b in zip(ours, peers, strict=True)]
    print(f"by the clock, on {os.cpu_count()} cores: {statistics.median(faster):.2f} times as fast as the plain spider, which uses one")


def tell(one: Measured) -> str:
    return f"{one.pages} pages, {one.cpu:.1f} CPU s, {one.wall:.1f} s, {one.rate:.0f} pages per CPU second"


@contextmanager
def served(articles: int) -> Iterator[int]:
    command = [sys.executable, "-m", "demo.server", "--articles", str(articles), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def line(world: World, port: int) -> Measured:
    with tempfile.TemporaryDirectory(prefix="jianbao-bench-") as folder:
        prepare(Path(folder), world, port)
        rows, cpu, wall = timed([sys.executable, "-m", "cli", "--home", folder, "crawl", "--all"])
        return Measured(decided(rows), cpu, wall)


def decided(rows: Sequence[dict[str, int]]) -> int:
    """Article pages that were fetched and then kept or rejected; addresses that robots.txt forbids are rejected without being fetched."""
    return sum(min(row["fetched"], row["kept"] + row["rejected"]) for row in rows)


def plain_spider(world: World, port: int) -> Measured:
    with tempfile.TemporaryDirectory(prefix="jianbao-bench-") as folder:
        prepare(Path(folder), world, port)
        rows, cpu, wall = timed([sys.executable, "-m", "bench.plain_spider", folder])
        return Measured(rows[-1]["pages"], cpu, wall)


def prepare(folder: Path, world: World, port: int) -> None:
    (folder / "settings.yml").write_text(SETTINGS.format(port=port), encoding="utf-8")
    write_registers(folder, world, port)
    for command in (["init"], ["sources", "load"]):
        subprocess.run([sys.executable, "-m", "cli", "--home", str(folder), *command], check=True, env=ENVIRONMENT, stderr=subprocess.DEVNULL)


def timed(command: Sequence[str]) -> tuple[list[dict[str, int]], float, float]:
    """The JSON lines of a command, the CPU seconds of it and all its descendants, and its wall seconds."""
    others = children()
    before = os.times()
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=ENVIRONMENT)
    for orphan in children() - others:  # the fork server of the readers outlives the command by a moment
        os.waitpid(orphan, 0)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return [json.loads(text) for text in result.stdout.splitlines()], cpu, after.elapsed - before.elapsed


def adopt() -> None:
    """From now on orphans among our descendants become our children, so that their CPU seconds are counted too."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def children() -> set[int]:
    return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def profile(world: World, port: int) -> None:
    with tempfile.TemporaryDirectory(prefix="jianbao-bench-") as folder:
        prepare(Path(folder), world, port)
        command = [sys.executable, "-m", "bench.crawl_parts", folder]
        (*rows, spent), cpu, _ = timed(command)
        _, again, _ = timed(command)
    pages = decided(rows)
    parts = {**spent, "child processes: reading": cpu - sum(spent.values())}
    print(f"{pages} pages, {cpu:.1f} CPU s, {cpu / pages * 1000:.2f} ms a page:")
    for name, seconds in sorted(parts.items(), key=lambda part: -part[1]):
        print(f"{seconds / pages * 1000:8.2f} ms  {name}")
    print(f"A crawl that finds nothing new takes {again:.1f} CPU s: start of both processes, registers, first pages of the lists.")


if __name__ == "__main__":
    main()
