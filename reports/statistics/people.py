"""通讯员 and 获奖."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from model.entry import EntryKind
from model.table import Column, Points, Table
from reports.points.month import Tally
from reports.statistics.basis import Basis
from reports.statistics.points import gained

TOP = 50
RULE = "署名的每人各计刊发1篇；多人署名的稿件得分由各人平均分配，得分记在计分的那一次刊发的署名人名下。"


@dataclass(slots=True)
class Writer:
    name: str
    publications: int = 0
    first: int = 0
    points: Fraction = Fraction(0)


def writers(basis: Basis) -> list[Writer]:
    """Every correspondent of the period: most points first, then most publications, then by name. Counted once a basis."""
    if "writers" not in basis.kept:
        basis.kept["writers"] = list(_writers(basis))
    found: list[Writer] = basis.kept["writers"]  # type: ignore[assignment]
    return found


def correspondents(basis: Basis) -> Table | None:
    """The first fifty; all of them are in the JSON."""
    found = writers(basis)
    if not found:
        return None
    return Table(
        key="correspondents",
        title="通讯员刊发统计",
        tab="通讯员",
        columns=(
            Column("序号", 0.7),
            Column("通讯员", 2, text=True),
            Column("刊发", picks=()),
            Column("首发", picks=(("role", "first"),)),
            Column("得分", picks=(), key="credited"),
        ),
        rows=tuple((number, one.name, one.publications, one.first, Points(one.points)) for number, one in enumerate(found[:TOP], 1)),
        measure="单位：篇（条）、分",
        note=f"共{len(found)}人，列出前{TOP}人。" if len(found) > TOP else "",
        rule=RULE,
        behind=tuple((("correspondent", one.name),) for one in found[:TOP]),
    )


def indicator(basis: Basis) -> list[dict[str, Any]]:
    return [{"name": one.name, "publications": one.publications, "first": one.first, "points": float(one.points)} for one in writers(basis)]


def awards(basis: Basis) -> Table | None:
    entries = basis.entered(EntryKind.AWARD)
    if not entries:
        return None
    return Table(
        key="awards",
        title="获奖情况",
        tab="获奖",
        columns=(Column("日期", 1.4), Column("获奖项目", 4, text=True), Column("级别", 1.1), Column("单位", 2, text=True), Column("人员", 1.4, text=True)),
        rows=tuple((one.day, one.title, one.category, basis.unit_name(one.unit), one.person) for one in entries),
        rule="由人工登记。",
    )


def awards_indicator(basis: Basis) -> list[dict[str, Any]]:
    return [
        {"name": one.title, "level": one.category, "unit": basis.unit_name(one.unit), "person": one.person, "day": one.day.isoformat()}
        for one in basis.entered(EntryKind.AWARD)
    ]


def _writers(basis: Basis) -> Iterator[Writer]:
    from archive.ledger import telling  # needs a connected Django

    found: dict[str, Writer] = {}
    bylines = {}
    for line in telling.bylines(basis.current):
        bylines[line.article] = line.names
        for name in line.names:
            writer = found.setdefault(name, Writer(name))
            writer.publications += 1
            writer.first += line.first
    shares = Tally()
    for gain in gained(basis).values():
        for name in (names := bylines.get(gain.best, ())):
            shares.add(name, gain, len(names))
    for name, points in shares.points().items():
        found[name].points = points
    yield from sorted(found.values(), key=lambda one: (-one.points, -one.publications, one.name))
