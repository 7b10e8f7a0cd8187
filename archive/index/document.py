"""What both engines keep of an entry, and how a query's conditions read in those fields."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from archive.index.interface import Entry, Refusal
from archive.index.tokens import tokens
from model.query import Facet, Query

# Of the pieces, the fields and the folding table together: an index of another format is rebuilt, never misread.
FORMAT = 1

LOCAL = ZoneInfo("Asia/Shanghai")  # days and months begin here
MOST_CHARACTERS = 2_000_000  # of one article
DEEPEST_HIT = 10_000

FIELDS = {
    Facet.OUTLET: "outlet",
    Facet.LEVEL: "level",
    Facet.MEDIUM: "medium",
    Facet.UNIT: "units",
    Facet.TOPIC: "topics",
    Facet.ROLE: "role",
    Facet.MONTH: "month",
}
MOST_VALUES = 10_000  # of one facet

Fields = dict[str, str | int | list[str]]


def batches(entries: Iterable[Entry], most: int) -> Iterator[list[Entry]]:
    """Up to `most` entries at a time, and about MOST_CHARACTERS."""
    batch: list[Entry] = []
    length = 0
    for entry in entries:
        batch.append(entry)
        length += len(entry.title) + len(entry.body)
        if len(batch) == most or length > MOST_CHARACTERS:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def documents(entries: Iterable[Entry]) -> tuple[list[tuple[Entry, Fields]], list[Refusal]]:
    """The fields of each entry, the newest version of an article only, and those that no engine takes."""
    newest: dict[str, Entry] = {}
    for entry in entries:
        if entry.id not in newest or newest[entry.id].version <= entry.version:
            newest[entry.id] = entry
    refusals = {entry.id: reason for entry in newest.values() if (reason := objection(entry))}
    taken = [(entry, fields_of(entry)) for entry in newest.values() if entry.id not in refusals]
    return taken, [Refusal(id=id_, reason=reason) for id_, reason in refusals.items()]


def objection(entry: Entry) -> str:
    """Why no engine takes an entry, "" when all do."""
    length = len(entry.title) + len(entry.body)
    if length > MOST_CHARACTERS:
        return f"正文过长：{length} 字，检索最多收 {MOST_CHARACTERS} 字"
    try:
        "".join((entry.id, entry.outlet, entry.story, *entry.units, *entry.topics)).encode()
    except UnicodeEncodeError:
        return "编号或分类里有不能编码的字符"
    return ""


def fields_of(entry: Entry) -> Fields:
    """What is kept of an entry beside its id. `month` and `day` are missing without a time of publication."""
    fields: Fields = {
        "version": entry.version,
        "title": tokens(entry.title),
        "body": tokens(entry.body),
        "outlet": entry.outlet,
        "level": entry.level.value,
        "medium": entry.medium.value,
        "units": list(dict.fromkeys(entry.units)),
        "topics": list(dict.fromkeys(entry.topics)),
        "role": entry.role.value,
        "story": entry.story,
        "moment": moment(entry.published, entry.number),
    }
    if entry.published is not None:
        day = entry.published.astimezone(LOCAL).date()
        fields |= {"day": day_number(day), "month": f"{day:%Y-%m}"}
    return fields


def moment(published: datetime | None, number: int) -> int:
    """One number that orders by time, then by arrival, in 64 bits: seconds and, in the lowest 30, the number of the article."""
    earliest, latest = -(1 << 33), (1 << 33) - 1  # the years 1697 to 2242
    seconds = earliest if published is None else min(max(int(published.timestamp()), earliest + 1), latest)
    return (seconds << 30) + min(number, (1 << 30) - 1)


def day_number(day: date) -> int:
    return day.toordinal()


def conditions(query: Query) -> dict[str, tuple[str, ...]]:
    """Field -> values of which one must be there; only what the query asks for."""
    wanted: dict[str, tuple[str, ...]] = {
        "outlet": query.outlets,
        "level": tuple(level.value for level in query.levels),
        "medium": tuple(medium.value for medium in query.media),
        "units": query.units,
        "topics": query.topics,
        "role": tuple(role.value for role in query.roles),
    }
    return {name: values for name, values in wanted.items() if values}
