"""What a person says of an article where the rules were wrong: its units, topics, date, position, and whether it counts. No rule takes it back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from archive.ledger import changes, models, registers, stories
from archive.ledger.writing import one_writer
from model.account import ChangeKind
from model.article import BY_HAND, State
from model.outcome import UserError
from model.reading import Precision
from model.story import Crown

LOCAL = ZoneInfo("Asia/Shanghai")
SUBJECT = "文章更正"
STATES = {State.KEPT: "计入", State.EXCLUDED: "不计（无关、广告、通知）", State.WITHDRAWN: "已撤稿"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What can be amended."""

    units: tuple[str, ...]  # Unit.id
    topics: tuple[str, ...]
    day: date | None  # local; None: 日期待定
    position: tuple[str, ...]  # 头版, 图片新闻 …; 负面, 更正: no points
    state: State


def facts(id: str) -> Facts | None:
    """As an article, by Article.id, stands in the ledger."""
    row = models.Article.objects.filter(id=id).first()
    return _facts(row) if row else None


def amend(id: str, wanted: Facts, crown: Crown, *, who: str, address: str = "") -> bool:
    """Makes an article what a person says of it, and writes that into the record of changes; whether anything differed. Errors: UserError."""
    with transaction.atomic():
        one_writer()
        row = models.Article.objects.filter(id=id).first()
        if row is None:
            raise UserError(f"没有编号为 {id} 的文章")
        before = _facts(row)
        fields = [name for name in Facts.__slots__ if getattr(before, name) != getattr(wanted, name)]
        if not fields:
            return False
        _write(row, wanted, fields)
        held, _ = models.Amended.objects.get_or_create(article=row)
        held.fields = sorted({*held.fields, *fields})
        held.save()
        if {"day", "state"} & set(fields):
            stories.crown_again([row.story.id], crown)
        told = [_told(one, fields) for one in (before, wanted)]
        changes.record(who, ChangeKind.CHANGED, SUBJECT, key=id, name=row.title, before=told[0], after=told[1], address=address)
    return True


def amended(ids: Collection[str]) -> dict[str, frozenset[str]]:
    """The names of the Facts that a person set, by Article.id."""
    return {key: frozenset(fields) for key, fields in models.Amended.objects.filter(article__id__in=ids).values_list("article__id", "fields")}


def _facts(row: models.Article) -> Facts:
    position = models.Position.objects.filter(article=row).values_list("words", flat=True).first()
    return Facts(
        units=tuple(models.Credit.objects.filter(article=row).order_by("unit__position", "unit_id").values_list("unit_id", flat=True)),
        topics=tuple(models.Tagging.objects.filter(article=row).order_by("topic__position", "topic_id").values_list("topic_id", flat=True)),
        day=row.day,
        position=tuple(position or ()),
        state=State(row.state),
    )


def _write(row: models.Article, wanted: Facts, fields: Collection[str]) -> None:
    new: dict[str, object] = {"version": F("version") + 1, "state": wanted.state}
    if "day" in fields:
        moment = datetime.combine(wanted.day, time.min, LOCAL) if wanted.day else None
        new |= {"day": wanted.day, "published": moment, "published_precision": Precision.DAY if moment else Precision.NONE}
        if wanted.day:
            standing = registers.outlets()[row.outlet_id].standing(wanted.day)
            new |= {"level": standing.level, "medium": standing.medium}
    models.Article.objects.filter(number=row.number).update(**new)
    if "units" in fields:
        models.Credit.objects.filter(article=row).exclude(unit__in=wanted.units).delete()
        credits = [models.Credit(article=row, unit_id=unit, place=BY_HAND, score=1.0) for unit in wanted.units]
        models.Credit.objects.bulk_create(credits, ignore_conflicts=True)
    if "topics" in fields:
        models.Tagging.objects.filter(article=row).exclude(topic__in=wanted.topics).delete()
        taggings = [models.Tagging(article=row, topic_id=topic, place=BY_HAND, score=1.0) for topic in wanted.topics]
        models.Tagging.objects.bulk_create(taggings, ignore_conflicts=True)
    if "position" in fields:
        models.Position.objects.update_or_create(article=row, defaults={"words": list(wanted.position)})


def _told(one: Facts, fields: Collection[str]) -> Mapping[str, str]:
    """In the words of the office."""
    units = dict(models.Unit.objects.filter(id__in=one.units).values_list("id", "name"))
    topics = dict(models.Topic.objects.filter(id__in=one.topics).values_list("id", "name"))
    told = {
        "units": ("单位", "、".join(units[key] for key in one.units)),
        "topics": ("专题", "、".join(topics[key] for key in one.topics)),
        "day": ("刊发日期", one.day.isoformat() if one.day else "待定"),
        "position": ("位置", "、".join(one.position)),
        "state": ("统计", STATES[one.state]),
    }
    return {told[name][0]: told[name][1] or "无" for name in fields}
