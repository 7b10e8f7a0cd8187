"""采集缺口 and sleeping accounts: what the figures rest on."""

from datetime import date
from typing import TYPE_CHECKING, Any

from model.table import Column, Table
from reports.statistics.basis import Basis
from reports.statistics.wording import joined

if TYPE_CHECKING:
    from archive.ledger.telling import Sleeper, SourceHealth

RULE = "按采集台账：计划次数是应采集的次数，缺口是没有采到或采得不全的日子；缺口满一天的列出。"


def health(basis: Basis) -> "list[SourceHealth]":
    from archive.ledger import telling  # needs a connected Django

    if "health" not in basis.kept:
        basis.kept["health"] = telling.health(basis.current.since, basis.current.until)
    found: list[SourceHealth] = basis.kept["health"]  # type: ignore[assignment]
    return found


def sleepers(basis: Basis) -> "list[Sleeper]":
    from archive.ledger import telling  # needs a connected Django

    if "sleepers" not in basis.kept:
        basis.kept["sleepers"] = telling.sleeping(basis.current.until)
    found: list[Sleeper] = basis.kept["sleepers"]  # type: ignore[assignment]
    return found


def gaps(basis: Basis) -> Table | None:
    rows = [(one.name, f"{_days(first, last)}", reason) for one in health(basis) for first, last, reason in one.gaps]
    if not rows:
        return None
    return Table(
        key="gaps",
        title="采集缺口",
        tab="采集缺口",
        columns=(Column("媒体", 2, text=True), Column("日期", 2), Column("原因", 4, text=True)),
        rows=tuple(rows),
        rule=RULE,
    )


def running_words(basis: Basis) -> str:
    """What a period that was closed in time did not wait for."""
    return f"统计时仍在采集：{joined(basis.running)}；其后采到的本期稿件列入下一期的补录。" if basis.running else ""


def sleeping_words(basis: Basis) -> str:
    """The reminder list in one sentence."""
    found = sleepers(basis)
    told = [
        f"{one.name}（{f'最后发布{one.last.isoformat()}' if one.last else '一年以上没有发布'}，超过{'6个月' if one.limit > 31 else f'{one.limit}天'}）"
        for one in found
    ]
    return f"久未更新的账号、栏目：{'、'.join(told)}。" if told else ""


def health_indicator(basis: Basis) -> list[dict[str, Any]]:
    return [{"name": one.name, "planned": one.planned, "succeeded": one.succeeded, "longest_gap_hours": 24 * one.longest} for one in health(basis)]


def sleeping_indicator(basis: Basis) -> list[dict[str, Any]]:
    return [{"name": one.name, "last": one.last and one.last.isoformat(), "days": one.limit} for one in sleepers(basis)]


def _days(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}至{last.isoformat()}"
