"""Is search whole after a sudden end?

    python -m bench.killed [--rounds 20] [--articles 3000] [--seed 1]

In each round a process of its own indexes what waits in the ledger, new articles, changed ones and withdrawn ones, and is killed (`kill -9`)
at a random moment. A new start indexes the rest; then every article that the ledger holds must be found in its latest words, and none that
was withdrawn. Ends with status 1 where that is not so.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.index.embedded import EmbeddedIndex
from archive.index.language import parse
from archive.ledger.connect import connect
from model.query import Query


def fill(first: int, count: int, chance: random.Random) -> None:
    """New articles, and changes to a tenth of those there are: half of these are withdrawn."""
    from django.db import transaction

    from archive.ledger import models
    from model.article import Role, State
    from model.reading import Precision

    with transaction.atomic():
        outlet, _ = models.Outlet.objects.get_or_create(id="chenbao", name="晨报")
        rows = list(models.Article.objects.filter(state=State.KEPT))
        for row in chance.sample(rows, len(rows) // 10):
            row.version += 1
            row.title = f"第{row.number}号第{row.version}版"
            row.state = State.WITHDRAWN if chance.random() < 0.5 else State.KEPT
            row.save()
        for number in range(first, first + count):
            story = models.Story.objects.create(id=f"{number:024x}")
            article = models.Article.objects.create(
                id=story.id,
                url=f"https://chenbao.example/{number}",
                outlet=outlet,
                level="city",
                medium="newspaper",
                title=f"第{number}号第1版",
                published=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
                published_precision=Precision.MINUTE,
                collected=datetime(2026, 1, 1, tzinfo=UTC),
                fingerprint=story.id,
                story=story,
                role=Role.FIRST,
            )
            models.Text.objects.create(article=article, body=f"正文{number}。" * 60)


def work(home: Path) -> None:
    """What is killed: says when it begins, then indexes what waits."""
    connect("ledger.sqlite3", home)
    from archive.ledger import pending

    index = EmbeddedIndex(home / "index")
    pending.make_index(index)
    print("begun", flush=True)
    pending.index_pending(index)
    index.close()
    print("done", flush=True)


def killed(home: Path, after: float) -> bool:
    """Whether the process was killed before its work was done."""
    with subprocess.Popen([sys.executable, "-m", "bench.killed", "--work", str(home)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        if process.stdout.readline() != "begun\n":
            raise RuntimeError("the indexing process did not begin")
        time.sleep(after)
        process.kill()
        return "done" not in process.stdout.read()


def compare(home: Path) -> tuple[int, int]:
    """After a new start: articles that are not found as they are, and articles found that should not be."""
    from archive.ledger import models, pending
    from model.article import State

    index = EmbeddedIndex(home / "index")
    pending.make_index(index)
    pending.index_pending(index)
    found = set(index.stream(Query()))
    kept = dict(models.Article.objects.filter(state=State.KEPT).values_list("id", "title"))
    held = index.versions(0, None)
    versions = dict(models.Article.objects.filter(state=State.KEPT).values_list("id", "version"))
    changed = [id_ for id_, version in versions.items() if version > 1]
    as_they_are = sum(index.find(Query(words=parse(f'标题:"{kept[id_]}"'))).ids == (id_,) for id_ in changed[:200])
    index.close()
    missing = len(kept.keys() - found) + sum(held.get(id_) != version for id_, version in versions.items()) + len(changed[:200]) - as_they_are
    return missing, len(found - kept.keys())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--articles", type=int, default=3000, help="new ones a round")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work:
        work(args.work)
        return 0
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory(prefix="jianbao-killed-") as name:
        home = Path(name)
        connect("ledger.sqlite3", home)
        from archive.ledger import schema

        schema.migrate()
        missing = extra = in_time = 0
        for turn in range(args.rounds):
            fill(1 + turn * args.articles, args.articles, chance)
            in_time += killed(home, chance.random() * args.articles / 1500)
            lost, wrong = compare(home)
            missing, extra = missing + lost, extra + wrong
        print(f"{args.rounds} rounds, {in_time} of them killed before the end (seed {args.seed}): {missing} missing, {extra} that should be gone")
    return int(bool(missing or extra))


if __name__ == "__main__":
    sys.exit(main())
