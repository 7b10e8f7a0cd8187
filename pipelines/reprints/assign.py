"""Assigning: an arriving article among all that are there, and the story it belongs to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import log2

from model.story import Answer
from pipelines.reprints.judge import Verdict, heads_alike, judge
from pipelines.reprints.prints import Print
from pipelines.reprints.shelf import Shelf

COMMON = 60  # a key that so many articles hold says little
LITTLE = 0.02  # and counts so much; others count by how few hold them
FEW = 12  # keys; with more, one shared key is chance
LEAST = 0.07  # of its keys that an article shares with another one at least
FAINT = 0.1  # of the best candidate's weight: with less it is none
BEST = 14  # articles that are compared
LOOKED_AT = 12  # holders of a key whose stories are asked for
BOILERPLATE = 3  # stories that hold a key: then it belongs to none of them
WHOLE = 0.85  # of an article: almost all
PART = 40  # characters that a round-up takes of a story at least


@dataclass(frozen=True, slots=True)
class Link:
    """An article that was there, and what was found about it."""

    number: int
    article: Print
    story: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of an arriving article."""

    joined: tuple[Link, ...] = ()  # the best article of each story that it joins; two or more: these stories become one
    possible: tuple[Link, ...] = ()  # the best article of each story that a person may join it to


def assign(new: Print, shelf: Shelf) -> Decision:
    holders = shelf.holders(new.keys, COMMON)
    if twin := _twin(new, holders, shelf):
        return Decision(joined=(twin,))
    numbers = _candidates(holders, max(1 if len(new.marks) < FEW else 2, LEAST * len(new.marks)))
    if not numbers:
        return Decision()
    asked = {number for of_key in holders.values() for number in of_key[:LOOKED_AT]}
    stories = shelf.stories(sorted(asked.union(numbers)))
    shared = _boilerplate(new, holders, stories)
    prints = shelf.prints(numbers)
    verdicts = zip(prints.items(), judge(new, list(prints.values())), strict=True)
    links = [Link(number, article, stories[number], _without_boilerplate(verdict, shared)) for (number, article), verdict in verdicts]
    if _parts(new, links) >= 3:
        return Decision()
    best = _by_story(links, Answer.SAME)
    joined = [link for link in best.values() if not _refused(link, links) and not _by_the_way(new, link, links)]
    joined.sort(key=lambda link: -link.verdict.rank)
    doubtful = [link for link in {**best, **_by_story(links, Answer.POSSIBLE)}.values() if not _refused(link, links)]
    named = {link.story for link in [*joined, *doubtful]}
    apart = shelf.apart(named) if len(named) > 1 else set()
    story = joined[:1]
    for link in joined[1:]:
        if _joins(joined[0], link) and all(frozenset((link.story, other.story)) not in apart for other in story):
            story.append(link)
    inside = {link.story for link in story}
    settled = {other for pair in apart for other in pair if pair & inside}
    return Decision(tuple(story), tuple(link for link in doubtful if link.story not in inside | settled))


def _twin(new: Print, holders: Mapping[int, Sequence[int]], shelf: Shelf) -> Link | None:
    """The article at the same address; or the best of those with the very same headline and text, where they are of one story.

    What else they are like was decided when that one came.
    """
    at_address = holders.get(new.address_key, ())[:1]
    numbers = list(dict.fromkeys([*at_address, *holders.get(new.text_key, ())[:BEST]]))
    prints = {number: one for number, one in shelf.prints(numbers).items() if _is_copy(one, new) or number in at_address} if numbers else {}
    stories = shelf.stories(list(prints)) if prints else {}
    links = [Link(number, one, stories[number], verdict) for (number, one), verdict in zip(prints.items(), judge(new, list(prints.values())), strict=True)]
    for link in links:
        if new.address and link.article.address == new.address:
            return link
    links = [link for link in links if _is_copy(link.article, new)]
    best = _by_story(links, Answer.SAME)
    return best.popitem()[1] if best and len({link.story for link in links}) == 1 else None


