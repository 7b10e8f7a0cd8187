"""A page that is read from its data and not from its markup."""

from functools import cached_property

from crawler.pages import clean
from crawler.pages.body import NOTHING, Passage, written
from crawler.pages.counts import Count, numbers
from crawler.pages.data import NO_PIECE, Piece, documents, is_document, lists
from crawler.pages.decode import Decoded
from crawler.pages.ladder import Rungs, ladder
from crawler.pages.lines import lines as lines_of
from crawler.pages.media import address_of, picture
from crawler.pages.page import ArticlePage
from crawler.pages.tree import Tree
from crawler.pages.trim import trimmed
from model.capture import Capture
from model.times import Moment


class DataPage(ArticlePage):
    """The longest piece that the data tells; of a document that tells several none, for it is a list."""

    def __init__(self, capture: Capture, decoded: Decoded, tree: Tree, told: list[Piece]) -> None:
        super().__init__(capture, decoded, tree)
        self.is_document = is_document(decoded.text)
        self.piece = told[0] if told and not (self.is_document and len(told) > 1) else NO_PIECE
        self.lists = self.is_document and (len(told) > 1 or any(map(lists, documents(decoded.text, tree))))
        self.inner = Tree(self.piece.content)

    @ladder
    def title(self) -> Rungs[str]:
        yield "data", clean.title(self.piece.title)

    @ladder
    def body(self) -> Rungs[Passage]:
        found = lines_of(self.inner)
        text = written("\n".join(line.text for line in found)) if found else NOTHING
        yield "data", text if self.piece.made else trimmed(text, self.title)
        yield "data", text  # a post that is no longer than its headline

    @ladder
    def published(self) -> Rungs[Moment | None]:
        yield "data", self.at(self.piece.published)
        yield "list", self.listed

    @ladder
    def origin(self) -> Rungs[str]:
        yield "data", clean.line(self.piece.origin or self.piece.account)

    @ladder
    def account(self) -> Rungs[str]:
        yield "data", clean.line(self.piece.account)

    @ladder
    def images(self) -> Rungs[tuple[str, ...]]:
        inside = (picture(self.inner.attributes[entry]) for entry in self.inner.within(0, "img"))
        yield "data", tuple(absolute for address in (*inside, *self.piece.images) if address and (absolute := address_of(address, self.base)))

    @ladder
    def counts(self) -> Rungs[dict[str, int]]:
        yield "data", numbers(self.piece.counts)

    @cached_property
    def counted(self) -> dict[str, Count]:
        return self.piece.counts
