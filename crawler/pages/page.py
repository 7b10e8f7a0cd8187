"""An article page: one ladder per field. Odd platforms override one or two of them."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from itertools import islice, takewhile
from urllib.parse import urljoin

from crawler.pages import body, clean
from crawler.pages.bar import OUTLET, counts_in, origin_beside_time, origin_in, tidy_origin, times_in
from crawler.pages.body import NOTHING, WRITTEN, Passage, written
from crawler.pages.decode import Decoded
from crawler.pages.furniture import is_editors, is_heading_of_links
from crawler.pages.ladder import Rungs, ladder
from crawler.pages.lines import Line, lines
from crawler.pages.media import attachments, images
from crawler.pages.people import People, add, names, people_in_bar, people_in_text
from crawler.pages.platforms import Platform, platform_of
from crawler.pages.structured import Metas, linked_data, said
from crawler.pages.times import Moment, moment
from crawler.pages.titles import best_heading, heading_above, without_site
from crawler.pages.tree import Tree
from crawler.pages.trim import trimmed
from model.capture import Capture
from model.source import PageRules

LITTLE = 200.0  # weight of a text so short that a rule may have missed most of it
ABOVE, BELOW, EDITORS = 30, 10, 2  # lines around the text in which its metadata may stand
HEADLINE = 1000  # characters of a document's title that are looked at
MUCH = 3.0  # how many times more the generic reader must find to be believed instead


class ArticlePage:
    """One capture, parsed once. Every property may be asked in any order; none has a network, a clock or a database."""

    def __init__(self, capture: Capture, decoded: Decoded, tree: Tree, rules: Sequence[PageRules] = ()) -> None:
        self.capture = capture
        self.decoded = decoded
        self.tree = tree
        self.rules = rules
        self.provenance: dict[str, str] = {}

    # What the ladders stand on

    @cached_property
    def metas(self) -> Metas:
        return Metas(self.tree.metas)

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
        return clean.line(next((self.tree.text(entry)[:HEADLINE] for entry, tag in enumerate(self.tree.tags) if tag == "title"), ""))

    @cached_property
    def heading(self) -> tuple[int, str]:
        """Number and text of the line that is the headline; (-1, "") where none is."""
        return best_heading(self.tree, self.lines, self.title_hints)

    @property
    def anchor(self) -> int:
        return self.heading[0]

    @cached_property
    def title_hints(self) -> tuple[str, ...]:
        return tuple(hint for hint in (self.metas["ArticleTitle"], said(self.linked, "headline"), self.metas["og:title"], self.document_title) if hint)

    @cached_property
    def surroundings(self) -> tuple[list[str], list[str]]:
        """The lines between headline and text, and those just below it, as far as they are not the text."""
        visible = [line for line in self.lines[max(0, self.anchor - 6) :] if not line.hidden]
        if self.body.root == WRITTEN or not self.body:
            return [line.text for line in visible[:ABOVE]], []
        inside = {line.start for line in self.body.lines}
        first, last = min(inside), max(inside)
        below = [line for line in visible if line.start > first and line.start not in inside]
        editors = [line for line in below if is_editors(line.text)][:EDITORS]
        after = takewhile(lambda line: not is_heading_of_links(line.text), (line for line in below if line.start > last))
        foot = {line.start: line for line in [*editors, *islice(after, BELOW)]}
        return [line.text for line in visible if line.start < first][-ABOVE:], [line.text for line in foot.values()]

    @cached_property
    def named(self) -> People:
        """Everyone whom the page names, the bar before the text."""
        above, below = self.surroundings
        people = people_in_bar([*above, *below])
        text = people_in_text(self.text)
        if text.reporters:  # 作者 in the bar is then whoever put the page online
            people.reporters = [name for name in people.reporters if name not in people.editors]
        for kind in ("reporters", "correspondents", "photographers", "editors"):
            add(getattr(people, kind), getattr(text, kind))
        return people

    def ruled(self, field: str) -> str:
        """What the source's own selector for a field matches, over the rule sets that are still valid."""
        for rule in self.rules:
            css = getattr(rule, field)
            if css and (found := clean.line(" ".join(self.tree.text(entry) for entry in self.tree.select(css)))):
                return found
        return ""

    def first_text(self, selectors: Sequence[str]) -> str:
        return next((text for css in selectors for entry in self.tree.select(css) if (text := clean.line(self.tree.text(entry)))), "")

    # The fields

    @ladder
    def title(self) -> Rungs[str]:
        """The headline as shown."""
        yield "rule", clean.title(self.ruled("title"))
        yield "meta", clean.title(self.metas["ArticleTitle"])
        if self.platform:
            yield self.platform.name, clean.title(self.first_text(self.platform.title))
        yield "heading", clean.title(self.heading[1])
        yield "json-ld", clean.title(said(self.linked, "headline", "title"))
        yield "og", clean.title(without_site(self.metas["og:title"]))
        if self.generic and without_site(self.document_title) == self.document_title or not self.document_title:
            yield "document", clean.title(self.document_title)
        yield "above", clean.title(heading_above(self.tree, self.lines, self.generic.lines)) if self.generic else ""
        yield "document", clean.title(without_site(self.document_title))

    @ladder
    def body(self) -> Rungs[Passage]:
        """The article's lines, without headline and furniture."""
        for rule in self.rules:
            if rule.body:
                yield "rule", self.enough(self.passage(self.tree.select(rule.body)))
        if self.platform:
            yield self.platform.name, self.enough(self.passage(self.longest(self.platform.body), self.foreign))
        if marked := self.marked:
            yield "enpcontent", self.enough(marked)
        yield "generic", trimmed(self.generic, self.title)
        yield "json-ld", written(said(self.linked, "articleBody"))

    @property
    def text(self) -> str:
        """The paragraphs of the body, joined by line feeds."""
        return "\n".join(line.text for line in self.body.lines)[: clean.TEXT_LIMIT]

    @ladder
    def published(self) -> Rungs[Moment | None]:
        """When it was published, never when the page was built or changed."""
        yield "rule", self.at(self.ruled("published"))
        bar = self.bar_time
        yield (
            "meta",
            self.sharp(
                self.metas.first("PubDate", "publishdate", "article:published_time", "og:release_date", "datePublished", "dcterms.created", "pubtime"), bar
            ),
        )
        yield "json-ld", self.sharp(said(self.linked, "datePublished", "pubDate"), bar)
        if self.platform:
            yield self.platform.name, self.at(self.first_text(self.platform.published))
        yield "bar", bar
        yield "list", self.listed

    @ladder
    def origin(self) -> Rungs[str]:
        """来源 as printed, label off."""
        yield "rule", tidy_origin(self.ruled("origin"))
        yield "meta", tidy_origin(self.metas["ContentSource"])
        above, below = self.surroundings
        yield "bar", origin_in(above)
        if self.platform:
            yield self.platform.name, self.first_text(self.platform.origin)
        yield "beside time", origin_beside_time(above)
        yield "meta", tidy_origin(self.metas.first("source", "mediaid"))
        yield "json-ld", tidy_origin(said(self.linked, "sourceOrganization"))
        author = tidy_origin(self.metas["article:author"])
        yield "og", author if OUTLET.search(author) else ""
        yield "foot", origin_in(below)

    @ladder
    def reporters(self) -> Rungs[tuple[str, ...]]:
        yield "rule", tuple(names(re.sub(r"^.*[:：]", "", self.ruled("reporters"))))
        yield "meta", tuple(names(self.metas["reporter"]))
        yield "text", tuple(self.named.reporters)

    @ladder
    def correspondents(self) -> Rungs[tuple[str, ...]]:
        yield "text", tuple(self.named.correspondents)

    @ladder
    def photographers(self) -> Rungs[tuple[str, ...]]:
        yield "text", tuple(self.named.photographers)

    @ladder
    def editors(self) -> Rungs[tuple[str, ...]]:
        yield "rule", tuple(names(re.sub(r"^.*[:：]", "", self.ruled("editors"))))
        yield "bar", tuple(self.named.editors)

    @ladder
    def account(self) -> Rungs[str]:
        """The account that published it, on platforms of accounts."""
        yield "none", ""

    @ladder
    def column(self) -> Rungs[str]:
        yield "meta", self.metas["ColumnName"]

    @ladder
    def counts(self) -> Rungs[dict[str, int]]:
        """Readers, comments, likes: only those that the page shows."""
        above, below = self.surroundings
        yield "bar", counts_in(above)

    @ladder
    def images(self) -> Rungs[tuple[str, ...]]:
        yield "body", tuple(images(self.tree, self.lines, self.body, self.foreign, self.base))

    @ladder
    def attachments(self) -> Rungs[tuple[str, ...]]:
        yield "body", tuple(attachments(self.tree, self.body, self.base))

    # How the body is found

    @cached_property
    def foreign(self) -> list[tuple[int, int]]:
        return body.foreign_parts(self.tree, self.lines)

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
        return trimmed(
            Passage(tuple(line for line in self.lines if begin <= line.start < end), self.tree.parents[min(begin, len(self.tree.parents) - 1)]), self.title
        )

    def longest(self, selectors: Sequence[str]) -> list[int]:
        """Of everything that the selectors match, the one with the most text."""
        found = [entry for css in selectors for entry in self.tree.select(css)]
        return [max(found, key=lambda entry: sum(map(len, self.tree.texts[entry : self.tree.ends[entry]])))] if found else []

    def passage(self, entries: Sequence[int], foreign: Sequence[tuple[int, int]] = ()) -> Passage:
        """The lines below the entries that a rule has matched, even where a style hides them until a script has run."""
        parts = [body.part(self.tree, self.lines, entry, foreign, hidden=True) for entry in entries]
        kept = {line.start: line for part in parts for line in part.lines}
        return trimmed(Passage(tuple(kept.values()), parts[0].root), self.title) if kept else NOTHING

    def enough(self, found: Passage) -> Passage:
        """A rule only narrows: when it matches little and the generic reader much more, it has missed."""
        if found.weight >= LITTLE or not found:
            return found
        return NOTHING if trimmed(self.generic, self.title).weight > max(MUCH * found.weight, LITTLE) else found

    # Times

    def at(self, text: str) -> Moment | None:
        return moment(text, self.capture.fetched) if text else None

    def sharp(self, text: str, bar: Moment | None) -> Moment | None:
        """A day in the head of a page, with the minute that the visible bar gives for the same day."""
        found = self.at(text)
        return found.sharpened(bar) if found else None

    @cached_property
    def bar_time(self) -> Moment | None:
        """The visible time: of the lines above the text the labelled one before the bare one, then of those below."""
        above, below = self.surroundings
        for texts in (above, below):
            found = sorted(times_in(texts, self.capture.fetched), key=lambda pair: pair[0])
            if found:
                return found[0][1]
        return None

    @property
    def listed(self) -> Moment | None:
        """What the list said of it."""
        when: datetime | None = self.capture.listed_published
        return self.at(when.isoformat()) if when else None

    @cached_property
    def base(self) -> str:
        """The address that relative ones are meant from."""
        href = next((self.tree.attributes[entry].get("href") for entry, tag in enumerate(self.tree.tags) if tag == "base"), None)
        return urljoin(self.capture.url, href or "")
