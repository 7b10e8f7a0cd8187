"""传播力指数 of own accounts: each index in its version, with its inputs, or with what it lacks."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from model.table import Cell, Column, Table
from reports.indexes import FORMULAS, LABELS, Formula, Incomparable, Influence, influence, missing, ranked
from reports.statistics.basis import Basis
from reports.statistics.newmedia import Account, accounts
from reports.statistics.wording import joined

SHARED = "数字取自新媒体运营情况，天数为统计期的天数；缺少一项即不计算，不以0代替。不同版本的指数不放在一起排名。"


@dataclass(frozen=True, slots=True)
class Line:
    """One account under one index."""

    account: str
    inputs: dict[str, float]
    rank: int | None = None
    value: float | None = None
    least: bool = False  # an input is only a lower bound, and so is the index
    lacking: tuple[str, ...] = ()  # words of the missing inputs, or what is wrong with one

    @property
    def shown(self) -> Cell:
        if self.value is None:
            return "未取得" if self.lacking else None
        return f"{'不少于' if self.least else ''}{Decimal(repr(self.value)).quantize(Decimal('0.01'), ROUND_HALF_UP)}"


def found(basis: Basis) -> list[tuple[Formula, list[Line]]]:
    """The indexes that the settings name and that an account of the period is for; in each the accounts by rank, then those that lack something."""
    told = []
    for formula in (FORMULAS[name] for name in basis.settings.indexes):
        if of_it := [account for account in accounts(basis) if account.medium is formula.medium]:
            told.append((formula, list(_lines(basis, formula, of_it))))
    return told


def by_influence(basis: Basis) -> tuple[Table | str, ...]:
    """A table for each index that could be computed for an account; of the others one sentence says why not."""
    return tuple(_table(formula, lines) if any(not line.lacking for line in lines) else _refused(formula, lines) for formula, lines in found(basis))


def indicator(basis: Basis) -> list[dict[str, Any]]:
    return [
        {
            "index": formula.id,
            "name": formula.name,
            "account": line.account,
            "rank": line.rank,
            "value": line.value,
            "at_least": line.least,
            "inputs": line.inputs,
            "missing": list(line.lacking),
        }
        for formula, lines in found(basis)
        for line in lines
    ]


def _lines(basis: Basis, formula: Formula, of_it: list[Account]) -> Iterator[Line]:
    computed: list[Influence] = []
    refused = []
    least = {}
    for account in of_it:
        inputs = _inputs(basis, formula, account)
        least[account.name] = any(account.numbers[key].at_least for key in inputs if key in account.numbers)
        if lacking := missing(formula, inputs):
            refused.append(Line(account.name, inputs, lacking=tuple(lacking)))
            continue
        try:
            computed.append(influence(formula, account.name, inputs))
        except Incomparable as error:
            refused.append(Line(account.name, inputs, lacking=(str(error),)))
    for rank, one in ranked(computed):
        yield Line(one.account, dict(one.inputs), rank, one.value, least[one.account])
    yield from refused


def _inputs(basis: Basis, formula: Formula, account: Account) -> dict[str, float]:
    """What is known of all that it needs. A sum of which parts are missing is not known."""
    days = (basis.current.until - basis.current.since).days + 1
    numbers = {key: number for key, number in account.numbers.items() if key in formula.needs and number.value is not None and not number.missing}
    known = {"days": float(days)} | {key: float(number.value or 0) for key, number in numbers.items()}
    return {key: known[key] for key in formula.needs if key in known}


def _table(formula: Formula, lines: list[Line]) -> Table:
    return Table(
        key=f"influence_{formula.id}",
        title=formula.name,
        tab=formula.tab,
        columns=(Column("名次", 0.7), Column("账号", 2, text=True), Column("指数", 1.1), Column("所用数据", 5, text=True)),
        rows=tuple((line.rank, line.account, line.shown, f"缺少{joined(line.lacking)}" if line.lacking else _told(formula, line)) for line in lines),
        rule=f"{formula.rule}{SHARED}",
    )


def _told(formula: Formula, line: Line) -> str:
    return "，".join(f"{LABELS[key]}{line.inputs[key]:.15g}" for key in formula.needs)


def _refused(formula: Formula, lines: list[Line]) -> str:
    told = "；".join(f"{line.account}缺少{joined(line.lacking)}" for line in lines)
    return f"{formula.name}未计算：{told}。"
