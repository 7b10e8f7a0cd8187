"""What does an office's register of print and broadcast coverage take to come in?

    python -m bench.imports [--rows 10000] [--database postgresql://…]

Seconds by the clock and CPU seconds of this process for reading, judging and storing the rows of an xlsx and of a csv, each into a ledger without
articles. The titles are of three sorts: each with words of its own; alike but for a number, as a bureau's weekly news is; and a few that come
again and again in other outlets and on other days, as reprints do. The index is not part of it. With --database, an empty one on
PostgreSQL: its articles are deleted after each file.
"""

import argparse
import csv
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook  # type: ignore[import-untyped]

from archive.ledger.connect import connect
from model.bureau import Bureau, Unit

HEAD = ("刊播日期", "媒体名称", "栏目/版面", "标题", "作者/记者", "首发/转载", "报送单位", "备注")
OUTLETS = 40
PLACES, MATTERS, ENDS = "东南西北中上下新老高", "养老救助低保婚姻殡葬社工慈善儿童", "启动召开推进落实通报验收表彰试点"
SORTS = ("different", "alike", "repeated")
BUREAU = Bureau(root=Unit(id="bureau", name="云溪市民政局", aliases=("市民政局",)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--database", default="ledger.sqlite3")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        connect(given.database, Path(folder))
        prepare()
        for sort in SORTS:
            rows = list(register(sort, given.rows))
            for path in (workbook(rows, Path(folder)), text(rows, Path(folder))):
                clock, cpu, outcomes = measured(path)
                told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
                print(f"{given.rows} rows of {path.suffix[1:]:4} titles {sort:9} {clock:6.1f} s, {cpu:6.1f} s CPU: {told}", flush=True)


def prepare() -> None:
    from django.core.management import call_command

    from archive.ledger import models

    call_command("migrate", verbosity=0)
    models.Unit.objects.create(id="bureau", name=BUREAU.root.name, position=0)
    models.Outlet.objects.bulk_create(models.Outlet(id=f"o{number}", name=f"第{number}日报") for number in range(OUTLETS))
    models.Standing.objects.bulk_create(models.Standing(outlet_id=f"o{number}", level="city", medium="newspaper", since=date.min) for number in range(OUTLETS))


def register(sort: str, count: int) -> Iterator[Sequence[object]]:
    """Rows below the head; the same for the same arguments."""
    chance = random.Random(count)
    for number in range(count):
        words = "".join(chance.choice(PLACES + MATTERS + ENDS) for _ in range(14))
        title = {
            "different": f"云溪市民政局{words}",
            "alike": f"云溪市民政局2026年第{number}次走访慰问困难群众",
            "repeated": f"云溪市民政局第{number % 50}期社区食堂建设现场会召开",
        }[sort]
        day = date(2024, 1, 1) + timedelta(days=number // 12)
        page = f"第{number % 8 + 1:02}版 民生"
        yield (day.isoformat(), f"第{number % OUTLETS}日报", page, title, "张明 李红", "首发", "云溪市民政局", "")


def workbook(rows: Sequence[Sequence[object]], folder: Path) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (HEAD, *rows):
        sheet.append(list(row))
    path = folder / "register.xlsx"
    book.save(path)
    return path


def text(rows: Sequence[Sequence[object]], folder: Path) -> Path:
    path = folder / "register.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


def measured(path: Path) -> tuple[float, float, Counter[str]]:
    """Seconds by the clock, CPU seconds, and the outcomes of the rows; the ledger is empty again afterwards."""
    from archive.ledger import marks, models
    from pipelines.group import Grouper
    from pipelines.imports import sheet
    from pipelines.imports.take import Import

    clock, cpu = time.perf_counter(), time.process_time()
    outcomes = Counter(taken.outcome for taken in Import(BUREAU, Grouper(), as_is=False, table=True, by="bench", file=path.name).take(sheet.rows(path)))
    found = time.perf_counter() - clock, time.process_time() - cpu, outcomes
    marks.put_again(0, ())
    for table in (models.Article, models.Story):
        table.objects.all().delete()
    return found


if __name__ == "__main__":
    main()
