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

    What follows `##` is the sentence that backs a headline; it goes, in the same place, into a list named `name_backing`.
    """
    found: dict[str, list[Pattern]] = {}
    for line in block.splitlines():
        if line.startswith("== "):
            name = line[3:].strip()
        elif line.strip():
            pattern, _, backing = line.partition(" ## ")
            found.setdefault(name, []).append(parse(pattern.strip()))
            found.setdefault(f"{name}_backing", []).append(parse(backing.strip()))
    return {name: tuple(patterns) for name, patterns in found.items()}


def parse(text: str) -> Pattern:
    tokens = iter(re.split(r"([\[\]|]|\{\w+\})", text))
    options, closed = _options(tokens)
    if closed or len(options) != 1:
        raise ValueError(f"stray bracket or bar: {text}")
    return options[0]


def _options(tokens: Iterator[str]) -> tuple[list[Pattern], bool]:
    """The alternatives up to the closing bracket, and whether there was one."""
    options: list[list[Words | Slot | Choice]] = [[]]
    for token in tokens:
        if token == "[":
            inner, closed = _options(tokens)
            if not closed:
                raise ValueError("a bracket is never closed")
            options[-1].append(Choice(tuple(inner)))
        elif token == "]":
            return [tuple(option) for option in options], True
        elif token == "|":
            options.append([])
        elif token.startswith("{"):
            options[-1].append(Slot(token[1:-1]))
        elif token:
            options[-1].append(Words(token, topics_in(token)))
    return [tuple(option) for option in options], False
