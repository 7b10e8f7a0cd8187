"""The generic reader: which part of a page is the article, found by how much there is to read in it that is no link."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from crawler.pages import clean
from crawler.pages.furniture import any_of, is_bar, is_file, is_heading_of_links, is_legal
from crawler.pages.lines import Line, block_above, weight
from crawler.pages.tree import Tree

# Names that say what a part of a page is. The first may stand anywhere in a class or id, the others only as a word of it.
ANYWHERE = any_of(
    "comment|pinglun|recommend|tuijian|relate|sidebar|breadcrumb|crumbs|copyright|disclaimer|mianze|hotnews|ranking|paihang|qrcode|erweima|declare",
    "bdsharebuttonbox",
)
WORD = any_of(
    "nav|menu|foot|footer|shares?|side|aside|hot|rank|ads?|advert|pager|pagination|login|reply|guess|tags|keywords|tools?|toolbar|author-?info",
    "prev|next|readmore|subscribe|popup|dialog|player|vjs|promos?|newsletter|teasers?|signup|cookies?",
)
TAGS = "tag(?:$|[-_]?(?:s|list|box|cloud|links|wrap|area)(?:$|[-_]))"  # tag-election is WordPress' name of a whole article
FOREIGN = re.compile(rf"{ANYWHERE}|(?:^|[-_])(?:{WORD}(?:$|[-_\d])|{TAGS})", re.IGNORECASE)
FOREIGN_TAGS = frozenset(("nav", "footer", "aside", "form", "marquee"))
MAJORITY = 0.4  # a part with more of the page's text than this is no side matter, whatever it is called
ENOUGH = 0.92  # a part with this share of the best score is the better cut
PARAGRAPH = 500.0  # weight that one line can speak with: a text is more than its longest paragraph
RUN = 100.0  # weight by which the lines of one list of links speak against what holds them, however long it is
LESS = 0.3  # what a text counts behind a heading of links, and again behind the next
READABLE = 25.0  # weight of a line that is running text even without punctuation


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a page that belong together, and the entry of the tree that holds them all."""

    lines: tuple[Line, ...]
    root: int

    @property
    def weight(self) -> float:
        return sum(line.own for line in self.lines)

    def __bool__(self) -> bool:
        return bool(self.lines)


NOTHING = Passage((), 0)
WRITTEN = -1  # the entry of lines that come from a script or a head and stand nowhere on the page


def written(text: str) -> Passage:
    """A text that a page holds without showing it, one paragraph a line."""
    texts = (clean.line(part) for part in text.split("\n"))
    weighed = ((text, weight(text)) for text in texts if text)
    return Passage(tuple(Line(text, text, WRITTEN, WRITTEN, 0, own, 0.0, own, False) for text, own in weighed), WRITTEN)


@lru_cache(maxsize=4096)  # the pages of a site share their names
def is_foreign(name: str) -> bool:
    return FOREIGN.search(name) is not None


def foreign_parts(tree: Tree, lines: list[Line], anchor: int) -> list[tuple[int, int]]:
    """The slices of the tree that their own names call side matter, in order, outermost only; none that holds the headline."""
    named = [entry for name, entries in tree.classes.items() if is_foreign(name) for entry in entries]
    named += [entry for name, entry in tree.ids.items() if is_foreign(name)]
    named += tree.named(*FOREIGN_TAGS)
    text = Sums(lines, [line.own for line in lines])
    limit = MAJORITY * text.total
    own = set(tree.above(lines[anchor].block)) if anchor >= 0 else set()
    parts: list[tuple[int, int]] = []
    for entry in sorted(set(named)):
        if (not parts or entry >= parts[-1][1]) and text.of(entry, tree.ends[entry]) <= limit and tree.tags[entry] not in ("body", "html") and entry not in own:
            parts.append((entry, tree.ends[entry]))
    return parts


class Sums:
    """Sums of a value of lines over any slice of the tree."""

    def __init__(self, lines: list[Line], values: Iterable[float]) -> None:
        self._starts = [line.start for line in lines]
        self._sums = [0.0, *accumulate(values)]

    @property
    def total(self) -> float:
        return self._sums[-1]

    def of(self, begin: int, end: int) -> float:
        return self._sums[bisect_left(self._starts, end)] - self._sums[bisect_left(self._starts, begin)]


