"""政务信息采用情况."""

from collections import Counter
from fractions import Fraction
from typing import Any

from model.entry import Entry, EntryKind
from model.table import Column, Points, Table
from reports.points.worth import exact
from reports.statistics.basis import Basis
from reports.statistics.lines import ENTERED

RULE = "按登记的采用类型计分，单篇分值见计分规则；登记时写明分值的按所写计。"


def lines(basis: Basis) -> list[tuple[str, int, Fraction | None, Fraction]]:
    """(kind, items, points each or None where they differ, points), in the order of the rule, then as entered."""
    counts: Counter[str] = Counter()
    points: dict[str, Fraction] = {}
    single: dict[str, set[Fraction]] = {}
    for entry in basis.entered(EntryKind.ADOPTION):
        kind, count, each = entry.category or "未注明", int(entry.numbers.get("count", 1)), _each(basis, entry)
        counts[kind] += count
        points[kind] = points.get(kind, Fraction(0)) + count * each
        single.setdefault(kind, set()).add(each)
    rule = basis.rule(basis.period.until)
    order = list(rule.information)
    kinds = sorted(counts, key=lambda kind: order.index(kind) if kind in order else len(order))
    return [(kind, counts[kind], next(iter(single[kind])) if len(single[kind]) == 1 else None, points[kind]) for kind in kinds]


def by_information(basis: Basis) -> Table | None:
    found = lines(basis)
    if not found:
        return None
    return Table(
        key="information",
        title="政务信息采用计分",
        tab="政务信息",
        columns=(Column("类别", 1.3), Column("采用（篇）"), Column("单篇分值"), Column("得分")),
        rows=tuple((kind, count, None if each is None else Points(each), Points(points)) for kind, count, each, points in found),
        total=("合计", sum(count for _, count, _, _ in found), "", Points(sum((points for *_, points in found), Fraction(0)))),
        rule=RULE,
        unlisted=ENTERED,
    )


def adopted(basis: Basis) -> str:
    """How much was adopted, and how often leaders wrote on it."""
    found = lines(basis)
    instructed = sum(int(entry.numbers.get("count", 1)) for entry in basis.entered(EntryKind.INSTRUCTION))
    if not found and not instructed:
        return ""
    told = f"上报政务信息被采用{sum(count for _, count, _, _ in found)}篇，计{Points(sum((points for *_, points in found), Fraction(0)))}分" if found else ""
    given = f"获领导批示{instructed}件" if instructed else ""
    return f"{basis.period.told}，{'，'.join(part for part in (told, given) if part)}。"


def indicator(basis: Basis) -> list[dict[str, Any]]:
    return [{"name": kind, "count": count, "points": float(points)} for kind, count, _, points in lines(basis)]


def _each(basis: Basis, entry: Entry) -> Fraction:
    if "points" in entry.numbers:
        return exact(entry.numbers["points"])
    rule = basis.rule(basis.period.until)
    return exact(rule.information.get(entry.category, 0))
