"""Two texts side by side: what both have, what only one has, and where they differ inside what both have."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text as it was published."""

    text: str
    differs: bool  # the other text says something else there


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What stands side by side; one side may be empty."""

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    shared: bool = False  # both have it, but for the pieces that differ
    moved: bool = False  # the right text has it elsewhere in its order


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two articles, and whether they are the same text."""

    passages: tuple[Passage, ...]  # in the order of the left text
    cover: tuple[float, float]  # share of the left text that the right one holds, and the other way round
    differing: tuple[tuple[str, str], ...]  # figures, places and people
    answer: str  # model.story.Answer
    reason: str  # in Chinese
    confidence: float
