"""What second looks at articles found: they stand as they were, were edited, replaced, taken away or brought back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db import transaction
from django.db.models import F

from archive.evidence import Place
from archive.folding import fold
from archive.ledger import models, rereading, revisits, stories, writing
from archive.ledger.captures import evidence_row
from model.article import Article, Change, State
from model.capture import Capture
from model.outcome import Outcome
from model.story import Crown

SAME = 0.3  # share of a text that must still stand for it to be the same text


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page of the archive, looked at again."""

    id: str  # Article.id
    capture: Capture
    outcome: Outcome
    reason: str
    article: Article | None  # exactly when kept
    gone: bool
    counts: Mapping[str, int] = field(default_factory=dict)
    at_least: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a look found; `change` is None where all is as it was."""

    seen: Seen
    row: models.Article
    change: Change | None


def compare(batch: Sequence[Seen]) -> list[Found]:
    """What the looks found, without writing anything; what could not be read, or is not in the archive, is left out."""
    rows = {row.id: row for row in models.Article.objects.filter(id__in=[seen.id for seen in batch]).select_related("text", "revisit")}
    last = dict(models.Revision.objects.filter(article__in=[row.number for row in rows.values()]).order_by("number").values_list("article", "change"))
    decided = [seen for seen in batch if seen.id in rows and seen.outcome in (Outcome.KEPT, Outcome.REJECTED)]
    return [Found(seen=seen, row=rows[seen.id], change=_change(seen, rows[seen.id], last.get(rows[seen.id].number, ""))) for seen in decided]


def record(found: Sequence[Found], places: Mapping[str, tuple[Place, ...]], crown: Crown) -> None:
    """Writes what was found, all or nothing. `places` is where the evidence of the changed ones lies, by Article.id.

    `crown` names the first publication of a story of which an article was taken away or came back: what cannot be seen any more is none.
    """
    with transaction.atomic():
        writing.one_writer()
        for one in found:
            if one.change:
                _write(one, one.change, _evidence(one.seen, places[one.seen.id]))
        moved = [one.row.number for one in found if one.change in (Change.GONE, Change.BACK)]
        stories.crown_again(models.Article.objects.filter(number__in=moved).values_list("story__id", flat=True), crown)
        models.Counts.objects.bulk_create(
            (
                models.Counts(article=one.row, taken=one.seen.capture.fetched, values=dict(one.seen.counts), at_least=list(one.seen.at_least))
                for one in found
                if one.seen.counts
            ),
            ignore_conflicts=True,
        )
        revisits.advance(one.row.revisit for one in found if hasattr(one.row, "revisit"))


def _change(seen: Seen, row: models.Article, last: str) -> Change | None:
    """`last` is what the look before found that found anything."""
    if seen.gone:
        return Change.GONE if row.state == State.KEPT else None
    if seen.article is None or _other(row, seen.article):
        return Change.REPLACED if last != Change.REPLACED and row.state == State.KEPT else None
    if row.state == State.WITHDRAWN:
        return Change.BACK if last == Change.GONE else None  # what a person withdrew stays withdrawn
    same = seen.article.fingerprint == row.fingerprint and fold(seen.article.title) == fold(row.title)
    return None if same else Change.EDITED


def _other(row: models.Article, article: Article) -> bool:
    """Whether a page now holds another text than it did."""
    old, new = row.text.body, article.body
    if fold(row.title) == fold(article.title) or not old or not new:
        return False
    matcher = SequenceMatcher(None, old.split("\n"), new.split("\n"), autojunk=False)
    kept = sum(len(line) for block in matcher.get_matching_blocks() for line in old.split("\n")[block.a : block.a + block.size])
    return kept < SAME * len(old)


def _write(one: Found, change: Change, capture: models.Capture) -> None:
    row, article = one.row, one.seen.article
    edited = change is Change.EDITED
    models.Revision.objects.create(
        article=row,
        seen=one.seen.capture.fetched,
        change=change,
        reason=one.seen.reason,
        title=row.title if edited else "",
        body=row.text.body if edited else "",
        before=row.capture,
        after=capture,
    )
    match change:
        case Change.GONE:
            models.Article.objects.filter(number=row.number).update(state=State.WITHDRAWN, version=F("version") + 1)
        case Change.BACK:
            models.Article.objects.filter(number=row.number).update(state=State.KEPT, version=F("version") + 1)
        case Change.EDITED if article:
            rereading.rewrite({row.id: article})
            # When it was published does not change with an edit, whatever the page says now.
            models.Article.objects.filter(number=row.number).update(
                capture=capture, published=row.published, published_precision=row.published_precision, day=row.day
            )


def _evidence(seen: Seen, places: Sequence[Place]) -> models.Capture:
    captures = (seen.capture, *seen.capture.parts)
    rows = [evidence_row(seen.id, part, capture, place) for part, (capture, place) in enumerate(zip(captures, places, strict=True), 1)]
    return models.Capture.objects.bulk_create(rows)[0]
