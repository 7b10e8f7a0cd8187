"""Is an article found by what a person remembers of it?

    python -m bench.known [--articles 8000] [--queries 40] [--seed 5]

Articles are those of the demo world, as far as no other story has the same headline. Half of the queries are headlines in which one word
is remembered wrongly, the others a reporter's name and a place of the text. Prints how often the article is among the first five, and those that are not.
"""

import argparse
import random
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from archive.index.embedded import EmbeddedIndex
from archive.index.interface import Entry
from archive.index.language import parse
from bench.entries import of_truth
from demo.world import World
from model.article import Role
from model.query import Query

HAN = "[\u4e00-\u9fff]"
PLACE = re.compile(rf"{HAN}{{2}}(?:镇|街道|村|社区)")
FIRST = 5


def entries(articles: int, seed: int) -> Iterator[Entry]:
    for number, truth in enumerate(World(articles=articles, seed=seed, months=24, today=date(2026, 11, 1)).truth(), 1):
        yield replace(of_truth(truth, number), reporters=truth.reporters)


def misremembered(entry: Entry, words: list[str], chance: random.Random) -> str:
    """The headline with one word of two characters in place of another; "" where it has none to replace."""
    plain = re.sub(rf"[^{HAN[1:-1]}0-9A-Za-z]+", " ", entry.title)
    places = [found.start() for found in re.finditer(f"(?={HAN}{{2}})", plain)]
    if len(plain) < 12 or not places:
        return ""
    place = chance.choice(places)
    return plain[:place] + chance.choice(words) + plain[place + 2 :]


def name_and_place(entry: Entry, chance: random.Random) -> str:
    places = [place for place in PLACE.findall(entry.body) if place[0] not in "个各全等和在"]
    return f"{entry.reporters[0]} {chance.choice(places)}" if entry.reporters and places and entry.reporters[0] in entry.body else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=8000)
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    known = list(entries(args.articles, args.seed))
    words = sorted({word for entry in known for word in re.findall(f"{HAN}{{2}}", entry.title)})
    stories: dict[str, set[str]] = {}
    for entry in known:
        stories.setdefault(entry.title, set()).add(entry.story)
    firsts = [entry for entry in known if entry.role is Role.FIRST and len(stories[entry.title]) == 1]
    with tempfile.TemporaryDirectory(prefix="jianbao-known-") as folder:
        index = EmbeddedIndex(Path(folder))
        index.create()
        index.put(known)
        asked = found = 0
        while asked < args.queries:
            entry = chance.choice(firsts)
            text = misremembered(entry, words, chance) if asked % 2 else name_and_place(entry, chance)
            if not text:
                continue
            asked += 1
            query = Query(words=parse(text))
            hits = index.find(query, limit=FIRST)
            if entry.id in (hits.ids if hits.total else index.similar(query, FIRST)):
                found += 1
            else:
                print(f"not among the first {FIRST} of {hits.total}: {text} ({entry.title})")
        print(f"{found} of {asked} known articles are among the first {FIRST}")
        index.close()


if __name__ == "__main__":
    main()
