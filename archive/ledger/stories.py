"""Stories in the ledger: who is in them, what holds them together, which article is the first. Inside the transaction of whoever calls."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import Count, F, Q

from archive.ledger import models
from archive.ledger.inserting import insert
from model.article import Role, State
from model.outlet import Level, Medium
from model.reading import Precision
from model.story import Answer, Attribution, Crown, First, Link, Placement, Sign, standing

CHOSEN = "由人工指定"


def members(stories: Collection[str]) -> dict[str, list[Placement]]:
    """By Story.id its articles, those withdrawn as well, in the order of their arrival."""
    rows = models.Article.objects.filter(story__id__in=stories).order_by("number")
    fields = ("story__id", "id", "outlet_id", "published", "published_precision", "level", "medium", "attributions", "role", "state")
    found: dict[str, list[Placement]] = {}
    stored = list(rows.values_list(*fields))
    names = outlet_names({row[2] for row in stored})
    for story, id_, outlet, published, precision, level, medium, named, role, state in stored:
        found.setdefault(story, []).append(
            Placement(
                id=id_,
                outlet=outlet,
                names=names[outlet],
                published=published,
                published_precision=Precision(precision),
                level=Level(level),
                medium=Medium(medium),
                attributions=tuple(Attribution(sign=Sign(sign), outlet=name) for sign, name in named),
                role=Role(role),
                withdrawn=state != State.KEPT,
            )
        )
    return found


def outlet_names(ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Of outlets by id: the name, then aliases and hosts."""
    rows = models.Outlet.objects.filter(id__in=ids).values_list("id", "name", "aliases", "hosts")
    return {id_: (name, *aliases, *hosts) for id_, name, aliases, hosts in rows}


def chosen(stories: Collection[str]) -> dict[str, str]:
    """Of the stories of which a person set the first publication: its Article.id."""
    return dict(models.Story.objects.filter(id__in=stories).exclude(chosen="").values_list("id", "chosen"))


def apart(stories: Collection[str]) -> set[frozenset[str]]:
    """The pairs of these stories of which a person said that they are not the same text."""
    rows = models.Apart.objects.filter(story__id__in=stories, other__id__in=stories)
    return {frozenset(pair) for pair in rows.values_list("story__id", "other__id")}


def first_of(placements: Sequence[Placement], chosen: str, crown: Crown) -> First:
    """The first publication: the one that a person set, as long as it stands, otherwise by the rules."""
    if any(placement.id == chosen for placement in standing(placements)):
        return First(id=chosen, reason=CHOSEN, confidence=1.0)
    return crown(placements)


def ensure(ids: Iterable[str]) -> dict[str, int]:
    """Makes the stories that are not there yet; row numbers by Story.id."""
    wanted = list(dict.fromkeys(ids))
    stored = dict(models.Story.objects.filter(id__in=wanted).values_list("id", "number"))
    new = insert(models.Story(id=id_, size=0) for id_ in wanted if id_ not in stored)
    return stored | {row.id: row.number for row in new}


def join(joins: Mapping[str, str]) -> None:
    """Ends stories: their articles, and what people said about them, go into others."""
    rows = models.Story.objects.in_bulk([*joins, *joins.values()], field_name="id")
    for ended, into in joins.items():
        if ended in rows:  # a story of the same batch may have ended before it was stored
            _join(rows[ended], rows[into])


def _join(ended: models.Story, into: models.Story) -> None:
    models.Article.objects.filter(story=ended).update(story=into, version=F("version") + 1)
    for pair in models.Apart.objects.filter(Q(story=ended) | Q(other=ended)):
        rest = pair.other_id if pair.story_id == ended.number else pair.story_id
        if rest != into.number:
            set_apart(into.number, rest)
    if ended.chosen and not into.chosen:
        models.Story.objects.filter(number=into.number).update(chosen=ended.chosen)
    ended.delete()


def set_apart(story: int, other: int) -> None:
    """Notes that a person keeps two stories apart; by their row numbers."""
    lower, higher = sorted((story, other))
    models.Apart.objects.get_or_create(story_id=lower, other_id=higher)


def link(links: Sequence[Link]) -> None:
    """Keeps what was found about pairs of articles; a pair that is there already keeps what people said of it."""
    numbers = dict(models.Article.objects.filter(id__in={id_ for one in links for id_ in (one.article, one.other)}).values_list("id", "number"))
    rows = [
        models.Link(
            article_id=numbers[one.article],
            other_id=numbers[one.other],
            answer=one.answer,
            cover=one.cover[0],
            other_cover=one.cover[1],
            differing=[list(pair) for pair in one.differing],
            reason=one.reason,
            confidence=one.confidence,
            open=one.answer is Answer.POSSIBLE,
        )
        for one in links
    ]
    insert(rows, rest="ON CONFLICT DO NOTHING")


def crown(firsts: Mapping[str, First]) -> None:
    """Keeps the first publication of each story and counts its articles; articles whose role changes are to be indexed again."""
    rows = models.Story.objects.filter(id__in=list(firsts)).annotate(held=Count("articles"))
    stories = list(rows)
    told = [(row.held, first.reason, first.confidence, first.missing[:60], row.number) for row in stories for first in (firsts[row.id],)]
    with connection.cursor() as cursor:
        # One prepared statement: what bulk_update writes for a batch takes longer to put together than all else that storing does.
        cursor.executemany(f"UPDATE {models.Story._meta.db_table} SET size = %s, reason = %s, confidence = %s, missing = %s WHERE number = %s", told)  # noqa: S608
    crowned = [first.id for first in firsts.values() if not first.missing]
    of_stories = models.Article.objects.filter(story__in=[row.number for row in stories])
    of_stories.filter(role=Role.FIRST).exclude(id__in=crowned).update(role=Role.REPRINT, version=F("version") + 1)
    of_stories.filter(id__in=crowned, role=Role.REPRINT).update(role=Role.FIRST, version=F("version") + 1)


def crown_again(ids: Collection[str], crown_by: Crown) -> None:
    """Names the first publications of stories anew; those without articles end."""
    models.Story.objects.filter(id__in=ids, articles=None).delete()
    set_by_people = chosen(ids)
    crown({story: first_of(placements, set_by_people.get(story, ""), crown_by) for story, placements in members(ids).items()})
