"""Sentences whose numbers lead to the articles that they count."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from model.article import Role
from model.outlet import Level
from model.query import Facet
from reports.statistics import level
from reports.statistics.basis import Basis
from reports.statistics.totals import upper_share
from reports.statistics.wording import change_words
from web.asked import Asked


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    address: str = ""


def linked(sentence: str, ways: Mapping[str, str]) -> Sequence[Piece]:
    """The sentence in pieces; a phrase that `ways` names has the address that it names."""
    phrases = "|".join(re.escape(phrase) for phrase in sorted(ways, key=len, reverse=True))
    parts = re.split(rf"({phrases})", sentence) if phrases else [sentence]
    return [Piece(part, ways.get(part, "")) for part in parts if part]


def ways(basis: Basis, whole: Asked) -> Mapping[str, str]:
    """The phrases with numbers of the month's sentences, as reports.statistics.narrative words them; `whole` asks for all that is counted."""
    return {phrase: address for phrase, address in _ways(basis, whole) if address}


def _ways(basis: Basis, whole: Asked) -> Iterator[tuple[str, str]]:
    current, split = basis.current, basis.split
    yield f"刊发稿件{current.total}篇（条）", whole.address()
    yield f"首发{split.first}篇（条）", whole.only(Facet.ROLE, Role.FIRST).address()
    yield f"转载{split.reprint}篇（条）", whole.only(Facet.ROLE, Role.REPRINT).address()
    yield f"稿件{current.stories}件", replace(whole, grouped=True).address()
    for coverage, period, yearly in ((basis.previous, basis.period.before, False), (basis.year_before, basis.period.year_before, True)):
        if basis.known(coverage):
            yield change_words(current.total, coverage.total, yearly=yearly, last=basis.period.words.last), f"/month/{period.id}"
            yield f"{basis.period.words.last}刊发{coverage.total}篇（条）", "" if yearly else f"/month/{period.id}"
    for line in level.lines(basis):
        yield f"{line.name}媒体{line.count}篇（条）", whole.only(Facet.LEVEL, line.id).address()
    if share := upper_share(basis, current):
        yield f"占{share}", replace(whole, chosen={Facet.LEVEL: tuple(kind.value for kind in basis.upper)}).address()
    yield f"自有平台发布{current.own}条", whole.only(Facet.LEVEL, Level.SELF.value).address()
