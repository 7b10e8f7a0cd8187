"""Judging a pair: the same text, perhaps, or two."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from model.story import Answer
from pipelines.reprints.align import SHORTEST, Alignment, align, in_runs
from pipelines.reprints.prints import Print
from pipelines.reprints.slots import Slots, slots
from pipelines.reprints.weigh import weigh

REFUSED, APART = 2.0, 4.0  # evidence from which the pair keeps other articles of the stories apart too, and from which nobody needs to look
LITTLE = 0.3  # a share below which two texts have nothing to do with each other
LISTED = 3  # items that make a text a list
LATE = 45.0  # days within which the very same text under the same headline is a late reprint, even if it names nothing that another issue would change
UNKNOWN = 5.0  # days that are assumed between articles of which one has no time


@dataclass(frozen=True, slots=True)
class Share:
    """How much two texts share, and what else speaks for their being one."""

    large: float  # the larger of the two shares
    small: float
    rest: float  # what both have in each other's place, by what they share
    days: float  # between their publications
    titled: bool  # they have the same headline


@dataclass(frozen=True)
class Verdict:
    """What was found about two articles. How they differ costs the most and is worked out where it is asked for: most pairs share too little."""

    a: Print  # the one that arrives
    b: Print
    alignment: Alignment
    cover: tuple[float, float]  # the share of each that the other holds
    boilerplate: bool = False  # what they share is nobody's

    @cached_property
    def answer(self) -> Answer:
        if self.boilerplate or self._is_little:
            return Answer.APART
        return _answer(self, _share(self))

    @property
    def refused(self) -> bool:
        """Whether they share a text, and figures, places or people say that it is another issue of it."""
        return self.evidence > REFUSED

    @cached_property
    def evidence(self) -> float:
        """The log-likelihood of another issue against a reprint, the time included."""
        if self._is_little:
            return 0.0
        days = days_between(self.a, self.b)
        found = weigh(self.slots, min(self.alignment.matched)) + _time(days)
        return min(found, 0.0) if days <= LATE and (self.a.text, self.a.head) == (self.b.text, self.b.head) else found

    @cached_property
    def slots(self) -> Slots:
        return Slots() if self._is_little else slots(self.a, self.b, self.alignment)

    @property
    def rank(self) -> float:
        """The more, the better the pair."""
        return sum(self.cover) - 0.3 * self.evidence

    @property
    def _is_little(self) -> bool:
        return max(self.cover) < LITTLE


def judge(a: Print, others: Sequence[Print]) -> list[Verdict]:
    """Compares an article that arrives with each of the others."""
    if not others:
        return []
    found = align(a, others)
    return [Verdict(a, b, one, cover) for b, one, cover in zip(others, found, _covers(a, others, found), strict=True)]


def _covers(a: Print, others: Sequence[Print], found: Sequence[Alignment]) -> list[tuple[float, float]]:
    """The share of `a` that each of the others holds, and the share of the other that `a` holds: in any order and as often as it stands there."""
    covers = [(1.0, 1.0) if one.blocks and a.text == b.text else _matched(a, b, one) for b, one in zip(others, found, strict=True)]
    # Blocks do not hold all of a text that repeats itself.
    unsure = [at for at, cover in enumerate(covers) if min(cover) <= 0.9 and max(cover) >= 0.5 * LITTLE]
    texts = [*(a for _ in unsure), *(others[at] for at in unsure)]
    held = in_runs(texts, [found[at].common[side] for side in (0, 1) for at in unsure])
    shares = [min(1.0, count / len(one.text)) for count, one in zip(held, texts, strict=True)]
    for at, in_a, in_b in zip(unsure, shares, shares[len(unsure) :], strict=False):
        covers[at] = max(covers[at][0], in_a), max(covers[at][1], in_b)
    return covers


def _matched(a: Print, b: Print, found: Alignment) -> tuple[float, float]:
    return (found.matched[0] / len(a.text), found.matched[1] / len(b.text)) if found.blocks else (0.0, 0.0)


def _share(verdict: Verdict) -> Share:
    a, b, cover = verdict.a, verdict.b, verdict.cover
    held_a, held_b = round(cover[0] * len(a.text)), round(cover[1] * len(b.text))
    rest = min(len(a.text) - held_a, len(b.text) - held_b) / min(held_a, held_b)
    return Share(max(cover), min(cover), rest, days_between(a, b), a.head == b.head)


def _answer(verdict: Verdict, share: Share) -> Answer:
    a, b, found = verdict.a, verdict.b, verdict.alignment
    if not _enough(share) or _item(a, found, 0) or _item(b, found, 2) or verdict.evidence > APART:
        return Answer.APART
    if len(a.items) >= LISTED and len(b.items) >= LISTED and share.large < 0.85 and not share.titled:
        return Answer.APART  # two round-ups that have some items in common
    if verdict.evidence > 0 or ((share.small < 0.3 or share.large < 0.62) and not heads_alike(a.head, b.head)):
        return Answer.POSSIBLE
    return Answer.SAME


def _enough(share: Share) -> bool:
    """Whether enough of both texts is shared: the later, the more; an excerpt is held whole, and little else stands in its place."""
    large, small, rest = share.large, share.small, share.rest
    if share.days > 45:
        return large >= 0.85 and small >= 0.45
    if share.days > 10:
        return large >= 0.62 and small >= 0.3 and rest <= 0.6
    if share.titled:
        return large >= 0.45 and small >= 0.16 and rest <= 1.6
    return large >= 0.45 and small >= 0.16 and (large >= 0.62 or small >= 0.3) and rest <= 0.6


def _item(one: Print, found: Alignment, side: int) -> bool:
    """Whether what is shared is an item of a round-up."""
    if len(one.items) < LISTED or found.matched[side // 2] > 0.5 * len(one.text):
        return False
    spans = pairwise([*one.items, len(one.text)])
    held = sum(any(min(end, block[side + 1]) - max(begin, block[side]) >= SHORTEST for block in found.blocks) for begin, end in spans)
    return held < len(one.items) / 2


def heads_alike(a: str, b: str) -> bool:
    """Whether half of the shorter headline stands in the other."""
    pairs_a, pairs_b = ({x + y for x, y in pairwise(head)} for head in (a, b))
    return bool(pairs_a and pairs_b) and len(pairs_a & pairs_b) >= 0.5 * min(len(pairs_a), len(pairs_b))


def days_between(a: Print, b: Print) -> float:
    if not (a.published and b.published):
        return UNKNOWN
    return abs((a.published - b.published).total_seconds()) / 86400


def _time(days: float) -> float:
    """Reprints come within days; the next issue comes after a month or a year."""
    for limit, weight in ((2, -1.5), (5, -0.5), (10, 0.3), (45, 1.2), (300, 3.0)):
        if days <= limit:
            return weight
    return 4.0
