"""An index for tests of the pages: it keeps entries in memory and takes a phrase as a part of the text."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from archive.index.interface import Entry, Refusal
from model.query import All, Any, Expression, Facet, Hits, Not, OneOf, Phrase, Query, Sort, phrases

LOCAL = ZoneInfo("Asia/Shanghai")
BEGINNING = datetime.min.replace(tzinfo=UTC)


class MemoryIndex:
    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def put(self, entries: Iterable[Entry]) -> list[Refusal]:
        self.entries.update({entry.id: entry for entry in entries})
        return []

    def drop(self, ids: Collection[str]) -> None:
        for id in ids:
            self.entries.pop(id, None)

    def find(self, query: Query, offset: int = 0, limit: int = 20, facets: Collection[Facet] = ()) -> Hits:
        found = self._found(query)
        counted = {facet: Counter(value for entry in found for value in values(entry, facet)) for facet in facets}
        rows = first_of_stories(found) if query.grouped else found
        return Hits(
            total=len(found),
            ids=tuple(entry.id for entry in rows[offset : offset + limit]),
            facets=counted,
            stories=len(rows) if query.grouped else None,
            scores=tuple(1.0 for _ in rows[offset : offset + limit]) if query.words and query.sort is Sort.RELEVANCE else (),
        )

    def stream(self, query: Query) -> Iterator[str]:
        found = self._found(query)
        yield from (entry.id for entry in (first_of_stories(found) if query.grouped else found))

    def similar(self, query: Query, limit: int = 20) -> tuple[str, ...]:
        """Those of which the title has every character that is looked for, in any order."""
        wanted = set("".join(phrase.text for phrase in phrases(query.words))) if query.words else set()
        return tuple(entry.id for entry in self.entries.values() if wanted and wanted <= set(entry.title))[:limit]

    def _found(self, query: Query) -> list[Entry]:
        found = [entry for entry in self.entries.values() if matches(entry, query)]
        if query.sort is Sort.CARRIERS:
            found.sort(key=lambda entry: (entry.carriers, entry.published or BEGINNING, entry.number), reverse=True)
        else:
            found.sort(key=lambda entry: (entry.published or BEGINNING, entry.number), reverse=query.sort != Sort.OLDEST)
        return found

    def count(self, query: Query, by: Facet) -> Counter[str]:
        return Counter(self.find(replace(query), facets=(by,)).facets[by])

    def clear(self) -> None:
        self.entries.clear()

    def release(self) -> None:
        """Nobody else writes."""

    def close(self) -> None:
        self.clear()


def first_of_stories(found: list[Entry]) -> list[Entry]:
    return list({entry.story: entry for entry in reversed(found)}.values())[::-1]


def matches(entry: Entry, query: Query) -> bool:
    chosen = ((query.outlets, Facet.OUTLET), (query.levels, Facet.LEVEL), (query.media, Facet.MEDIUM), (query.units, Facet.UNIT), (query.topics, Facet.TOPIC))
    return (
        (query.words is None or says(entry, query.words))
        and all(not wanted or set(wanted) & set(values(entry, facet)) for wanted, facet in (*chosen, (query.roles, Facet.ROLE)))
        and (query.arrived is None or query.arrived[0] <= entry.number <= query.arrived[1])
        and within(entry, query.since, query.until)
    )


def says(entry: Entry, words: Expression) -> bool:
    match words:
        case Phrase(phrase):
            return phrase in f"{entry.title}\n{entry.body}"
        case OneOf(facet, wanted):
            return bool(set(wanted) & set(values(entry, facet)))
        case All(parts):
            return all(says(entry, part) for part in parts)
        case Any(parts):
            return any(says(entry, part) for part in parts)
        case Not(part):
            return not says(entry, part)
    raise NotImplementedError(words)


def within(entry: Entry, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    if entry.published is None:
        return False
    day = entry.published.astimezone(LOCAL).date()
    return (since or date.min) <= day <= (until or date.max)


def values(entry: Entry, facet: Facet) -> tuple[str, ...]:
    match facet:
        case Facet.OUTLET:
            return (entry.outlet,)
        case Facet.LEVEL:
            return (entry.level,)
        case Facet.MEDIUM:
            return (entry.medium,)
        case Facet.UNIT:
            return entry.units
        case Facet.TOPIC:
            return entry.topics
        case Facet.ROLE:
            return (entry.role,)
        case Facet.MONTH:
            return (f"{entry.published.astimezone(LOCAL):%Y-%m}",) if entry.published else ()
        case Facet.DAY:
            return (f"{entry.published.astimezone(LOCAL):%Y-%m-%d}",) if entry.published else ()
