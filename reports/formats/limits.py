"""What of a table belongs into a document for reading."""

from model.table import Section, Table

ROWS = 3000  # some 130 pages; a longer list is read in the workbook
ON_SCREEN = 20_000  # rows that a browser shows without delay


def on_paper(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Those of which a document for reading has anything: a table that is too broad is in the workbook only."""
    return tuple(
        section for section in sections if not all(isinstance(block, Table) and not any(column.paper for column in block.columns) for block in section.blocks)
    )


def readable(block: str | Table, most: int = 0) -> str | Table:
    """The block itself, or, for a table that is empty or longer than `most` rows (0: ROWS), the sentence that stands for it."""
    if isinstance(block, str):
        return block
    if block.blank:
        return block.blank
    if not any(column.paper for column in block.columns):
        return f"{block.title}共{len(block.columns)}列，未列入本文件，见 Excel 文件的“{block.tab}”表。"
    if len(block.rows) <= (most or ROWS):
        return block
    return f"{block.title}共{len(block.rows)}行，篇幅过长，未列入本文件，见 Excel 文件的“{block.tab}”表。"
