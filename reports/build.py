"""Counting a period into a report."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count

from model.table import Listed, Report, Section, Table
from reports.period import LOCAL, Period
from reports.statistics import narrative
from reports.statistics.basis import Basis, gather
from reports.statistics.checks import check
from reports.statistics.indicators import indicators
from reports.statistics.listing import listing
from reports.statistics.monthly import MONTHLY
from reports.statistics.points import rule_table, rule_words
from reports.statistics.totals import figures
from reports.statistics.wording import numeral


def build(period: Period, cutoff: datetime | None = None) -> Report:
    """The report of a month from the connected ledger, as known at `cutoff` (aware; default: now).

    Raises checks.Unbalanced rather than give a report with a wrong sum.
    """
    from archive.ledger.counting import one_view  # needs a connected Django

    with one_view():
        basis = gather(period, cutoff or datetime.now(LOCAL))
        check(basis)
        return _report(basis)


def _report(basis: Basis) -> Report:
    articles = tuple(basis.current.articles())
    return Report(
        id=f"MR-{basis.period.id}",
        kind=basis.period.kind,
        name=basis.period.name,
        since=basis.period.since,
        until=basis.period.until,
        preview=basis.preview,
        cutoff=basis.cutoff,
        bureau=basis.bureau,
        title=f"关于{basis.period.name}新闻宣传工作情况的通报",
        addressees="各有关单位：",
        lead=narrative.lead(basis),
        figures=figures(basis),
        sections=tuple(_numbered(_sections(basis))),
        annexes=tuple(_annexes(basis, articles)),
        indicators=indicators(basis),
        articles=articles,
    )


def _sections(basis: Basis) -> Iterator[Section]:
    number = count(1)
    for chapter in MONTHLY:
        blocks = tuple(block for statistic in chapter.statistics if (block := statistic(basis)))
        if blocks:
            yield Section(f"{numeral(next(number))}、{chapter.heading}", blocks)


def _annexes(basis: Basis, articles: tuple[Listed, ...]) -> Iterator[Section]:
    yield Section("刊发稿件目录", (listing(articles),) if articles else ("本月未刊发稿件。",))
    yield Section("统计口径说明", narrative.rules(basis))
    if rule := basis.rule(basis.period.until):
        yield Section("计分规则", (rule_words(rule), rule_table(rule, basis.outlets)))


def _numbered(sections: Iterator[Section]) -> Iterator[Section]:
    """表1, 表2 … and 图1, 图2 … through the whole report; a table that paper leaves out has no number."""
    tables, charts = count(1), count(1)

    def numbered(table: Table) -> Table:
        chart = table.chart and replace(table.chart, title=f"图{next(charts)}　{table.chart.title}")
        title = table.title if (chart and chart.replaces_table) or table.blank else f"表{next(tables)}　{table.title}"
        return replace(table, title=title, chart=chart)

    for section in sections:
        yield replace(section, blocks=tuple(numbered(block) if isinstance(block, Table) else block for block in section.blocks))
