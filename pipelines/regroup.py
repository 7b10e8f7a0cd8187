"""Grouping again, after better rules: what is stored is decided anew in the order of its arrival; nothing is written before `apply`.

What people placed stays, and what a closed report counts; both are there for the others to be found.
"""

import json
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from hashlib import blake2b

from archive.ledger import regrouping
from archive.ledger.regrouping import Member, Moves
from model.regrouped import Regrouped
from model.story import Answer, Attribution, Link, Sign
from pipelines.reprints.assign import Decision, assign
from pipelines.reprints.attributions import attributions
from pipelines.reprints.first import first_publication
from pipelines.reprints.ledger import LedgerShelf
from pipelines.reprints.prints import Print
from pipelines.reprints.ready import Ready
from pipelines.reprints.store import Store
from pipelines.reprints.wording import link, reason


class Regroup:
    """All articles from a number on. What was decided waits in temporary files: memory holds only what changes."""

    def __init__(self, since: int):
        self._since = self._next = since
        self._shelf = _Shelf(since)
        self._kept = regrouping.kept_stories(since)
        self._corrections = regrouping.corrected()
        self._told: dict[int, Regrouped] = {}  # by Article.number: what may change; later articles may bring it back to where it was
        self._touched: set[str] = set()
        self._decided: list[int] = []
        self._attributions: dict[int, Sequence[Attribution]] = {}
        self._links = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - lives as long as this object

    def plan(self, progress: Callable[[int], None] | None = None) -> Iterator[Regrouped]:
        """Decides everything that is there; tells then what changes, and what would but is closed."""
        for done, member in enumerate(regrouping.members(self._next), 1):
            self._decide(member)
            self._next = member.number + 1
            if progress:
                progress(done)
        yield from self._changes().values()

    def apply(self) -> None:
        """Writes the plan, with what arrived meanwhile. Errors: UserError when people corrected something meanwhile."""
        with regrouping.alone(self._corrections):
            for _ in self.plan():
                pass  # what arrived since the plan was told: it was decided by the same rules when it came
            moves = {number: one.now for number, one in self._changes().items() if not one.closed}
            touched = {self._shelf.story(story) for story in self._touched}
            found = Moves(
                since=self._since,
                stories=moves,
                joins=self._shelf.joins,
                touched=touched,
                decided=self._decided,
                attributions=self._attributions,
            )
            regrouping.apply(found, self._shelf.keys(), self._written_links(), first_publication)

    def _changes(self) -> dict[int, Regrouped]:
        now = {number: replace(one, now=self._shelf.story(one.now)) for number, one in self._told.items()}
        return {number: one for number, one in now.items() if one.now != self._shelf.story(one.was)}

    def _decide(self, member: Member) -> None:
        article = Print(member.id, member.url, member.outlet, member.title, member.body, member.published)
        self._attribute(member)
        if member.settled:
            self._shelf.put(article, member.number, member.story)
            return
        decision = assign(article, self._shelf)
        if member.closed:
            self._stay(member, article, decision)
            return
        story = self._join(decision) if decision.joined else self._own(member)
        self._shelf.put(article, member.number, story)
        self._decided.append(member.number)
        self._touched.add(story)
        for one in (*decision.joined, *decision.possible):
            self._links.write(json.dumps(asdict(link(member.id, one.article.id, one.verdict)), ensure_ascii=False) + "\n")
        if story != self._shelf.story(member.story):
            self._told[member.number] = _told(member, story, decision)

    def _stay(self, member: Member, article: Print, decision: Decision) -> None:
        """What a closed report counts stays in its story; what is the same text comes there, unless what is there already is another."""
        own, found = member.story, [one.story for one in decision.joined]
        comes = found if own in found or self._is_empty(own) else []
        self._shelf.put(article, member.number, own)
        for story in comes:
            if story != own and not regrouping.is_closed(story):
                self._shelf.join(story, own)
                self._touched.add(own)
        if found and own not in map(self._shelf.story, found):
            self._told[member.number] = _told(member, found[0], decision, closed=True)

    def _attribute(self, member: Member) -> None:
        links = [Attribution(sign=Sign.LINK, outlet=host) for sign, host in member.attributions if sign == Sign.LINK]  # only the page itself tells them
        named = (*attributions(member.body, member.origin, url=member.url), *links)
        if tuple((one.sign.value, one.outlet) for one in named) != member.attributions:
            self._attributions[member.number] = named

    def _join(self, decision: Decision) -> str:
        """The story of what was joined; two that closed reports count never become one."""
        into = decision.joined[0].story
        for one in decision.joined[1:]:
            ended = one.story
            if regrouping.is_closed(ended):
                if regrouping.is_closed(into):
                    continue
                into, ended = ended, into
            self._shelf.join(ended, into)
        return into

    def _own(self, member: Member) -> str:
        """The id of the story that an article begins: its own, unless others are in the story of that name."""
        if member.id not in self._kept and self._is_empty(member.id):
            return member.id
        return blake2b(f"again {member.id}".encode(), digest_size=12).hexdigest()

    def _is_empty(self, story: str) -> bool:
        """Whether nothing is in a story so far."""
        return not self._shelf.has(story) and not regrouping.is_older(story, self._since)

    def _written_links(self) -> Iterator[Link]:
        self._links.seek(0)
        for line in self._links:
            row = json.loads(line)
            row |= {"answer": Answer(row["answer"]), "cover": tuple(row["cover"]), "differing": tuple(map(tuple, row["differing"]))}
            yield Link(**row)


