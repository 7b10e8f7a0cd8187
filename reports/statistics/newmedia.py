"""新媒体运营: the bureau's own accounts."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from model.entry import Entry, EntryKind
from model.table import Cell, Column, Table
from reports.period import LOCAL
from reports.statistics.basis import Basis
from reports.statistics.wording import amount, joined

NUMBERS = {"posts": "发布", "reads": "阅读（播放）", "likes": "点赞", "shares": "转发", "comments": "评论", "fans": "粉丝", "fans_change": "粉丝增减"}
SUMMED = ("reads", "likes", "shares", "comments")
MISSING = "未取得"
RULE = "数字取截至时间以前的最后一次读数；登记了的以登记为准，没有登记的由采集到的各条相加。没有取得的不作0，合计注明“不少于”。10万+按100001计。"


@dataclass(slots=True)
class Number:
    """A sum that may lack parts."""

    value: int | None = None  # None: nobody has any of it
    at_least: bool = False
    missing: int = 0  # posts, or in a total accounts, without it

    def __str__(self) -> str:
        return MISSING if self.value is None else amount(self.value, at_least=self.at_least, missing=self.missing)

    def __add__(self, other: "Number") -> "Number":
        values = [one.value for one in (self, other) if one.value is not None]
        return Number(sum(values) if values else None, self.at_least or other.at_least, self.missing + other.missing)


@dataclass(slots=True)
class Account:
    name: str
    taken: date | None = None  # of the last reading
    numbers: dict[str, Number] = field(default_factory=dict)


def accounts(basis: Basis) -> list[Account]:
    """Own accounts that posted or were entered in the period, by name. Counted once a basis."""
    if "accounts" not in basis.kept:
        basis.kept["accounts"] = _accounts(basis)
    found: list[Account] = basis.kept["accounts"]  # type: ignore[assignment]
    return found


def total(basis: Basis, key: str) -> Number:
    found = Number()
    for account in accounts(basis):
        number = account.numbers.get(key, Number())
        found += number if number.value is not None or number.missing else Number(missing=1)
    return found


def newmedia(basis: Basis) -> Table | None:
    found = accounts(basis)
    if not found:
        return None
    return Table(
        key="newmedia",
        title="新媒体运营情况",
        tab="新媒体",
        columns=(Column("账号", 2.4, text=True), *(Column(label, 1.2) for label in NUMBERS.values()), Column("读数日期", 1.4)),
        rows=tuple((one.name, *(_cell(one.numbers.get(key, Number())) for key in NUMBERS), one.taken) for one in found),
        total=("合计", *(_cell(total(basis, key)) for key in NUMBERS), ""),
        measure="单位：条、次、人",
        rule=RULE,
    )


def words(basis: Basis) -> str:
    """One sentence for 总体情况."""
    found = accounts(basis)
    if not found:
        return ""
    told = [f"发布{total(basis, 'posts')}条"]
    told += [
        f"{label}{number}次" for key, label in (("reads", "阅读"), ("likes", "点赞"), ("shares", "转发")) if (number := total(basis, key)).value is not None
    ]
    return f"新媒体方面，{len(found)}个自有账号{joined(told).replace('、', '，')}。"


def indicator(basis: Basis) -> list[dict[str, Any]]:
    """A number that nobody has is null."""
    return [
        {
            "name": one.name,
            **{key: one.numbers.get(key, Number()).value for key in NUMBERS},
            "at_least": [key for key in NUMBERS if one.numbers.get(key, Number()).at_least],
            "missing": {key: number.missing for key, number in one.numbers.items() if number.missing},
            "taken": one.taken and one.taken.isoformat(),
        }
        for one in accounts(basis)
    ]


def _accounts(basis: Basis) -> list[Account]:
    from archive.ledger import telling  # needs a connected Django

    found: dict[str, Account] = {}
    for name, readings in telling.own_readings(basis.current).items():
        account = found[name] = Account(name, readings.taken and readings.taken.astimezone(LOCAL).date(), {"posts": Number(readings.posts)})
        for key in SUMMED:
            missing = readings.posts - readings.had.get(key, 0)
            least = key in readings.at_least or (key in readings.sums and missing > 0)
            account.numbers[key] = Number(readings.sums.get(key), least, missing if key in readings.sums else 0)
    for entry in basis.entered(EntryKind.ACCOUNT):  # in the order of days: the last reading stays
        _enter(found.setdefault(entry.title, Account(entry.title)), entry)
    return sorted(found.values(), key=lambda one: one.name)


def _enter(account: Account, entry: Entry) -> None:
    account.taken = max(entry.day, account.taken or entry.day)
    account.numbers |= {key: Number(round(value), key in entry.at_least) for key, value in entry.numbers.items() if key in NUMBERS}


def _cell(number: Number) -> Cell:
    return str(number) if number.value is None or number.at_least or abs(number.value) > 10_000 else number.value
