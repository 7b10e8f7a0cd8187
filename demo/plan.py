"""Who prints which story when: a few compact arrays, however many articles there are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from demo.bureau import COUNTIES
from demo.outlets import INDEX, OUTLETS
from model.outlet import Level

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFSET = 8 * 3600  # seconds; Asia/Shanghai has no summer time
DAY = 86400
LARGEST_STORY = 8  # articles

Numbers = NDArray[np.int64]


class Beat(IntEnum):
    """What a story is about; its lower-case name is its key in language.beats."""

    BUREAU = 0
    HOMONYM = 1
    GUEST = 2
    COMPANY = 3
    TEA = 4
    COLLEGE = 5
    NEWS = 6
    ENGLISH = 7


class Form(IntEnum):
    """What an article makes of its story."""

    ORIGINAL = 0
    VERBATIM = 1
    RETITLED = 2
    EDITED = 3


REJECTED = {Beat.HOMONYM: 22, Beat.GUEST: 4, Beat.COMPANY: 7, Beat.TEA: 5, Beat.COLLEGE: 3, Beat.NEWS: 55, Beat.ENGLISH: 4}  # of a hundred


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Articles are numbered by the time of publication, stories as they come; all times are Unix seconds."""

    story: NDArray[np.int32]  # of each article
    outlet: NDArray[np.uint8]
    column: NDArray[np.uint8]
    form: NDArray[np.uint8]
    published: Numbers
    beat: NDArray[np.uint8]  # of each story
    place: NDArray[np.uint8]  # of each story: 0 the city, 1 … its counties
    first: NDArray[np.int32]  # of each story: the article that was first
    members: NDArray[np.int32]  # articles by story, each story's in order of time
    start: NDArray[np.int32]  # of each story: where its members begin


def first_day(today: date, months: int) -> date:
    """The first day of the month that lies `months` before that of `today`."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)


def midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).timestamp())


def make_plan(articles: int, seed: int, months: int, today: date) -> Plan:
    rng = np.random.default_rng(seed)
    about = round(articles * 0.6)
    reprints = round(about * 0.35)
    stories = articles - reprints
    beat = _beats(rng, stories, about - reprints)
    place = np.where((beat == Beat.BUREAU) & (rng.random(stories) < 0.45), rng.integers(1, 1 + len(COUNTIES), stories), 0)
    sizes = 1 + _reprints(rng, beat, reprints)
    story = np.repeat(np.arange(stories), sizes)
    start = np.cumsum(sizes) - sizes
    outlet = _outlets(rng, beat, place, sizes, start)
    form = rng.choice([Form.VERBATIM, Form.RETITLED, Form.EDITED], articles, p=[0.62, 0.14, 0.24])
    form[start] = Form.ORIGINAL
    published = _times(rng, story=story, start=start, sizes=sizes, outlet=outlet, begin=first_day(today, months), today=today)
    column = _columns(rng, beat[story], outlet)
    order = np.argsort(published, kind="stable")
    number = np.empty(articles, np.int32)
    number[order] = np.arange(articles)
    return Plan(
        story=story[order].astype(np.int32),
        outlet=outlet[order].astype(np.uint8),
        column=column[order].astype(np.uint8),
        form=form[order].astype(np.uint8),
        published=published[order],
        beat=beat.astype(np.uint8),
        place=place.astype(np.uint8),
        first=number[start],
        members=number,
        start=start.astype(np.int32),
    )


def _beats(rng: np.random.Generator, stories: int, about: int) -> Numbers:
    beat = np.full(stories, Beat.BUREAU, np.int64)
    shares = np.array(list(REJECTED.values())) / sum(REJECTED.values())
    beat[about:] = rng.choice([int(kind) for kind in REJECTED], stories - about, p=shares)
    return rng.permutation(beat)


def _reprints(rng: np.random.Generator, beat: Numbers, reprints: int) -> Numbers:
    """How often each story is reprinted: a few often, most never."""
    found = np.zeros(len(beat), np.int64)
    ours = np.flatnonzero(beat == Beat.BUREAU)
    if not len(ours):
        return found
    weight = rng.pareto(1.2, len(ours)) + 0.1
    drawn = np.bincount(rng.choice(len(ours), reprints, p=weight / weight.sum()), minlength=len(ours))
    kept = np.minimum(drawn, LARGEST_STORY - 1)
    room = np.flatnonzero(kept == 0)
    kept[rng.permutation(room)[: drawn.sum() - kept.sum()]] = 1
    kept[np.argmin(kept)] += reprints - kept.sum()  # in the smallest worlds there may be no room left
    found[ours] = kept
    return found


def _outlets(rng: np.random.Generator, beat: Numbers, place: Numbers, sizes: Numbers, start: Numbers) -> Numbers:
    """The outlet of each article in the order of stories; no outlet prints one story twice."""
    weights = _first_weights()
    group = np.where(beat == Beat.BUREAU, place, len(weights) - 3)
    group = np.where((beat == Beat.HOMONYM) | (beat == Beat.GUEST), len(weights) - 2, group)
    group = np.where(beat == Beat.ENGLISH, len(weights) - 1, group)
    limits = np.cumsum(weights, axis=1)
    first = (rng.random(len(beat))[:, None] * limits[group, -1:] >= limits[group]).sum(axis=1)
    outlet = np.zeros(sizes.sum(), np.int64)
    outlet[start] = first
    many = np.flatnonzero(sizes > 1)
    keys = rng.exponential(1, (len(many), len(OUTLETS))) / np.maximum(_reprint_weights()[place[many]], 1e-9)
    keys[np.arange(len(many)), first[many]] = np.inf
    ranked = np.argsort(keys, axis=1)
    for turn in range(1, int(sizes.max(initial=1))):
        rows = np.flatnonzero(sizes[many] > turn)
        outlet[start[many[rows]] + turn] = ranked[rows, turn - 1]
    return outlet


def _first_weights() -> NDArray[np.float64]:
    """By outlet: a row for the city, one for each county, then for other news, for other cities' bureaus, for English."""
    rows = [[site.first[0] if not site.county else site.first[0] * 0.3 for site in OUTLETS]]
    for county in COUNTIES:
        rows.append([site.first[1] if site.county == county else 0 if site.county else site.first[1] * 1.6 for site in OUTLETS])
    rows.append([site.first[2] for site in OUTLETS])
    rows.append([site.first[2] if site.level in (Level.CENTRAL, Level.PROVINCE, Level.TRADE, Level.OTHER) else 0 for site in OUTLETS])
    rows.append([float(site.id == "yunxiwang") for site in OUTLETS])
    return np.array(rows, np.float64)


