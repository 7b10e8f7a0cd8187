"""重读的差异: what a stored page gives by the reading of now, where that is not what the archive holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from model.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One stored page that reads differently."""

    id: str  # Article.id, whether or not there is an article
    url: str
    source: str
    was: Outcome
    now: Outcome
    reason: str = ""  # of the outcome of now, in Chinese
    changed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)  # field -> what the archive holds, what is read now
    closed: tuple[str, ...] = ()  # closed reports that count the article: they stay as they were issued
