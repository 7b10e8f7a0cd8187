"""Tables as offices keep them, and what the import made of them."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl

from archive.evidence import Evidence
from archive.ledger import registers
from model.bureau import Bureau, Unit
from model.outlet import Level, Medium, Outlet, Standing
from model.row import Taken
from pipelines.group import group
from pipelines.imports import scans, sheet
from pipelines.imports.decide import Decider
from pipelines.imports.take import Import

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
HEAD = ("刊播日期", "媒体名称", "栏目/版面", "标题", "附件", "位置")
UNITS = Bureau(root=Unit(id="shiju", name="云溪市民政局", aliases=("云溪民政",)))
DAILY = Outlet(id="ribao", name="云溪日报", standings=(Standing(level=Level.CITY, medium=Medium.NEWSPAPER),), hosts=("epaper.yunxi.example",))
JPEG, PNG, PDF = b"\xff\xd8\xff\xe0 photo", b"\x89PNG\r\n\x1a\n picture", b"%PDF-1.7 scan"


def line(title: str = "云溪市民政局开展敬老月活动", day: Any = "2026-10-05", outlet: str = DAILY.name, page: str = "A03 民生", **more: str) -> list[Any]:
    return [day, outlet, page, title, more.get("scan", ""), more.get("position", "")]


def table(folder: Path, *rows: Sequence[Any], name: str = "台账.csv", head: Sequence[str] = HEAD) -> Path:
    path = folder / name
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([head, *rows])
        return path
    book = openpyxl.Workbook()
    for row in (head, *rows):
        book.active.append(list(row))
    book.save(path)
    return path


def take(path: Path, evidence: Evidence | None = None, by: str = "小周") -> list[Taken]:
    with scans.opened(path) as (opened, find):
        importing = Import(registers.bureau(), group, False, NOW, table=True, by=by, file=path.name, attached=scans.Scans(find, evidence))
        return list(importing.take(sheet.rows(opened, now=NOW)))


def outcomes(taken: Sequence[Taken]) -> list[str]:
    return [one.outcome.value for one in taken]


def decider() -> Decider:
    return Decider("主任", registers.bureau(), group)
