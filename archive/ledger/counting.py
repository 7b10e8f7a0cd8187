"""Counting what was published in a span of days: SQL GROUP BY over the index of days, never a body."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from archive.ledger.models import Article, Credit, Tagging
from archive.ledger.models import Topic as TopicRow
from archive.ledger.models import Unit as UnitRow
from model.article import Role, State
from model.outlet import Level, Medium
from model.table import Listed, Split

LOCAL = ZoneInfo("Asia/Shanghai")
FIELDS = {
    "level": "level",
    "medium": "medium",
    "outlet": "outlet_id",
    "unit": "credits__unit_id",
    "topic": "taggings__topic_id",
    "day": "day",
    "role": "role",
    "column": "column",
}
# Breakdowns that are summed up from one statement: each reads every row of the period.
TOGETHER = (("level", "medium", "outlet", "role", "column"), ("unit", "level", "role"), ("topic", "outlet", "level", "role"))

APART = (Level.SELF,)
# A hundred thousand rows are read: looking a value up is quicker than making it.
LEVELS = {level.value: level for level in Level}
MEDIA = {medium.value: medium for medium in Medium}
ROLES = {role.value: role for role in Role}


@contextmanager
def one_view() -> Iterator[None]:
    """Every statement inside sees the ledger of one moment, so that figures agree while a crawl goes on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Django's atomic() would take the write lock (transaction_mode IMMEDIATE) and stop the crawl.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


class Coverage:
    """What the media published from `since` to `until` (both included, local days), as far as it was known at `cutoff`.

    With `units` or `topics`, only articles credited to any of these units and tagged with any of these topics.
    A story counts once in an outlet, at its earliest address there: its page, its mobile page and its column are one publication.
    The levels `apart`, own accounts (自有平台), are not counted as media; withdrawn articles and those dated after `cutoff` are not counted.
    Figures are fetched once: an object keeps what it has counted.
    """

    def __init__(
        self,
        since: date,
        until: date,
        units: tuple[str, ...] = (),
        topics: tuple[str, ...] = (),
        cutoff: datetime | None = None,
        *,
        apart: tuple[Level, ...] = APART,
    ):
        self.since = since
        self.until = until
        self.units = units
        self.topics = topics
        self.cutoff = cutoff
        self.apart = apart
        self._counted: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
        self._split: dict[str, dict[str, Split]] = {}

    @cached_property
    def total(self) -> int:
        """刊发: articles, counted on their own and not summed up from a breakdown."""
        return self.counted().count()

    @cached_property
    def stories(self) -> int:
        """稿件: distinct stories among the articles."""
        return int(self.counted().aggregate(n=Count("story", distinct=True))["n"])

    def count(self, *keys: str) -> Counter[tuple[str, ...]]:
        """Articles by the values of one or more keys of FIELDS: ids, enum values, ISO days; "" for no unit or no topic.

        An article with several units (or topics) counts once in each.
        """
        if keys not in self._counted:
            wider = next((group for group in TOGETHER if set(keys) < set(group)), None)
            self._counted[keys] = self._summed(keys, wider) if wider else self._grouped(keys)
        return self._counted[keys]

    def _grouped(self, keys: tuple[str, ...]) -> Counter[tuple[str, ...]]:
        grouped = self.counted().order_by().values_list(*(FIELDS[key] for key in keys)).annotate(n=Count("*"))
        return Counter({tuple(map(_name, values)): n for *values, n in grouped})

    def _summed(self, keys: tuple[str, ...], wider: tuple[str, ...]) -> Counter[tuple[str, ...]]:
        places = [wider.index(key) for key in keys]
        summed: Counter[tuple[str, ...]] = Counter()
        for values, n in self.count(*wider).items():
            summed[tuple(values[place] for place in places)] += n
        return summed

    def by(self, key: str) -> dict[str, Split]:
        """`count` of one key, 首发 and 转载 apart."""
        if key not in self._split:
            self._split[key] = self._by(key)
        return self._split[key]

    def _by(self, key: str) -> dict[str, Split]:
        split: dict[str, Split] = {}
        for (value, role), n in self.count(key, "role").items():
            one = Split(first=n) if role == Role.FIRST else Split(reprint=n)
            split[value] = split.get(value, Split()) + one
        return split

    @cached_property
    def own(self) -> int:
        """Posts on the bureau's own accounts."""
        return self.own_posts().count() if self.apart else 0

    def own_posts(self) -> QuerySet[Article]:
        return self._scoped(State.KEPT).filter(level=Level.SELF)

    @cached_property
    def withdrawn(self) -> int:
        return self.media(self._scoped(State.WITHDRAWN)).count()

    @cached_property
    def excluded(self) -> int:
        """不计: judged off-topic by a person."""
        return self.media(self._scoped(State.EXCLUDED)).count()

    @cached_property
    def undated(self) -> int:
        """日期待定: articles without a date that may belong to these days, because they were not collected before them."""
        begin = datetime.combine(self.since, time.min, LOCAL)
        return self.media(self._narrowed(Article.objects.filter(day__isnull=True, collected__gte=begin, state=State.KEPT))).count()

    @cached_property
    def future(self) -> int:
        """待核: articles of any day that are dated after the cut-off."""
        if self.cutoff is None:
            return 0
        rows = Article.objects.filter(day__gte=_day(self.cutoff), published__gt=self.cutoff, state=State.KEPT)
        return self.media(self._narrowed(rows)).count()

    def articles(self) -> Iterator[Listed]:
        """The articles counted, in the order of days, streamed."""
        fields = (
            "number",
            "id",
            "day",
            "published",
            "title",
            "url",
            "outlet__name",
            "level",
            "medium",
            "role",
            "story__id",
            "origin",
            "column",
            "correspondents",
        )
        units = _names(self._of_days(Credit).values_list("article_id", "unit_id"), UnitRow.objects.order_by("position", "id").values_list("id", "name"))
        topics = _names(self._of_days(Tagging).values_list("article_id", "topic_id"), TopicRow.objects.order_by("position", "id").values_list("id", "name"))
        for row in self.counted().order_by("day", "number").values_list(*fields).iterator():
            yield _listed(row, units.get(row[0], ()), topics.get(row[0], ()))

    def _of_days(self, model: type[Credit] | type[Tagging]) -> QuerySet[Any]:
        """The credits or taggings of everything published in these days: more than is counted, which costs less than finding out."""
        return model.objects.filter(article__day__gte=self.since, article__day__lte=self.until).order_by()

    @cached_property
    def repeated(self) -> int:
        """Further addresses of publications that are counted."""
        return self.media(self._scoped(State.KEPT)).count() - self.total

    def media(self, rows: QuerySet[Article]) -> QuerySet[Article]:
        """Without the levels that are counted apart."""
        return rows.exclude(level__in=self.apart) if self.apart else rows

    def counted(self) -> QuerySet[Article]:
        """The rows behind the figures."""
        return self.media(self._scoped(State.KEPT)).filter(Q(role=Role.FIRST) | ~Exists(self._earlier()))

    def _earlier(self) -> QuerySet[Article]:
        """Of an article that is not its story's first: other addresses in the same outlet that come before it."""
        same = self.media(Article.objects.filter(story=OuterRef("story"), outlet=OuterRef("outlet"), state=State.KEPT, day__lte=self.until))
        if self.cutoff is not None:
            same = same.exclude(published__gt=self.cutoff)
        before = Q(published__lt=OuterRef("published")) | Q(published=OuterRef("published"), number__lt=OuterRef("number"))
        return same.filter(Q(role=Role.FIRST) | before).exclude(number=OuterRef("number"))

    def _scoped(self, state: State) -> QuerySet[Article]:
        rows = Article.objects.filter(day__gte=self.since, day__lte=self.until, state=state)
        if self.cutoff is not None and _day(self.cutoff) <= self.until:
            rows = rows.exclude(published__gt=self.cutoff)
        return self._narrowed(rows)

    def _narrowed(self, rows: QuerySet[Article]) -> QuerySet[Article]:
        # EXISTS and not a join: an article of two of the units is one article.
        if self.units:
            rows = rows.filter(Exists(Credit.objects.filter(article=OuterRef("pk"), unit__in=self.units)))
        if self.topics:
            rows = rows.filter(Exists(Tagging.objects.filter(article=OuterRef("pk"), topic__in=self.topics)))
        return rows


