"""Writing to the ledger: a batch of decided captures in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from archive.evidence import Place
from archive.ledger import marks, models, revisits, stories, takeover
from archive.ledger.captures import evidence_row
from archive.ledger.inserting import insert
from model.article import Article, address_id
from model.capture import Capture
from model.outcome import Outcome
from model.story import Attribution, Crown, Group, Grouping

LOCAL = ZoneInfo("Asia/Shanghai")
WRITERS = 7162  # number of the advisory lock under which stories are decided on PostgreSQL


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One capture with its evidence and its outcome."""

    capture: Capture
    places: tuple[Place, ...]  # of the capture, then of its parts
    asked: str  # canonical address that was accepted
    address: str  # canonical address of the page; another one after a redirect
    outcome: Outcome
    reason: str = ""
    article: Article | None = None  # exactly when kept
    counts: Mapping[str, int] = field(default_factory=dict)  # that the page shows
    at_least: tuple[str, ...] = ()  # the counts that are only a lower bound
    duplicate: bool = False  # set by `write`: the page's own address has its outcome already


def write(batch: Sequence[Decided], group: Group, crown: Crown | None = None) -> list[Decided]:
    """Stores a batch, grouping its articles by `group`; returns it with the outcomes as stored.

    What was entered by hand before its page was collected gives way to it; `crown` then names the first publication anew.
    An article whose address is already stored becomes rejected as a duplicate. All or nothing: durable when it returns.
    """
    with transaction.atomic():
        one_writer()
        batch = _without_known(batch)
        captures = _store_captures(batch)
        _prove([captures[address_id(item.address)] for item in batch if item.duplicate])
        store([item.article for item in batch if item.article], group, captures)
        revisits.plan([(item.article, item.capture) for item in batch if item.article])
        _store_counts(batch)
        _close_addresses(batch)
        if crown:
            takeover.take_over([item.article for item in batch if item.article], crown)
    return list(batch)


def enter(articles: Sequence[Article], group: Group) -> list[Article]:
    """Stores articles that come without a page, typed in or imported, as `write` does; returns those that were new.

    All or nothing: durable when it returns.
    """
    with transaction.atomic():
        one_writer()
        known = set(models.Article.objects.filter(id__in=[article.id for article in articles]).values_list("id", flat=True))
        new = list({article.id: article for article in articles if article.id not in known}.values())
        store(new, group, {})
    return new


def store(articles: Sequence[Article], group: Group, captures: Mapping[str, models.Capture]) -> None:
    """Groups and stores new articles; `captures` by Article.id. Inside the transaction of `one_writer`: two reprints that arrive
    together, or in two processes, never both become first.
    """
    if not articles:
        return
    grouping = group(articles)
    numbers = stories.ensure([*(article.story for article in grouping.articles), *grouping.joins.values()])
    stories.join(grouping.joins)
    rows = _store_articles(grouping, captures, numbers)
    marks.put({row.number: grouping.keys[row.id] for row in rows})
    stories.link(grouping.links)
    stories.crown(grouping.firsts)


def one_writer() -> None:
    """Inside a transaction: whoever decides about stories does so alone."""
    # SQLite's transactions begin IMMEDIATE and so exclude each other; PostgreSQL's would both see no first publication.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS])


def _without_known(batch: Sequence[Decided]) -> list[Decided]:
    """The batch with articles already stored, or twice in it, turned into rejected duplicates."""
    ids = [item.article.id for item in batch if item.article]
    known = set(models.Article.objects.filter(id__in=ids).values_list("id", flat=True))
    result = []
    for item in batch:
        if item.article and item.article.id in known:
            reason = f"与已收录的 {item.address} 是同一篇"
            result.append(replace(item, outcome=Outcome.REJECTED, reason=reason, article=None, duplicate=True))
        else:
            result.append(item)
            known.update([item.article.id] if item.article else [])
    return result


def _store_captures(batch: Sequence[Decided]) -> dict[str, models.Capture]:
    """Inserts the evidence rows; returns those of the pages themselves by the key of the page's address."""
    rows = [
        evidence_row(address_id(item.address), part, capture, place)
        for item in batch
        for part, (capture, place) in enumerate(zip((item.capture, *item.capture.parts), item.places, strict=True), 1)
    ]
    return {row.key: row for row in insert(rows) if row.part == 1}


