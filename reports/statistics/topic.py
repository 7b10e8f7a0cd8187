"""业务 and 专题."""

from model.table import Column, Split, Table
from reports.statistics.basis import Basis
from reports.statistics.lines import MEASURE, SPLIT_COLUMNS, Line, behind, by_size, split_cells, split_rows

RULE = "按专题关键词归类，可人工更正；有起止日期的专题只计期内稿件。"
SHARED = "一篇稿件可归入多个专题，各专题之和可能大于合计。"


def lines(basis: Basis) -> list[Line]:
    """All topics of the period, those without an article too, most first, then in display order."""
    counted = basis.current.by("topic")
    return by_size(Line(topic.id, topic.name, counted.get(topic.id, Split())) for topic in basis.topics if basis.valid(topic) or topic.id in counted)


def by_topic(basis: Basis) -> Table:
    total, topics = basis.current.total, lines(basis)
    untagged = basis.current.by("topic").get("", Split()).count
    return Table(
        key="by_topic",
        title="专题刊发统计",
        tab="专题",
        columns=(Column("专题", 2.6, text=True), *SPLIT_COLUMNS),
        rows=split_rows(topics, total),
        total=("合计（不重复）", *split_cells(basis.split, total)),
        measure=MEASURE,
        note=SHARED + (f"另有{untagged}篇（条）未归入专题。" if untagged else ""),
        rule=RULE,
        blank="" if total and topics else "各专题均无刊发。" if topics else "没有登记专题。",
        behind=behind("topic", topics, by_name=True),
    )
