"""稿件: the same text wherever it was printed, and which of its articles was the first publication."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from model.article import Article, Role
from model.outlet import Labelled, Level, Medium
from model.reading import Precision


class Answer(Labelled):
    """Whether two articles are the same text."""

    SAME = "same", "同一稿件"
    POSSIBLE = "possible", "可能是同一稿件"
    APART = "apart", "不是同一稿件"


class Sign(Labelled):
    """Where an article names the outlet that it has its text from."""

    DATELINE = "dateline", "电头"
    SOURCE = "source", "来源"
    LINK = "link", "规范链接"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """An outlet that an article names as the one its text is from."""

    sign: Sign
    outlet: str  # as it is written; a host name for a link


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An article as it stands in its story: what decides which one was the first publication."""

    id: str  # Article.id
    outlet: str  # Outlet.id; "" where only the name is known
    names: tuple[str, ...]  # of the outlet: the one to be shown, then its other ones and its hosts
    published: datetime | None
    published_precision: Precision
    level: Level
    medium: Medium
    attributions: tuple[Attribution, ...] = ()
    role: Role | None = None  # as it is stored; None for what is not stored yet
    withdrawn: bool = False  # 已撤稿


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The first publication of a story (首发): which article it was, why, and how sure that is."""

    id: str  # Article.id of the earliest that is there
    reason: str  # in Chinese
    confidence: float  # 0 … 1
    missing: str = ""  # the outlet that had the text before and was not collected: then all that are there are reprints

    def role(self, article: str) -> Role:
        """What an article of the story is."""
        return Role.FIRST if article == self.id and not self.missing else Role.REPRINT


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What was found about two articles: the basis of every joining, and what a person is asked about."""

    article: str  # Article.id of the one that came later
    other: str
    answer: Answer
    cover: tuple[float, float]  # share of the one's text that the other holds, and the other way round
    differing: tuple[tuple[str, str], ...]  # figures, places and people that differ: (article's, other's)
    reason: str  # in Chinese
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What a batch of articles means for the stories."""

    articles: tuple[Article, ...]  # each with its story and role
    keys: Mapping[str, Sequence[int]]  # by Article.id: what it is kept under, to be found again
    attributions: Mapping[str, Sequence[Attribution]] = field(default_factory=dict)  # by Article.id
    links: tuple[Link, ...] = ()
    joins: Mapping[str, str] = field(default_factory=dict)  # stories that ended: each with the one that it went into
    firsts: Mapping[str, First] = field(default_factory=dict)  # by Story.id: of every story that got articles


# Takes new articles in the order of their arrival. Called inside the transaction that stores them.
Group = Callable[[Sequence[Article]], Grouping]
# Names the first publication of a story's articles, at least one.
Crown = Callable[[Sequence[Placement]], First]


def standing(placements: Sequence[Placement]) -> Sequence[Placement]:
    """The articles that were not withdrawn; all of them where nothing stands any more."""
    return [one for one in placements if not one.withdrawn] or placements
