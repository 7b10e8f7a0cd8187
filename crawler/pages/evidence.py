"""What a page offers as evidence, before anything is believed: head, lines, headline, the generic reader's passage."""

from collections.abc import Sequence
from functools import cached_property
from urllib.parse import urljoin

from crawler.pages import body, clean
from crawler.pages.body import NOTHING, Passage
from crawler.pages.decode import Decoded
from crawler.pages.lines import Line, lines
from crawler.pages.paper import properties
from crawler.pages.platforms import Platform, platform_of
from crawler.pages.structured import Metas, linked_data, said
from crawler.pages.titles import best_heading, without_site
from crawler.pages.tree import Tree
from model.capture import Capture
from model.source import PageRules
from model.times import Moment, moment

HEADLINE_LEAST = 8  # characters
HEADLINE = 1000  # characters of a document's title that are looked at


class Evidence:
    """One capture, parsed once. Every property is worked out when it is first asked for."""

    def __init__(self, capture: Capture, decoded: Decoded, tree: Tree, rules: Sequence[PageRules] = ()) -> None:
        self.capture = capture
        self.decoded = decoded
        self.tree = tree
        self.rules = rules

    @cached_property
    def metas(self) -> Metas:
        return Metas(self.tree.metas)

    @cached_property
    def properties(self) -> dict[str, str]:
        return properties(self.tree)

    @cached_property
    def linked(self) -> dict[str, object]:
        return linked_data(self.tree)

    @cached_property
    def lines(self) -> list[Line]:
        return lines(self.tree, self.tree.body)

    @cached_property
    def platform(self) -> Platform | None:
        return platform_of(self.tree)

    @cached_property
    def document_title(self) -> str:
        return clean.line(next((self.tree.text(entry)[:HEADLINE] for entry in self.tree.named("title")), ""))

    @cached_property
    def heading(self) -> tuple[int, str]:
        """Number and text of the line that is the headline; (-1, "") where none is."""
        return best_heading(self.tree, self.lines, self.title_hints)

    @property
    def anchor(self) -> int:
        return self.heading[0]

    @cached_property
    def title_hints(self) -> tuple[str, ...]:
        alone = without_site(self.document_title)  # a headline only where it stands in front: 新闻动态--某某学会 has none
        head: tuple[str, ...] = (self.metas["ArticleTitle"], said(self.linked, "headline"), self.metas["og:title"], self.document_title)
        head += (alone,) if self.document_title.startswith(alone) and len(clean.key(alone)) >= HEADLINE_LEAST else ()
        return tuple(dict.fromkeys(hint for hint in head if hint))

    @cached_property
    def foreign(self) -> list[tuple[int, int]]:
        return body.foreign_parts(self.tree, self.lines, self.anchor)

    @cached_property
    def generic(self) -> Passage:
        return body.generic(self.tree, self.lines, self.anchor, self.foreign)

    @cached_property
    def marked(self) -> Passage:
        """What stands between <!--enpcontent--> and <!--/enpcontent-->."""
        marks = {text.strip().lower(): entry for entry, text in self.tree.comments}
        begin, end = marks.get("enpcontent"), marks.get("/enpcontent")
        if begin is None or end is None:
            return NOTHING
        parent = self.tree.parents[min(begin, len(self.tree.parents) - 1)]
        return Passage(tuple(line for line in self.lines if begin <= line.start < end), parent)

    def longest(self, selectors: Sequence[str]) -> list[int]:
        """Of everything that the selectors match, the one with the most text."""
        found = [entry for css in selectors for entry in self.tree.select(css)]
        return [max(found, key=lambda entry: sum(map(len, self.tree.texts[entry : self.tree.ends[entry]])))] if found else []

    def ruled(self, field: str) -> str:
        """What the source's own selector for a field matches, over the rule sets that are still valid."""
        for rule in self.rules:
            css = getattr(rule, field)
            if css and (found := clean.line(" ".join(self.tree.text(entry) for entry in self.tree.select(css)))):
                return found
        return ""

    def first_text(self, selectors: Sequence[str]) -> str:
        return next((text for css in selectors for entry in self.tree.select(css) if (text := clean.line(self.tree.text(entry)))), "")

    @cached_property
    def base(self) -> str:
        """The address that relative ones are meant from."""
        href = next((self.tree.attributes[entry].get("href") for entry in self.tree.named("base")), None)
        return urljoin(self.capture.url, href or "")

    def at(self, text: str) -> Moment | None:
        return moment(text, self.capture.fetched) if text else None

    def sharp(self, text: str, bar: Moment | None) -> Moment | None:
        """A day in the head of a page, with the minute that the visible bar gives for the same day."""
        found = self.at(text)
        return found.sharpened(bar) if found else None

    @property
    def listed(self) -> Moment | None:
        """What the list said of it."""
        when = self.capture.listed_published
        return self.at(when.isoformat()) if when else None
