"""What points are given for: a publication as the points rule sees it."""

from dataclasses import dataclass
from datetime import date

from model.outlet import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One story on one outlet, once."""

    article: str  # Article.id
    story: int  # number of the story in the ledger
    day: date  # local
    outlet: str  # Outlet.id
    level: Level
    position: tuple[str, ...] = ()  # 头版, 头条, 新闻联播 …
    characters: int = 0  # of the body; 0: unknown
