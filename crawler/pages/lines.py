"""The lines of a page as a reader sees them: text between two breaks, with what is a link in it."""

from dataclasses import dataclass
from itertools import compress, islice, pairwise
from re import compile as pattern

from archive.folding import fold
from crawler.pages import clean
from crawler.pages.tree import INLINE, Tree

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
    own: float  # weight outside links
    hidden: bool

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


def lines(tree: Tree, begin: int = 0) -> list[Line]:
    """The lines from an entry on, in document order. What a style hides is there, and marked."""
    written = bytes(map(bool, tree.texts))  # one byte an entry: whether it is a piece of text
    breaking, linked = breaks(tree), links(tree)
    blocks: dict[int, int] = {}
    found: list[Line] = []
    start = written.find(1, begin)
    while start >= 0:
        end = breaking.find(1, start + 1)
        if line := line_of(tree, start, end, linked, blocks):
            found.append(line)
        start = written.find(1, end)
    mark_hidden(tree, found)
    simplify(found)
    return found


def breaks(tree: Tree) -> bytearray:
    """One byte an entry, and one for the end: whether a line ends before it, since a block that holds something begins or ends, or a <br> stands there."""
    ends = tree.ends
    found = bytearray(len(ends) + 1)
    found[-1] = 1
    for tag, entries in tree.elements.items():
        if tag in BREAKS:
            for entry in entries:
                found[entry] = 1
        elif tag not in INLINE:
            for entry in entries:
                if ends[entry] > entry + 1:
                    found[entry] = found[ends[entry]] = 1
    return found


def links(tree: Tree) -> bytearray:
    """One byte an entry: whether it is part of a link."""
    ends = tree.ends
    found = bytearray(len(ends))
    for entry in tree.named("a"):
        if not found[entry]:  # a link inside a link is done
            for inner in range(entry + 1, ends[entry]):
                found[inner] = 1
    return found


def line_of(tree: Tree, start: int, end: int, linked: bytearray, blocks: dict[int, int]) -> Line | None:
    """The line that the entries start … end - 1 hold; None where they hold only blanks. `blocks` as in `block_around`."""
    text = clean.line("".join(tree.texts[start:end]))
    if not text:
        return None
    whole, of_links = weight(text), 0.0
    if linked.find(0, start, end) < 0:
        of_links = whole
    elif linked.find(1, start, end) >= 0:
        of_links = weight(clean.line("".join(compress(tree.texts[start:end], linked[start:end]))))
        whole = max(whole, of_links)
    return Line(text, text, start, end, block_around(tree, start, blocks), whole, of_links, whole - of_links, False)


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


def block_around(tree: Tree, entry: int, known: dict[int, int]) -> int:
    """As `block_above`; `known` are those of the inline elements met before: a page may nest thousands, with a line in each."""
    path = []
    entry = tree.parents[entry]
    while entry > 0 and tree.tags[entry] in INLINE and entry not in known:
        path.append(entry)
        entry = tree.parents[entry]
    block = known.get(entry, max(entry, 0))
    known.update(dict.fromkeys(path, block))
    return block


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
