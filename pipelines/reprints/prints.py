"""An article as it is compared: everything about it that a pair needs, worked out once."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise

import numpy as np

from archive.folding import fold
from model.address import canonical
from pipelines.reprints import shingles
from pipelines.reprints.plain import plain_text, plain_title
from pipelines.reprints.shingles import Firsts, Places

NUMBER = re.compile(r"\d+(?:\.\d+)?")
NEIGHBOURS = 8  # keys of neighbouring numbers at most
LOOKED_AT, TRADITIONAL = 300, 0.05  # characters from the beginning; share of them that folding changes in a traditional text
HAN_BEGIN = "\u3400"
TELLING = 4  # digits that two neighbours need together to be a key


@dataclass(frozen=True)
class Print:
    """One article. Two are compared by `text` and `head`, which hold neither punctuation nor the page around the text."""

    id: str
    url: str
    outlet: str  # its name
    title: str
    body: str
    published: datetime | None  # aware or not, but all alike

    @cached_property
    def _plain(self) -> tuple[str, list[int]]:
        return plain_text(self.body)

    @cached_property
    def text(self) -> str:
        return self._plain[0]

    @property
    def items(self) -> list[int]:
        """The places in `text` where an item of a list begins: 1. 2. 3. as in a round-up."""
        return self._plain[1]

    @cached_property
    def head(self) -> str:
        return plain_title(self.title)

    @cached_property
    def traditional(self) -> bool:
        """Whether it is written in traditional characters."""
        start = self.body[:LOOKED_AT]
        return sum(char != folded and char > HAN_BEGIN for char, folded in zip(start, fold(start), strict=True)) > TRADITIONAL * len(start)

    @cached_property
    def firsts(self) -> Firsts:
        return shingles.firsts(self.text)

    @cached_property
    def numbers(self) -> tuple[Places, list[str]]:
        """The places in `text` where a number begins, and the numbers."""
        found = list(NUMBER.finditer(self.text))
        return np.fromiter((one.start() for one in found), np.intp, len(found)), [one[0] for one in found]

    @cached_property
    def marks(self) -> dict[int, int]:
        """The keys that are shingles, each with its place in `text`."""
        return shingles.marks(self.firsts)

    @cached_property
    def address(self) -> str:
        return canonical(self.url) if self.url else ""

    @property
    def address_key(self) -> int:
        return shingles.key(f"url {self.address}")

    @property
    def text_key(self) -> int:
        return shingles.key(f"text {self.text}")

    @cached_property
    def keys(self) -> list[int]:
        """All that the article is kept under and looked up by: signed 32-bit numbers."""
        keys = {*self.marks, *self._neighbours()}
        if self.address:
            keys.add(self.address_key)
        if self.firsts.hashes.size:
            keys.add(self.text_key)
        return sorted(keys)

    def _neighbours(self) -> list[int]:
        """Two numbers that follow each other tell the issues of a notice apart where all its words are alike."""
        values = self.numbers[1]
        pairs = (f"{x} {y}" for x, y in pairwise(values) if x != y and len(x) + len(y) >= TELLING)
        return sorted({shingles.key(pair) for pair in pairs})[:NEIGHBOURS]
