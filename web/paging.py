"""The places of the paging below a list."""

from dataclasses import dataclass, replace

from archive.index.document import DEEPEST_HIT
from web.asked import Asked

ROWS = 20  # a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One place in the paging; number 0 is a gap."""

    number: int
    address: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    first: int  # number of the first row of this page, from 1
    steps: list[Step]  # none where everything is on one page
    previous: str  # addresses, "" without one
    following: str


def last_page(count: int) -> int:
    return max(1, -(-min(count, DEEPEST_HIT) // ROWS))


def paging(asked: Asked, count: int) -> Paging:
    """First, last, and two around here, of `count` rows."""
    last = last_page(count)
    steps: list[Step] = []
    for number in sorted({1, last, *range(max(1, asked.page - 2), min(last, asked.page + 2) + 1)}) if last > 1 else ():
        if steps and number > steps[-1].number + 1:
            steps.append(Step(number=0))
        steps.append(Step(number=number, address=_address(asked, number), here=number == asked.page))
    return Paging(
        first=(asked.page - 1) * ROWS + 1,
        steps=steps,
        previous=_address(asked, asked.page - 1) if asked.page > 1 else "",
        following=_address(asked, asked.page + 1) if asked.page < last else "",
    )


def _address(asked: Asked, number: int) -> str:
    return replace(asked, page=number).address()
