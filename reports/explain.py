"""What stands behind a figure: the rule in words, and the articles that it counts."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from model.outcome import UsageError
from model.table import Picks, Report, Table, shown
from reports.formats.json import article_row
from reports.formats.reading import read
from reports.statistics.totals import RULES, rules
from reports.terms import upper_of

# The indicators that are one number, by key: the words for it, and which articles it counts.
SINGLE: Mapping[str, tuple[str, Picks]] = {
    "total": ("刊发", ()),
    "first": ("首发", (("role", "first"),)),
    "reprint": ("转载", (("role", "reprint"),)),
    "reprint_rate": ("转载率", (("role", "reprint"),)),
    "story_count": ("稿件", ()),
}


@dataclass(frozen=True, slots=True)
class Explained:
    figure: Any  # as the indicators have it, or as the cell is printed
    rule: str
    articles: tuple[dict[str, Any], ...]


def explain(content: bytes, key: str) -> Explained:
    """`key` is an indicator, alone or with a line and a column: total, by_level:中央, by_unit:临江县民政局:首发. Errors: UsageError.

    `content` is the report's JSON.
    """
    report = read(content)
    indicators = json.loads(content)["indicators"]
    name, _, rest = key.partition(":")
    if name in SINGLE and not rest:
        words, picks = SINGLE[name]
        return Explained(indicators[name], RULES[words], _rows(report, picks))
    if name == "upper_share" and not rest:
        upper = upper_of(report.terms)
        rows = tuple(article_row(article) for article in report.articles if article.level in upper)
        return Explained(indicators[name], rules(upper)["省级以上占比"], rows)
    table = _table(report, name)
    return _cell(report, table, key, rest)


def _table(report: Report, name: str) -> Table:
    tables = {table.key: table for table in _tables(report)}
    if name in tables:
        return tables[name]
    raise UsageError(f"没有指标“{name}”，可用：{'、'.join((*SINGLE, 'upper_share', *(key for key, table in tables.items() if table.behind)))}")


def _tables(report: Report) -> Iterator[Table]:
    for section in (*report.sections, *report.annexes):
        yield from (block for block in section.blocks if isinstance(block, Table))


def _cell(report: Report, table: Table, key: str, rest: str) -> Explained:
    if not table.behind:
        raise UsageError(f"{key}：“{table.title}”不是由稿件数出来的，没有稿件清单{f'（{table.sources()}）' if table.sources() else ''}")
    line, _, column = rest.partition(":")
    if not line:  # the whole breakdown
        return Explained([shown(row[0]) for row in table.rows], table.rule, _rows(report, ()))
    names = _names(table)
    if line not in names:
        raise UsageError(f"{key}：“{table.title}”里没有“{line}”这一行，有：{'、'.join(names[:30])}")
    titles = [one.title for one in table.columns]
    counted = [number for number, one in enumerate(table.columns) if one.picks is not None]
    if column and column not in [titles[number] for number in counted]:
        raise UsageError(f"{key}：没有“{column}”这一栏，有：{'、'.join(titles[number] for number in counted)}")
    at = titles.index(column) if column else counted[0]
    number = names.index(line)
    picks = table.picks(number, at)
    cells = table.rows[number] if number < len(table.rows) else table.total
    if picks is None or cells is None:
        raise UsageError(f"{key}：这一行是合并的，请看其中各行")
    return Explained(shown(cells[at]), table.rule, _rows(report, picks))


def _names(table: Table) -> list[str]:
    """What its rows go by, and its total; days of a month by their date."""
    named = [next((pick[1] for pick in picks or () if pick[0] == "day"), None) for picks in table.behind]
    rows = [*table.rows, *([table.total] if table.total else [])]
    first = next(number for number, column in enumerate(table.columns) if column.picks is not None)
    return [day or str(row[max(0, first - 1)]) for day, row in zip(named, rows, strict=True)]


def _rows(report: Report, picks: Picks) -> tuple[dict[str, Any], ...]:
    return tuple(article_row(article) for article in report.articles if article.counted(picks))