def value(line: Line) -> float:
    """What a line says for its being part of an article: running text speaks for it, links and legal notes against."""
    if line.linked > line.own:
        return -5.0 - line.linked / 2
    if line.own < READABLE:
        if line.stops == 0:
            return line.own / 4 - 1.0
        if line.own < 6:
            return 0.0
    if line.own < 40 and is_bar(line.words):
        return 0.0
    if line.own < 200 and is_legal(line.words):
        return -line.own
    return min(line.own, PARAGRAPH) * (1 - line.linked / line.weight) + 5 * min(line.stops, 10)


def values(lines: list[Line], foreign: list[tuple[int, int]], anchor: int) -> Iterator[float]:
    """The value of each line where it stands: nothing before the title, in side matter or hidden, little after the links begin."""
    slices = iter([*foreign, (1 << 60, 1 << 60)])
    begin, end = next(slices)
    share = 1.0
    left = RUN
    for n, line in enumerate(lines):
        while line.start >= end:
            begin, end = next(slices)
        if n <= anchor or line.hidden:
            yield 0.0
            continue
        side = begin <= line.start
        if not side and line.weight < 15 and is_heading_of_links(line.words):
            share *= LESS
        worth = value(line)
        if worth <= 0:
            worth = max(worth, -left)
            left += worth
        elif side:
            worth = 0.0
        else:
            left = min(RUN, left + worth)
            worth *= share
        yield worth


def totals(tree: Tree, lines: list[Line], scores: list[float]) -> dict[int, float]:
    """The sum of values below each element that holds a line which speaks for an article."""
    sums = Sums(lines, scores)
    found: dict[int, float] = {}
    for line, score in zip(lines, scores, strict=True):
        if score > 0:
            for entry in tree.above(line.block):
                if entry in found:
                    break
                found[entry] = sums.of(entry, tree.ends[entry])
    return found


def root_of(tree: Tree, total: dict[int, float]) -> int | None:
    """The element with the highest sum of values; among nearly equal ones the innermost."""
    best = max(total.values(), default=0.0)
    if best <= 0:
        return None
    root = max((entry for entry in total if total[entry] >= ENOUGH * best), key=lambda entry: (entry - tree.ends[entry], entry))
    above = block_above(tree, root)
    return above if tree.tags[root] == "p" and total.get(above, 0) > 0 else root  # one long paragraph is not yet the text


def generic(tree: Tree, lines: list[Line], anchor: int, foreign: list[tuple[int, int]]) -> Passage:
    """The article's lines on a page that no rule knows; NOTHING where nothing reads like one."""
    root = root_of(tree, totals(tree, lines, list(values(lines, foreign, anchor))))
    if root is None and anchor >= 0:
        return generic(tree, lines, -1, foreign)
    return NOTHING if root is None else part(tree, lines, root, foreign)


def part(tree: Tree, lines: list[Line], root: int, foreign: Sequence[tuple[int, int]], *, hidden: bool = False) -> Passage:
    """The lines below one element, without side matter and lists of links."""
    begin, end = root, tree.ends[root]
    inner = [slice_ for slice_ in foreign if begin < slice_[0] and slice_[1] <= end]
    kept = [
        line for line in lines if begin <= line.start < end and (hidden or not line.hidden) and not any(first <= line.start < last for first, last in inner)
    ]
    listed = [line.linked > 0.6 * line.weight and not is_file(line.words) for line in kept]
    alone = [
        line for n, line in enumerate(kept) if not (listed[n] and (in_list(tree, line, root) or any(listed[max(0, n - 1) : n]) or any(listed[n + 1 : n + 2])))
    ]
    return Passage(tuple(alone), root)


def matched(tree: Tree, lines: list[Line], entries: Sequence[int], foreign: Sequence[tuple[int, int]]) -> Passage:
    """The lines below several elements that a rule names, even where a style hides them until a script has run."""
    parts = [part(tree, lines, entry, foreign, hidden=True) for entry in entries]
    kept = {line.start: line for one in parts for line in one.lines}
    return Passage(tuple(kept.values()), parts[0].root) if kept else NOTHING


def in_list(tree: Tree, line: Line, root: int) -> bool:
    """Whether a line is an item of a list inside the passage."""
    for entry in tree.above(line.block):
        if entry <= root:
            return False
        if tree.tags[entry] in ("li", "dd", "dt"):
            return True
    return False
