"""Matching: which units and topics a text is about, found in one pass over it, with the words as the reason."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

import ahocorasick

from archive.folding import fold
from model.article import Article, Mention
from model.bureau import Bureau, Topic, Unit
from model.outcome import Reject
from pipelines.tidy import line, paragraphs

LOCAL = ZoneInfo("Asia/Shanghai")
LEAD = 200  # characters of the body's beginning that weigh as its lead

# How much a word's best place says that the text is about the unit; each further mention adds a little.
PLACES = {"title": 0.8, "lead": 0.6, "body": 0.4}
FURTHER = 0.05

_Hit = tuple[int, int, str]  # begin, end, word


@dataclass(slots=True)
class _Found:
    """Where the words of one unit or topic were met."""

    names: list[_Hit] = field(default_factory=list)
    short_names: list[_Hit] = field(default_factory=list)
    exclusions: list[_Hit] = field(default_factory=list)
    region: bool = False


class Match:
    """The stage that credits units and topics. An article that names no unit is rejected, unless no unit is `demanded`."""

    def __init__(self, bureau: Bureau, demanded: bool = True):
        self._demanded = demanded
        self._units: dict[str, Unit] = {}
        self._topics: dict[str, Topic] = {topic.id: topic for topic in bureau.topics}
        regions: dict[str, tuple[str, ...]] = {}
        exclusions: dict[str, tuple[str, ...]] = {}
        entries: dict[str, list[tuple[str, str, str]]] = {}  # folded word -> (owner, role, word as registered)

        def enter(owner: str, role: str, words: Iterable[str]) -> None:
            for word in words:
                entries.setdefault(fold(word), []).append((owner, role, word))

        for unit, parent in bureau.units():
            self._units[unit.id] = unit
            regions[unit.id] = unit.region or (regions[parent.id] if parent else ())
            exclusions[unit.id] = unit.exclusions + (exclusions[parent.id] if parent else ())
            enter(unit.id, "names", (unit.name, *unit.aliases))
            enter(unit.id, "short_names", unit.short_names)
            enter(unit.id, "exclusions", exclusions[unit.id])
            enter(unit.id, "region", regions[unit.id])
        for topic in bureau.topics:
            enter(f"topic:{topic.id}", "names", topic.words)
        self._automaton = ahocorasick.Automaton()
        for word, owners in entries.items():
            self._automaton.add_word(word, (len(word), owners))
        self._automaton.make_automaton()
        self._scanned: tuple[str, dict[str, _Found]] = ("", {})

    def __call__(self, article: Article) -> Article:
        found = self._scan(f"{article.title}\n{article.body}")
        day = (article.published or article.collected).astimezone(LOCAL).date()
        lead = len(article.title) + 1
        units = tuple(self._mentions(found, self._units, "", day, lead))
        if not units and self._demanded:
            raise Reject(self._why_not(found))
        topics = tuple(self._mentions(found, self._topics, "topic:", day, lead))
        return replace(article, units=units, topics=topics, relevance=max((mention.score for mention in units), default=0.0))

    def may_keep(self, title: str, body: str) -> bool:
        """False for an article that is rejected whatever else is known of it: no name of a unit stands in it at all."""
        found = self._scan(f"{line(title)}\n{paragraphs(body)}")
        return not self._demanded or any(owner in self._units and (here.names or here.short_names) for owner, here in found.items())

    def _scan(self, text: str) -> dict[str, _Found]:
        """What stands in a text, by owner. The last text's answer stays: `may_keep` asks before the page is read any further."""
        if text == self._scanned[0]:
            return self._scanned[1]
        found: dict[str, _Found] = {}
        for last, (length, owners) in self._automaton.iter(fold(text)):
            for owner, role, word in owners:
                here = found.setdefault(owner, _Found())
                if role == "region":
                    here.region = True
                else:
                    getattr(here, role).append((last + 1 - length, last + 1, word))
        self._scanned = (text, found)
        return found

    def _mentions(self, found: dict[str, _Found], owners: dict[str, Unit] | dict[str, Topic], prefix: str, day: date, lead: int) -> Iterator[Mention]:
        for name, owner in owners.items():
            here = found.get(prefix + name)
            if not here or not _valid(owner, day):
                continue
            hits = _counted(here)
            if hits:
                place = "title" if hits[0][0] < lead - 1 else "lead" if hits[0][0] < lead + LEAD else "body"
                words = tuple(dict.fromkeys(word for _, _, word in hits))
                yield Mention(id=name, words=words, place=place, score=round(min(1.0, PLACES[place] + FURTHER * (len(hits) - 1)), 2))

    def _why_not(self, found: dict[str, _Found]) -> str:
        excluded = [word for name in self._units if name in found for _, _, word in found[name].exclusions]
        if excluded:
            return f"只出现同名单位：{'、'.join(dict.fromkeys(excluded))}"
        short = [word for name in self._units if name in found for _, _, word in found[name].short_names]
        if short:
            return f"只出现简称 {'、'.join(dict.fromkeys(short))}，未出现本地地名"
        topics = [topic.name for topic in self._topics.values() if f"topic:{topic.id}" in found]
        return f"未提及本单位（只涉及 {'、'.join(topics)}）" if topics else "未提及本单位"


def _counted(here: _Found) -> list[_Hit]:
    """Names outside exclusions, and short names where they can only mean this unit; of words inside one another the longest.

    A short name needs the region in the text. Where the text names a homonym and never this unit, it is the homonym's.
    """
    excluded = _outermost(here.exclusions)
    names = [hit for hit in here.names if not _inside(hit, excluded)]
    ours = here.region and (names or not excluded)
    short_names = [hit for hit in here.short_names if not _inside(hit, excluded)] if ours else []
    return _outermost(names + short_names)


def _outermost(hits: list[_Hit]) -> list[_Hit]:
    """Those that lie in no other, in order of place."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if not kept or hit[1] > kept[-1][1]:
            kept.append(hit)
    return kept


def _inside(hit: _Hit, outermost: list[_Hit]) -> bool:
    before = bisect_right(outermost, hit[0], key=lambda other: other[0])
    return before > 0 and hit[1] <= outermost[before - 1][1]


def _valid(owner: Unit | Topic, day: date) -> bool:
    return (owner.since is None or owner.since <= day) and (owner.until is None or day <= owner.until)