class _Shelf:
    """What was decided again, above what the ledger holds of the time before."""

    def __init__(self, since: int):
        self._since = since
        self._ready = Ready()
        self._ledger = LedgerShelf(self._ready, since)
        self._store = Store()
        self.joins: dict[str, str] = {}

    def holders(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[int]]:
        self._ledger = LedgerShelf(self._ready, self._since)  # anew for each article: others write meanwhile
        new, old = self._store.holders(keys, most), self._ledger.holders(keys, most)
        return {key: [*new.get(key, ()), *old.get(key, ())][:most] for key in new.keys() | old.keys()}

    def stories(self, numbers: Sequence[int]) -> Mapping[int, str]:
        new, old = self._parted(numbers)
        return {number: self.story(story) for number, story in {**self._store.stories(new), **self._ledger.stories(old)}.items()}

    def prints(self, numbers: Sequence[int]) -> Mapping[int, Print]:
        new, old = self._parted(numbers)
        found = {**self._store.prints(new), **self._ledger.prints(old)}
        return {number: found[number] for number in numbers}

    def apart(self, stories: Collection[str]) -> set[frozenset[str]]:
        ended = [story for story in self.joins if self.story(story) in stories]
        return {frozenset(map(self.story, pair)) for pair in self._ledger.apart([*stories, *ended])}

    def put(self, article: Print, number: int, story: str) -> None:
        self._store.put(article, self.story(story), number=number)

    def has(self, story: str) -> bool:
        """Whether an article that was decided again is in a story of that id."""
        return self._store.has(story) or story in self.joins

    def join(self, story: str, into: str) -> None:
        self._store.join(story, into)
        self.joins = {ended: into if other == story else other for ended, other in self.joins.items()} | {story: into}

    def story(self, story: str) -> str:
        return self.joins.get(story, story)

    def keys(self) -> Iterator[tuple[int, int]]:
        return self._store.keys()

    def _parted(self, numbers: Sequence[int]) -> tuple[list[int], list[int]]:
        return [number for number in numbers if number >= self._since], [number for number in numbers if number < self._since]


def _told(member: Member, story: str, decision: Decision, *, closed: bool = False) -> Regrouped:
    best = decision.joined[0] if decision.joined else None
    why = f"与{best.article.outlet}《{best.article.title}》{reason(best.verdict)}" if best else "与原稿件各篇不同，另成一件"
    return Regrouped(id=member.id, url=member.url, outlet=member.outlet, title=member.title, was=member.story, now=story, reason=why, closed=closed)
