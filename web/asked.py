"""What the address of a search asks for: read from GET parameters, and written back into links."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from archive.index.language import parse
from archive.ledger.lookup import resolve
from model.article import Role
from model.outcome import UserError
from model.outlet import Labelled, Level, Medium
from model.query import Facet, Query, Sort

MOST = 100  # values of one facet

MOST_NUMBER = 2**62  # of an article

SORTS = {Sort.RELEVANCE: "相关度", Sort.NEWEST: "最新", Sort.OLDEST: "最早", Sort.CARRIERS: "刊发家数"}

# Facet (its value is the parameter's name) -> heading, and the field of Query that it fills.
CHOICES = {
    Facet.LEVEL: ("级别", "levels"),
    Facet.MEDIUM: ("载体", "media"),
    Facet.ROLE: ("首发 / 转载", "roles"),
    Facet.OUTLET: ("媒体", "outlets"),
    Facet.UNIT: ("单位", "units"),
    Facet.TOPIC: ("专题", "topics"),
}
LABELS: Mapping[Facet, type[Labelled]] = {Facet.LEVEL: Level, Facet.MEDIUM: Medium, Facet.ROLE: Role}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One state of the search page."""

    text: str = ""
    chosen: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    after: int | None = None  # only what arrived after the article of this number
    sort: Sort | None = None  # None: relevance with words, newest without
    grouped: bool = False  # one row a story
    explained: bool = False  # each row says why it stands there
    page: int = 1

    @property
    def order(self) -> Sort:
        return self.sort or (Sort.RELEVANCE if self.text else Sort.NEWEST)

    def query(self) -> Query:
        """In the index's words, with the names that the registers know. Errors: UserError for a text that is no search."""
        values: dict[str, Any] = {}
        for facet, ids in self.chosen.items():
            kind = LABELS.get(facet, str)
            values[CHOICES[facet][1]] = tuple(kind(id) for id in ids)
        arrived = None if self.after is None else (self.after + 1, MOST_NUMBER)
        words = parse(self.text, resolve)
        return Query(words=words, since=self.since, until=self.until, arrived=arrived, sort=self.order, grouped=self.grouped, **values)

    def toggled(self, facet: Facet, value: str) -> Self:
        """With a value chosen that was not, or the other way round."""
        before = self.chosen.get(facet, ())
        after = tuple(other for other in before if other != value) if value in before else (*before, value)
        return replace(self, chosen={**self.chosen, facet: after}, page=1)

    def only(self, facet: Facet, value: str) -> Self:
        return replace(self, chosen={**self.chosen, facet: (value,)}, page=1)

    def between(self, since: date | None, until: date | None) -> Self:
        return replace(self, since=since, until=until, page=1)

    def pairs(self) -> list[tuple[str, str]]:
        """As GET parameters, without what is usual."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(facet.value, value) for facet in CHOICES for value in self.chosen.get(facet, ())]
        pairs += [(name, day.isoformat()) for name, day in (("since", self.since), ("until", self.until)) if day]
        if self.after is not None:
            pairs.append(("after", str(self.after)))
        if self.sort:
            pairs.append(("sort", self.sort.value))
        pairs += [(name, "1") for name, is_on in (("grouped", self.grouped), ("explain", self.explained)) if is_on]
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def address(self, path: str = "/search") -> str:
        pairs = self.pairs()
        return f"{path}?{urlencode(pairs)}" if pairs else path


def read(given: QueryDict) -> Asked:
    """The state that the parameters name. Errors: UserError, one sentence naming the parameter."""
    text = given.get("q", "").strip()
    since, until = _day(given, "since", "起始日期"), _day(given, "until", "截止日期")
    if since and until and since > until:
        raise UserError(f"起始日期 {since} 晚于截止日期 {until}，请调整")
    chosen = {facet: _values(given, facet) for facet in CHOICES}
    return Asked(
        text=text,
        chosen=chosen,
        since=since,
        until=until,
        after=min(_number(given, "after", "“新到”的起点"), MOST_NUMBER) if given.get("after") else None,
        sort=_sort(given),
        grouped=_is_on(given, "grouped"),
        explained=_is_on(given, "explain"),
        page=max(_number(given, "page", "页码"), 1),
    )


def month_range(month: str) -> tuple[date, date]:
    """First and last day of YYYY-MM."""
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def _values(given: QueryDict, facet: Facet) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value for value in given.getlist(facet.value) if value))
    if len(values) > MOST:
        raise UserError(f"“{CHOICES[facet][0]}”一次最多选 {MOST} 项，请减少")
    kind = LABELS.get(facet)
    known = {member.value for member in kind} if kind else None
    for value in values:
        if known is not None and value not in known:
            raise UserError(f"“{CHOICES[facet][0]}”没有“{value[:40]}”这一项，请从左侧列表里选择")
    return values


def _day(given: QueryDict, name: str, label: str) -> date | None:
    value = given.get(name, "").strip()
    if not value:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2100:
        raise UserError(f"{label}“{value[:40]}”无法识别，请写成 2026-10-31 的样子")
    return day


def _sort(given: QueryDict) -> Sort | None:
    value = given.get("sort", "")
    if value and value not in set(Sort):
        raise UserError(f"没有“{value[:40]}”这种排序，请选择{'、'.join(SORTS.values())}之一")
    return Sort(value) if value else None


def _is_on(given: QueryDict, name: str) -> bool:
    return given.get(name, "") not in ("", "0")


def _number(given: QueryDict, name: str, label: str) -> int:
    value = given.get(name, "").strip() or "0"
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        raise UserError(f"{label}“{value[:40]}”无法识别，请写数字")
    return max(int(value), 0)