def _reprint_weights() -> NDArray[np.float64]:
    """By outlet: a row for the city and one for each county, whose own outlet reprints what is about it."""
    rows = []
    for place in ("", *COUNTIES):
        rows.append([site.reprint * (6 if site.county == place else 0.1 if place else 1) if site.county else site.reprint for site in OUTLETS])
    return np.array(rows, np.float64)


def _columns(rng: np.random.Generator, beat: Numbers, outlet: Numbers) -> Numbers:
    """English texts stand in the English column, all others in one of the outlet's other columns."""
    counts = np.array([sum(column.path != "/english/" for column in site.columns) for site in OUTLETS])
    column: Numbers = (rng.random(len(outlet)) * counts[outlet]).astype(np.int64)
    column[beat == Beat.ENGLISH] = counts[INDEX["yunxiwang"]]
    return column


def _times(rng: np.random.Generator, *, story: Numbers, start: Numbers, sizes: Numbers, outlet: Numbers, begin: date, today: date) -> Numbers:
    """First prints by the rhythm of months, weeks and hours; reprints follow within minutes to days, no two at the same minute."""
    weights = _day_weights(begin, today)
    day = rng.choice(len(weights), len(sizes), p=weights / weights.sum())
    moment = midnight(begin) + day * DAY + (rng.beta(2.2, 2.6, len(sizes)) * DAY).astype(np.int64)
    gap = np.clip(rng.lognormal(9.3, 1.4, len(story)), 600, 2 * DAY).astype(np.int64)
    gap[start] = 0
    run = np.cumsum(gap)
    published = moment[story] + run - run[start][story]
    last = published[start + sizes - 1]
    late = np.maximum(last - (midnight(today) - 1), 0)
    published -= late[story]
    published = np.maximum(published, midnight(begin) + 600 * (np.arange(len(story)) - start[story]))
    return _waking(published, outlet)


def _waking(published: Numbers, outlet: Numbers) -> Numbers:
    """The same order, but nothing is printed between half past eleven at night and half past six."""
    local = published + OFFSET
    day, second = local - local % DAY, local % DAY
    awake = day + 6 * 3600 + 1800 + second * 17 // 24
    shows = np.array([site.seconds for site in OUTLETS])[outlet]
    return np.where(shows, awake, awake - awake % 60) - OFFSET


def _day_weights(begin: date, today: date) -> NDArray[np.float64]:
    """How much is printed on each day; the month before today's is the fullest, since the demo's report is about it."""
    last, before, year_ago = first_day(today, 1), first_day(today, 2), first_day(today, 13)
    special = {last: 2.5, before: 1.6, year_ago: 1.4}
    days = [begin + timedelta(days=n) for n in range((today - begin).days)]
    return np.array([special.get(day.replace(day=1), 0.9) * (0.45 if day.weekday() >= 5 else 1.0) for day in days])