def _is_copy(one: Print, other: Print) -> bool:
    return one.text == other.text and one.head == other.head


def _candidates(holders: Mapping[int, Sequence[int]], least: float) -> list[int]:
    """The articles that hold the most of the rarest keys."""
    shared = Counter(chain.from_iterable(holders.values()))
    weights = dict.fromkeys(shared, 0.0)
    for numbers in holders.values():
        weight = 1 / log2(2 + len(numbers)) if len(numbers) < COMMON else LITTLE
        for number in numbers:
            weights[number] += weight
    enough = FAINT * max(weights.values(), default=0.0)
    found = [number for number in weights if shared[number] >= least and weights[number] >= enough]
    return sorted(found, key=lambda number: (-weights[number], -number))[:BEST]


def _boilerplate(new: Print, holders: Mapping[int, Sequence[int]], stories: Mapping[int, str]) -> dict[int, bool]:
    """For the place of each key in the text: whether it belongs to several stories already."""
    held = {key: {stories[number] for number in holders.get(key, ())[:LOOKED_AT]} for key in new.marks}
    return {place: len(held[key]) >= BOILERPLATE for key, place in new.marks.items()}


def _without_boilerplate(verdict: Verdict, shared: Mapping[int, bool]) -> Verdict:
    return verdict if verdict.answer is Answer.APART or not _only_boilerplate(verdict, shared) else replace(verdict, boilerplate=True)


def _only_boilerplate(verdict: Verdict, shared: Mapping[int, bool]) -> bool:
    """Whether two texts share what many share, and both have much that is their own."""
    if max(verdict.cover) >= WHOLE:
        return False
    inside = [place for place in shared if any(begin <= place < end for begin, end, _, _ in verdict.alignment.blocks)]
    own = [place for place in shared if not shared[place]]
    own_inside = sum(not shared[place] for place in inside)
    return len(own) >= 4 and len(inside) > 2 * own_inside and own_inside < 0.25 * len(own)


def _parts(new: Print, links: Sequence[Link]) -> int:
    """How many stories' pieces the text is made of; 1 where one story has most of it."""
    pieces: list[set[int]] = []
    seen: set[str] = set()
    for link in sorted(links, key=lambda link: -link.verdict.alignment.matched[0]):
        if link.verdict.cover[0] >= 0.6:
            return 1
        piece = {place for begin, end, _, _ in link.verdict.alignment.blocks if end - begin >= PART for place in range(begin, end)}
        if piece and link.story not in seen and all(len(piece & other) < 0.5 * len(piece) for other in pieces):
            pieces.append(piece)
            seen.add(link.story)
    return len(pieces)


def _by_story(links: Sequence[Link], answer: Answer) -> dict[str, Link]:
    best: dict[str, Link] = {}
    for link in links:
        if link.verdict.answer is answer and (link.story not in best or link.verdict.rank > best[link.story].verdict.rank):
            best[link.story] = link
    return best


def _refused(link: Link, links: Sequence[Link]) -> bool:
    """Whether an article of the same story that shares more of the text is another issue of it."""
    return any(other.story == link.story and sum(other.verdict.cover) > sum(link.verdict.cover) and other.verdict.refused for other in links)


def _by_the_way(new: Print, link: Link, links: Sequence[Link]) -> bool:
    """Whether the new text holds the other among other things: less than half of it, with another headline, beside a third story."""
    return link.verdict.cover[0] < 0.45 and not heads_alike(new.head, link.article.head) and _parts(new, links) > 1


def _joins(best: Link, other: Link) -> bool:
    """Whether the new text shows that two stories are one: it holds an article of each almost whole, and nothing refuses."""
    if min(best.verdict.cover[1], other.verdict.cover[1]) < WHOLE:
        return False
    return not judge(best.article, [other.article])[0].refused
