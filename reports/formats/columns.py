"""How wide the columns of a printed table are."""

from model.table import Table, shown
from reports.formats.clean import clean
from reports.formats.titles import width

SIGN = 10.5  # points of a character in a table
PADDING = 7.0  # points left and right of a cell together
WHOLE = 9.0  # characters of a cell that is not to be parted if there is room


def shares(table: Table, room: float) -> list[float]:
    """For the columns that paper shows, their parts of `room` (points), which they fill: as told, but no short cell in two lines if another way is found."""
    places = [place for place, column in enumerate(table.columns) if column.paper]
    told = [table.columns[place].width for place in places]
    needs = [_need(table, place) for place in places]
    widths = [room * one / sum(told) for one in told]
    lacking = sum(max(0.0, need - width) for need, width in zip(needs, widths, strict=True))
    spare = sum(max(0.0, width - need) for need, width in zip(needs, widths, strict=True))
    if not lacking or spare < lacking:
        return widths
    # What some lack is taken from the others by what they have to spare.
    return [max(need, width - (width - need) * lacking / spare) if width > need else need for need, width in zip(needs, widths, strict=True)]


def _need(table: Table, place: int) -> float:
    """Points that the heading and the short cells of a column take."""
    texts = [table.columns[place].title, *(clean(shown(row[place])) for row in (*table.rows, *((table.total,) if table.total else ())))]
    lengths = [width(text) for text in texts]
    digits = [0.2 * sum(sign.isascii() for sign in text) for text in texts]  # some fonts' are broader than half a character, and totals are bold
    return SIGN * max([length + more for length, more in zip(lengths, digits, strict=True) if length <= WHOLE], default=1.0) + PADDING
