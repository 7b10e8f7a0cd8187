"""Corrections: what people change about stories, where the machine was wrong."""

from dataclasses import dataclass
from datetime import datetime

from model.outlet import Labelled


class Kind(Labelled):
    """What was corrected."""

    MERGE = "merge", "合并稿件"
    SPLIT = "split", "拆出稿件"
    APART = "apart", "认定不是同一稿件"
    FIRST = "first", "指定首发"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction as the log shows it."""

    number: int
    kind: Kind
    at: datetime  # aware, UTC
    by: str
    note: str
    articles: tuple[tuple[str, str], ...]  # Article.id and title
    undone: datetime | None
    undone_by: str
