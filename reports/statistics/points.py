"""单位得分排名."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from model.bureau import NO_POINTS, PointsRule, Unit
from model.entry import Entry
from model.outlet import Level
from model.table import Cell, Column, Listed, Points, Split, Table
from reports.points.month import Gain, gains, scores
from reports.points.ranking import Place, ranking
from reports.points.worth import shared
from reports.statistics.basis import Basis
from reports.statistics.lines import ENTERED
from reports.statistics.printed import Printed
from reports.statistics.wording import joined

if TYPE_CHECKING:
    from archive.ledger.counting import Coverage

LEVELS = (Level.CENTRAL, Level.PROVINCE, Level.CITY)
MODES = {"highest": "同一稿件取最高一次计分", "sum": "同一稿件逐次累加", "highest+reprint": "同一稿件取最高一次，其余转载另加"}
SHARINGS = {"equal": "归属多个单位的平均分配", "full": "归属多个单位的各计全分", "lead": "归属多个单位的只计牵头单位"}
RULE = "得分＝稿件得分＋政务信息得分＋加分－扣分，不低于0；得分相同的名次相同，0分的同列最后。升降与上月名次比较。"

Groups = list[tuple[str, list[Place]]]


def places(basis: Basis) -> Groups:
    """Every unit of the period by group and rank. Counted once a basis."""
    if "places" not in basis.kept:
        basis.kept["places"] = _places(basis, basis.current, basis.entries, _ranks_before(basis))
    found: Groups = basis.kept["places"]  # type: ignore[assignment]
    return found


def gained(basis: Basis) -> dict[int, Gain]:
    """What each story of the period brought, by its number. Counted once a basis."""
    if "gained" not in basis.kept:
        basis.kept["gained"] = _gained(basis, basis.current)
    found: dict[int, Gain] = basis.kept["gained"]  # type: ignore[assignment]
    return found


def by_points(basis: Basis) -> Table | None:
    rule = basis.rule(basis.period.until)
    groups = places(basis)
    if not groups:
        return None
    grouped = len(groups) > 1
    crossed = basis.current.count("unit", "level")
    return Table(
        key="points",
        title="单位得分排名",
        tab="单位排名",
        columns=(
            *((Column("分组", 1.5),) if grouped else ()),
            Column("名次", 0.8, unlisted="按得分排列"),
            Column("单位", 3, text=True),
            Column("刊发", 0.8, picks=()),
            *(Column(level.label, 0.8, picks=(("level", level.value),)) for level in LEVELS),
            Column("其他", 0.8, picks=(("level", *(level.value for level in Level if level not in LEVELS)),)),
            Column("得分", 1.0, picks=(), key="scored"),
            Column("升降", 0.8, unlisted="与上期名次比较"),
            Column("稿件得分", picks=(), key="scored", paper=False),
            Column("其中转载晋级", picks=(), key="promoted", paper=False),
            *(Column(title, paper=False, unlisted=ENTERED) for title in ("政务信息", "加分", "扣分")),
        ),
        rows=tuple((*((group or "未分组",) if grouped else ()), *_cells(place, basis, crossed)) for group, members in groups for place in members),
        measure="单位：篇（条）、分",
        note=_note(basis, rule),
        behind=tuple((("unit", place.unit.name),) for _, members in groups for place in members),
        blank="" if any(place.points for _, members in groups for place in members) else "各单位得分均为0分，不排名次。",
        rule=f"按积分规则“{rule.version}”计分（见附件）。{RULE}",
    )


def marked(articles: Sequence[Listed], basis: Basis) -> Iterator[Listed]:
    """The articles of the period's list, those for which points are given with the points and the units that share them."""
    rule, groups = basis.rule(basis.period.until), places(basis)  # places() looks up the units
    names = {unit.id: unit.name for unit in basis.units}
    units_of: Mapping[int, Sequence[str]] = basis.kept.get("credited", {}) if groups else {}  # type: ignore[assignment]
    given = {gain.best: (gain, _sharing(rule, units_of.get(story, ()), basis.root)) for story, gain in gained(basis).items() if gain.whole}
    # Where not only the best publication counts, all of a story are shown.
    others = {} if rule.story_mode == "highest" else {article.story: given[article.id] for article in articles if article.id in given}
    brought: dict[int, Points] = {}  # by whole parts: the same few values come back
    for article in articles:
        found = given.get(article.id) or others.get(article.story)
        if not found:
            yield article
            continue
        gain, units = found
        if gain.whole not in brought:
            brought[gain.whole] = Points(gain.points)
        points = brought[gain.whole] if article.id in given else None
        yield replace(article, points=points, promoted=gain.promotion, scored=tuple(names[unit] for unit in units))


