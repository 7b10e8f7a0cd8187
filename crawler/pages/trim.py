"""Head and foot of a passage: what stands in the article's own element and is not its text."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, takewhile

from crawler.pages import clean
from crawler.pages.body import WRITTEN, Passage
from crawler.pages.furniture import is_advert, is_bar, is_call, is_day, is_editors, is_heading_of_links, is_legal, is_original_title, is_player, is_responsible
from crawler.pages.lines import Line
from crawler.pages.paper import is_print_mark

HEAD, FOOT = 14, 40  # lines looked at from either end
OPENING = 30  # lines before the first sentences among which the page's own lines may stand
FROM = 0.5  # a heading of links ends the text only in this last share of it
REST = 0.3  # share of a text that its foot may be
TEXT = 60.0  # weight after which 责任编辑 closes a text and does not open it
SENTENCES = 40.0  # weight of a line that is running text
ABOVE, BELOW, EDITORS = 30, 10, 2  # lines around a text in which its metadata may stand
BEFORE = 6  # lines before the headline, where some pages put the time
ROWS, BESIDE, TEASER = 3, 3, 80.0  # rows of teasers below a text, lines of one besides its headline, and weight of such a line
LINKED, NAME = 0.6, 6.0  # share of a line that is a link, and weight of a linked headline
LINKS = 20.0  # weight of a line of links below the text, such as the site's own pages
LONGEST_LEGAL = 250.0  # weight of a legal note; longer is an article about one


def trimmed(passage: Passage, title: str) -> Passage:
    """The passage without headline, metadata, calls, legal notes, editors' lines and lists of links."""
    lines = [line for line in passage.lines if not is_original_title(line.words) and not is_advert(line.words)]
    lines = lines[: teasers(lines)]
    return replace(passage, lines=tuple(without_foot(without_links(without_head(lines, clean.key(title))))))


def without_head(lines: list[Line], title: str) -> list[Line]:
    """Up to the headline everything goes, then what looks like metadata, then what stands before more of it and is no sentence."""
    named = (n for n, line in enumerate(lines[:HEAD]) if title and clean.key(line.text) == title)
    lines = lines[next(named, -1) + 1 :]
    first = 0
    while first < min(HEAD, len(lines)) and opens(lines[first]):
        first += 1
    text = next((n for n, line in enumerate(lines[first:OPENING], first) if is_sentences(line)), first)
    begin, own = first, 0
    for n in range(first, text):
        own += opens(lines[n])
        if 2 * own > n - first and opens(lines[n]):
            begin = n + 1
    return lines[begin:]


def opens(line: Line) -> bool:
    """Whether a line belongs to the page around a text and not to its beginning."""
    return is_bar(line.words) or is_day(line.words) or is_player(line.words) or is_furniture(line)


def is_sentences(line: Line) -> bool:
    """Whether a line is running text, and not one of the page's own requests."""
    return line.own >= SENTENCES and line.stops > 0 and not is_furniture(line)


def without_links(lines: list[Line]) -> list[Line]:
    """Nothing after the line of the responsible editor, nor from a heading on under which there are only links."""
    total = sum(line.own for line in lines)
    before = 0.0
    for n, line in enumerate(lines):
        if before >= FROM * total and is_heading_of_links(line.words) and not prose(lines[n + 1 :]):
            return lines[:n]
        if before >= TEXT and is_responsible(line.words):
            return lines[: n + 1]
        before += line.own
    return lines


def teasers(lines: list[Line]) -> int:
    """Where the rows begin that end a passage: the linked headline of another piece and a line or two of it, several times alike."""
    begin, rows, between, usual = len(lines), 0, 0, BESIDE
    for n in range(len(lines) - 1, -1, -1):
        if lines[n].linked > LINKED * lines[n].weight and lines[n].weight >= NAME:
            begin, rows, usual, between = n, rows + 1, min(BESIDE, between + 1), 0
        elif between < usual and lines[n].weight < TEASER:
            between += 1
        else:
            break
    text = sum(line.own for line in lines[:begin])
    return begin if rows >= ROWS and text > sum(line.weight for line in lines[begin:]) / 2 else len(lines)


def prose(lines: list[Line]) -> bool:
    """Whether most of some lines is running text."""
    return sum(line.own for line in lines if line.own >= SENTENCES and line.stops > 1) > 0.5 * sum(line.weight for line in lines)


def without_foot(lines: list[Line]) -> list[Line]:
    """Editors' lines go wherever they stand near the end; the page's own lines with whatever follows them, when no sentence does."""
    end = foot(lines)
    cut = max(0, end - FOOT)
    return lines[:cut] + [line for line in lines[cut:end] if not is_editors(line.words) and not is_print_mark(line.words)]


def foot(lines: list[Line]) -> int:
    """Number of the first of the page's own lines below the text."""
    total = sum(line.own for line in lines)
    end, rest = len(lines), 0.0
    for n in range(len(lines) - 1, max(-1, len(lines) - FOOT - 1), -1):
        line = lines[n]
        if is_furniture(line):
            end = n
        elif is_sentences(line):
            break
        rest += line.own
        if rest > REST * total:
            break
    return end


def is_furniture(line: Line) -> bool:
    return is_call(line.words) or is_heading_of_links(line.words) or (line.own < LONGEST_LEGAL and is_legal(line.words))


def around(lines: Sequence[Line], text: Passage, headline: int) -> tuple[list[Line], list[Line]]:
    """The lines between the headline and a text, and just below it, as far as they are not the text; of a text that stands nowhere what the page shows."""
    visible = [line for line in lines[max(0, headline - BEFORE) :] if not line.hidden]
    if text.root == WRITTEN or not text:
        return visible[:ABOVE], []
    inside = {line.start for line in text.lines}
    first, last = min(inside), max(inside)
    below = [line for line in visible if line.start > first and line.start not in inside and (line.linked <= line.own or line.weight < LINKS)]
    editors = [line for line in below if is_editors(line.words)][:EDITORS]
    after = takewhile(lambda line: not is_heading_of_links(line.words), (line for line in below if line.start > last))
    foot = {line.start: line for line in [*editors, *islice(after, BELOW)]}
    return [line for line in visible if line.start < first][-ABOVE:], list(foot.values())
