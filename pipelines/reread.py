"""Reading stored pages again: what the line of now makes of them, beside what the archive holds."""

from collections.abc import Callable, Collection, Sequence
from difflib import SequenceMatcher
from typing import Any

from archive.ledger import rereading
from archive.ledger.browsing import Row
from archive.ledger.captures import ReadPlace
from archive.ledger.rereading import Stored
from model.article import Article
from model.difference import Difference
from model.outcome import Outcome, UserError
from pipelines.group import group
from pipelines.line import Verdict
from pipelines.pool import ReadingPool
from pipelines.reprints.first import first_publication
from pipelines.reprints.prints import Print

PLAIN = ("title", "subtitle", "published", "origin", "reporters", "correspondents", "editors", "column", "page_no", "page_name")
TELLING = {"title", "body", "published", "published_precision", "origin"}  # what an article's story is told by
LINES = 20  # paragraphs of a difference that are told, from either side


class Reread:
    """Reads batches of stored pages. Nothing is written before `apply`."""

    def __init__(self, evidence: ReadPlace, pool: ReadingPool, lost: Callable[[Stored, str], None]):
        self._evidence, self._pool, self._lost = evidence, pool, lost

    def read(self, batch: Sequence[Stored]) -> list[tuple[Stored, Verdict]]:
        """Each page with its verdict; pages whose evidence is lost are told and left out."""
        found = []
        for stored in batch:
            try:
                found.append((stored, stored.capture(self._evidence)))
            except UserError as error:
                self._lost(stored, str(error))
        verdicts = self._pool.verdicts(self._pool.submit([capture for _, capture in found]))
        return [(stored, verdict) for (stored, _), verdict in zip(found, verdicts, strict=True)]


def difference(stored: Stored, verdict: Verdict) -> Difference | None:
    """What changed; None where the page reads as it did. A page that a site had blocked when it was fetched says nothing."""
    if verdict.outcome is Outcome.WAITING:
        return None
    changed = changes(stored, verdict.article) if stored.article and verdict.article else {}
    if verdict.outcome is stored.outcome and not changed:
        return None
    return Difference(
        id=stored.id,
        url=stored.url,
        source=stored.source,
        was=stored.outcome,
        now=verdict.outcome,
        reason=verdict.reason,
        changed=changed,
        closed=stored.closed if changed or verdict.outcome is not Outcome.KEPT else (),
    )


def changes(stored: Stored, article: Article) -> dict[str, tuple[Any, Any]]:
    """The fields that differ, with both values; of a body the paragraphs that are gone and those that are new."""
    row = stored.article
    assert row is not None
    found: dict[str, tuple[Any, Any]] = {name: (was, now) for name in PLAIN if (was := getattr(row, name)) != (now := getattr(article, name))}
    if row.precision != article.published_precision:
        found["published_precision"] = (row.precision, article.published_precision)
    if row.body != article.body:
        found["body"] = paragraphs(row.body, article.body)
    for name in ("units", "topics"):
        was, now = ({one.id for one in getattr(thing, name)} for thing in (row, article))
        if was != now:
            found[name] = (sorted(was), sorted(now))
    return found


def paragraphs(was: str, now: str) -> tuple[list[str], list[str]]:
    """The paragraphs of either text that the other one has not, at most LINES of each."""
    old, new = was.split("\n"), now.split("\n")
    gone: list[str] = []
    come: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += old[a:b]
            come += new[c:d]
    return gone[:LINES], come[:LINES]


def is_applied(one: Difference) -> bool:
    """Whether `apply` writes a difference: an article is not withdrawn by a machine, and what cannot be read says nothing new."""
    return one.now is Outcome.KEPT or (one.was is not Outcome.KEPT and one.now is Outcome.REJECTED)


def keys(row: Row) -> Collection[int]:
    """Under which the text of an article was kept."""
    return Print(row.id, row.url, row.outlet_name, row.title, row.body, row.published).keys


def apply(pages: Sequence[tuple[Stored, Verdict]]) -> None:
    """Writes the differences of a batch in one transaction."""
    better: dict[str, Article] = {}
    new: dict[str, tuple[Stored, Article]] = {}
    refused: dict[str, str] = {}
    retold: dict[str, Collection[int]] = {}
    for stored, verdict in pages:
        found = difference(stored, verdict)
        if found is None or not is_applied(found):
            continue
        if verdict.article is None:
            refused[stored.id] = verdict.reason
        elif stored.article:
            better[stored.id] = verdict.article
            if TELLING & found.changed.keys():
                retold[stored.id] = keys(stored.article)
        else:
            new[stored.id] = (stored, verdict.article)
    rereading.apply(rereading.Reread(better=better, retold=retold, new=new, refused=refused), group, first_publication)
