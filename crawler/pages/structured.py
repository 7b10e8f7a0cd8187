"""What a page says of itself in its head: 政府网站 meta tags, JSON-LD, Open Graph."""

import json
from collections.abc import Iterator

from crawler.pages import clean
from crawler.pages.tree import Attributes, Tree

LONGEST = 2000  # characters of a tag's value
DEPTH = 64  # of JSON-LD; deeper is an attack
ARTICLES = ("Article", "Posting", "Report", "VideoObject")


class Metas:
    """Meta tags by name without case: the first value that says something, of the article's own set where a page holds two."""

    def __init__(self, metas: list[Attributes]) -> None:
        self._sets: list[dict[str, str]] = [{}]
        for attributes in metas:
            name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
            content = attributes.get("content")
            if not name or not content:
                continue
            name = name.lower()
            if name == "sitename" and "sitename" in self._sets[-1]:  # a second set of the standard's tags begins
                self._sets.append({})
            self._sets[-1].setdefault(name, clean.line(content[:LONGEST]))
        self._sets.sort(key=lambda one: "articletitle" not in one)

    def __getitem__(self, name: str) -> str:
        """ "" where no tag of that name says anything. A value that only repeats its label (来源：) says nothing."""
        name = name.lower()
        return next((value for one in self._sets if (value := one.get(name, "")) and not value.endswith(("：", ":"))), "")

    def first(self, *names: str) -> str:
        return next((value for name in names if (value := self[name])), "")


def linked_data(tree: Tree) -> dict[str, object]:
    """The JSON-LD object that describes the article, {} where there is none that can be read."""
    for source in tree.scripts("application/ld+json"):
        try:
            data = json.loads(source.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):  # hand-made JSON on other people's pages: the next rung of the ladder answers
            continue
        for thing in things(data):
            kind = thing.get("@type", "")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and k.endswith(ARTICLES) for k in kinds) or "pubDate" in thing:
                return thing
    return {}


def things(data: object, depth: int = 0) -> Iterator[dict[str, object]]:
    """Every object of a JSON-LD document, outermost first."""
    if depth > DEPTH:
        return
    if isinstance(data, dict):
        yield data
        yield from things(data.get("@graph"), depth + 1)
    elif isinstance(data, list):
        for part in data:
            yield from things(part, depth + 1)


def said(thing: dict[str, object], *names: str) -> str:
    """The first of the named values that is a text, or that has a name."""
    for name in names:
        value = thing.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return value
    return ""


def persons(thing: dict[str, object]) -> Iterator[str]:
    """The names of the persons that a JSON-LD object calls its authors; organisations are none."""
    authors = thing.get("author")
    for author in authors if isinstance(authors, list) else [authors]:
        if isinstance(author, dict) and author.get("@type") == "Person" and isinstance(name := author.get("name"), str) and name.strip():
            yield clean.line(name)
