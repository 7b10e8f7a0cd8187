"""What came in between two moments, by the numbers that articles get as they arrive."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from archive.ledger import browsing, models
from archive.ledger.browsing import Row
from model.article import Role, State
from model.outlet import Level

LOOKED_AT = 20_000  # articles that are looked at, from the newest back, for where a moment lies


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """Articles that were stored, without those withdrawn since."""

    levels: dict[Level, int]  # the highest first, without zeros
    first: int  # 首发 among them
    articles: tuple[Row, ...]  # the most notable: by level, then by relevance

    @property
    def total(self) -> int:
        return sum(self.levels.values())


def number_at(moment: datetime) -> int:
    """The number of the newest article that was stored before a moment; 0 where there is none. For moments of the last days."""
    newest = models.Article.objects.order_by("-number").values_list("number", "collected")[:LOOKED_AT]
    return next((number for number, collected in newest.iterator() if collected < moment), 0)


def arrived(after: int, until: int, limit: int, ids: Collection[str] | None = None) -> Arrivals:
    """What has a number above `after` and up to `until`; `ids` leaves only these in."""
    kept = models.Article.objects.filter(number__gt=after, number__lte=until, state=State.KEPT)
    found = list(kept.values_list("id", "level", "role", "relevance", "number"))
    if ids is not None:
        wanted = set(ids)
        found = [row for row in found if row[0] in wanted]
    order = {level.value: place for place, level in enumerate(Level)}
    found.sort(key=lambda row: (order[row[1]], -row[3], row[4]))
    counts = {level: sum(row[1] == level for row in found) for level in Level}
    return Arrivals(
        levels={level: count for level, count in counts.items() if count},
        first=sum(row[2] == Role.FIRST for row in found),
        articles=tuple(browsing.rows([row[0] for row in found[:limit]], bodies=False)),
    )
