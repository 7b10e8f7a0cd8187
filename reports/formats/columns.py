"""How wide the columns of a printed table are, and how high its rows become."""

import re
from collections.abc import Sequence
from math import ceil

from model.table import Cell, Table, shown
from reports.formats.clean import clean
from reports.formats.titles import width

SIGN = 10.5  # points of a character in a table
PADDING = 7.0  # points left and right of a cell together
LINE = 18.0  # points of a line of a cell
TOGETHER = 180.0  # points of a table that stays on one page
TALL = 300.0  # points of a row that may be parted
HEADING = 5.0  # characters of a heading that stays in one line
PIECE = 11.0  # characters of a figure or a word that is not parted
WISH = 30.0  # characters of a cell beyond which a broader column is not asked for
USUAL = 0.9  # part of the cells whose length counts: a column is not made broad for the few that are longest
UNPARTED = re.compile(r"[^\s\u2e80-\U0003ffff，。、；：“”（）—…·]+")  # a line ends between Chinese characters, or at a space


def shares(table: Table, room: float) -> list[float]:
    """For the columns that paper shows, their parts of `room` (points), which they fill.

    As the columns ask, as long as every usual cell has one line; else each first gets its longest figure or word, and those that
    lack least are served first.
    """
    columns = printed(table)
    asked = [table.columns[place].width for place in columns]
    told = [room * one / sum(asked) for one in asked]
    wishes = [_points(_usual(table, place)) for place in columns]
    lacking, spare = (sum(max(0.0, sign * (wish - one)) for wish, one in zip(wishes, told, strict=True)) for sign in (1, -1))
    if lacking <= spare:
        part = lacking / spare if spare else 0.0
        return [max(wish, one - (one - wish) * part) if one > wish else wish for wish, one in zip(wishes, told, strict=True)]
    needs = [_points(_longest_piece(table, place)) for place in columns]
    if sum(needs) >= room:
        return [room * need / sum(needs) for need in needs]
    return _served(needs, wishes, room - sum(needs))


def heights(table: Table, room: float) -> list[float]:
    """About how high the rows become in points, the total's too; the heading is one line more."""
    widths = shares(table, room)
    return [LINE * max(_lines(row[place], one) for place, one in zip(printed(table), widths, strict=True)) for row in rows_of(table)]


def together(table: Table, room: float) -> bool:
    """Whether the table is small enough to stay on one page."""
    return LINE + sum(heights(table, room)) <= TOGETHER


def printed(table: Table) -> list[int]:
    """The places of the columns that paper shows."""
    return [place for place, column in enumerate(table.columns) if column.paper]


def rows_of(table: Table) -> tuple[tuple[Cell, ...], ...]:
    """The rows, and the total as the last of them."""
    return (*table.rows, table.total) if table.total else table.rows


def _served(needs: Sequence[float], wishes: Sequence[float], spare: float) -> list[float]:
    """What is spare goes to all that lack alike, until they lack nothing."""
    widths = list(needs)
    lacks = {place: wish - need for place, (need, wish) in enumerate(zip(needs, wishes, strict=True)) if wish > need}
    for left, (place, lack) in zip(range(len(lacks), 0, -1), sorted(lacks.items(), key=lambda one: one[1]), strict=True):
        given = min(lack, spare / left)
        widths[place] += given
        spare -= given
    return widths


def _usual(table: Table, place: int) -> float:
    """Characters of the heading, or of the longest cell that is not among the few longest."""
    lengths = sorted(_length(row[place]) for row in rows_of(table)) or [0.0]
    return max(min(WISH, lengths[ceil(USUAL * (len(lengths) - 1))]), min(HEADING, width(table.columns[place].title)), 1.0)


def _longest_piece(table: Table, place: int) -> float:
    pieces = [_signs(piece) for row in rows_of(table) for piece in UNPARTED.findall(clean(shown(row[place])))]
    return max(min(PIECE, max(pieces, default=1.0)), min(HEADING, width(table.columns[place].title)), 2.0)


def _lines(cell: Cell, points: float) -> int:
    return max(1, ceil(_length(cell) * SIGN / max(SIGN, points - PADDING)))


def _length(cell: Cell) -> float:
    return _signs(clean(shown(cell)))


def _signs(text: str) -> float:
    """Some fonts' digits are broader than half a character, and totals are bold."""
    return width(text) + 0.1 * sum(sign.isascii() for sign in text)


def _points(signs: float) -> float:
    return SIGN * signs + PADDING
