"""Saved searches: what a person looks for again and again, and what came in since."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Max, Min

from archive.index.interface import Index
from archive.index.language import parse
from archive.ledger import models
from archive.ledger.lookup import resolve
from archive.ledger.pending import Told
from model.article import Role
from model.outcome import UserError
from model.outlet import Level, Medium
from model.query import Query, Sort

MOST = 100  # saved searches of one person
LONGEST = 60  # characters of a name
LISTED = 50  # articles of one alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a saved search asks beside its words; values are those of the index, which no renaming changes."""

    outlet: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    medium: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def as_json(self) -> dict[str, Any]:
        chosen: dict[str, Any] = {name: list(values) for name in FACETS if (values := getattr(self, name))}
        return chosen | {name: day.isoformat() for name in ("since", "until") if (day := getattr(self, name))}

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> "Conditions":
        known: dict[str, Any] = {name: tuple(stored[name]) for name in FACETS if name in stored}
        known |= {name: date.fromisoformat(stored[name]) for name in ("since", "until") if name in stored}
        return cls(**known)


FACETS = ("outlet", "level", "medium", "unit", "topic", "role")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One saved search. Its words are read anew each time: 本月 is the month it then is."""

    number: int
    owner: str  # user name
    name: str
    words: str  # as typed
    conditions: Conditions = field(default_factory=Conditions)
    seen: int = 0  # Article.number: what arrived after it is new to the owner
    alert: bool = False  # whether the clock tells of what is new
    told: int = 0  # Article.number up to which it has told

    def query(self) -> Query:
        """The newest first. Errors: UserError when its words no longer make sense, as where an outlet was renamed."""
        asked = self.conditions
        return Query(
            words=parse(self.words, resolve),
            outlets=asked.outlet,
            levels=tuple(map(Level, asked.level)),
            media=tuple(map(Medium, asked.medium)),
            units=asked.unit,
            topics=asked.topic,
            roles=tuple(map(Role, asked.role)),
            since=asked.since,
            until=asked.until,
            sort=Sort.NEWEST,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """What a saved search finds among the articles that arrived between two moments."""

    saved: Saved
    total: int
    ids: tuple[str, ...]  # Article.id, the newest first; of more than LISTED the newest ones
    up_to: int  # Article.number: the next question goes on from here; after an answer by the standby, which may lack some, it is the same one
    fault: str = ""  # why it could not be asked, for its owner: the site shows it
    by_standby: bool = False


def settled() -> int:
    """Article.number of the last article before which nothing waits for the index: what is newer is not asked about yet.

    No lower number appears later: articles are stored inside `writing.one_writer`, which hands out their numbers in the order of the commits.
    """
    held = models.Article.objects.aggregate(last=Max("number"))["last"] or 0
    waiting = models.Article.objects.filter(Told.INDEX.behind, index_error="", indexed_version=0).aggregate(first=Min("number"))["first"]
    return held if waiting is None else waiting - 1


def new_since(index: Index, saved: Saved, after: int, up_to: int) -> New:
    """What arrived after the article of the one number, up to that of the other. Errors: IndexUnavailable."""
    try:
        query = replace(saved.query(), arrived=(after + 1, up_to))
    except UserError as error:
        return New(saved=saved, total=0, ids=(), up_to=after, fault=f"保存的检索“{saved.name}”现在读不懂：{error}")
    if up_to <= after:
        return New(saved=saved, total=0, ids=(), up_to=after)
    hits = index.find(query, limit=LISTED)
    return New(saved=saved, total=hits.total, ids=hits.ids, up_to=after if hits.by_standby else up_to, by_standby=hits.by_standby)


def alerts(index: Index) -> Iterator[New]:
    """What is to be told: every search with an alert for which something arrived.

    When the message is durable, `mark_told` keeps it from being told again. To be asked of an index without standby. Errors: IndexUnavailable.
    """
    up_to = settled()
    for saved in _all(models.SavedSearch.objects.filter(alert=True)):
        new = new_since(index, saved, saved.told, up_to)
        if new.total:
            yield new


def mark_told(new: New) -> None:
    models.SavedSearch.objects.filter(number=new.saved.number, told__lt=new.up_to).update(told=new.up_to)


def mark_seen(owner: str, number: int, up_to: int) -> None:
    """The owner has looked at everything up to that article."""
    models.SavedSearch.objects.filter(owner__username=owner, number=number, seen__lt=up_to).update(seen=up_to)


def of(owner: str) -> list[Saved]:
    """In the order of their names."""
    return _all(models.SavedSearch.objects.filter(owner__username=owner))


def named(owner: str, name: str) -> Saved:
    """Errors: UserError naming those there are."""
    known = {one.name: one for one in of(owner)}
    if name not in known:
        raise UserError(f"{owner} 没有保存名为“{name[:LONGEST]}”的检索；已有：{'、'.join(known) or '无'}")
    return known[name]


def save(owner: str, name: str, words: str, conditions: Conditions, *, alert: bool = False) -> Saved:
    """Keeps a search under a name; what is there now is not new. A search of that name is replaced. Errors: UserError."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise UserError(f"保存的检索要有名称，最多 {LONGEST} 个字")
    user = User.objects.filter(username=owner).first()
    if user is None:
        raise UserError(f"没有用户 {owner}：请写网站的用户名")
    others = models.SavedSearch.objects.filter(owner=user).exclude(name=name)
    if others.count() >= MOST:
        raise UserError(f"最多保存 {MOST} 个检索，请先删去不用的")
    now = settled()
    made = {"words": words, "conditions": conditions.as_json(), "alert": alert, "seen": now, "told": now}
    Saved(number=0, owner=owner, name=name, words=words, conditions=conditions).query()  # what makes no sense is not kept
    row, _ = models.SavedSearch.objects.update_or_create(owner=user, name=name, defaults=made)
    return _saved(row)


def remove(owner: str, number: int) -> None:
    models.SavedSearch.objects.filter(owner__username=owner, number=number).delete()


def set_alert(owner: str, number: int, alert: bool) -> None:
    """From now on: what arrived before is not told."""
    models.SavedSearch.objects.filter(owner__username=owner, number=number).update(alert=alert, told=settled())


def _all(rows: Any) -> list[Saved]:
    return [_saved(row) for row in rows.select_related("owner").order_by("name")]


def _saved(row: models.SavedSearch) -> Saved:
    return Saved(
        number=row.number,
        owner=row.owner.username,
        name=row.name,
        words=row.words,
        conditions=Conditions.of_json(row.conditions),
        seen=row.seen,
        alert=row.alert,
        told=row.told,
    )


def recipients(found: Sequence[New]) -> dict[int, str]:
    """The mail addresses of the owners, by number of their search; those without one are left out."""
    owners = models.SavedSearch.objects.filter(number__in=[new.saved.number for new in found]).exclude(owner__email="")
    return dict(owners.values_list("number", "owner__email"))
