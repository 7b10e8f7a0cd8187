"""稿件: the same text wherever it was printed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from model.article import Article
from model.outlet import Level, Medium
from model.reading import Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The first publication of a story: what decides whether another publication came before it."""

    id: str  # Article.id
    story: str  # id of the story: of the article it began with
    published: datetime | None
    published_precision: Precision
    level: Level
    medium: Medium


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What a batch of articles means for the stories."""

    articles: tuple[Article, ...]  # each with its story and role
    reprints_now: tuple[str, ...]  # ids of stored articles that were first until now


# Takes new articles in order of arrival and the stored first publications by fingerprint.
Group = Callable[[Sequence[Article], Mapping[str, First]], Grouping]
