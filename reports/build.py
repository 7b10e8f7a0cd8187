"""Counting a period into a report."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from model.calendar import Calendar
from model.settings import PLAIN, ReportSettings
from model.table import Listed, Report, Section, Table
from reports.garbage import unsearched
from reports.period import LOCAL, Period
from reports.scope import WHOLE, Scope
from reports.statistics import narrative, service, upkeep
from reports.statistics.basis import Basis, gather
from reports.statistics.checks import check
from reports.statistics.drafts import drafts
from reports.statistics.indicators import indicators
from reports.statistics.late import late_listed
from reports.statistics.listing import listing
from reports.statistics.matrix import by_outlet_and_unit
from reports.statistics.monthly import MONTHLY
from reports.statistics.points import Groups, marked, places, rule_table, rule_words
from reports.statistics.stories import top_stories
from reports.statistics.totals import figures
from reports.statistics.wording import numeral
from reports.terms import terms


@dataclass(frozen=True, slots=True)
class Built:
    """A report with what it was counted from."""

    report: Report
    basis: Basis
    places: Groups


def build(period: Period, cutoff: datetime | None = None, scope: Scope = WHOLE, settings: ReportSettings = PLAIN, calendar: Calendar | None = None) -> Report:
    """The report of a period from the connected ledger, as known at `cutoff` (aware; default: now), in the shape of the settings.

    `calendar` are the working days (default: the shipped years).

    Raises checks.Unbalanced rather than give a report with a wrong sum.
    """
    return count_all(period, cutoff or datetime.now(LOCAL), scope, settings, calendar).report


def count_all(period: Period, cutoff: datetime, scope: Scope = WHOLE, settings: ReportSettings = PLAIN, calendar: Calendar | None = None) -> Built:
    """`build`, with the basis."""
    from archive.ledger.counting import one_view  # needs a connected Django

    with unsearched(), one_view():
        basis = gather(period, cutoff, scope, settings, calendar)
        check(basis)
        return Built(_report(basis, settings), basis, places(basis))


def _report(basis: Basis, settings: ReportSettings) -> Report:
    articles = tuple(marked(tuple(basis.current.articles()), basis))
    return Report(
        id=f"{basis.period.code}-{basis.period.id}{basis.scope.suffix}",
        kind=basis.period.kind,
        name=basis.period.name,
        since=basis.period.since,
        until=basis.period.until,
        preview=basis.preview,
        cutoff=basis.cutoff,
        bureau=basis.bureau,
        title=f"关于{basis.period.name}新闻宣传工作情况的通报",
        addressees=settings.addressees or "各有关单位：",
        lead=narrative.lead(basis),
        figures=figures(basis),
        sections=tuple(_numbered(_sections(basis))),
        annexes=tuple(_annexes(basis, articles)),
        indicators=indicators(basis),
        articles=articles,
        scope=basis.scope.id,
        drafts=drafts(basis),
        head=settings.shape,
        terms=terms(basis),
    )


def _sections(basis: Basis) -> Iterator[Section]:
    number = count(1)
    for chapter in MONTHLY:
        told = [block for statistic in chapter.statistics if (block := statistic(basis))]
        blocks = tuple(one for block in told for one in (block if isinstance(block, tuple) else (block,)))
        if blocks:
            yield Section(f"{numeral(next(number))}、{chapter.heading}", blocks)


def _annexes(basis: Basis, articles: tuple[Listed, ...]) -> Iterator[Section]:
    if best := top_stories(basis):
        yield Section("重点稿件目录", (best,))
    rule, own = basis.rule(basis.period.until), basis.settings.count_own_as_media
    told = (*narrative.rules(basis), *(text for text in (upkeep.running_words(basis), service.calendar_words(basis), upkeep.sleeping_words(basis)) if text))
    tables = (upkeep.gaps(basis), late_listed(basis))
    yield Section("统计口径说明", (*told, *(table for table in tables if table)))
    yield Section("计分规则", (rule_words(rule, own=own), rule_table(rule, basis.outlets, own=own)))
    if matrix := by_outlet_and_unit(basis):
        yield Section("媒体与单位对照表", (matrix,))
    yield Section("刊发稿件目录", (listing(articles),) if articles else (f"{basis.period.words.this}未刊发稿件。",))


def _numbered(sections: Iterator[Section]) -> Iterator[Section]:
    """表1, 表2 … and 图1, 图2 … through the whole report; a table that paper leaves out has no number."""
    tables, charts = count(1), count(1)

    def numbered(table: Table) -> Table:
        chart = table.chart and replace(table.chart, title=f"图{next(charts)}　{table.chart.title}")
        title = table.title if (chart and chart.replaces_table) or table.blank else f"表{next(tables)}　{table.title}"
        return replace(table, title=title, chart=chart)

    for section in sections:
        yield replace(section, blocks=tuple(numbered(block) if isinstance(block, Table) else block for block in section.blocks))
