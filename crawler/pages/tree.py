"""One parsed page as flat lists in document order: every subtree is a slice, and no depth of nesting needs recursion."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from model.outcome import Unreadable

TEXT = "#text"
TEXT_ID, COMMENT_ID = 2, 4  # the parser's numbers; those up to 4 are no elements
# Never part of what a reader reads. `noscript` doubles what a script draws; `template` is not on the page yet.
UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "svg", "math", "select", "option", "datalist", "textarea", "button", "object", "embed", "iframe", "canvas")
)
INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "rb")
).union(("rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"))
NOTED = frozenset(("id", "class", "style", "hidden"))
HIDDEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$))", re.IGNORECASE)
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{150000,}")
MOST_ATTRIBUTES = 10_000  # of one tag: the parser's time grows with their square
Attributes = dict[str, str | None]
NO_ATTRIBUTES: Attributes = {}
KNOWN = 190  # numbers below this are of the parser's own list of elements, others of the document
NAMES: dict[int, str] = {}  # number of an element -> its name, as far as met


def name_of(node: LexborNode, number: int) -> str:
    """The name of an element, "" for one without."""
    name = node.tag or ""
    if number < KNOWN:
        NAMES[number] = name
    return name


@lru_cache(maxsize=1024)  # the same few dozens are tried on every page
def simple(css: str) -> tuple[str, str]:
    """Mark ("#" or ".") and name of a selector that is nothing else; two empty strings for any other."""
    name = css[1:]
    return (css[0], name) if css[:1] in ("#", ".") and name.replace("-", "").replace("_", "").isalnum() else ("", "")


class Tree:
    """Entry i is an element or a piece of text; its descendants are the entries i + 1 … ends[i] - 1."""

    def __init__(self, html: str) -> None:
        if len(html) > 150_000 and any(len(tag[0].split()) > MOST_ATTRIBUTES for tag in LONG_TAG.finditer(html)):
            raise Unreadable("页面有一个标签带着上万个属性，无法解析")
        self.parser = LexborHTMLParser(html)
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.ends: list[int] = []
        self.texts: list[str] = []  # "" for elements
        self.attributes: list[Attributes] = []  # empty for text
        self.hidden: list[int] = []  # blocks that a style keeps from being seen
        self.ids: dict[str, int] = {}  # id -> the first entry that has it
        self.classes: dict[str, list[int]] = {}
        self.comments: list[tuple[int, str]] = []  # entry that follows it, text
        self.elements: defaultdict[str, list[int]] = defaultdict(list)  # tag -> the entries of that name
        self._index: dict[int, int] = {}  # the parser's name of an element -> its entry
        first = self.parser.root
        while first is not None and first.prev is not None:  # a comment before <html>
            first = first.prev
        if first is not None:
            self._flatten(first)

    def _flatten(self, node: LexborNode) -> None:
        tags, parents, ends, texts, attributes = self.tags, self.parents, self.ends, self.texts, self.attributes
        elements, index, note, unnoted = self.elements, self._index, self._note, NOTED.isdisjoint
        above: list[LexborNode] = []
        parent = -1
        count = 0
        space = ""
        while True:
            inside: LexborNode | None = None
            kind = node.tag_id
            if kind == TEXT_ID:
                text = node.text_content or ""
                if text.isspace():  # half of all text nodes; one space before the next text says the same
                    space = " "
                else:
                    count += 1
                    tags.append(TEXT)
                    texts.append(space + text if space else text)
                    attributes.append(NO_ATTRIBUTES)
                    parents.append(parent)
                    ends.append(count)
                    space = ""
            elif kind == COMMENT_ID:
                self.comments.append((count, node.comment_content or ""))
            elif kind > COMMENT_ID and (tag := NAMES.get(kind) or name_of(node, kind)):
                said = node.attributes
                unseen = tag in UNSEEN or (not unnoted(said) and note(count, tag, said))
                elements[tag].append(count)
                index[node.mem_id] = count
                count += 1
                tags.append(tag)
                texts.append("")
                attributes.append(said)
                parents.append(parent)
                ends.append(count)
                if not unseen:
                    inside = node.first_child
            if inside is not None:
                above.append(node)
                parent = count - 1
                node = inside
                continue
            following = node.next
            while above and following is None:
                node = above.pop()
                ends[parent] = count
                parent = parents[parent]
                following = node.next
            if following is None:
                return
            node = following

    def _note(self, entry: int, tag: str, attributes: Attributes) -> bool:
        """Remembers where ids, classes and hidden blocks are. True for a hidden part of a line, which nobody reads."""
        if name := attributes.get("id"):
            self.ids.setdefault(name, entry)
        if names := attributes.get("class"):
            for name in names.split():
                self.classes.setdefault(name, []).append(entry)
        if ((style := attributes.get("style")) and HIDDEN.search(style)) or "hidden" in attributes:
            if tag in INLINE:
                return True
            self.hidden.append(entry)
        return False

    def select(self, css: str) -> list[int]:
        """The entries that match; "#id" and ".class" are looked up without the selector engine. A selector that is none matches nothing."""
        mark, name = simple(css)
        if mark == "#":
            return [self.ids[name]] if name in self.ids else []
        if mark == ".":
            return self.classes.get(name, [])
        try:
            found = self.parser.css(css)
        except SelectolaxError:  # the register check refuses such a selector; an old capture must still read
            return []
        return [self._index[node.mem_id] for node in found if node.mem_id in self._index]

    def named(self, *tags: str) -> list[int]:
        """The elements of these names, in order."""
        if len(tags) == 1:
            return self.elements.get(tags[0], [])
        return sorted(entry for tag in tags for entry in self.elements.get(tag, ()))

    @property
    def metas(self) -> list[Attributes]:
        return [self.attributes[entry] for entry in self.named("meta")]

    @property
    def body(self) -> int:
        """Where the visible page begins."""
        return next(iter(self.named("body", "frameset")), 0)

    def text(self, entry: int) -> str:
        """The text of an element, or of one piece of text, without marks between its parts."""
        return "".join(self.texts[entry : self.ends[entry]])

    def within(self, entry: int, tag: str) -> Iterator[int]:
        """The elements of that name below an entry, in order."""
        return self.between(entry, self.ends[entry], tag)

    def between(self, begin: int, end: int, tag: str) -> Iterator[int]:
        """The elements of that name among the entries begin … end - 1, in order."""
        entries = self.elements.get(tag, [])
        return islice(entries, bisect_left(entries, begin), bisect_left(entries, end))

    def above(self, entry: int) -> Iterator[int]:
        """The entry itself, then its ancestors up to the root."""
        while entry >= 0:
            yield entry
            entry = self.parents[entry]

    def scripts(self, kind: str = "") -> Iterator[str]:
        """The source of inline scripts, all of them or those of one type."""
        if kind and all((self.attributes[entry].get("type") or "").lower() != kind for entry in self.named("script")):
            return iter(())  # most pages, and the selector engine would look at every element
        css = f'script[type="{kind}"]' if kind else "script"
        return (node.text() for node in self.parser.css(css))
