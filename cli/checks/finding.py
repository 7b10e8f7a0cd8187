"""What one check found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from cli.home import Home


class State(StrEnum):
    GOOD = "good"
    MIND = "mind"  # works, but somebody should look at it
    BAD = "bad"  # something does not work, or soon will not

    @property
    def label(self) -> str:
        return {"good": "正常", "mind": "注意", "bad": "问题"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    subject: str  # Chinese
    state: State
    said: str  # what is so, in Chinese
    advice: str = ""  # what to do, in Chinese


Check = Callable[[Home], Iterable[Finding]]


def good(subject: str, said: str) -> Finding:
    return Finding(subject=subject, state=State.GOOD, said=said)


def mind(subject: str, said: str, advice: str) -> Finding:
    return Finding(subject=subject, state=State.MIND, said=said, advice=advice)


def bad(subject: str, said: str, advice: str = "") -> Finding:
    return Finding(subject=subject, state=State.BAD, said=said, advice=advice)
