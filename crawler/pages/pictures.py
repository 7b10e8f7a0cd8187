"""Pages whose story is told by pictures or a film: 图解, 海报, 视频. There is nothing to read but headline and time."""

import re
from collections.abc import Iterator, Sequence

from crawler.pages.body import NOTHING, Passage
from crawler.pages.ladder import Rungs, ladder
from crawler.pages.lines import Line
from crawler.pages.media import address_of, picture
from crawler.pages.page import ArticlePage
from crawler.pages.trim import SENTENCES, opens
from model.reading import PageKind

BETWEEN = 8  # lines between headline and first picture: time, source, buttons
CAPTION = 2  # lines between one picture and the next
FILMS = frozenset(("video", "embed"))
ENLARGED = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)(?:[?#]|$)", re.IGNORECASE)  # a picture that is a link to itself


class PicturePage(ArticlePage):
    """An article without a text."""

    @ladder
    def body(self) -> Rungs[Passage]:
        yield "none", NOTHING

    @ladder
    def images(self) -> Rungs[tuple[str, ...]]:
        shown = (address_of(picture(self.tree.attributes[entry]), self.base) for entry in told(self) if self.tree.tags[entry] == "img")
        yield "shown", tuple(dict.fromkeys(filter(None, shown)))

    @property
    def kind(self) -> PageKind:
        return PageKind.VIDEO if any(self.tree.tags[entry] in FILMS for entry in told(self)) else PageKind.GALLERY


def without_words(page: ArticlePage) -> PicturePage | None:
    """The page again, read as pictures, where dated headline and pictures stand together; None where they do not."""
    if page.anchor < 0 or not told(page):
        return None
    shown = PicturePage(page.capture, page.decoded, page.tree, page.rules)
    return shown if shown.title and shown.published else None


def told(page: ArticlePage) -> list[int]:
    """The entries of pictures and films that follow the headline before anything else does."""
    lines = [line for line in page.lines[page.anchor + 1 :] if not line.hidden]
    found: list[int] = []
    passed = 0
    for entry in media(page, page.lines[page.anchor].end):
        between = [line for line in lines[passed:] if line.start < entry]
        if not (captions(between) if found else is_head(between)):
            break
        passed += len(between)
        found.append(entry)
    return found


def media(page: ArticlePage, begin: int) -> Iterator[int]:
    """Films, and pictures that lead nowhere else, outside the parts that are side matter."""
    tree = page.tree
    for entry in range(begin, len(tree.tags)):
        tag = tree.tags[entry]
        if any(first <= entry < last for first, last in page.foreign):
            continue
        if tag in FILMS or (tag == "img" and picture(tree.attributes[entry]) and not leads_away(page, entry)):
            yield entry


def leads_away(page: ArticlePage, entry: int) -> bool:
    links = (page.tree.attributes[above].get("href") or "" for above in page.tree.above(entry) if page.tree.tags[above] == "a")
    return any(not href.startswith(("#", "javascript:")) and not ENLARGED.search(href) for href in links)


def is_head(lines: Sequence[Line]) -> bool:
    """What may stand between headline and first picture: the page's own lines, and a word on what the pictures show."""
    return len(lines) <= BETWEEN and all(opens(line) or (line.own < SENTENCES and not line.linked) for line in lines)


def captions(lines: Sequence[Line]) -> bool:
    return len(lines) <= CAPTION and not any(line.linked for line in lines)
