"""微头条: a post that the page shows as it is, without a headline; its data, where the page has any, says more."""

from crawler.pages import clean
from crawler.pages.data import pieces
from crawler.pages.datapage import DataPage
from crawler.pages.decode import Decoded
from crawler.pages.evidence import Evidence
from crawler.pages.ladder import Rungs, ladder
from crawler.pages.lines import weight
from crawler.pages.media import address_of, picture
from crawler.pages.page import ArticlePage
from crawler.pages.posts import headline
from crawler.pages.tree import Tree
from model.capture import Capture

TEXT = ".weitoutiao-html"
ACCOUNT = (".author-info .desc a", ".author-info .name", "a.name")
PICTURES = ".weitoutiao-img, .image-list img"
ALIKE = 20  # letters that the text shown and that of the data have in common


class MicroPost(ArticlePage):
    @ladder
    def title(self) -> Rungs[str]:
        yield "body", clean.title(headline(shown(self.tree)))

    @ladder
    def account(self) -> Rungs[str]:
        yield "platform", next((name for css in ACCOUNT for entry in self.tree.select(css) if (name := clean.line(self.tree.text(entry)))), "")

    @ladder
    def images(self) -> Rungs[tuple[str, ...]]:
        found = (picture(self.tree.attributes[entry]) for entry in self.tree.select(PICTURES))
        addresses = (absolute for address in found if address and (absolute := address_of(address, self.base)))
        yield "body", tuple(dict.fromkeys(addresses))

    @ladder
    def origin(self) -> Rungs[str]:
        yield "account", self.account


def shown(tree: Tree) -> str:
    """The text of the post; "" where none is shown."""
    return next((text for entry in tree.select(TEXT) if (text := tree.text(entry).strip())), "")


def post_on(capture: Capture, decoded: Decoded, tree: Tree) -> str:
    """The text of the post that the page is about; "" on any other page: an article may have posts beside or below it."""
    post = shown(tree)
    if not post:
        return ""
    text = Evidence(capture, decoded, tree).generic
    is_first = not text.lines or min(tree.select(TEXT)) < text.lines[0].start
    return post if is_first or 2 * weight(post) >= text.weight else ""


def post_of(capture: Capture, decoded: Decoded, tree: Tree, post: str) -> ArticlePage:
    """The page by its data, if that tells this very post: it may tell of others too."""
    wanted = clean.key(post)[:ALIKE]
    same = [piece for piece in pieces(decoded.text, tree) if clean.key(Tree(piece.content).text(0)).startswith(wanted)]
    return DataPage(capture, decoded, tree, same[:1]) if same else MicroPost(capture, decoded, tree)
