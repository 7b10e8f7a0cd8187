"""The lines of a page as a reader sees them: text between two breaks, with what is a link in it."""

from dataclasses import dataclass
from re import compile as pattern

from crawler.pages import clean
from crawler.pages.tree import TEXT, Tree

INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"]
)
STOPS = pattern("[，。！？；、：…]|[,.!?;:](?=\\s|$)")


@dataclass(slots=True)
class Line:
    """One line. `start` … `end` are the entries of the tree that hold it; weights count characters, Latin ones a third."""

    text: str
    start: int
    end: int
    block: int  # the nearest element that is not inline
    weight: float
    linked: float  # weight of what is inside links
    hidden: bool

    @property
    def own(self) -> float:
        """Weight outside links."""
        return self.weight - self.linked

    @property
    def stops(self) -> int:
        """How many punctuation marks of running text it has."""
        return len(STOPS.findall(self.text))


def weight(text: str) -> float:
    """How much there is to read: a Han character counts one, a Latin one a third."""
    wide = (len(text.encode("utf-8", "ignore")) - len(text)) / 2  # a Han character has two more bytes than characters
    return wide + max(0.0, len(text) - wide) / 3


class Writer:
    """Collects pieces of text until a break and makes a Line of them."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.pieces: list[str] = []
        self.linked: list[str] = []
        self.start = 0
        self.block = 0

    def write(self, text: str, entry: int, block: int, linked: bool) -> None:
        if not self.pieces:
            self.start, self.block = entry, block
        self.pieces.append(text)
        if linked:
            self.linked.append(text)

    def finish(self, end: int, hidden: bool) -> None:
        text = clean.line("".join(self.pieces))
        if text:
            linked = weight(clean.line("".join(self.linked))) if self.linked else 0.0
            self.lines.append(Line(text, self.start, end, self.block, max(weight(text), linked), linked, hidden))
        self.pieces.clear()
        self.linked.clear()


def lines(tree: Tree, begin: int = 0, end: int | None = None) -> list[Line]:
    """The lines of the entries begin … end - 1, in document order. What a style hides is there, and marked."""
    tags, texts, ends, parents = tree.tags, tree.texts, tree.ends, tree.parents
    writer = Writer()
    hidden_until = link_until = inline_until = 0
    block = begin
    breaks: list[int] = []  # where open blocks end
    hidden = iter([*tree.hidden, 1 << 60])
    next_hidden = next(hidden)
    for i in range(begin, len(tags) if end is None else end):
        while next_hidden < i:
            next_hidden = next(hidden)
        if breaks and breaks[-1] <= i:
            if writer.pieces:
                writer.finish(i, i <= hidden_until)
            while breaks and breaks[-1] <= i:
                breaks.pop()
                block = parents[block]
                while tags[block] in INLINE and block >= begin:
                    block = parents[block]
        if i == next_hidden and i >= hidden_until:
            if writer.pieces:
                writer.finish(i, False)
            hidden_until = ends[i]
        tag = tags[i]
        if tag == TEXT:
            text = texts[i]
            if writer.pieces or not text.isspace():
                writer.write(text, i, block, i < link_until)
        elif tag in INLINE:
            if tag == "a" and ends[i] > link_until:
                link_until = ends[i]
        elif tag == "br" or tag == "hr":
            if writer.pieces:
                writer.finish(i, i < hidden_until)
        elif ends[i] > i + 1:
            if writer.pieces:
                writer.finish(i, i < hidden_until)
            breaks.append(ends[i])
            block = i
    if writer.pieces:
        writer.finish(len(tags) if end is None else end, False)
    return writer.lines
