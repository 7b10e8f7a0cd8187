"""The points of every unit in a period, from its stories and the lines of the ledger of entries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from model.bureau import PointsRule
from model.entry import Entry, EntryKind
from model.points import Publication
from reports.points.worth import Values, exact, shared

ZERO = Fraction(0)


@dataclass(slots=True)
class Score:
    """What one unit got in a period."""

    news: Fraction = ZERO  # of stories, before the cap; promotions included
    promoted: Fraction = ZERO  # part of `news` that stories of earlier periods gained now: 转载晋级
    information: Fraction = ZERO  # 政务信息
    bonus: Fraction = ZERO
    deduction: Fraction = ZERO
    over: Fraction = ZERO  # part of `news` above the cap

    @property
    def total(self) -> Fraction:
        return max(ZERO, self.news - self.over + self.information + self.bonus - self.deduction)


@dataclass(frozen=True, slots=True)
class Gain:
    """What a story brought in a period: so many parts of a point, so that a year's are added up as whole numbers."""

    whole: int
    parts: int  # of a point; the same for all that one rule gave
    promotion: bool  # it was first published before the period
    best: str  # Article.id

    @property
    def points(self) -> Fraction:
        return Fraction(self.whole, self.parts)


class Tally:
    """Points added up by who gets them: gains that are split among as many stay whole numbers until they are asked for."""

    def __init__(self) -> None:
        self._whole: dict[str, dict[tuple[int, int], int]] = {}

    def add(self, whom: str, gain: Gain, among: int) -> None:
        """A share of the gain, split equally among so many."""
        own = self._whole.setdefault(whom, {})
        key = among, gain.parts
        own[key] = own.get(key, 0) + gain.whole

    def points(self) -> dict[str, Fraction]:
        return {whom: sum((Fraction(whole, among * parts) for (among, parts), whole in own.items()), ZERO) for whom, own in self._whole.items()}


def gains(rule: PointsRule, publications: Iterable[Publication], since: date) -> dict[int, Gain]:
    """By Story.number: what the story is worth now less what it was worth before `since`. One rule for both, so that a new table promotes nothing."""
    by_story: dict[int, list[Publication]] = {}
    for publication in publications:
        by_story.setdefault(publication.story, []).append(publication)
    values = Values(rule)
    return {story: _gain(values, all_of_it, since) for story, all_of_it in by_story.items()}


def _gain(values: Values, publications: Sequence[Publication], since: date) -> Gain:
    before = [one for one in publications if one.day < since]
    best = max((one for one in publications if one.day >= since), key=values)
    gained = values.worth(publications) - (values.worth(before) if before else 0)
    return Gain(gained, values.parts, bool(before), best.article)


def scores(
    rule: PointsRule,
    gained: Mapping[int, Gain],
    units_of: Mapping[int, Sequence[str]],
    entries: Iterable[Entry],
    *,
    root: str = "",
    publications: Mapping[str, int] | None = None,
) -> dict[str, Score]:
    """By Unit.id. The bureau itself (`root`) takes no share from the units that a story is credited to beside it.

    `publications` counts each unit's, for the quota.
    """
    news, promoted = Tally(), Tally()
    for story, gain in gained.items():
        units = [unit for unit in units_of.get(story, ()) if unit != root] or units_of.get(story, ())
        sharing, among = shared(rule, units)
        for unit in sharing:
            news.add(unit, gain, among)
            if gain.promotion:
                promoted.add(unit, gain, among)
    raised = promoted.points()
    found = {unit: Score(news=points, promoted=raised.get(unit, ZERO)) for unit, points in news.points().items()}
    _entries(rule, entries, found)
    for unit, count in (publications or {}).items():
        if rule.quota and count >= rule.quota and unit:
            found.setdefault(unit, Score()).bonus += exact(rule.quota_points)
    for score in found.values():
        score.over = max(ZERO, score.news - exact(rule.cap)) if rule.cap is not None else ZERO
    return found


def _entries(rule: PointsRule, entries: Iterable[Entry], found: dict[str, Score]) -> None:
    instructed: dict[tuple[str, str], Fraction] = {}  # several instructions on one item count once, the highest
    for number, entry in enumerate(entries):
        if not entry.unit:
            continue
        score = found.setdefault(entry.unit, Score())
        count = exact(entry.numbers.get("count", 1))
        own = exact(entry.numbers["points"]) if "points" in entry.numbers else None
        if entry.kind is EntryKind.ADOPTION:
            score.information += count * (exact(rule.information.get(entry.category, 0)) if own is None else own)
        elif entry.kind is EntryKind.INSTRUCTION:
            points = exact(rule.instructions.get(entry.category, 0)) if own is None else own
            item = (entry.unit, entry.title or str(number))
            instructed[item] = max(points, instructed.get(item, ZERO))
        elif entry.kind in (EntryKind.BONUS, EntryKind.AWARD):
            score.bonus += ZERO if own is None else own
        elif entry.kind is EntryKind.DEDUCTION:
            score.deduction += count * (exact(rule.deduction) if own is None else own)
    for (unit, _), points in instructed.items():
        found.setdefault(unit, Score()).bonus += points
