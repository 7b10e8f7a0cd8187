"""The column of filters beside the results: what can be chosen, how many each, and the links that choose it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from archive.index.interface import Index
from archive.ledger.registers import names
from model.query import Facet, Query
from web.asked import CHOICES, LABELS, Asked, month_range

SHOWN = 8  # choices before 更多
LONGEST = 60  # choices of one group at all

Counts = Mapping[Facet, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a facet, with the address that takes it on or off."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    heading: str
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A word that can be clicked: an active filter, whose address removes it, or one that may be added."""

    label: str
    address: str
    kind: str = ""  # unit or topic


def counts(index: Index, query: Query, found: Counts) -> Counts:
    """The counts to show: of a facet with a choice, those that its other values would have."""
    whole = dict(found)
    for facet, (_, field) in CHOICES.items():
        if getattr(query, field):
            without: Any = {field: ()}
            whole[facet] = index.count(replace(query, **without), facet)
    if query.since or query.until:
        whole[Facet.MONTH] = index.count(replace(query, since=None, until=None), Facet.MONTH)
    return whole


def groups(asked: Asked, counted: Counts) -> list[Group]:
    """The facet column, then the months."""
    made = [_group(asked, facet, counted.get(facet, {})) for facet in CHOICES]
    by_month = [_month(asked, month, count) for month, count in sorted(counted.get(Facet.MONTH, {}).items(), reverse=True)]
    made.append(_split("月份", by_month))
    return [group for group in made if group.first]


def chips(asked: Asked) -> list[Chip]:
    """What is filtered by now, each with the way to drop it."""
    chips = []
    for facet, (heading, _) in CHOICES.items():
        chosen = asked.chosen.get(facet, ())
        labels = _labels(facet, chosen)
        if (left_out := _left_out(facet, chosen)) is not None:
            chips.append(Chip(label=f"{heading}：除{left_out}外", address=replace(asked, chosen={**asked.chosen, facet: ()}, page=1).address()))
        else:
            chips += [Chip(label=f"{heading}：{labels[value]}", address=asked.toggled(facet, value).address()) for value in chosen]
    if asked.after is not None:
        chips.append(Chip(label="新到的", address=replace(asked, after=None, page=1).address()))
    if asked.since or asked.until:
        chips.append(Chip(label=f"日期：{_span(asked.since, asked.until)}", address=asked.between(None, None).address()))
    return chips


def shortcuts(asked: Asked) -> list[Choice]:
    """本月, 上月, 今年."""
    today = localdate()
    last = today.replace(day=1) - timedelta(days=1)
    spans = {"本月": month_range(f"{today:%Y-%m}"), "上月": month_range(f"{last:%Y-%m}"), "今年": (date(today.year, 1, 1), date(today.year, 12, 31))}
    return [between(asked, label, since, until, 0) for label, (since, until) in spans.items()]


def between(asked: Asked, label: str, since: date, until: date, count: int) -> Choice:
    """These days as a choice; chosen, it is taken off."""
    chosen = (asked.since, asked.until) == (since, until)
    after = asked.between(None, None) if chosen else asked.between(since, until)
    return Choice(label=label, count=count, address=after.address(), chosen=chosen)


def month_name(month: str) -> str:
    """2026-10 as people write it."""
    return f"{month[:4]}年{int(month[5:])}月"


def _left_out(facet: Facet, chosen: Collection[str]) -> str | None:
    """The one value that is not chosen where all others are; the figures of a month leave out 自有平台 like this."""
    rest = [member.label for member in LABELS.get(facet, ()) if member.value not in chosen]
    return rest[0] if len(rest) == 1 and len(chosen) > 2 else None


def _group(asked: Asked, facet: Facet, found: Mapping[str, int]) -> Group:
    chosen = asked.chosen.get(facet, ())
    counted = {value: found.get(value, 0) for value in (*chosen, *found)}
    if facet in LABELS:
        ordered = [member.value for member in LABELS[facet] if member.value in counted]
    else:
        ordered = sorted(counted, key=lambda value: (-counted[value], value))
        ordered = [value for place, value in enumerate(ordered) if place < LONGEST or value in chosen]
    labels = _labels(facet, ordered)
    choices = [
        Choice(label=labels[value], count=counted[value], address=asked.toggled(facet, value).address(), chosen=value in chosen)
        for value in ordered
        if counted[value] or value in chosen
    ]
    return _split(CHOICES[facet][0], choices)


def _split(heading: str, choices: list[Choice]) -> Group:
    """What is chosen always stands among the first, without changing the order of the usual ones."""
    rest = choices[SHOWN:]
    first = (*choices[:SHOWN], *(choice for choice in rest if choice.chosen))
    return Group(heading=heading, first=first, more=tuple(choice for choice in rest if not choice.chosen)[:LONGEST])


def _labels(facet: Facet, values: Iterable[str]) -> dict[str, str]:
    """What people read; a value that no register knows stands for itself."""
    values = list(values)
    if facet in LABELS:
        return {value: LABELS[facet](value).label for value in values}
    return {value: value for value in values} | (names(facet.value, values) if values else {})


def _month(asked: Asked, month: str, count: int) -> Choice:
    return between(asked, month_name(month), *month_range(month), count)


def _span(since: date | None, until: date | None) -> str:
    if since and until:
        return since.isoformat() if since == until else f"{since} 至 {until}"
    return f"{since} 起" if since else f"至 {until}"
