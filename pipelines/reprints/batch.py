"""A batch of the line: new articles find what is kept and each other, before any of them is stored."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.reprints.assign import COMMON, LOOKED_AT, Decision, assign
from pipelines.reprints.prints import Print
from pipelines.reprints.shelf import Shelf


@dataclass(slots=True)
class Placed:
    """What a batch means for the stories."""

    stories: dict[str, str] = field(default_factory=dict)  # of each new article, by id: its story; its own id where it begins one
    joins: dict[str, str] = field(default_factory=dict)  # stories, kept or new, that ended: each with the one it went into
    decisions: dict[str, Decision] = field(default_factory=dict)  # of each new article, by id: the links behind it


def place(articles: Sequence[Print], shelf: Shelf) -> Placed:
    """The stories of new articles, in the order of their arrival."""
    batch = _Batch(articles, shelf)
    decisions = {}
    for article in articles:
        decisions[article.id] = decision = assign(article, batch)
        story = decision.joined[0].story if decision.joined else article.id
        batch.put(article, story)
        for link in decision.joined[1:]:
            batch.join(link.story, story)
    return Placed({article.id: batch.story(story) for article, story in batch.new()}, batch.joins, decisions)


class _Batch:
    """A shelf above another, which is asked for all articles at once; the new articles have the numbers -1, -2, ..."""

    def __init__(self, articles: Sequence[Print], shelf: Shelf):
        self._shelf = shelf
        self._kept = shelf.holders(sorted({key for article in articles for key in article.keys}), COMMON)
        self._stories = dict(shelf.stories(sorted({number for numbers in self._kept.values() for number in numbers[:LOOKED_AT]})))
        self._new: list[tuple[Print, str]] = []
        self._of_key: dict[int, list[int]] = {}
        self.joins: dict[str, str] = {}

    def holders(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[int]]:
        found = {key: [*self._of_key.get(key, ())[::-1], *self._kept.get(key, ())][:most] for key in keys}
        return {key: numbers for key, numbers in found.items() if numbers}

    def stories(self, numbers: Sequence[int]) -> Mapping[int, str]:
        if unknown := [number for number in numbers if number >= 0 and number not in self._stories]:
            self._stories |= self._shelf.stories(unknown)
        return {number: self.story(self._stories[number] if number >= 0 else self._new[-1 - number][1]) for number in numbers}

    def prints(self, numbers: Sequence[int]) -> Mapping[int, Print]:
        kept = self._shelf.prints([number for number in numbers if number >= 0])
        return {**kept, **{number: self._new[-1 - number][0] for number in numbers if number < 0}}

    def apart(self, stories: Collection[str]) -> set[frozenset[str]]:
        ended = [story for story, into in self.joins.items() if into in stories]
        pairs = self._shelf.apart([*stories, *ended])
        return {frozenset(map(self.story, pair)) for pair in pairs}

    def put(self, article: Print, story: str) -> None:
        self._new.append((article, story))
        for key in article.keys:
            self._of_key.setdefault(key, []).append(-len(self._new))

    def join(self, story: str, into: str) -> None:
        self.joins = {ended: into if other == story else other for ended, other in self.joins.items()} | {story: into}

    def story(self, story: str) -> str:
        return self.joins.get(story, story)

    def new(self) -> Iterator[tuple[Print, str]]:
        yield from self._new
