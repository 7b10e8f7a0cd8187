"""When a page of an e-edition is collected that somebody entered by hand before: the page counts, and takes over what was brought."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db.models import F

from archive.folding import plain
from archive.ledger import models, stories
from archive.ledger.scans import PRINT
from model.article import ENTERED, Article, Change, State
from model.story import Crown

LOCAL = ZoneInfo("Asia/Shanghai")
REASON = "已采到数字报上的这一篇，附件、版位移到那里，不再另计"


def take_over(articles: Sequence[Article], crown: Crown) -> None:
    """`articles` were just stored, with their pages. Same outlet, same day, equal titles: the entered ones are withdrawn, what they had moves.

    Inside the transaction of whoever stored them.
    """
    printed = [one for one in articles if one.medium in PRINT and one.published]
    if not printed:
        return
    entered = list(
        models.Article.objects.filter(
            outlet__in={one.outlet for one in printed},
            day__in={one.published.astimezone(LOCAL).date() for one in printed if one.published},
            source=None,
            capture=None,
            state=State.KEPT,
            url__startswith=ENTERED,
        )
    )
    if not entered:
        return
    by_day = {(row.outlet_id, row.day, plain(row.title)): row for row in models.Article.objects.filter(id__in=[one.id for one in printed])}
    pairs = [(old, by_day[key]) for old in entered if (key := (old.outlet_id, old.day, plain(old.title))) in by_day]
    for old, new in pairs:
        _move(old, new)
    if pairs:
        stories.crown_again(models.Article.objects.filter(number__in=[one.number for pair in pairs for one in pair]).values_list("story__id", flat=True), crown)


def _move(old: models.Article, new: models.Article) -> None:
    # The new article is of this transaction: it has none of these yet.
    models.Scan.objects.filter(article=old).update(article=new)
    for table in (models.Position, models.Filing):
        table.objects.filter(article=old).update(article=new)
    models.Revision.objects.create(article=old, seen=new.collected, change=Change.GONE, reason=REASON, after=new.capture)
    models.Article.objects.filter(number=old.number).update(state=State.WITHDRAWN, version=F("version") + 1)
