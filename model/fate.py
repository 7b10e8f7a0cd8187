"""去向: what became of an address that was found."""

from dataclasses import dataclass
from datetime import datetime

from model.outcome import Outcome

LABELS = {
    Outcome.KEPT: "收录",
    Outcome.REJECTED: "不收",
    Outcome.UNREADABLE: "读不出",
    Outcome.WAITING: "待采",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """An address with its outcome."""

    number: int  # in the order in which addresses were met
    url: str  # as it was found
    source: str  # Source.id
    outcome: Outcome
    reason: str  # in Chinese; "" when kept
    title: str  # of the article, or what the list called it; "" where nobody said
    tries: int  # that brought nothing
    seen: datetime  # first met
    decided: datetime | None  # None while it waits
    article: str  # Article.id, "" when there is none
    captured: str  # the key under which its page lies in the evidence, "" where none was kept

    @property
    def label(self) -> str:
        return LABELS[self.outcome]
