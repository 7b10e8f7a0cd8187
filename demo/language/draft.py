"""One story while it is being written: its facts, and what its text has named so far."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from random import Random

from demo.bureau import topics_in
from demo.language.frames import Frame
from demo.language.grammar import Pattern, Pools, render

QUOTED = re.compile("“[^“”]*(?:“[^“”]*”[^“”]*)+”")


class Naming(Enum):
    """How a text names its bureau."""

    FULL = "full at first, short afterwards"
    SHORT = "always short: the place is named elsewhere"
    ALIAS = "by its other name at first"
    FOREIGN = "always in full: another city's bureau in a text that names ours"


@dataclass(frozen=True, slots=True)
class Passage:
    """A headline or paragraph with the units and topics whose words stand in it."""

    text: str
    units: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a story can be about: the words for it, and whose work it is."""

    id: str  # Topic.id, or our own word for what is no topic of the bureau
    pools: Pools
    office: str = ""  # Unit.id of the division in charge
    agencies: tuple[str, ...] = ()  # Unit.id of the subordinate units that do the work
    house: str = "服务中心"  # what a county calls its own agency
    unfit: tuple[str, ...] = ()  # names of the genres that nobody would write about it


@dataclass(frozen=True, slots=True, kw_only=True)
class Makers:
    """Slots by how long their value stays: drawn afresh, the same within a sentence, the same to the end of the story."""

    fresh: Mapping[str, Callable[["Draft"], str]]
    local: Mapping[str, Callable[["Draft"], str]]
    kept: Mapping[str, Callable[["Draft"], str]]
    pools: Mapping[str, str]  # the same to the end of the story, and out of a pool of the subject
    joint: str = ""  # between sentences


@dataclass(slots=True)
class Draft:
    """Draws what the patterns ask for."""

    rng: Random
    frame: Frame
    subject: Subject
    day: date  # of the event
    makers: Makers
    naming: Naming = Naming.FULL
    holders: int = 0  # seed of the names of those who hold an office
    units: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    _kept: dict[str, Passage] = field(default_factory=dict)
    _local: dict[str, str] = field(default_factory=dict)
    _waiting: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def below(self, n: int) -> int:
        return int(self.rng.random() * n)

    def settle(self) -> None:
        """Draws what is kept, so that it does not depend on how much of the text is written."""
        for slot in self.makers.kept:
            self._keep(slot)
        for slot, pool in self.makers.pools.items():
            if pool in self.subject.pools:
                self._keep(slot)

    def fork(self, rng: Random) -> "Draft":
        """The same facts in other words."""
        return replace(self, rng=rng, said=set(), _waiting={})

    def write(self, *patterns: Pattern) -> Passage:
        """One paragraph of these sentences."""
        self.units, self.topics = set(), set()
        text = []
        for pattern in patterns:
            self._local.clear()
            text.append(render(pattern, self))
        return Passage(inner_quotes(self.makers.joint.join(text).strip()), frozenset(self.units), frozenset(self.topics))

    def value(self, slot: str) -> str:
        """What a slot stands for; a slot that is none of the makers' is the next pattern of a pool. `{elder2}` is another `{elder}`."""
        base = slot.rstrip("23")
        if maker := self.makers.fresh.get(base):
            return maker(self)
        if maker := self.makers.local.get(base):
            if slot not in self._local:
                self._local[slot] = maker(self)
            return self._local[slot]
        if base in self.makers.kept or base in self.makers.pools:
            return self._keep(base)
        return render(self.take(base), self)

    def pool(self, name: str) -> tuple[Pattern, ...]:
        """The patterns of a pool that fit the season."""
        pools = self.subject.pools
        return pools.get(f"{name}@{self.day.month}") or pools[name]

    def left(self, pool: str) -> int:
        """How many patterns of a pool have not come yet."""
        waiting = self._waiting.get((self.subject.id, pool))
        return len(self.pool(pool)) if waiting is None else len(waiting)

    def take(self, pool: str) -> Pattern:
        return self.turn(pool)[1]

    def turn(self, pool: str) -> tuple[int, Pattern]:
        """A pattern of a pool, with its place; none comes twice before all have come."""
        patterns, key = self.pool(pool), (self.subject.id, pool)
        waiting = self._waiting.get(key)
        if not waiting:
            waiting = self._waiting[key] = list(range(len(patterns)))
        place = self.below(len(waiting))
        waiting[place], waiting[-1] = waiting[-1], waiting[place]
        chosen = waiting.pop()
        return chosen, patterns[chosen]

    def one_of(self, key: str, options: Sequence[str]) -> str:
        """One of these, and always the same for this key."""
        if key not in self._kept:
            self._kept[key] = Passage(options[self.below(len(options))])
        return self._kept[key].text

    def some(self, options: Sequence[str], wanted: int) -> list[str]:
        return self.rng.sample(options, min(wanted, len(options)))

    def name(self, unit: str, words: str) -> str:
        """Notes that `words`, which name a unit (or, "", a body that is none), are being written."""
        if unit:
            self.units.add(unit)
        self.topics |= topics_in(words)
        return words

    def _keep(self, slot: str) -> str:
        if slot not in self._kept:
            before, self.topics = self.topics, set()
            maker = self.makers.kept.get(slot)
            text = maker(self) if maker else render(self.take(self.makers.pools[slot]), self)
            self._kept[slot] = Passage(text, topics=frozenset(self.topics))
            self.topics = before
        self.topics |= self._kept[slot].topics
        return self._kept[slot].text


def inner_quotes(text: str) -> str:
    """Quotation marks within quotation marks are ‘ and ’."""
    return QUOTED.sub(lambda found: f"“{found[0][1:-1].replace('“', '‘').replace('”', '’')}”", text)
