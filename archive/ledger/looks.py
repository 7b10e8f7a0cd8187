"""What became of one article since it was published, for showing: its versions, when it was away, how often it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from archive.ledger import models
from archive.ledger.browsing import CaptureRecord, record_of
from model.article import Change

MOST = 50  # looks shown; a plan has about a dozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look at the page that found something."""

    seen: datetime  # aware: when it was noticed, the page itself may have changed earlier
    change: Change
    reason: str  # in Chinese
    title: str  # before an edit; "" otherwise
    body: str  # before an edit; "" otherwise
    before: int = 0  # number of the capture before it; 0: there is none
    after: int = 0  # of the one that was made then


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """阅读, 点赞, 转发, 评论 at a moment; a key that is missing is 未取得, not 0."""

    taken: datetime  # aware
    values: Mapping[str, int]
    at_least: tuple[str, ...]  # the keys whose number is only a lower bound


def looks(id: str) -> list[Look]:
    """What was found at an article's address since it was stored, in order of time."""
    rows = models.Revision.objects.filter(article__id=id).order_by("seen", "number")[:MOST]
    return [
        Look(seen=row.seen, change=Change(row.change), reason=row.reason, title=row.title, body=row.body, before=row.before_id or 0, after=row.after_id or 0)
        for row in rows
    ]


def kept(id: str) -> list[tuple[int, CaptureRecord]]:
    """Every capture of an article that found something, the earliest first, each with its number."""
    article = models.Article.objects.filter(id=id).values_list("number", "capture_id").first()
    if article is None:
        return []
    revisions = models.Revision.objects.filter(article_id=article[0]).order_by("seen", "number").values_list("before_id", "after_id")[:MOST]
    numbers = {number for pair in (*revisions, (article[1],)) for number in pair if number}
    return [(row.number, record_of(row)) for row in models.Capture.objects.filter(number__in=numbers).order_by("fetched", "number")]


def counted(id: str) -> list[Counted]:
    """The counts of an article, the latest first."""
    rows = models.Counts.objects.filter(article__id=id).order_by("-taken")[:MOST]
    return [Counted(taken=row.taken, values=row.values, at_least=tuple(row.at_least)) for row in rows]
