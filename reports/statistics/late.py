"""补录 and 更正: what closed months missed, or counted wrongly. Told once, never added to this month."""

from collections import Counter
from typing import Any

from model.snapshot import Afterwards
from model.table import Column, Table
from reports.period import Period
from reports.statistics.basis import Basis

RULE = "刊发日期在已定稿的月份、截至时间以后才采集或登记的稿件：列入本表，计入全年合计，不计入当月，也不改已定稿的月份。"
CORRECTED_RULE = "已定稿的月份计入、以后撤下或更正的稿件：已定稿的数字不改，在此说明。"


def late(basis: Basis) -> Table | None:
    """By month and reason."""
    if not basis.late:
        return None
    counts = Counter((one.period, one.reason) for one in basis.late)
    return Table(
        key="late",
        title="补录统计",
        tab="补录",
        columns=(Column("所属月份"), Column("补录（篇、条）", unlisted="见附件“补录稿件”"), Column("原因", 3, text=True)),
        rows=tuple((period, count, reason) for (period, reason), count in sorted(counts.items())),
        total=("合计", counts.total(), ""),
        rule=RULE,
    )


def late_listed(basis: Basis) -> Table | None:
    return _listed(basis.late, "late_articles", "补录稿件", "补录稿件", RULE)


def corrected(basis: Basis) -> Table | None:
    return _listed(basis.corrected, "corrected", "更正", "更正", CORRECTED_RULE)


def words(basis: Basis) -> str:
    """补录9月稿件6篇（…），不计入本月总数。"""
    if not basis.late:
        return ""
    counts = Counter(one.period for one in basis.late)
    outlets = Counter((one.period, one.outlet) for one in basis.late)
    told = []
    for period in sorted(counts):
        from_where = [f"{outlet}{count}篇" for (of, outlet), count in outlets.most_common() if of == period]
        more = f"等{len(from_where)}家" if len(from_where) > 3 else ""
        month = Period.month_of(next(one.day for one in basis.late if one.period == period))
        told.append(f"{month.told if month.since.year == basis.period.since.year else month.name}稿件{counts[period]}篇（{'、'.join(from_where[:3])}{more}）")
    return f"补录{'、'.join(told)}，不计入{basis.period.words.this}总数。"


def indicator(found: tuple[Afterwards, ...]) -> list[dict[str, Any]]:
    return [{"id": one.id, "period": one.period, "title": one.title, "outlet": one.outlet, "day": one.day.isoformat(), "reason": one.reason} for one in found]


def _listed(found: tuple[Afterwards, ...], key: str, title: str, tab: str, rule: str) -> Table | None:
    if not found:
        return None
    return Table(
        key=key,
        title=title,
        tab=tab,
        columns=(Column("所属月份", 1.2), Column("标题", 4, text=True), Column("媒体", 1.6, text=True), Column("刊发日期", 1.4), Column("原因", 2, text=True)),
        rows=tuple((one.period, one.title, one.outlet, one.day, one.reason) for one in found),
        rule=rule,
    )
