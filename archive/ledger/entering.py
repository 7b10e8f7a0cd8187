"""What comes in by hand or from files: registers found by name, articles with their position and counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Self

from django.db import transaction

from archive.folding import plain
from archive.ledger import models, registers
from archive.ledger.scans import Filing
from archive.ledger.writing import enter
from model.article import ENTERED, Article
from model.outlet import Level, Medium, Outlet, Standing
from model.story import Group

ROOT = "本单位"  # the bureau of an archive that was filled before its units were registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A title that an outlet published on a day."""

    url: str

    @property
    def by_hand(self) -> bool:
        """Whether it came in without an address."""
        return self.url.startswith(ENTERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """An article without a page."""

    article: Article
    position: tuple[str, ...] = ()  # 头版, 头条 …
    counts: dict[str, int] = field(default_factory=dict)
    at_least: tuple[str, ...] = ()
    characters: int = 0  # 字数 of what was printed, where the text itself is not there; 0: unknown
    filed: Filing | None = None


@contextmanager
def whole() -> Iterator[None]:
    """Whatever is stored inside is stored together, or not at all."""
    with transaction.atomic():
        yield


def take(batch: Sequence[Entered], group: Group) -> set[str]:
    """Stores a batch in one transaction; returns the ids of the articles that were new. Of the others, counts that have changed are added."""
    with transaction.atomic():
        new = {article.id for article in enter([one.article for one in batch], group)}
        stored = dict(models.Article.objects.filter(id__in=new).values_list("id", "number"))
        fresh = [one for one in batch if one.article.id in new]
        _position([one for one in batch if one.position])
        _file(fresh, stored)
        models.Counts.objects.bulk_create(
            models.Counts(article_id=stored[one.article.id], taken=one.article.collected, values=one.counts, at_least=list(one.at_least))
            for one in fresh
            if one.counts
        )
        _recount([one for one in batch if one.article.id not in new and one.counts])
    return new


def _position(batch: Sequence[Entered]) -> None:
    """Where the articles stood; what was said of one before stays."""
    numbers = dict(models.Article.objects.filter(id__in=[one.article.id for one in batch]).values_list("id", "number"))
    rows = [models.Position(article_id=numbers[one.article.id], words=list(one.position)) for one in batch if one.article.id in numbers]
    models.Position.objects.bulk_create(rows, ignore_conflicts=True)


def _file(fresh: Sequence[Entered], stored: Mapping[str, int]) -> None:
    models.Filing.objects.bulk_create(
        models.Filing(
            article_id=stored[one.article.id], by=one.filed.by[:60], file=one.filed.file, row=one.filed.row, seconds=one.filed.seconds, note=one.filed.note
        )
        for one in fresh
        if one.filed
    )
    counted = [models.Article(number=stored[one.article.id], characters=one.characters) for one in fresh if one.characters]
    models.Article.objects.bulk_update(counted, ["characters"])


def _recount(batch: Sequence[Entered]) -> None:
    """Adds the counts of articles that are in the ledger, where they differ from the last ones: an export of next month tells more."""
    stored = dict(models.Article.objects.filter(id__in=[one.article.id for one in batch]).values_list("id", "number"))
    rows = models.Counts.objects.filter(article__in=stored.values()).order_by("taken").values_list("article", "values", "at_least")
    last = {article: (values, at_least) for article, values, at_least in rows}
    told = {stored[one.article.id]: one for one in batch if one.article.id in stored}
    models.Counts.objects.bulk_create(
        models.Counts(article_id=number, taken=one.article.collected, values=one.counts, at_least=list(one.at_least))
        for number, one in told.items()
        if last.get(number) != (one.counts, list(one.at_least))
    )


@contextmanager
def preview() -> Iterator[None]:
    """Whatever is stored inside is taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Names:
    """The registers by every name they go by. What is registered while a file is read is found by the rows after it."""

    def __init__(self, outlets: Mapping[str, Outlet], units: Mapping[str, str], topics: Mapping[str, str]):
        self._outlets: dict[str, Outlet] = {}
        self._hosts: dict[str, Outlet] = {}
        for outlet in outlets.values():
            self._enter(outlet)
        self._placed: dict[tuple[str, date, str], str] = {}  # outlet, day, folded title -> address
        self._looked_up: set[tuple[str, date]] = set()
        # An id wins over a name, a name over another one's alias.
        self._outlets |= {plain(outlet.name): outlet for outlet in outlets.values()}
        self._outlets |= outlets
        self._registers = {"unit": dict(units), "topic": dict(topics)}

    @classmethod
    def read(cls) -> Self:
        """From the connected ledger."""
        units = _named(models.Unit.objects.values_list("id", "name", "aliases"))
        topics = _named([(key, name, []) for key, name in models.Topic.objects.values_list("id", "name")])
        return cls(registers.outlets(), units, topics)

    def outlet(self, name: str) -> Outlet | None:
        return self._outlets.get(name) or self._outlets.get(plain(name))

    def host(self, name: str) -> Outlet | None:
        return self._hosts.get(name.lower()) if name else None

    def new_outlet(self, name: str, level: Level, medium: Medium) -> Outlet:
        """Registers an outlet that was unknown."""
        outlet = Outlet(id=new_id(name), name=name, standings=(Standing(level=level, medium=medium),))
        models.Outlet.objects.get_or_create(id=outlet.id, defaults={"name": name})
        models.Standing.objects.get_or_create(outlet_id=outlet.id, since=date.min, defaults={"level": level, "medium": medium})
        self._enter(outlet)
        return outlet

    def register(self, kind: str, name: str, make: bool) -> str:
        """The id of a unit or topic; "" for an unknown one, unless it is to be made."""
        known = self._registers[kind]
        found = known.get(name) or known.get(plain(name)) or ""
        if found or not make:
            return found
        made = _make(kind, name)
        known[name] = known[plain(name)] = made
        return made

    def look_up(self, placements: Iterable[tuple[str, date]]) -> None:
        """Reads what outlets published on days, for `placed`; each pair is read once."""
        new = set(placements) - self._looked_up
        if new:
            self._looked_up |= new
            rows = models.Article.objects.filter(outlet__in={outlet for outlet, _ in new}, day__in={day for _, day in new})
            # Of several the one that counts, of these the first.
            for outlet, day, title, url in rows.order_by("-state", "-number").values_list("outlet", "day", "title", "url").iterator():
                if day and (outlet, day) in new:
                    self._placed[outlet, day, plain(title)] = url

    def placed(self, outlet: str, day: date | None, title: str) -> Placed | None:
        """The article with this title that this outlet published on this day, of those looked up or told; None without one."""
        url = self._placed.get((outlet, day, plain(title))) if day else None
        return Placed(url=url) if url else None

    def place(self, outlet: str, day: date | None, title: str, url: str) -> None:
        """Tells of a placement that is not stored yet."""
        if day:
            self._placed.setdefault((outlet, day, plain(title)), url)

    def _enter(self, outlet: Outlet) -> None:
        for name in (outlet.id, outlet.name, *outlet.aliases):
            self._outlets.setdefault(plain(name) or name, outlet)
        self._outlets.setdefault(outlet.name, outlet)
        self._hosts |= {host.lower(): outlet for host in outlet.hosts}


def _named(rows: object) -> dict[str, str]:
    """Ids by id, name and alias; an id wins over a name, a name over an alias."""
    found: dict[str, str] = {}
    listed = [tuple(row) for row in rows]  # type: ignore[attr-defined]
    for key, _, aliases in listed:
        found |= {spelling: key for alias in aliases for spelling in (plain(alias), alias)}
    for key, name, _ in listed:
        found |= {plain(name): key, name: key}
    return found | {key: key for key, _, _ in listed}


def _make(kind: str, name: str) -> str:
    key = f"imported-{_digest(name)}"
    if kind == "topic":
        models.Topic.objects.get_or_create(id=key, defaults={"name": name, "words": [], "position": models.Topic.objects.count()})
        return key
    root = models.Unit.objects.filter(parent__isnull=True).order_by("position").first()
    root = root or models.Unit.objects.create(id="bureau", name=ROOT)
    models.Unit.objects.get_or_create(id=key, defaults={"name": name, "parent": root, "position": models.Unit.objects.count()})
    return key


def new_id(name: str) -> str:
    """The id of an outlet that comes without one."""
    return f"imported-{_digest(plain(name) or name)}"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()
