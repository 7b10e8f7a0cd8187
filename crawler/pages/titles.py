"""Which line of a page is its headline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from crawler.pages.clean import key
from crawler.pages.furniture import is_bar, is_original_title
from crawler.pages.lines import Line
from crawler.pages.tree import Tree

HEADINGS = {"h1": 4, "h2": 3, "h3": 2, "h4": 1}
CALLED = re.compile(r"(?:^|[-_])(?:title|headline|biaoti|tit|bt)(?:$|[-_\d])|title|headline", re.IGNORECASE)
SEPARATORS = re.compile(r"\s*(?:_|\||｜|--+|——|–|—|\s-\s|\s·\s|-(?=[^-]{2,16}$))\s*")
LIKE = 0.5  # share of the document's title that a heading must cover to be the one
SHORTEST = 4
LONGEST = 100
LINKED = 3  # standing from which on a headline may be a link
WITHIN = 8  # lines before a text, or at its beginning, among which its headline is
LINE = 120  # characters of the longest breadcrumb, and of the line that names an original headline
COLUMN = 16  # characters of the longest name of a column
BREADCRUMB = re.compile(r"^\W*(?:您?的?(?:当前|现在|所在)(?:所在)?的?位置|您所在的?位置|位置)\s*[:：是]?\s*")
STEPS = re.compile(r"[>＞»›/→\\]+|\s-\s")
NO_COLUMNS = frozenset(("正文", "详情", "内容", "文章内容", "首页", "网站首页"))
ORIGINAL = re.compile(r"^[^:：为]*(?:[:：]|为)\s*|[)）】]$")
SENTENCES = 40.0  # weight of a line of running text
MOST_ABOVE = 0.7  # share of the page's running text that may stand above its headline
PART = 0.5  # share of the document's title that a heading in its middle must be; less is the site's name


def without_site(title: str) -> str:
    """A document's title without the site's and the column's name: what stands before the first separator that leaves a headline."""
    parts = SEPARATORS.split(title)
    if len(parts) < 2:
        return title
    for n in range(1, len(parts)):
        head = title[: title.index(parts[n], len("".join(parts[:n])))]
        head = SEPARATORS.sub("", head[-4:]).join((head[:-4], "")) if head else head
        if len(key(head)) >= 8:
            return head.strip(" _|｜-–—·")
    return max(parts, key=len)


def best_heading(tree: Tree, lines: list[Line], hints: tuple[str, ...]) -> tuple[int, str]:
    """Number and text of the line that best agrees with what the page's head calls it; (-1, "") where none does."""
    found = headings(tree, lines, hints)
    if found:
        number = behind_site(max(found, key=lambda heading: heading.score), found, [key(hint) for hint in hints])
    else:
        number = next((n for n, line in enumerate(lines) if standing(tree, line) >= 4 and line.own >= 6 and not hints), -1)
    return continued(lines, number, [key(hint) for hint in hints]) if number >= 0 else (-1, "")


def continued(lines: list[Line], number: int, hints: list[str]) -> tuple[int, str]:
    """Number of the last line and text of a headline that goes on in the next lines of its element, as far as the head says so too."""
    text = lines[number].text
    for n in range(number + 1, len(lines)):
        longer = f"{text} {lines[n].text}"
        if lines[n].block != lines[number].block or not any(hint.startswith(key(longer)) for hint in hints):
            break
        number, text = n, longer
    return number, text


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may be the headline."""

    number: int  # of the line
    text: str
    rank: int  # how much the markup makes it a headline
    score: float


def headings(tree: Tree, lines: list[Line], hints: tuple[str, ...]) -> list[Heading]:
    """The lines that agree with what the page's head calls the piece, in the order of the page."""
    keys = [key(hint) for hint in hints]
    found: list[Heading] = []
    read = [0.0, *accumulate(line.own if line.own >= SENTENCES and not line.hidden else 0.0 for line in lines)]
    for n, line in enumerate(lines):
        if len(line.text) > 200 or line.weight < 2 or line.hidden:
            continue
        if read[n] > MOST_ABOVE * read[-1]:
            break  # a headline has its text below it
        agreed = agreement(key(line.text), keys)
        if agreed < LIKE:
            continue
        rank = standing(tree, line) or int(is_bar(lines[n + 1].words) if n + 1 < len(lines) else False)
        if line.linked <= line.own or rank >= LINKED:
            found.append(Heading(n, line.text, rank, agreed * 4 + rank))
    return found


