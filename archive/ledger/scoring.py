"""What the points rule needs of a period's stories: all their publications up to its end, and their units."""

import re
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from archive.ledger.counting import Coverage
from archive.ledger.models import Article, Credit, Unit
from model.article import State
from model.outlet import Level, Medium
from model.points import Publication

FRONT = "头版"
FIRST_PAGE = re.compile(r"第?A?0*1版?", re.IGNORECASE)
SPOKEN = (Medium.TV, Medium.RADIO)  # their columns are programmes: 新闻联播


def publications(coverage: Coverage) -> list[Publication]:
    """Every publication, up to the end of the period, of the stories that were published in it; earlier ones too, for a promotion is a difference."""
    return _publications(_rows(coverage))


def credited(coverage: Coverage) -> dict[int, tuple[str, ...]]:
    """The units of these stories by Story.number, the one that a story is most about first."""
    return _credited(_rows(coverage))


def with_articles(ids: Collection[str], coverage: Coverage) -> tuple[list[Publication], dict[int, tuple[str, ...]]]:
    """The same two of the stories that these articles, by Article.id, belong to, as far as they were published at its cut-off."""
    stories = Article.objects.filter(id__in=ids).values("story")
    rows = coverage.media(Article.objects.filter(story__in=stories, state=State.KEPT, day__isnull=False))
    rows = rows.filter(published__lte=coverage.cutoff) if coverage.cutoff else rows
    return _publications(rows), _credited(rows)


def _publications(rows: QuerySet[Article]) -> list[Publication]:
    fields = ("id", "story_id", "day", "outlet_id", "level", "medium", "page_no", "column", "position__words", "characters")
    return [_publication(row) for row in rows.order_by("day", "number").values_list(*fields)]


def _credited(articles: QuerySet[Article]) -> dict[int, tuple[str, ...]]:
    rows = Credit.objects.filter(article__in=articles.order_by().values("number")).order_by()
    best: dict[int, dict[str, float]] = {}
    for story, unit, score in rows.values_list("article__story_id", "unit_id", "score"):
        own = best.setdefault(story, {})
        own[unit] = max(score, own.get(unit, score))
    place = {unit: number for number, unit in enumerate(Unit.objects.order_by("position", "id").values_list("id", flat=True))}
    return {story: _leading(own, place) for story, own in best.items()}


def _leading(scores: dict[str, float], place: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(scores, key=lambda unit: (-scores[unit], place[unit])) if len(scores) > 1 else scores)


def _rows(coverage: Coverage) -> QuerySet[Article]:
    stories = coverage.counted().order_by().values("story")
    rows = coverage.media(Article.objects.filter(story__in=stories, state=State.KEPT, day__lte=coverage.until))
    return rows.exclude(published__gt=coverage.cutoff) if coverage.cutoff else rows


def _publication(row: tuple[Any, ...]) -> Publication:
    key, story, day, outlet, level, medium, page_no, column, words, characters = row
    position = list(words or ())
    if medium == Medium.NEWSPAPER and FIRST_PAGE.fullmatch(page_no):
        position.append(FRONT)
    if medium in SPOKEN and column:
        position.append(column)
    return Publication(article=key, story=story, day=day, outlet=outlet, level=Level(level), position=tuple(dict.fromkeys(position)), characters=characters)
