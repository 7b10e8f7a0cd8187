"""What the markup of elements between headline and text says: <time datetime>, class="author"."""

from collections.abc import Iterator
from datetime import datetime

from crawler.pages import clean
from crawler.pages.names import is_person
from crawler.pages.tree import Tree
from model.times import Moment, moment


def time_in(tree: Tree, begin: int, end: int, fetched: datetime) -> Moment | None:
    """The time of the first <time> between two entries, else of one that calls itself the time of publishing."""
    marked = [entry for entry in tree.named("time") if tree.attributes[entry].get("datetime")]
    near = [entry for entry in marked if begin <= entry < end]
    near += [entry for entry in marked if "pubdate" in tree.attributes[entry] or tree.attributes[entry].get("itemprop") == "datePublished"]
    return next((found for entry in near if (found := moment(tree.attributes[entry].get("datetime") or "", fetched))), None)


def persons_called(tree: Tree, begin: int, end: int, what: str) -> Iterator[str]:
    """Persons' names between two entries that stand alone in an element with a word in its class: "author"."""
    for name, entries in tree.classes.items():
        if what in name.lower():
            for entry in entries:
                if begin <= entry < end and is_person(text := clean.line(tree.text(entry))):
                    yield text
