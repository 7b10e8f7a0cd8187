"""Grouping: the story of each new article, and which of the story's articles was the first publication."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from archive.ledger import stories
from model.article import Article
from model.story import First, Grouping, Link, Placement
from pipelines.reprints.attributions import attributions
from pipelines.reprints.batch import Placed, place
from pipelines.reprints.first import first_publication
from pipelines.reprints.ledger import LedgerShelf
from pipelines.reprints.prints import Print
from pipelines.reprints.ready import Ready
from pipelines.reprints.wording import link

NEW = 1  # the version of an article that is stored for the first time
Names = Mapping[str, tuple[str, ...]]  # of outlets by Outlet.id


class Grouper:
    """Groups batch after batch of new articles. After a transaction that failed it must not be used again: it remembers what it has seen."""

    def __init__(self) -> None:
        self._ready = Ready()

    def __call__(self, articles: Sequence[Article]) -> Grouping:
        """Decides in the order of arrival, from what the ledger holds; called inside the transaction that stores the articles."""
        names = stories.outlet_names({article.outlet for article in articles})
        prints = [_print(article, names) for article in articles]
        placed = place(prints, LedgerShelf(self._ready))
        for one in prints:
            self._ready.put(one, NEW)
        return _grouping(articles, names, prints, placed)


def group(articles: Sequence[Article]) -> Grouping:
    """Groups one batch, as a Grouper does."""
    return Grouper()(articles)


def _grouping(articles: Sequence[Article], names: Names, prints: Sequence[Print], placed: Placed) -> Grouping:
    standing = {article.id: _placement(article, names) for article in articles}
    firsts = _firsts(placed, standing)
    return Grouping(
        articles=tuple(_placed(article, placed.stories[article.id], firsts) for article in articles),
        keys={one.id: one.keys for one in prints},
        attributions={id_: placement.attributions for id_, placement in standing.items()},
        links=tuple(_links(placed)),
        joins=placed.joins,
        firsts=firsts,
    )


def _print(article: Article, names: Names) -> Print:
    name = names.get(article.outlet, (article.outlet,))[0]
    return Print(article.id, article.url, name, article.title, article.body, article.published)


def _placement(article: Article, names: Names) -> Placement:
    return Placement(
        id=article.id,
        outlet=article.outlet,
        names=names.get(article.outlet, (article.outlet,)),
        published=article.published,
        published_precision=article.published_precision,
        level=article.level,
        medium=article.medium,
        attributions=attributions(article.body, article.origin, article.link, article.url),
    )


def _firsts(placed: Placed, new: Mapping[str, Placement]) -> dict[str, First]:
    """Of every story that got articles, from the stored ones and the new."""
    touched = set(placed.stories.values()) | set(placed.joins.values())
    asked = touched | set(placed.joins)
    together: dict[str, list[Placement]] = {}
    for story, placements in stories.members(asked).items():
        together.setdefault(placed.joins.get(story, story), []).extend(placements)
    for id_, story in placed.stories.items():
        together.setdefault(story, []).append(new[id_])
    chosen = {placed.joins.get(story, story): id_ for story, id_ in stories.chosen(asked).items()}
    return {story: stories.first_of(together[story], chosen.get(story, ""), first_publication) for story in touched}


def _placed(article: Article, story: str, firsts: Mapping[str, First]) -> Article:
    return replace(article, story=story, role=firsts[story].role(article.id))


def _links(placed: Placed) -> list[Link]:
    return [link(id_, one.article.id, one.verdict) for id_, decision in placed.decisions.items() for one in (*decision.joined, *decision.possible)]
