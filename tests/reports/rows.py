"""Rows of the ledger for tests of counting: registers and articles, without bodies."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from itertools import count
from zoneinfo import ZoneInfo

from archive.ledger import models
from model.article import Role, State, address_id
from model.outlet import Level, Medium
from model.reading import Precision

LOCAL = ZoneInfo("Asia/Shanghai")
NUMBERS = count(1)


def outlet(key: str, name: str = "", **fields: object) -> models.Outlet:
    return models.Outlet.objects.create(id=key, name=name or key, **fields)


def unit(key: str, name: str = "", parent: str | None = None, **fields: object) -> models.Unit:
    return models.Unit.objects.create(id=key, name=name or key, parent_id=parent, position=models.Unit.objects.count(), **fields)


def topic(key: str, name: str = "", **fields: object) -> models.Topic:
    return models.Topic.objects.create(id=key, name=name or key, position=models.Topic.objects.count(), **fields)


def story() -> models.Story:
    return models.Story.objects.create(id=address_id(f"story {next(NUMBERS)}"))


def article(
    day: str | datetime | None,
    outlet: str = "daily",
    level: Level = Level.CITY,
    medium: Medium = Medium.NEWSPAPER,
    role: Role = Role.FIRST,
    units: Sequence[str] = (),
    topics: Sequence[str] = (),
    story: models.Story | None = None,
    state: State = State.KEPT,
    collected: datetime | None = None,
    title: str = "",
    url: str = "",
) -> models.Article:
    """One article on a local `day` (YYYY-MM-DD at noon, or an aware moment), in an outlet that exists or is made."""
    moment = datetime.combine(datetime.fromisoformat(day), time(12), LOCAL) if isinstance(day, str) else day
    number = next(NUMBERS)
    url = url or f"https://news.example/{number}.html"
    models.Outlet.objects.get_or_create(id=outlet, defaults={"name": outlet})
    made = models.Article.objects.create(
        id=address_id(url),
        url=url,
        outlet_id=outlet,
        level=level,
        medium=medium,
        title=title or f"第{number}篇稿件",
        published=moment,
        published_precision=Precision.MINUTE if moment else Precision.NONE,
        day=moment and moment.astimezone(LOCAL).date(),
        collected=collected or (moment or datetime(2026, 10, 15, tzinfo=UTC)),
        fingerprint=f"{number:032x}",
        story=story or models.Story.objects.create(id=address_id(url)),
        role=role,
        state=state,
    )
    models.Credit.objects.bulk_create(models.Credit(article=made, unit_id=key, place="title", score=1.0) for key in units)
    models.Tagging.objects.bulk_create(models.Tagging(article=made, topic_id=key, place="title", score=1.0) for key in topics)
    return made
