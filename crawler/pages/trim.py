"""Head and foot of a passage: what stands in the article's own element and is not its text."""

from dataclasses import replace

from crawler.pages import clean
from crawler.pages.body import Passage
from crawler.pages.furniture import is_bar, is_call, is_editors, is_heading_of_links, is_legal, is_original_title, is_responsible
from crawler.pages.lines import Line

HEAD, FOOT = 14, 40  # lines looked at from either end
FROM = 0.5  # a heading of links ends the text only in this last share of it
TEXT = 60.0  # weight after which 责任编辑 closes a text and does not open it
LONGEST_LEGAL = 250.0  # weight of a legal note; longer is an article about one


def trimmed(passage: Passage, title: str) -> Passage:
    """The passage without headline, metadata, calls, legal notes, editors' lines and lists of links."""
    lines = [line for line in passage.lines if not is_original_title(line.text)]
    return replace(passage, lines=tuple(without_foot(without_links(without_head(lines, clean.key(title))))))


def without_head(lines: list[Line], title: str) -> list[Line]:
    """Up to the headline everything goes, then what looks like metadata."""
    named = (n for n, line in enumerate(lines[:HEAD]) if title and clean.key(line.text) == title)
    lines = lines[next(named, -1) + 1 :]
    first = 0
    while first < min(HEAD, len(lines)) and is_bar(lines[first].text):
        first += 1
    return lines[first:]


def without_links(lines: list[Line]) -> list[Line]:
    """Nothing after the line of the responsible editor, nor from a heading on under which there are only links."""
    total = sum(line.own for line in lines)
    before = 0.0
    for n, line in enumerate(lines):
        if before >= FROM * total and is_heading_of_links(line.text) and not prose(lines[n + 1 :]):
            return lines[:n]
        if before >= TEXT and is_responsible(line.text):
            return lines[: n + 1]
        before += line.own
    return lines


def prose(lines: list[Line]) -> bool:
    """Whether most of some lines is running text."""
    return sum(line.own for line in lines if line.own >= 40 and line.stops > 1) > 0.5 * sum(line.weight for line in lines)


def without_foot(lines: list[Line]) -> list[Line]:
    """Editors' lines go wherever they stand near the end; calls and legal notes as long as no text follows them."""
    cut = max(0, len(lines) - FOOT)
    kept: list[Line] = []
    for line in reversed(lines[cut:]):
        if is_editors(line.text) or (not kept and is_furniture(line)):
            continue
        kept.append(line)
    return lines[:cut] + kept[::-1]


def is_furniture(line: Line) -> bool:
    return is_call(line.text) or is_heading_of_links(line.text) or (line.own < LONGEST_LEGAL and is_legal(line.text))
