"""Arriving: articles one after the other, each decided by what came before it; and the stories in the end."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.article import Role
from model.outlet import Level, Medium
from model.reading import Precision
from model.story import Placement
from pipelines.reprints.assign import assign
from pipelines.reprints.attributions import attributions
from pipelines.reprints.first import first_publication
from pipelines.reprints.prints import Print
from pipelines.reprints.store import Store
from pipelines.reprints.wording import confidence, reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """What became of one article."""

    id: str
    story: str
    role: Role
    first: str  # id of the earliest article of the story
    reason: str  # of the first: why it is; of a reprint: why it is the same text, and as which
    confidence: float
    possible: tuple[str, ...]  # articles that may be the same text: a person decides


def arrive(article: Print, store: Store) -> None:
    """Keeps an article with the story that it belongs to."""
    decision = assign(article, store)
    story, why, sure = article.id, "", 1.0
    if decision.joined:
        best = decision.joined[0]
        story, why, sure = best.story, f"与{best.article.outlet}《{best.article.title}》{reason(best.verdict)}", confidence(best.verdict)
    store.put(article, story, why, sure, [link.article.id for link in decision.possible])
    for link in decision.joined[1:]:
        store.join(link.story, story)


def grouped(store: Store) -> Iterator[Grouped]:
    """What became of the articles, in the order in which they came."""
    firsts = {story: first_publication([placement(article) for article in articles]) for story, articles in store.stories_kept()}
    for kept in store.kept():
        first, article = firsts[kept.story], kept.article
        earliest = article.id == first.id
        yield Grouped(
            id=article.id,
            story=kept.story,
            role=first.role(article.id),
            first=first.id,
            reason=first.reason if earliest else f"{kept.reason or '稿件由它开始，后来采集到更早的一篇'}；首发：{first.reason}",
            confidence=first.confidence if earliest else kept.confidence,
            possible=kept.possible,
        )


def placement(article: Print) -> Placement:
    """An article of which nothing is known but what a document says."""
    return Placement(
        id=article.id,
        outlet="",
        names=(article.outlet,),
        published=article.published,
        published_precision=Precision.MINUTE if article.published else Precision.NONE,
        level=Level.OTHER,
        medium=Medium.OTHER,
        attributions=attributions(article.body),
    )