def _prove(captures: Sequence[models.Capture]) -> None:
    """Articles that were entered with the address of a page get the page, now that it was collected."""
    if not captures:
        return
    of = {row.key: row for row in captures}
    entered = list(models.Article.objects.filter(id__in=of, source=None, capture=None))
    for row in entered:
        row.capture = of[row.id]
    models.Article.objects.bulk_update(entered, ["capture"])


def _store_articles(grouping: Grouping, captures: Mapping[str, models.Capture], stories: Mapping[str, int]) -> list[models.Article]:
    articles = grouping.articles
    rows = [_row(article, captures.get(article.id), stories[article.story], grouping.attributions.get(article.id, ())) for article in articles]
    insert(rows)
    insert(models.Text(article_id=row.number, body=article.body) for row, article in zip(rows, articles, strict=True))
    store_mentions([(row.number, article) for row, article in zip(rows, articles, strict=True)])
    return rows


def store_mentions(pairs: Sequence[tuple[int, Article]]) -> None:
    """The units and topics of articles, by their row number."""
    insert(models.Credit(article_id=number, unit_id=m.id, words=list(m.words), place=m.place, score=m.score) for number, a in pairs for m in a.units)
    insert(models.Tagging(article_id=number, topic_id=m.id, words=list(m.words), place=m.place, score=m.score) for number, a in pairs for m in a.topics)


def _row(article: Article, capture: models.Capture | None, story: int, attributions: Sequence[Attribution]) -> models.Article:
    assert article.role is not None, "the grouping stage gives every article a role"
    return models.Article(
        id=article.id,
        url=article.url,
        source_id=article.source or None,
        outlet_id=article.outlet,
        collected=article.collected,
        capture=capture,
        story_id=story,
        role=article.role,
        attributions=attributed(attributions),
        state=article.state,
        **values(article),
    )


def attributed(attributions: Sequence[Attribution]) -> list[list[str]]:
    """The outlets that a text names as its source, as they are stored."""
    return [[one.sign, one.outlet] for one in attributions]


def values(article: Article) -> dict[str, Any]:
    """The columns that hold what was read: reading the page again gives them anew."""
    return {
        "level": article.level,
        "medium": article.medium,
        "title": article.title,
        "subtitle": article.subtitle,
        "published": article.published,
        "published_precision": article.published_precision,
        "day": article.published.astimezone(LOCAL).date() if article.published else None,
        "origin": article.origin,
        "reporters": list(article.reporters),
        "correspondents": list(article.correspondents),
        "editors": list(article.editors),
        "column": article.column,
        "page_no": article.page_no,
        "page_name": article.page_name,
        "relevance": article.relevance,
        "fingerprint": article.fingerprint,
        "characters": len(article.body.replace("\n", "")),
    }


def _store_counts(batch: Sequence[Decided]) -> None:
    """How often the articles had been read when they were fetched, where their pages say so."""
    counted = {item.article.id: item for item in batch if item.article and item.counts}
    stored = dict(models.Article.objects.filter(id__in=list(counted)).values_list("id", "number"))
    insert(
        models.Counts(article_id=stored[id_], taken=item.capture.fetched, values=dict(item.counts), at_least=list(item.at_least))
        for id_, item in counted.items()
    )


def _close_addresses(batch: Sequence[Decided]) -> None:
    """Writes each address's outcome: the one that was asked for, and the page's own where a redirect led to another."""
    now = datetime.now(UTC)
    rows = {
        url: models.Address(
            key=address_id(url),
            url=url,
            source=item.capture.source,
            outcome=item.outcome,
            reason=item.reason,
            seen=now,
            decided=None if item.outcome is Outcome.WAITING else now,
        )
        for item in batch
        for url in _addresses(item)
    }
    told = ["outcome", "reason", "decided"]
    still, over = ([row for row in rows.values() if (row.decided is None) is waits] for waits in (True, False))
    insert(still, rest=_changed(told))
    # What the list said is needed as long as an address waits.
    insert(over, rest=_changed([*told, "listed"]))


def _changed(columns: Sequence[str]) -> str:
    """What of an address that is there already becomes as it is now."""
    return f"ON CONFLICT (key) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in columns)}"


def _addresses(item: Decided) -> set[str]:
    """The addresses whose outcome this is."""
    return {item.asked} - {item.address} if item.duplicate else {item.asked, item.address}
