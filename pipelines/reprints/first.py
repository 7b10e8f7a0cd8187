"""The first publication of a story (首发): which article it was, why, and how sure that is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from archive.folding import fold
from model.outlet import Level, Medium
from model.reading import Precision
from model.story import Attribution, First, Placement, Sign, standing

LOCAL = ZoneInfo("Asia/Shanghai")
LEVELS = list(Level)
PRINT = (Medium.NEWSPAPER, Medium.PERIODICAL)
CLOSE = timedelta(hours=1)  # page times nearer to each other than that may be the wrong way round
LAST = datetime.max.replace(tzinfo=UTC)

SURE, CLOSELY, CONTRADICTED, MISSING, UNTIMED = 0.95, 0.7, 0.6, 0.4, 0.3


def first_publication(placements: Sequence[Placement]) -> First:
    """Of a story's articles, at least one, in the order in which they came.

    The earliest that was not withdrawn is the first; at the same time print before an outlet's own site before others, then the higher level.
    Where the texts themselves name an outlet of which there is no article, that one was first and all that are there are reprints.
    An outlet whose article was withdrawn is none of those: the archive has it.
    """
    ordered = sorted(standing(placements), key=_order)
    first = ordered[0]
    if first.published is None:
        reason, confidence = "各篇均无发布时间，暂以最先采集的为首发", UNTIMED
    else:
        reason, confidence = _by_time(ordered)
    earlier = next((one for one in placements if one.withdrawn and not first.withdrawn and _order(one) < _order(first)), None)
    if earlier:
        reason = f"{reason}；更早的{_name(earlier)}已撤稿"
    if missing := _missing(ordered, placements):
        sign, name = missing
        return First(id=first.id, reason=f"未采集：{name}（{sign.label}注明）；已采集的各篇中，{reason}", confidence=MISSING, missing=name)
    contradicting = next((one for one in _foreign(first) if any(_is(one, other) for other in ordered[1:])), None)
    if contradicting:
        reason, confidence = f"{reason}；但该篇{contradicting.sign.label}注明{contradicting.outlet}", min(confidence, CONTRADICTED)
    return First(id=first.id, reason=reason, confidence=confidence)


def _order(one: Placement) -> tuple[datetime, int, int, str]:
    rank = 0 if one.medium in PRINT else 1 if one.medium is Medium.WEBSITE else 2
    return (_moment(one), rank, LEVELS.index(one.level), one.outlet)


def _moment(one: Placement) -> datetime:
    if one.published is None:
        return LAST
    published = one.published if one.published.tzinfo else one.published.replace(tzinfo=LOCAL)
    # A paper is out in the morning of its day; of other pages that name only the day, nothing is known before its end.
    if one.published_precision is Precision.DAY and one.medium not in PRINT:
        return published + timedelta(days=1, seconds=-1)
    return published


def _by_time(ordered: Sequence[Placement]) -> tuple[str, float]:
    first, *others = ordered
    day_only = first.published_precision is Precision.DAY
    told = f"{_name(first)}发布于{_moment(first).astimezone(LOCAL):{'%Y-%m-%d' if day_only else '%Y-%m-%d %H:%M'}}"
    if not others:
        return f"{told}，目前仅此一篇", SURE
    if others[0].published is None:
        return f"{told}，其余各篇无发布时间", CLOSELY
    ahead = _moment(others[0]) - _moment(first)
    if not ahead:
        return f"{told}，与{_name(others[0])}同时，{_tie(first, others[0])}", CLOSELY
    vague = any(one.published_precision is Precision.DAY for one in (first, others[0])) and ahead < timedelta(days=1)
    return f"{told}，在{len(ordered)}篇中最早，比次早的早{_span(ahead)}", CLOSELY if vague or ahead < CLOSE else SURE


def _tie(first: Placement, second: Placement) -> str:
    if _order(first)[1] != _order(second)[1]:
        return "报刊先于网站、网站先于其他"
    if first.level is not second.level:
        return f"级别较高（{first.level.label}）"
    return "按登记次序" if first.outlet != second.outlet else "以先采集的为首发"


def _missing(ordered: Sequence[Placement], known: Sequence[Placement]) -> tuple[Sign, str] | None:
    """The outlet that had the text first by what the earliest article or most of the articles name, when none of the known ones is its."""
    outside = [[one for one in _foreign(placement) if not any(_is(one, other) for other in known)] for placement in ordered]
    for one in outside[0]:
        return one.sign, one.outlet
    counted = Counter(one.outlet for named in outside for one in {one.outlet: one for one in named}.values())
    for name, count in counted.most_common(1):
        if count >= 2 and count > len(ordered) / 2:
            return next((one.sign, name) for named in outside for one in named if one.outlet == name)
    return None


def _foreign(placement: Placement) -> list[Attribution]:
    """The other outlets that an article names."""
    return [one for one in placement.attributions if not _is(one, placement)]


def _is(named: Attribution, placement: Placement) -> bool:
    """新华社 and 新华社客户端 are one outlet: its app, site and accounts are no other."""
    return _names_one_of(named.outlet, placement.names)


def _names_one_of(named: str, names: Iterable[str]) -> bool:
    return any(named in name or name in named for name in map(fold, names) if len(name) > 1)


def _name(one: Placement) -> str:
    return one.names[0] if one.names and one.names[0] else "该篇"


def _span(ahead: timedelta) -> str:
    minutes = int(ahead.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes}分钟"
    return f"{minutes // 60}小时" if minutes < 48 * 60 else f"{minutes // (24 * 60)}天"
