"""Corrections of stories by people: kept in a log, undone on request, and binding for every rule.

Articles of a corrected story are settled: no rule moves them. Stories that a person parted are never joined by a rule.
"""

from collections.abc import Collection, Iterable
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from archive.ledger import models, stories
from archive.ledger.writing import one_writer
from model.correction import Correction, Kind
from model.outcome import UserError
from model.story import Answer, Crown


@contextmanager
def _alone() -> Any:
    """One transaction, and nobody else decides about stories meanwhile."""
    with transaction.atomic():
        one_writer()
        yield


class Corrections:
    """What one person does. `crown` names the first publication of a story whose articles changed."""

    def __init__(self, by: str, crown: Crown):
        self._by, self._crown = by, crown

    def merge(self, into: str, story: str, note: str = "") -> int:
        """Makes two stories, by Story.id, one; returns the number of the correction. Errors: UserError."""
        with _alone():
            kept, ended = _story(into), _story(story)
            if kept == ended:
                raise UserError("这两篇已在同一稿件中，不必合并")
            parted = models.Apart.objects.filter(_pair(kept, ended))
            before = {
                "moved": dict.fromkeys(_ids(ended), ended.id),
                "settled": _settled([kept, ended]),
                "chosen": {kept.id: kept.chosen, ended.id: ended.chosen},
                "parted": [sorted(pair) for pair in parted.values_list("story__id", "other__id")],
                "closed": _close(Q(article__story=kept, other__story=ended) | Q(article__story=ended, other__story=kept), Answer.SAME),
            }
            number = self._log(Kind.MERGE, note, before, [kept, ended])
            parted.delete()
            stories.join({ended.id: kept.id})
            _settle([kept])
            stories.crown_again([kept.id], self._crown)
            return number

    def split(self, articles: Collection[str], note: str = "") -> str:
        """Takes articles, by Article.id, out of their story into one of their own; returns its Story.id. Errors: UserError."""
        with _alone():
            rows = list(models.Article.objects.filter(id__in=articles).select_related("story").order_by("number"))
            if not rows or len({row.story_id for row in rows}) > 1:
                raise UserError("要拆出的文章须在同一稿件中")
            old = rows[0].story
            if len(rows) == old.articles.count():
                raise UserError("稿件中的文章不能全部拆出，至少留下一篇")
            new = models.Story.objects.create(id=_free([row.id for row in rows]), size=0)
            before = {
                "moved": {row.id: old.id for row in rows},
                "settled": _settled([old]),
                "chosen": {old.id: old.chosen},
                "made_apart": [[old.id, new.id]],
            }
            self._log(Kind.SPLIT, note, before, [old])
            models.Article.objects.filter(number__in=[row.number for row in rows]).update(story=new, version=F("version") + 1)
            if old.chosen in {row.id for row in rows}:
                models.Story.objects.filter(number=new.number).update(chosen=old.chosen)
                models.Story.objects.filter(number=old.number).update(chosen="")
            stories.set_apart(old.number, new.number)
            _settle([old, new])
            stories.crown_again([old.id, new.id], self._crown)
            return str(new.id)

    def keep_apart(self, story: str, other: str, note: str = "") -> int:
        """Says that two stories, by Story.id, are not the same text; returns the number of the correction. Errors: UserError."""
        with _alone():
            one, two = _story(story), _story(other)
            if one == two:
                raise UserError("这两篇已在同一稿件中：要分开，请把其中的文章拆出")
            closed = _close(Q(article__story=one, other__story=two) | Q(article__story=two, other__story=one), Answer.APART)
            before = {"made_apart": [[one.id, two.id]], "settled": _settled([one, two]), "closed": closed}
            number = self._log(Kind.APART, note, before, [one, two])
            stories.set_apart(one.number, two.number)
            _settle([one, two])
            return number

    def set_first(self, article: str, note: str = "") -> int:
        """Makes an article, by Article.id, the first publication of its story; returns the number of the correction. Errors: UserError."""
        with _alone():
            row = models.Article.objects.filter(id=article).select_related("story").first()
            if row is None:
                raise UserError(f"没有编号为 {article} 的文章")
            number = self._log(Kind.FIRST, note, {"chosen": {row.story.id: row.story.chosen}}, [row.story])
            models.Story.objects.filter(number=row.story_id).update(chosen=article)
            stories.crown_again([row.story.id], self._crown)
            return number

    def undo(self, number: int) -> None:
        """Takes a correction back; what others corrected since of the same articles must be undone first. Errors: UserError."""
        with _alone():
            row = models.Correction.objects.filter(number=number).first()
            if row is None or row.undone:
                raise UserError(f"第 {number} 号更正不存在或已撤销")
            later = models.Correction.objects.filter(number__gt=number, undone=None, articles__in=row.articles.all()).order_by("-number").first()
            if later:
                raise UserError(f"此后又有第 {later.number} 号更正涉及这些文章，请先撤销它")
            touched = _bring_back(row)
            row.undone, row.undone_by = datetime.now(UTC), self._by
            row.save(update_fields=["undone", "undone_by"])
            stories.crown_again(touched, self._crown)

    def _log(self, kind: Kind, note: str, before: dict[str, Any], about: Iterable[models.Story]) -> int:
        row = models.Correction.objects.create(kind=kind, at=datetime.now(UTC), by=self._by, note=note, before=before)
        row.articles.set(models.Article.objects.filter(story__in=list(about)))
        return int(row.number)


