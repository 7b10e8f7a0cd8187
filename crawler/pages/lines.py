"""The lines of a page as a reader sees them: text between two breaks, with what is a link in it."""

from dataclasses import dataclass
from itertools import islice, pairwise
from re import compile as pattern

from archive.folding import fold
from crawler.pages import clean
from crawler.pages.tree import INLINE, TEXT, Tree

TRADITIONAL = pattern("[們來時說對會這個為國發經過後學長東門開無電話報導點閱關]")
ENOUGH = 12  # such characters make a page a traditional one; fewer are a name or a quotation
HAN = "".join(map(chr, range(0x4E00, 0xA000)))
SIMPLIFIED = {ord(one): other for one, other in zip(HAN, fold(HAN), strict=True) if one != other}
NEVER = 1 << 60
BREAKS = frozenset(("br", "hr"))
STOPS = pattern("[，。！？；、：…]|[,.!?;:](?=\\s|$)")


@dataclass(slots=True)
class Line:
    """One line. `start` … `end` are the entries of the tree that hold it; weights count characters, Latin ones a third."""

    text: str
    words: str  # the text in simplified characters, by which its meaning is told
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
    size = len(text)
    if text.isascii():
        return size / 3
    wide = (len(text.encode("utf-8", "ignore")) - size) / 2  # a Han character has two more bytes than characters
    return wide + (size - wide) / 3 if size > wide else wide


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

    def finish(self, end: int) -> None:
        """Ends the line, if any was begun."""
        if not self.pieces:
            return
        text = clean.line("".join(self.pieces))
        if text:
            linked = weight(clean.line("".join(self.linked))) if self.linked else 0.0
            self.lines.append(Line(text, text, self.start, end, self.block, max(weight(text), linked), linked, False))
        self.pieces.clear()
        self.linked.clear()


def lines(tree: Tree, begin: int = 0) -> list[Line]:
    """The lines from an entry on, in document order. What a style hides is there, and marked."""
    writer = Writer()
    pieces = writer.pieces
    link_until = 0
    block = begin
    open_until = [NEVER]  # where the open blocks end, the innermost last
    next_end = NEVER
    for i, (tag, end) in enumerate(zip(tree.tags[begin:], tree.ends[begin:], strict=True), begin):
        if next_end <= i:
            if pieces:
                writer.finish(i)
            while open_until[-1] <= i:
                open_until.pop()
                block = block_above(tree, block)
            next_end = open_until[-1]
        if tag == TEXT:
            writer.write(tree.texts[i], i, block, i < link_until)
        elif tag == "a":
            link_until = max(link_until, end)
        elif tag in BREAKS or (end > i + 1 and tag not in INLINE):
            if pieces:
                writer.finish(i)
            if end > i + 1:
                open_until.append(end)
                next_end = end
                block = i
    writer.finish(len(tree.tags))
    mark_hidden(tree, writer.lines)
    simplify(writer.lines)
    return writer.lines


def spaced(tree: Tree, line: Line) -> str:
    """A line with a space between words of different elements: 新闻<b>云溪日报</b><i>王小明</i> are three things, though nothing stands between them."""
    pieces = [text for text in tree.texts[line.start : line.end] if text]
    parts = pieces[:1]
    for before, after in pairwise(pieces):
        parts += [" ", after] if before[-1:].isalnum() and after[:1].isalnum() else [after]
    return clean.line("".join(parts)) if len(pieces) > 1 else line.text


def simplify(found: list[Line]) -> None:
    """Gives the lines of a page in traditional characters their words in simplified ones."""
    marks = TRADITIONAL.finditer("\n".join([line.text for line in found]))
    if len(list(islice(marks, ENOUGH))) == ENOUGH:
        for line in found:
            line.words = line.text.translate(SIMPLIFIED)


def block_above(tree: Tree, entry: int) -> int:
    """The nearest element above that is not inline."""
    entry = tree.parents[entry]
    while entry > 0 and tree.tags[entry] in INLINE:
        entry = tree.parents[entry]
    return max(entry, 0)


def mark_hidden(tree: Tree, found: list[Line]) -> None:
    """Marks the lines that stand inside hidden blocks; both come in document order."""
    blocks = iter(tree.hidden)
    begin, end = 0, 0
    for line in found if tree.hidden else ():
        while end <= line.start:
            begin = next(blocks, -1)
            if begin < 0:
                return
            end = tree.ends[begin]
        line.hidden = begin <= line.start