def behind_site(best: Heading, found: Sequence[Heading], hints: list[str]) -> int:
    """Of two headlines that are the beginning and the end of what the head says, the second's number: the first is the site's name above it."""
    one = key(best.text)
    for later in found:
        other = key(later.text)
        if later.number <= best.number or not later.rank or one in other or other in one:
            continue
        if any((hint.startswith(one) and hint.endswith(other)) or (hint.endswith(one) and hint.startswith(other)) for hint in hints):
            return later.number
    return best.number


def agreement(text: str, hints: list[str]) -> float:
    """1.0 for the beginning of a hint that is most of it; less the less of it there is."""
    best = 0.0
    for hint in hints:
        if (len(text) < SHORTEST and text != hint) or not hint:
            continue
        if hint.startswith(text):
            best = max(best, 0.6 + 0.4 * len(text) / len(hint))
        elif text.startswith(hint) or (hint in text and len(hint) >= 8):
            best = max(best, len(hint) / len(text))
        elif text in hint and len(text) > PART * len(hint):
            best = max(best, len(text) / len(hint))
    return best


def standing(tree: Tree, line: Line) -> int:
    """How much the markup makes a line a headline."""
    rank = 0
    for steps, entry in enumerate(tree.above(line.block)):
        if steps > 2:
            break
        if tree.tags[entry] in HEADINGS:
            return max(rank, HEADINGS[tree.tags[entry]])
        name = f"{tree.attributes[entry].get('class') or ''} {tree.attributes[entry].get('id') or ''}"
        if name != " " and CALLED.search(name):
            rank = max(rank, 2)
    return rank


def heading_above(tree: Tree, lines: list[Line], passage: Sequence[Line]) -> str:
    """What stands like a headline before a text, or before the metadata within its first lines: marked as one, or next to that metadata."""
    before = [line for line in lines if line.start < passage[0].start and not line.hidden][-WITHIN:]
    bar = next((n for n, line in enumerate(passage[:WITHIN]) if is_bar(line.words)), 0)
    near = list(passage[:bar]) or before
    followed = {id(line) for line, after in pairwise([*before, *passage[: bar + 1]]) if is_bar(after.words)}
    best: tuple[int, int, str] = (0, 0, "")
    for line in near:
        if line.own < SHORTEST or line.linked >= line.own or len(line.text) >= LONGEST or is_bar(line.words):
            continue
        rank = standing(tree, line) + (2 if id(line) in followed else 0)
        best = max(best, (rank, line.start, line.text))
    return best[2] if best[0] >= 2 else ""


def breadcrumb(lines: Sequence[Line], title: str) -> str:
    """The last column that 当前位置：首页 > 新闻 > 要闻 > 正文 names."""
    line = next((line.text for line in lines if len(line.text) < LINE and BREADCRUMB.match(line.text)), "")
    steps = [step.strip() for step in STEPS.split(BREADCRUMB.sub("", line)) if step.strip()]
    columns = [step for step in steps if step not in NO_COLUMNS and key(step) != key(title)]
    return columns[-1] if columns and len(columns[-1]) <= COLUMN else ""


def original_title(lines: Sequence[Line]) -> str:
    """What （原标题：…） says, "" without one."""
    printed = next((line.text for line in lines if len(line.text) < LINE and is_original_title(line.words)), "")
    return ORIGINAL.sub("", printed)
