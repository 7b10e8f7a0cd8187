"""Head and foot of a passage: what stands in the article's own element and is not its text."""

from dataclasses import replace

from crawler.pages import clean
from crawler.pages.body import Passage
from crawler.pages.furniture import BAR, SHORT_BAR, is_call, is_editors, is_heading_of_links, is_legal, is_original_title
from crawler.pages.lines import Line

HEAD, FOOT = 14, 40  # lines looked at from either end
FROM = 0.5  # a heading of links ends the text only in this last share of it


def trimmed(passage: Passage, title: str) -> Passage:
    """The passage without headline, metadata, calls, legal notes, editors' lines and lists of links."""
    lines = [line for line in passage.lines if not is_original_title(line.text)]
    lines = without_head(lines, clean.key(title))
    lines = without_links(lines)
    lines = without_foot(lines)
    return replace(passage, lines=tuple(lines))


def without_head(lines: list[Line], title: str) -> list[Line]:
    """Up to the headline everything goes, then what is no sentence and looks like metadata."""
    for n, line in enumerate(lines[:HEAD]):
        if title and clean.key(line.text) == title:
            lines = lines[n + 1 :]
            break
    first = 0
    while first < min(HEAD, len(lines)) and is_bar(lines[first].text):
        first += 1
    return lines[first:]


def is_bar(text: str) -> bool:
    return len(text) <= SHORT_BAR and "。" not in text and (BAR.match(text) is not None or is_call(text) or any_label(text))


def any_label(text: str) -> bool:
    return any(label in text for label in ("来源：", "来源:", "发布时间", "发布日期", "字号", "浏览次数", "点击数", "责任编辑"))


def without_links(lines: list[Line]) -> list[Line]:
    """Nothing from a heading of links on, when it stands in the last part of the text."""
    total = sum(line.own for line in lines)
    before = 0.0
    for n, line in enumerate(lines):
        if before >= FROM * total and line.weight < 15 and is_heading_of_links(line.text):
            return lines[:n]
        before += line.own
    return lines


def without_foot(lines: list[Line]) -> list[Line]:
    """Editors' lines go wherever they stand at the end; calls and legal notes as long as nothing else follows them."""
    foot = lines[-FOOT:]
    kept: list[Line] = []
    open_ = True
    for line in reversed(foot):
        if is_editors(line.text):
            continue
        if open_ and (is_call(line.text) or (is_legal(line.text) and line.own < 250) or is_heading_of_links(line.text)):
            continue
        open_ = False
        kept.append(line)
    return lines[: -FOOT if len(lines) > FOOT else 0] + kept[::-1] if lines else []
