"""How wide the columns of a printed table are."""

from collections.abc import Iterator

from model.table import Table, shown
from reports.formats.clean import clean
from reports.formats.titles import width

SIGN = 10.5  # points of a character in a table
PADDING = 7.0  # points left and right of a cell together
WHOLE = (14.0, 12.0, 9.0)  # characters of a cell that is not to be parted, the first of these for which there is room


def shares(table: Table, room: float) -> list[float]:
    """For the columns that paper shows, their parts of `room` (points), which they fill: as told, but without parting short cells if that can be."""
    places = [place for place, column in enumerate(table.columns) if column.paper]
    told = [table.columns[place].width for place in places]
    widths = [room * one / sum(told) for one in told]
    lengths = [list(_lengths(table, place)) for place in places]
    for whole in WHOLE:
        needs = [SIGN * max([length for length in column if length <= whole], default=1.0) + PADDING for column in lengths]
        lacking = sum(max(0.0, need - one) for need, one in zip(needs, widths, strict=True))
        spare = sum(max(0.0, one - need) for need, one in zip(needs, widths, strict=True))
        if lacking <= spare:
            # What some lack is taken from the others by what they have to spare.
            part = lacking / spare if spare else 0.0
            return [max(need, one - (one - need) * part) if one > need else need for need, one in zip(needs, widths, strict=True)]
    return widths


def _lengths(table: Table, place: int) -> Iterator[float]:
    """Characters of the heading and the cells of a column."""
    for cell in (table.columns[place].title, *(row[place] for row in (*table.rows, *((table.total,) if table.total else ())))):
        text = clean(shown(cell))
        # Some fonts' digits are broader than half a character, and totals are bold.
        yield width(text) + 0.2 * sum(sign.isascii() for sign in text)
