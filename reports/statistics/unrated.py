"""不计分的刊发: what a person marked as negative or corrected."""

from model.table import Column, Table
from reports.statistics.basis import Basis


def by_unrated(basis: Basis) -> Table | None:
    """What a person marked as negative or corrected: counted as published, worth nothing."""
    from archive.ledger import telling  # needs a connected Django

    found = telling.without_points(basis.current)
    if not found:
        return None
    return Table(
        key="unrated",
        title="不计分的刊发",
        tab="不计分",
        columns=(Column("刊发日期", 1.3), Column("标题", 4, text=True), Column("媒体", 2, text=True), Column("原因", 1)),
        rows=tuple((one.day, one.title, one.outlet, one.mark) for one in found),
        rule="经人工认定为负面或更正的刊发，计入刊发，不计分。",
    )
