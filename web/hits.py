"""The lines of the results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.highlight import Piece, mark, snippets
from archive.index.explain import Explanation, explain
from archive.ledger.browsing import Row
from model.query import Expression, Facet
from web.asked import Asked
from web.facets import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One line of the results."""

    row: Row
    title: list[Piece]
    snippets: list[list[Piece]]
    goes_before: bool  # there is more text before the first snippet
    goes_on: bool  # and after the last
    address: str
    outlet_address: str
    story_address: str  # of every article of its story
    chips: list[Chip]  # its units and topics: one more filter each
    why: Explanation | None


def hits_of(found: Sequence[Row], asked: Asked, words: Expression | None, scores: Mapping[str, float]) -> list[Hit]:
    """`scores` by id, of those rows that say why they stand where they stand."""
    return [_hit(row, asked, words, scores.get(row.id)) for row in found]


def _hit(row: Row, asked: Asked, words: Expression | None, score: float | None) -> Hit:
    chips = [Chip(label=unit.name, address=asked.only(Facet.UNIT, unit.id).address(), kind="unit") for unit in row.units]
    chips += [Chip(label=topic.name, address=asked.only(Facet.TOPIC, topic.id).address(), kind="topic") for topic in row.topics]
    parts = snippets(row.body, words)
    address = Asked(text=asked.text).address(f"/article/{row.id}")
    return Hit(
        row=row,
        title=mark(row.title, words),
        snippets=parts,
        goes_before=bool(parts) and not _packed(row.body).startswith(_packed(parts[0])),
        goes_on=bool(parts) and not _packed(row.body).endswith(_packed(parts[-1])),
        address=address,
        outlet_address=asked.only(Facet.OUTLET, row.outlet).address(),
        story_address=f"{address}#story",
        chips=chips,
        why=None if score is None else _why(row, words, score),
    )


def _why(row: Row, words: Expression | None, score: float) -> Explanation:
    return explain(score=score, words=words, title=row.title, body=row.body, role=row.role, level=row.level, published=row.published)


def _packed(text: str | list[Piece]) -> str:
    """Without blanks and line ends, which a snippet shows differently."""
    return "".join((text if isinstance(text, str) else "".join(piece.text for piece in text)).split())