def log(story: str = "", limit: int | None = 100) -> list[Correction]:
    """The newest corrections, of one story or of all."""
    rows = models.Correction.objects.prefetch_related("articles")
    found: QuerySet[models.Correction] = rows.filter(articles__story__id=story).distinct() if story else rows
    return [
        Correction(
            number=row.number,
            kind=Kind(row.kind),
            at=row.at,
            by=row.by,
            note=row.note,
            articles=tuple((article.id, article.title) for article in row.articles.all()),
            undone=row.undone,
            undone_by=row.undone_by,
        )
        for row in found.order_by("-number")[:limit]
    ]


def _bring_back(row: models.Correction) -> set[str]:
    """Restores what a correction changed; returns the Story.id of the stories that it touched."""
    before = row.before
    moved: dict[str, str] = before.get("moved", {})
    touched = set(row.articles.values_list("story__id", flat=True)) | set(moved.values())
    numbers = stories.ensure(moved.values())
    for story in dict.fromkeys(moved.values()):
        ids = [id_ for id_, of in moved.items() if of == story]
        models.Article.objects.filter(id__in=ids).update(story=numbers[story], version=F("version") + 1)
    for story, chosen in before.get("chosen", {}).items():
        models.Story.objects.filter(id=story).update(chosen=chosen)
    for settled in (False, True):
        ids = [id_ for id_, was in before.get("settled", {}).items() if was is settled]
        models.Article.objects.filter(id__in=ids).update(settled=settled)
    for pair in before.get("made_apart", ()):
        models.Apart.objects.filter(story__id__in=pair, other__id__in=pair).delete()
    for pair in before.get("parted", ()):
        both = list(models.Story.objects.filter(id__in=pair).values_list("number", flat=True))
        if len(both) == 2:
            stories.set_apart(*both)
    models.Link.objects.filter(pk__in=before.get("closed", ())).update(answer=Answer.POSSIBLE, open=True)
    return touched


def _story(id_: str) -> models.Story:
    row = models.Story.objects.filter(id=id_).first()
    if row is None:
        raise UserError(f"没有编号为 {id_} 的稿件，可能刚刚并入了别的稿件，请刷新")
    return row


def _ids(story: models.Story) -> list[str]:
    return list(story.articles.order_by("number").values_list("id", flat=True))


def _settled(about: Iterable[models.Story]) -> dict[str, bool]:
    return dict(models.Article.objects.filter(story__in=list(about)).values_list("id", "settled"))


def _settle(about: Iterable[models.Story]) -> None:
    models.Article.objects.filter(story__in=list(about)).update(settled=True)


def _pair(one: models.Story, two: models.Story) -> Q:
    return Q(story=one, other=two) | Q(story=two, other=one)


def _close(between: Q, answer: Answer) -> list[int]:
    """Answers the open questions between two stories; returns their row numbers."""
    rows = models.Link.objects.filter(between, open=True)
    numbers = list(rows.values_list("pk", flat=True))
    models.Link.objects.filter(pk__in=numbers).update(answer=answer, open=False)
    return numbers


def _free(ids: Collection[str]) -> str:
    """A Story.id for these articles: of the first that names no story yet."""
    taken = set(models.Story.objects.filter(id__in=ids).values_list("id", flat=True))
    named = next((id_ for id_ in ids if id_ not in taken), "")
    return named or blake2b(f"{ids} {models.Correction.objects.count()}".encode(), digest_size=12).hexdigest()