def leaders(basis: Basis) -> str:
    """The first three of each group, ties, and what was promoted."""
    groups = places(basis)
    told = [sentence for group, members in groups for sentence in _leading(group if len(groups) > 1 else "", members)]
    promoted = [(place.unit.name, place.score.promoted) for _, members in groups for place in members if place.score.promoted]
    if promoted:
        told.append(f"转载晋级计入本月得分：{'、'.join(f'{name}{Points(points)}分' for name, points in promoted)}。")
    return "".join(told)


def indicator(basis: Basis) -> list[dict[str, Any]]:
    """One line a unit in the order of the table; points are exact, the rank follows the printed ones."""
    return [
        {
            "name": place.unit.name,
            "group": group,
            "rank": place.rank,
            "before": place.before,
            "points": float(place.score.total),
            "news": float(place.score.news - place.score.over),
            "promoted": float(place.score.promoted),
            "information": float(place.score.information),
            "bonus": float(place.score.bonus),
            "deduction": float(place.score.deduction),
        }
        for group, members in places(basis)
        for place in members
    ]


def rule_words(rule: PointsRule, *, own: bool = False) -> str:
    """`own`: own accounts count as media."""
    texts = [
        f"积分规则“{rule.version}”，自{rule.since.year}年{rule.since.month}月{rule.since.day}日起施行。",
        f"{MODES[rule.story_mode]}，{SHARINGS[rule.split]}。",
    ]
    if rule.story_mode == "highest+reprint":
        texts.append(f"转载每家另加其分值的{rule.reprint_weight:g}倍，合计不超过最高一次的分值。")
    texts.append("一次刊发的得分为基础分乘以所适用的最大一个倍数，倍数不连乘。首发月份之后因转载提高的得分，计入提高的当月（转载晋级）。")
    if rule.cap is not None:
        texts.append(f"每单位每月稿件得分最多{rule.cap:g}分。")
    if rule.quota:
        texts.append(f"当月刊发满{rule.quota}篇（条）的加{rule.quota_points:g}分。")
    texts.append(f"同一事项获多次批示的只计最高一次。经人工认定为{joined(NO_POINTS)}的刊发计0分。{'' if own else '自有平台发布的不计分。'}")
    return "".join(texts)


def rule_table(rule: PointsRule, outlets: Mapping[str, str], *, own: bool = False) -> Table:
    """The whole table of the rule, so that every figure can be worked out by hand."""
    rows: list[tuple[Cell, ...]] = []
    for level in Level:
        points = rule.of_level(level)
        if own or level is not Level.SELF:
            rows.append(("媒体级别", level.label, "未列，计0分" if points is None else f"{points:g}分"))
    rows += [("指定媒体", outlets.get(key, key), f"{points:g}分") for key, points in rule.outlets.items()]
    rows += [("版面、体裁", word, f"×{times:g}") for word, times in rule.positions.items()]
    if rule.short_below:
        rows.append(("篇幅", f"简讯（不足{rule.short_below}字）", f"×{rule.short_times:g}"))
    if rule.long_from:
        rows.append(("篇幅", f"深度（{rule.long_from}字以上）", f"×{rule.long_times:g}"))
    rows += [("政务信息", kind, f"{points:g}分") for kind, points in rule.information.items()]
    rows += [("领导批示", level_name, f"加{points:g}分") for level_name, points in rule.instructions.items()]
    rows.append(("扣分", "约稿未交、事实差错等，每次", f"减{rule.deduction:g}分"))
    return Table(
        key="points_rule",
        title="计分规则",
        tab="计分规则",
        columns=(Column("类别", 1.2), Column("项目", 3, text=True), Column("分值", 1.2)),
        rows=tuple(rows),
    )


