"""新媒体运营: the bureau's own accounts."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from model.entry import Entry, EntryKind
from model.outlet import Medium
from model.table import Cell, Column, Table
from reports.period import LOCAL
from reports.statistics.basis import Basis
from reports.statistics.wording import amount, joined

if TYPE_CHECKING:
    from archive.ledger.telling import Readings

NUMBERS = {"posts": "发布", "reads": "阅读（播放）", "likes": "点赞", "shares": "转发", "comments": "评论", "fans": "粉丝", "fans_change": "粉丝增减"}
SUMMED = ("reads", "likes", "looks", "shares", "comments")
MISSING = "未取得"
PLATFORMS = {
    Medium.VIDEO: ("短视频", "抖音", "快手", "视频号", "video"),
    Medium.WECHAT: ("微信", "公众号", "wechat"),
    Medium.WEIBO: ("微博", "weibo"),
    Medium.TOUTIAO: ("头条", "toutiao"),
}
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
    medium: Medium | None = None  # None: nobody said
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
        found += number if number.value is not None else Number(at_least=True)  # an account without it: the sum is no less than it says
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
        unlisted="自有平台发布的不在稿件清单内",
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
            "missing": {key: number.missing for key, number in one.numbers.items() if key in NUMBERS and number.missing},
            "taken": one.taken and one.taken.isoformat(),
        }
        for one in accounts(basis)
    ]


def _accounts(basis: Basis) -> list[Account]:
    from archive.ledger import telling  # needs a connected Django

    found: dict[str, Account] = {}
    for name, readings in telling.own_readings(basis.current).items():
        taken = readings.taken.astimezone(LOCAL).date() if readings.taken else None
        account = found[name] = Account(name, taken, readings.medium, {"posts": Number(readings.posts), **_measured(readings)})
        if readings.headlines:
            account.numbers |= {f"head_{key}": number for key, number in _measured(readings.headlines).items()}
        account.numbers |= {f"max_{key}": Number(most, key in readings.at_least, account.numbers[key].missing) for key, most in readings.most.items()}
    registered = telling.own_media()
    for name, entered in _by_account(basis).items():
        account = found.setdefault(name, Account(name, medium=registered.get(name)))
        account.taken = max(entered[-1].day, account.taken or entered[-1].day)
        account.medium = next((medium for entry in reversed(entered) if (medium := medium_of(entry.category))), account.medium)
        account.numbers |= _entered(entered)
    return sorted(found.values(), key=lambda one: one.name)


def _measured(readings: "Readings") -> dict[str, Number]:
    """The sums of posts; what some of them lack is no less than it says."""
    found = {}
    for key in SUMMED:
        missing = readings.posts - readings.had.get(key, 0) if key in readings.sums else 0
        found[key] = Number(readings.sums.get(key), key in readings.at_least or missing > 0, missing)
    return found


def _by_account(basis: Basis) -> dict[str, list[Entry]]:
    """What was entered of each account, in the order of days."""
    found: dict[str, list[Entry]] = {}
    for entry in basis.entered(EntryKind.ACCOUNT):
        found.setdefault(entry.title, []).append(entry)
    return found


def _entered(entries: list[Entry]) -> dict[str, Number]:
    """Of each month the last reading stands; months are added up, but for the fans, of which there are as many as last, and the highest values."""
    months: dict[tuple[int, int], dict[str, Number]] = {}
    for entry in entries:
        of_month = months.setdefault((entry.day.year, entry.day.month), {})
        of_month |= {key: Number(round(value), key in entry.at_least) for key, value in entry.numbers.items()}
    found: dict[str, Number] = {}
    for of_month in months.values():
        for key, number in of_month.items():
            if key == "fans" or key not in found:
                found[key] = number
            elif key.startswith("max_"):
                found[key] = max(found[key], number, key=lambda one: one.value or 0)
            else:
                found[key] += number
    for key in SUMMED:  # a month that has the account but not this number
        if key in found and any(key not in of_month for of_month in months.values()):
            found[key].at_least = True
    return found


def medium_of(platform: str) -> Medium | None:
    """微信公众号, 官方微博, 抖音 … as the platform of an account is written."""
    return next((medium for medium, words in PLATFORMS.items() if any(word in platform for word in words)), None)


def _cell(number: Number) -> Cell:
    return str(number) if number.value is None or number.at_least or abs(number.value) > 10_000 else number.value
