"""What both engines keep of an entry, and how a query's conditions read in those fields."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from archive.folding import fold
from archive.index.interface import Entry, Refusal
from archive.index.tokens import tokens_of
from model.article import Role
from model.outlet import Level
from model.query import Facet, Query, Sort

# Of the pieces, the fields and the folding table together: an index of another format is rebuilt, never misread.
FORMAT = 2

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
    Facet.DAY: "day",
}
MOST_VALUES = 65_000  # of one facet: more days than the calendar has use for

TEXTS = ("title", "body", "lead", "origin", "reporters", "correspondents", "page")
LEAD = 100  # characters of the body; hits among them weigh more
EDGE = "0"  # the word between two names

# Which number orders by what; of relevance, where no words are looked for.
ORDERS = {Sort.RELEVANCE: "moment", Sort.NEWEST: "moment", Sort.OLDEST: "moment", Sort.CARRIERS: "reach"}
EARLIEST_DAY = date(1800, 1, 1).toordinal()

ROLE_WEIGHTS = {Role.FIRST: 1.2, Role.REPRINT: 1.0}
LEVEL_WEIGHTS = {
    Level.CENTRAL: 1.4,
    Level.PROVINCE: 1.3,
    Level.CITY: 1.2,
    Level.TRADE: 1.15,
    Level.PROV_TRADE: 1.12,
    Level.COUNTY: 1.1,
    Level.SELF: 1.05,
    Level.OTHER: 1.0,
}
FRESH_YEARS = 8.0  # after which an article weighs half of a new one
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)  # what is older weighs no less
YEAR = 365.25 * 86400
MOST_YEARS = 70.0  # as far as an engine's arithmetic reaches

Fields = dict[str, str | int | float | list[str]]


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
    taken = [entry for entry in newest.values() if entry.id not in refusals]
    return list(zip(taken, fields_of(taken), strict=True)), [Refusal(id=id_, reason=reason) for id_, reason in refusals.items()]


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


def fields_of(entries: Sequence[Entry]) -> list[Fields]:
    """What is kept of each entry beside its id. `month` and `day` are missing without a time of publication."""
    texts = [text for entry in entries for text in texts_of(entry)]
    pieces = iter(tokens_of(texts))
    return [_fields(entry, dict(zip(TEXTS, pieces, strict=False))) for entry in entries]


def texts_of(entry: Entry) -> tuple[str, ...]:
    """In the order of TEXTS."""
    return entry.title, entry.body, entry.body[:LEAD], entry.origin, names_text(entry.reporters), names_text(entry.correspondents), page_text(entry.page)


def _fields(entry: Entry, texts: dict[str, str]) -> Fields:
    fields: Fields = {
        **texts,
        "version": entry.version,
        "number": entry.number,
        "outlet": entry.outlet,
        "level": entry.level.value,
        "medium": entry.medium.value,
        "units": list(dict.fromkeys(entry.units)),
        "topics": list(dict.fromkeys(entry.topics)),
        "role": entry.role.value,
        "story": entry.story,
        "moment": moment(entry.published, entry.number),
        "reach": reach(entry.carriers, entry.published, entry.number),
        "weight": weight(entry.role, entry.level, entry.published),
    }
    if entry.published is not None:
        day = entry.published.astimezone(LOCAL).date()
        fields |= {"day": day_number(day), "month": f"{day:%Y-%m}"}
    return fields


def names_text(names: Sequence[str]) -> str:
    """Names with a word before and after each, so that a whole name can be told from a part of one."""
    return f"{EDGE} {f' {EDGE} '.join(names)} {EDGE}" if names else ""


def name_text(wanted: str) -> str:
    """What stands in names_text where a name is `wanted`, which may begin or end with *."""
    wanted = fold(wanted)
    return f"{'' if wanted.startswith('*') else EDGE} {wanted.strip('*')} {'' if wanted.endswith('*') else EDGE}"


def page_text(page: str) -> str:
    """Page 03 is page 3, A05 is A5."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", fold(page))


def moment(published: datetime | None, number: int) -> int:
    """One number that orders by time, then by arrival, in 64 bits: seconds and, in the lowest 30, the number of the article."""
    earliest, latest = -(1 << 33), (1 << 33) - 1  # the years 1697 to 2242
    seconds = earliest if published is None else min(max(int(published.timestamp()), earliest + 1), latest)
    return (seconds << 30) + min(number, (1 << 30) - 1)


def reach(carriers: int, published: datetime | None, number: int) -> int:
    """One number that orders by outlets that carry the story, then by day, then by arrival: 16, 17 and 30 bits."""
    day = 0 if published is None else min(max(day_number(published.astimezone(LOCAL).date()) - EARLIEST_DAY, 1), (1 << 17) - 1)
    return (min(carriers, (1 << 16) - 1) << 47) + (day << 30) + min(number, (1 << 30) - 1)


def weight(role: Role, level: Level, published: datetime | None) -> float:
    """By what the score of the words is multiplied, at least 1: first publications, higher levels and fresh articles come before others."""
    return ROLE_WEIGHTS[role] * LEVEL_WEIGHTS[level] * freshness(published)


def freshness(published: datetime | None) -> float:
    """Doubles in FRESH_YEARS, so that the proportion of two articles stays as it is; a time to come counts as now."""
    if published is None:
        return 1.0
    years = (min(published, datetime.now(UTC)) - BEGINNING).total_seconds() / YEAR
    return float(2.0 ** (min(max(years, 0.0), MOST_YEARS) / FRESH_YEARS))


def day_number(day: date) -> int:
    return day.toordinal()


def facet_value(facet: Facet, key: object) -> str:
    """What a count is shown under, from what the engine has counted by."""
    return date.fromordinal(int(str(key))).isoformat() if facet is Facet.DAY else str(key)


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
