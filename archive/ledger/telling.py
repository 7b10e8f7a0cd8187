"""What the chapters of a report ask besides counts: top stories, bylines, readings of own posts, accounts that sleep, gaps."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Max, Min, Q, QuerySet, Sum, Value, When

from archive.ledger import models
from archive.ledger.counting import Coverage
from model.article import Role, State
from model.bureau import NO_POINTS
from model.outlet import Level, Medium

HEADLINE = "头条"  # position of a post that stands first in what was sent together
SLOW_WORDS = ("公告", "公示", "政策", "文件", "通知")  # columns that are written in rarely
QUICK, SLOW = 14, 183  # days without a post after which an account or a column sleeps
YEAR = 365  # days that are looked through: what is older sleeps anyway
TIED = 500  # stories looked at beyond those that are shown


@dataclass(frozen=True, slots=True)
class TopStory:
    id: str  # Story.id
    title: str
    level: Level  # of its best outlet
    outlet: str  # name of that
    carriers: int  # outlets in the period
    reads: int | None  # None: nobody has the number


@dataclass(frozen=True, slots=True)
class Byline:
    """The correspondents that one publication names."""

    article: str  # Article.id
    story: int
    first: bool
    names: tuple[str, ...]


@dataclass(slots=True)
class Readings:
    """Sums over the posts of an own account."""

    posts: int = 0
    sums: dict[str, int] = field(default_factory=dict)
    had: dict[str, int] = field(default_factory=dict)  # posts that had the number
    at_least: set[str] = field(default_factory=set)
    most: dict[str, int] = field(default_factory=dict)  # the highest of a single post
    medium: Medium = Medium.OTHER
    headlines: "Readings | None" = None  # of those that are known as headlines; None: of no post is it known
    taken: datetime | None = None  # the last reading


@dataclass(frozen=True, slots=True)
class Unrated:
    """A publication that brings no points."""

    mark: str  # one of NO_POINTS
    title: str
    outlet: str
    day: date


@dataclass(frozen=True, slots=True)
class Sleeper:
    name: str  # account, or account and column
    last: date | None  # of its last post; None: there is none within a year
    limit: int  # days


@dataclass(frozen=True, slots=True)
class SourceHealth:
    name: str
    planned: int  # runs
    succeeded: int
    longest: int  # days in a row with a gap
    gaps: tuple[tuple[date, date, str], ...]  # from, to, reason


def top_stories(coverage: Coverage, most: int) -> list[TopStory]:
    """By the level of the best outlet, then by carriers, then by reads, then as they came."""
    order = Case(*(When(level=level, then=Value(place)) for place, level in enumerate(Level)), output_field=IntegerField())
    grouped = coverage.counted().order_by().values("story").annotate(rank=Min(order), carriers=Count("outlet", distinct=True))
    rows = list(grouped.order_by("rank", "-carriers", "story").values_list("story", "rank", "carriers")[: most + TIED])
    if not rows:
        return []
    edge = rows[min(most, len(rows)) - 1][1:]
    kept = [row for row in rows if (row[1], -row[2]) <= (edge[0], -edge[1])]
    reads = _reads([row[0] for row in kept])
    kept.sort(key=lambda row: (row[1], -row[2], -reads.get(row[0], 0), row[0]))
    return [_story(coverage, *row, reads.get(row[0])) for row in kept[:most]]


def bylines(coverage: Coverage) -> Iterator[Byline]:
    rows = coverage.counted().exclude(correspondents=[]).order_by("day", "number")
    for key, story, role, names in rows.values_list("id", "story_id", "role", "correspondents"):
        yield Byline(key, story, role == Role.FIRST, tuple(dict.fromkeys(names)))


def own_readings(coverage: Coverage) -> dict[str, Readings]:
    """By the name of the own account; of each post the last reading up to the cut-off."""
    posts = coverage.own_posts()
    found: dict[str, Readings] = {name: Readings(posts=n) for name, n in posts.order_by().values_list("outlet__name").annotate(n=Count("number"))}
    for name, medium in posts.order_by("day", "number").values_list("outlet__name", "medium"):
        found[name].medium = Medium(medium)
    headlines = _headlines(posts, found)
    readings = models.Counts.objects.filter(article__in=posts.values("number"))
    if coverage.cutoff is not None:
        readings = readings.filter(taken__lte=coverage.cutoff)
    last = {row[0]: row for row in readings.order_by("taken").values_list("article_id", "article__outlet__name", "taken", "values", "at_least")}
    for article, name, taken, values, at_least in last.values():
        account = found[name]
        account.taken = max(taken, account.taken or taken)
        for part in (account, account.headlines) if article in headlines and account.headlines else (account,):
            _read(part, values, at_least)
    return found


def own_media() -> dict[str, Medium]:
    """The medium of the registered own accounts by their name."""
    standings = models.Standing.objects.filter(level=Level.SELF).order_by("since").values_list("outlet__name", "medium")
    return {name: Medium(medium) for name, medium in standings}


def _headlines(posts: QuerySet[models.Article], found: dict[str, Readings]) -> set[int]:
    """The numbers of the posts that were entered as headlines; they are counted in their accounts."""
    placed = models.Position.objects.filter(article__in=posts.values("number")).values_list("article_id", "article__outlet__name", "words")
    headlines = {article: name for article, name, words in placed if any(HEADLINE in word for word in words)}
    for name, count in Counter(headlines.values()).items():
        found[name].headlines = Readings(posts=count)
    return set(headlines)


def _read(account: Readings, values: Mapping[str, int], at_least: Sequence[str]) -> None:
    account.at_least.update(at_least)
    for key, value in values.items():
        account.sums[key] = account.sums.get(key, 0) + value
        account.had[key] = account.had.get(key, 0) + 1
        account.most[key] = max(value, account.most.get(key, value))


def without_points(coverage: Coverage) -> list[Unrated]:
    """The counted articles that a person marked as negative or corrected, in the order of days."""
    rows = models.Position.objects.filter(article__in=coverage.counted().order_by().values("number")).order_by("article__day", "article")
    fields = ("words", "article__title", "article__outlet__name", "article__day")
    found = ((next((mark for mark in NO_POINTS for word in words if mark in word), ""), *told) for words, *told in rows.values_list(*fields))
    return [Unrated(mark, title, outlet, day) for mark, title, outlet, day in found if mark]


def sleeping(until: date) -> list[Sleeper]:
    """Own accounts, and their columns, without a post for too long."""
    posts = models.Article.objects.filter(state=State.KEPT, level=Level.SELF, day__lte=until, day__gt=until - timedelta(days=YEAR))
    accounts = models.Outlet.objects.filter(standings__level=Level.SELF).distinct().order_by("name").values_list("id", "name")
    last = dict(posts.order_by().values_list("outlet").annotate(day=Max("day")))
    found = [Sleeper(name, last.get(key), QUICK) for key, name in accounts if _asleep(last.get(key), until, QUICK)]
    for name, column, day in posts.exclude(column="").order_by("outlet__name", "column").values_list("outlet__name", "column").annotate(day=Max("day")):
        limit = SLOW if any(word in column for word in SLOW_WORDS) else QUICK
        if _asleep(day, until, limit):
            found.append(Sleeper(f"{name}“{column}”", day, limit))
    return found


def health(since: date, until: date) -> list[SourceHealth]:
    """Per source that ran or should have run in these days, by name."""
    rows = models.SourceDay.objects.filter(day__gte=since, day__lte=until)
    names = dict(models.Source.objects.values_list("id", "outlet__name"))
    gaps: dict[str, list[tuple[date, date, str]]] = {}
    for source, day, reason in rows.filter(gap=True).order_by("source", "day").values_list("source", "day", "reason"):
        listed = gaps.setdefault(source, [])
        if listed and day - listed[-1][1] == timedelta(days=1):
            listed[-1] = (listed[-1][0], day, listed[-1][2])
        else:
            listed.append((day, day, reason))
    totals = rows.order_by("source").values_list("source").annotate(planned=Sum("runs"), succeeded=Sum("good"))
    found = []
    for source, planned, succeeded in totals:
        own = tuple(gaps.get(source, ()))
        longest = max(((last - first).days + 1 for first, last, _ in own), default=0)
        found.append(SourceHealth(names.get(source, source), planned, succeeded, longest, own))
    return sorted(found, key=lambda one: one.name)


def active_sources(since: date, until: date) -> frozenset[str]:
    """The sources that ran with success in these days."""
    return frozenset(models.SourceDay.objects.filter(day__gte=since, day__lte=until, good__gt=0).values_list("source", flat=True))


def of_sources(coverage: Coverage, sources: frozenset[str]) -> int:
    """The counted articles that came from these sources, or from none: those a person entered."""
    return coverage.counted().filter(Q(source__isnull=True) | Q(source__in=sources)).count()


def _story(coverage: Coverage, story: int, rank: int, carriers: int, reads: int | None) -> TopStory:
    level = list(Level)[rank]
    row: Any = coverage.counted().filter(story=story, level=level).order_by("day", "number").values_list("story__id", "title", "outlet__name").first()
    assert row is not None  # the story was found by it
    return TopStory(id=row[0], title=row[1], level=level, outlet=row[2], carriers=carriers, reads=reads)


def _reads(stories: list[int]) -> dict[int, int]:
    """The last readings of the articles of these stories, summed up."""
    rows = models.Counts.objects.filter(article__story__in=stories, article__state=State.KEPT).order_by("taken")
    last = {article: (story, values) for article, story, values in rows.values_list("article_id", "article__story_id", "values")}
    found: dict[int, int] = {}
    for story, values in last.values():
        if "reads" in values:
            found[story] = found.get(story, 0) + values["reads"]
    return found


def _asleep(last: date | None, until: date, limit: int) -> bool:
    return last is None or (until - last).days >= limit