def earliest() -> date | None:
    """The first day with an article; None for an empty ledger. Before it nothing is known, which is not zero."""
    return Article.objects.filter(day__isnull=False, state=State.KEPT).order_by("day").values_list("day", flat=True).first()


def _listed(row: tuple[Any, ...], units: tuple[str, ...], topics: tuple[str, ...]) -> Listed:
    _, key, day, published, title, url, outlet, level, medium, role, story, origin, column, correspondents = row
    return Listed(
        id=key,
        day=day,
        published=published and published.astimezone(LOCAL),
        title=title,
        url=url,
        outlet=outlet,
        level=LEVELS[level],
        medium=MEDIA[medium],
        role=ROLES[role],
        story=story,
        origin=origin,
        units=units,
        topics=topics,
        column=column,
        correspondents=tuple(dict.fromkeys(correspondents)),
    )


def _names(pairs: QuerySet[Any, tuple[int, str]], names: QuerySet[Any, tuple[str, str]]) -> dict[int, tuple[str, ...]]:
    """By Article.number the names of its units or topics, in the order of `names`. Articles of the same ones share one tuple."""
    ordered = {key: (place, name) for place, (key, name) in enumerate(names)}
    ids: dict[int, list[str]] = {}
    for number, key in pairs:
        ids.setdefault(number, []).append(key)
    named: dict[tuple[str, ...], tuple[str, ...]] = {}
    found = {}
    for number, keys in ids.items():
        if (key_ := tuple(keys)) not in named:
            named[key_] = tuple(name for _, name in sorted(ordered[key] for key in keys))
        found[number] = named[key_]
    return found


def _name(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _day(moment: datetime) -> date:
    return moment.astimezone(LOCAL).date()
