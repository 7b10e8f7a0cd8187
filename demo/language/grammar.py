"""A small grammar: patterns with alternatives and slots that render to Chinese sentences.

`[近日|日前]` draws one alternative (they nest), `{elder}` asks the draft for a value. Every piece of literal text knows
which topics' words stand in it, so that a text's topics are known without searching the finished text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from demo.bureau import topics_in


@dataclass(frozen=True, slots=True)
class Words:
    """Text that stands as it is."""

    text: str
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slot:
    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple["Pattern", ...]


Pattern = tuple[Words | Slot | Choice, ...]
Pools = dict[str, tuple[Pattern, ...]]


class Draws(Protocol):
    """What rendering needs: chance, values for slots, and a place to note topics."""

    topics: set[str]

    def below(self, n: int) -> int: ...

    def value(self, slot: str) -> str: ...


def render(pattern: Pattern, draws: Draws) -> str:
    out = []
    for part in pattern:
        if isinstance(part, Words):
            out.append(part.text)
            if part.topics:
                draws.topics |= part.topics
        elif isinstance(part, Slot):
            out.append(draws.value(part.name))
        else:
            out.append(render(part.options[draws.below(len(part.options))], draws))
    return "".join(out)


def pools(block: str) -> Pools:
    """Named lists of patterns: `== name` opens one, then a pattern a line.

    `@12,1 ` before a line keeps it to these months: a pool with such lines has a list `name@month` for every month.
    What follows ` ## ` is the sentence that backs a headline; it goes, in the same place, into a list named `name_backing`.
    """
    found: dict[str, list[Pattern]] = {}
    bound: dict[str, list[tuple[frozenset[int], Pattern, Pattern]]] = {}
    for line in filter(None, (line.strip() for line in block.splitlines())):
        if line.startswith("== "):
            name = line[3:]
            if name in found:
                raise ValueError(f"two pools are called {name}")
            found[name], found[f"{name}_backing"] = [], []
            continue
        months, rest = _months(line)
        pattern, _, backing = rest.partition(" ## ")
        if months:
            bound.setdefault(name, []).append((months, parse(pattern), parse(backing)))
        else:
            found[name].append(parse(pattern))
            found[f"{name}_backing"].append(parse(backing))
    for name, seasonal in bound.items():
        for month in range(1, 13):
            now = [(pattern, backing) for months, pattern, backing in seasonal if month in months]
            found[f"{name}@{month}"] = found[name] + [pattern for pattern, _ in now]
            found[f"{name}_backing@{month}"] = found[f"{name}_backing"] + [backing for _, backing in now]
    return {name: tuple(patterns) for name, patterns in found.items() if patterns}


def merged(own: Pools, general: Pools) -> Pools:
    """The pools of a subject with what any subject may say behind its own."""
    found = {name: own.get(name, ()) + general.get(name, ()) for name in own | general}
    for name in own:
        if "@" in name:  # the general ones have no season
            found[name] = own[name] + general.get(name.partition("@")[0], ())
    return found


def _months(line: str) -> tuple[frozenset[int], str]:
    if not line.startswith("@"):
        return frozenset(), line
    months, _, rest = line[1:].partition(" ")
    return frozenset(int(month) for month in months.split(",")), rest


def parse(text: str) -> Pattern:
    tokens = iter(re.split(r"([\[\]|]|\{\w+\})", text))
    options, closed = _options(tokens)
    if closed or len(options) != 1:
        raise ValueError(f"stray bracket or bar: {text}")
    return options[0]


def _options(tokens: Iterator[str]) -> tuple[list[Pattern], bool]:
    """The alternatives up to the closing bracket, and whether there was one."""
    options: list[list[Words | Slot | Choice]] = [[]]
    for piece in tokens:
        if piece == "[":
            inner, closed = _options(tokens)
            if not closed:
                raise ValueError("a bracket is never closed")
            options[-1].append(Choice(tuple(inner)))
        elif piece == "]":
            return [tuple(option) for option in options], True
        elif piece == "|":
            options.append([])
        elif piece.startswith("{"):
            options[-1].append(Slot(piece[1:-1]))
        elif piece:
            options[-1].append(Words(piece, topics_in(piece)))
    return [tuple(option) for option in options], False
