"""年内累计得分排名: what the closed months of the year printed, this month, and what the late items would have brought."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from model.points import Publication
from model.table import Column, Points, Table
from reports.period import Period
from reports.points.month import Gain, Score, Tally
from reports.points.ranking import ranking
from reports.points.worth import Values, shared
from reports.statistics.basis import Basis
from reports.statistics.points import places

RULE = "累计得分＝本年已定稿各月印发的得分＋本月得分＋补录稿件的得分；补录稿件按其使稿件得分增加的部分计，归属本年的才计入。"

Told = Mapping[str, Collection[str]]  # ids of late articles by Period.id of the month that told them


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    group: str
    rank: int
    points: Fraction
    late: Fraction


def lines(basis: Basis) -> list[Line]:
    """Every unit of the month's ranking, by group and rank; nothing before a month of the year is closed, and only for months of the whole bureau."""
    if "year" not in basis.kept:
        basis.kept["year"] = _lines(basis) if basis.period.kind == "month" and not basis.scope.id else []
    found: list[Line] = basis.kept["year"]  # type: ignore[assignment]
    return found


def by_year(basis: Basis) -> Table | None:
    found = lines(basis)
    if not found:
        return None
    grouped = len({line.group for line in found}) > 1
    return Table(
        key="points_year",
        title=f"{basis.period.since.year}年1月至{basis.period.since.month}月累计得分排名",
        tab="年内累计",
        columns=(*((Column("分组", 1.5),) if grouped else ()), Column("名次", 0.8), Column("单位", 3, text=True), Column("累计得分"), Column("其中补录")),
        rows=tuple((*((line.group or "未分组",) if grouped else ()), line.rank, line.name, Points(line.points), Points(line.late)) for line in found),
        measure="单位：分",
        rule=RULE,
    )


def indicator(basis: Basis) -> list[dict[str, Any]]:
    return [{"name": one.name, "group": one.group, "rank": one.rank, "points": float(one.points), "late": float(one.late)} for one in lines(basis)]


def _lines(basis: Basis) -> list[Line]:
    from archive.ledger import snapshots  # needs a connected Django

    first = date(basis.period.since.year, 1, 1)
    closed = {key: figures for key, figures in snapshots.figures("month", "", first, basis.period.since).items() if key != basis.period.id}
    if not closed:
        return []
    told = {key: ids for key, ids in snapshots.told_late("", first, basis.period.since).items() if key != basis.period.id}
    late = _late(basis, {**told, basis.period.id: tuple(one.id for one in basis.late)}, first)
    ranked = [place for _, members in places(basis) for place in members]
    totals = {place.unit.id: place.score.total + late.get(place.unit.id, Fraction(0)) for place in ranked}
    for figures in closed.values():
        for unit, points in figures["points"].items():
            if unit in totals:
                totals[unit] += Fraction(str(points))
    counts = {place.unit.id: sum(sum(figures["by"]["unit"].get(place.unit.id, (0, 0))) for figures in closed.values()) for place in ranked}
    now = basis.current.by("unit")
    units = [unit for unit in basis.units if unit.id in totals]
    groups = ranking(
        units, {unit: Score(news=points) for unit, points in totals.items()}, lambda unit: (counts[unit] + (now[unit].count if unit in now else 0),)
    )
    return [
        Line(place.unit.name, group, place.rank, totals[place.unit.id], late.get(place.unit.id, Fraction(0))) for group, members in groups for place in members
    ]


def _late(basis: Basis, told: Told, first: date) -> dict[str, Fraction]:
    """By Unit.id what the late articles of the year brought: at the time when each was told, the stories with them less the stories without them."""
    from archive.ledger import scoring  # needs a connected Django

    every = {key for ids in told.values() for key in ids}
    if not every:
        return {}
    publications, units_of = scoring.with_articles(every, basis.current)
    rule = basis.rule(basis.period.until)
    values, tally = Values(rule), Tally()
    unknown = set(every)
    for period in sorted(told):
        since = Period.month_of(date.fromisoformat(f"{period}-01")).since
        unknown_before, unknown = unknown, unknown - set(told[period])
        for story, found in _by_story(one for one in publications if one.day < since).items():
            of_year = {one.article for one in found if one.day >= first}
            gained = _worth(values, found, unknown) - _worth(values, found, unknown_before)
            if gained and of_year & set(told[period]):
                units = [unit for unit in units_of.get(story, ()) if unit != basis.root] or units_of.get(story, ())
                sharing, among = shared(rule, units)
                for unit in sharing:
                    tally.add(unit, Gain(gained, values.parts, promotion=False, best=""), among)
    return tally.points()


def _by_story(publications: Iterable[Publication]) -> dict[int, list[Publication]]:
    found: dict[int, list[Publication]] = {}
    for one in publications:
        found.setdefault(one.story, []).append(one)
    return found


def _worth(values: Values, publications: Iterable[Publication], without: Collection[str]) -> int:
    return values.worth([one for one in publications if one.article not in without])