def _gained(basis: Basis, coverage: "Coverage") -> dict[int, Gain]:
    from archive.ledger import scoring  # needs a connected Django

    rule = basis.rule(coverage.until)
    return gains(rule, scoring.publications(coverage), coverage.since)


def _places(basis: Basis, coverage: "Coverage", entries: Sequence[Entry], before: Mapping[str, int] | None) -> Groups:
    from archive.ledger import scoring  # needs a connected Django

    rule = basis.rule(coverage.until)
    counted = coverage.by("unit")
    gains_of = gained(basis) if coverage is basis.current else _gained(basis, coverage)
    units_of = scoring.credited(coverage)
    if coverage is basis.current:
        basis.kept["credited"] = units_of
    got = scores(rule, gains_of, units_of, entries, root=basis.root, publications={unit: split.count for unit, split in counted.items()})
    crossed = coverage.count("unit", "level")

    def order(unit: str) -> tuple[int, ...]:
        return crossed[unit, Level.CENTRAL], crossed[unit, Level.PROVINCE], counted.get(unit, Split()).count

    ranked = [unit for unit in basis.units if unit.id != basis.root and (_valid(unit, coverage) or unit.id in got)]
    return ranking(ranked, got, order, before)


def _sharing(rule: PointsRule, units: Sequence[str], root: str) -> Sequence[str]:
    return shared(rule, [unit for unit in units if unit != root] or units)[0]


def _ranks_before(basis: Basis) -> dict[str, int] | None:
    """The ranks of the period before: as printed, else as the ledger has them now."""
    if isinstance(basis.previous, Printed):
        return basis.previous.ranks
    if basis.period.kind != "month" or not basis.known(basis.previous):
        return None  # a longer period is compared with a closed one only: it would have to be counted twice
    return {place.unit.id: place.rank for _, members in _places(basis, basis.live_previous, basis.entries_before, None) for place in members}


def _valid(unit: Unit, coverage: "Coverage") -> bool:
    return (unit.since is None or unit.since <= coverage.until) and (unit.until is None or unit.until >= coverage.since)


def _cells(place: Place, basis: Basis, crossed: Counter[tuple[str, ...]]) -> tuple[Cell, ...]:
    unit, score = place.unit.id, place.score
    count = basis.current.by("unit").get(unit, Split()).count
    levels = [crossed[unit, level] for level in LEVELS]
    extra = (score.news - score.over, score.promoted, score.information, score.bonus, score.deduction)
    return place.rank, place.unit.name, count, *levels, count - sum(levels), Points(place.score.total), _moved(place, basis), *map(Points, extra)


def _moved(place: Place, basis: Basis) -> str:
    if place.moved is None:
        return "新" if basis.known(basis.previous) else "—"
    return f"↑{place.moved}" if place.moved > 0 else f"↓{-place.moved}" if place.moved < 0 else "—"


def _leading(group: str, members: Sequence[Place]) -> Iterator[str]:
    first = [place for place in members if place.rank <= 3 and place.points]
    if not first:
        return
    named = [f"{place.unit.name}（{Points(place.points)}分）" for place in first]
    whom = f"{group}中得分" if group else "得分"
    count = len(first)
    yield (
        f"{whom}居前{'一两三四五六七八九'[count - 1] if count <= 9 else count}位的是：{'、'.join(named)}。" if count > 1 else f"{whom}居首位的是：{named[0]}。"
    )
    ties = Counter(place.rank for place in first)
    for rank in sorted(rank for rank, number in ties.items() if number > 1):
        yield f"其中{joined([place.unit.name for place in first if place.rank == rank])}并列第{rank}名。"


def _note(basis: Basis, rule: PointsRule) -> str:
    used = {level for level, split in basis.current.by("level").items() if split.count}
    missing = [Level(level).label for level in used if rule.of_level(Level(level)) is None]
    return f"积分规则未列{joined(sorted(missing))}媒体，按0分计。" if missing else ""
