"""Articles without a text: 图解, 海报, 视频, a document in a frame, a text that stands elsewhere. There is nothing to read but headline and time."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl

from crawler.pages.bar import LABELLED, times_in
from crawler.pages.body import NOTHING, Passage
from crawler.pages.ladder import Rungs, ladder
from crawler.pages.lines import Line
from crawler.pages.media import FILES, address_of, picture
from crawler.pages.page import ArticlePage
from crawler.pages.trim import SENTENCES, opens
from model.reading import PageKind

BETWEEN = 8  # lines between headline and first picture: time, source, buttons
CAPTION = 2  # lines between one picture and the next
FILMS = frozenset(("video", "embed"))
FRAMES = frozenset(("iframe", "embed", "object"))
ENLARGED = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)(?:[?#]|$)", re.IGNORECASE)  # a picture that is a link to itself


class WordlessPage(ArticlePage):
    """An article without a text; what else there is to read on its page is not its own."""

    @ladder
    def body(self) -> Rungs[Passage]:
        yield "none", NOTHING

    @ladder
    def images(self) -> Rungs[tuple[str, ...]]:
        shown = (address_of(picture(self.tree.attributes[entry]), self.base) for entry in told(self) if self.tree.tags[entry] == "img")
        yield "shown", tuple(dict.fromkeys(filter(None, shown)))

    @ladder
    def attachments(self) -> Rungs[tuple[str, ...]]:
        framed = (address_of(name, self.base) for entry in told(self) if (name := document(self, entry)))
        yield "frame", tuple(dict.fromkeys(filter(None, framed)))

    @property
    def kind(self) -> PageKind:
        if self.attachments:
            return PageKind.ARTICLE
        if any(self.tree.tags[entry] in FILMS for entry in told(self)):
            return PageKind.VIDEO
        return PageKind.GALLERY if self.images else PageKind.UNKNOWN


def without_words(page: ArticlePage, kind: PageKind) -> WordlessPage | None:
    """The page again, read as an article without a text; None where it is what its `kind` says.

    Pictures, films or documents must stand right below the dated headline. What seems a list of other pieces, below a headline with its time of
    publication, is an article as well: one of which nothing could be read.
    """
    if page.anchor < 0:
        return None
    wordless = WordlessPage(page.capture, page.decoded, page.tree, page.rules)
    is_article = wordless.published if told(page) else kind is PageKind.LIST and says_when(page)
    return wordless if wordless.title and is_article else None


def says_when(page: ArticlePage) -> bool:
    """Whether a line below the headline gives the time of publication, and calls it so."""
    below = [line.text for line in page.lines[page.anchor + 1 :] if not line.hidden][:BETWEEN]
    return any(rank == LABELLED for rank, _ in times_in(below, page.capture.fetched))


def told(page: ArticlePage) -> list[int]:
    """The entries of pictures, films and documents that follow the headline before anything else does."""
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
    """Films, framed documents, and pictures that lead nowhere else, outside the parts that are side matter."""
    tree = page.tree
    for entry in range(begin, len(tree.tags)):
        tag = tree.tags[entry]
        if any(first <= entry < last for first, last in page.foreign):
            continue
        if tag in FILMS or document(page, entry) or (tag == "img" and picture(tree.attributes[entry]) and not leads_away(page, entry)):
            yield entry


def document(page: ArticlePage, entry: int) -> str:
    """The address of the file that a frame shows, itself or through a viewer (viewer.html?file=/a.pdf); "" without one."""
    if page.tree.tags[entry] not in FRAMES:
        return ""
    attributes = page.tree.attributes[entry]
    address = (attributes.get("src") or attributes.get("data") or "").strip()
    path, _, query = address.partition("?")
    named = (path, *(value.partition("?")[0] for _, value in parse_qsl(query)))
    return next((name for name in named if FILES.search(name.partition("#")[0])), "")


def leads_away(page: ArticlePage, entry: int) -> bool:
    links = (page.tree.attributes[above].get("href") or "" for above in page.tree.above(entry) if page.tree.tags[above] == "a")
    return any(not href.startswith(("#", "javascript:")) and not ENLARGED.search(href) for href in links)


def is_head(lines: Sequence[Line]) -> bool:
    """What may stand between headline and first picture: the page's own lines, and a word on what the pictures show."""
    return len(lines) <= BETWEEN and all(opens(line) or (line.own < SENTENCES and not line.linked) for line in lines)


def captions(lines: Sequence[Line]) -> bool:
    return len(lines) <= CAPTION and not any(line.linked for line in lines)
