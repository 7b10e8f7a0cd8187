"""The points of every unit in a period, from its stories and the lines of the ledger of entries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from model.bureau import PointsRule
from model.entry import Entry, EntryKind
from model.points import Publication
from reports.points.worth import Values, exact, parts, worth

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
    stories: dict[str, Fraction] = field(default_factory=dict)  # Article.id of the best publication -> points of this unit

    @property
    def total(self) -> Fraction:
        return max(ZERO, self.news - self.over + self.information + self.bonus - self.deduction)


@dataclass(frozen=True, slots=True)
class Gain:
    """What a story brought in a period."""

    points: Fraction
    promotion: bool  # it was first published before the period
    best: str  # Article.id


def gains(rule: PointsRule, publications: Iterable[Publication], since: date) -> dict[int, Gain]:
    """By Story.number: what the story is worth now less what it was worth before `since`. One rule for both, so that a new table promotes nothing."""
    by_story: dict[int, list[Publication]] = {}
    for publication in publications:
        by_story.setdefault(publication.story, []).append(publication)
    found = {}
    value_of = Values(rule)
    for story, all_of_it in by_story.items():
        before = [one for one in all_of_it if one.day < since]
        gained = worth(rule, all_of_it, value_of)
        if before:
            gained -= worth(rule, before, value_of)
        best = max((one for one in all_of_it if one.day >= since), key=value_of)
        found[story] = Gain(gained, bool(before), best.article)
    return found


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
    found: dict[str, Score] = {}
    for story, gain in gained.items():
        units = [unit for unit in units_of.get(story, ()) if unit != root] or list(units_of.get(story, ()))
        for unit, share in parts(rule, gain.points, units).items():
            score = found.setdefault(unit, Score())
            score.news += share
            score.promoted += share if gain.promotion else ZERO
            if share:
                score.stories[gain.best] = share
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
