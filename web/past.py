"""The history of an article, as the article page tells it: its versions, when it was away, how often it was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from archive.ledger.browsing import Row
from archive.ledger.looks import Counted, Look
from model.article import Change
from model.entry import NUMBERS
from pipelines.reread import paragraphs
from web.tags import grouped

WORDS = {Change.EDITED: "有改动", Change.REPLACED: "换成了别的内容", Change.GONE: "已撤稿", Change.BACK: "恢复"}
COUNTS = ("reads", "likes", "shares", "comments")
HEADS = tuple(NUMBERS[key] for key in COUNTS)
UNKNOWN = "未取得"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to an article."""

    at: datetime  # when it was noticed
    words: str
    away: bool = False  # the page was taken away
    version: int = 0  # that began with it; 0: none did
    note: str = ""
    title: tuple[str, str] | None = None  # before and after, where it changed
    gone: Sequence[str] = ()  # paragraphs of the version before that are no more
    come: Sequence[str] = ()
    capture: int = 0  # the page as it was then; 0: none was kept


def events(row: Row, looks: Sequence[Look]) -> list[Event]:
    """From its being stored on, in order of time; each edit with what it changed."""
    edits = [look for look in looks if look.change is Change.EDITED]
    # An edit keeps the text before it: the text after it is that of the next edit, or the present one.
    after = {id(edit): (later.title, later.body) for edit, later in pairwise(edits)}
    first = next((look.before for look in looks if look.before), 0)
    found = [Event(at=row.collected, words="收录", version=1, capture=first)]
    for look in looks:
        event = Event(at=look.seen, words=WORDS[look.change], away=look.change is Change.GONE, note=look.reason, capture=look.after)
        if look.change is Change.EDITED:
            event = _edit(look, after.get(id(look), (row.title, row.body)), version=edits.index(look) + 2)
        found.append(event)
    return found


def _edit(look: Look, now: tuple[str, str], version: int) -> Event:
    title, body = now
    gone, come = paragraphs(look.body, body)
    return Event(
        at=look.seen,
        words=WORDS[look.change],
        version=version,
        title=(look.title, title) if look.title != title else None,
        gone=gone,
        come=come,
        capture=look.after,
    )


def figures(counted: Sequence[Counted]) -> list[tuple[datetime, list[tuple[str, str]]]]:
    """When numbers were taken, and each of COUNTS by its name, in words."""
    return [(one.taken, [(NUMBERS[key], _figure(one, key)) for key in COUNTS]) for one in counted]


def _figure(one: Counted, key: str) -> str:
    if key not in one.values:
        return UNKNOWN
    return f"{'不少于 ' if key in one.at_least else ''}{grouped(one.values[key])}"
