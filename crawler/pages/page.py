"""An article page: one ladder per field. Odd platforms override one or two of them."""

import re
from collections.abc import Sequence
from functools import cached_property

from crawler.pages import body, clean
from crawler.pages.accounts import account_in, counts_beside
from crawler.pages.bar import LABELLED, OUTLET, counts_in, origin_beside_time, origin_in, tidy_origin, times_in
from crawler.pages.body import NOTHING, Passage, written
from crawler.pages.counts import Count, numbers
from crawler.pages.data import Piece, about
from crawler.pages.decode import Decoded
from crawler.pages.evidence import Evidence
from crawler.pages.furniture import is_bar, is_dated
from crawler.pages.ladder import Rungs, ladder
from crawler.pages.lines import spaced
from crawler.pages.marked import persons_called, time_in
from crawler.pages.media import attachments, images
from crawler.pages.names import add, is_name, names
from crawler.pages.paper import headings_beside, page_in, signed_below
from crawler.pages.people import People, people_in_bar, people_in_text
from crawler.pages.structured import persons, said
from crawler.pages.titles import breadcrumb, heading_above, original_title, without_site
from crawler.pages.tree import Tree
from crawler.pages.trim import around, trimmed
from model.capture import Capture
from model.source import PageRules
from model.times import Moment

LEAD_TITLES = (".introtitle", ".intro-title", ".yinti", ".leadtitle", ".lead-title", "#introtitle", ".pretitle")
SUBTITLES = (".subtitle", ".sub-title", ".sub_title", ".futitle", ".fubiaoti", "#subtitle")
LITTLE = 200.0  # weight of a text so short that a rule may have missed most of it
MUCH, MORE = 3.0, 60.0  # how many times more, and how much besides, the generic reader must find to be believed instead


class ArticlePage(Evidence):
    """One capture, parsed once. Every property may be asked in any order; none has a network, a clock or a database."""

    def __init__(self, capture: Capture, decoded: Decoded, tree: Tree, rules: Sequence[PageRules] = ()) -> None:
        super().__init__(capture, decoded, tree, rules)
        self.provenance: dict[str, str] = {}  # field -> rung that gave its value, for the fields asked so far
        self.missed: dict[str, Passage] = {}  # rung -> what its rule matched of a text that is much longer

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
        yield "above", clean.title(heading_above(self.tree, self.lines, self.generic.lines)) if self.generic else ""
        yield "document", clean.title(without_site(self.document_title))

    @ladder
    def body(self) -> Rungs[Passage]:
        """The article's lines, without headline and furniture."""
        for rule in self.rules:
            if rule.body:
                yield "rule", self.enough("rule", self.passage(self.tree.select(rule.body)))
        if self.platform:
            yield self.platform.name, self.enough(self.platform.name, self.passage(self.longest(self.platform.body), self.foreign))
        if marked := self.marked:
            yield "enpcontent", self.enough("enpcontent", trimmed(marked, self.title))
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
        bar = self.bar_time and self.bar_time.sharpened(self.timed).of_year(self.at(self.metas.first("dateUpdate", "dateModified")))
        yield (
            "meta",
            self.sharp(
                self.metas.first("PubDate", "publishdate", "article:published_time", "og:release_date", "datePublished", "dcterms.created", "pubtime"), bar
            ),
        )
        yield "json-ld", self.sharp(said(self.linked, "datePublished"), bar)
        if self.platform:
            yield self.platform.name, self.at(self.first_text(self.platform.published))
        yield "time", self.timed if bar is None or bar.vague else None
        yield "bar", bar
        yield "data", self.at(self.told.published)
        yield "baidu", self.at(said(self.linked, "pubDate"))  # may be the time of the last change
        yield "founder", self.at(self.properties.get("date", ""))
        yield "list", self.listed

    @ladder
    def origin(self) -> Rungs[str]:
        """来源 as printed, label off."""
        yield "rule", tidy_origin(self.ruled("origin"))
        yield "meta", tidy_origin(self.metas["ContentSource"])
        above, below = self.surroundings
        yield "bar", origin_in(above)
        yield "founder", tidy_origin(self.properties.get("sourcename", ""))
        if self.platform:
            yield self.platform.name, self.first_text(self.platform.origin)
        yield "account", self.account
        yield "beside time", origin_beside_time(above)
        yield "data", tidy_origin(self.told.origin)
        yield "meta", tidy_origin(self.metas.first("source", "mediaid"))
        yield "json-ld", tidy_origin(said(self.linked, "sourceOrganization"))
        author = tidy_origin(self.metas["article:author"])
        yield "og", author if OUTLET.search(author) else ""
        yield "foot", origin_in(below)
        yield "printed", self.properties.get("papername", "")

    @ladder
    def reporters(self) -> Rungs[tuple[str, ...]]:
        yield "rule", tuple(names(re.sub(r"^.*[:：]", "", self.ruled("reporters"))))
        yield "meta", tuple(names(self.metas["reporter"]))
        yield "founder", tuple(names(self.properties.get("journalist", "")))
        yield "text", tuple(name for name in self.named.reporters if name != self.origin)  # 作者：云溪在线 is no person
        yield "class", tuple(persons_called(self.tree, *self.before_text, "author"))
        yield "paper", signed_below(self.tree, self.title) if self.printed[0] else ()
        yield "json-ld", tuple(name for name in persons(self.linked) if is_name(name) or " " in name)

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
        yield "founder", tuple(names(self.properties.get("liability", "")))

    @ladder
    def account(self) -> Rungs[str]:
        """The account that published it, on platforms of accounts."""
        yield "platform", account_in(self.tree)

    @ladder
    def column(self) -> Rungs[str]:
        yield "meta", self.metas["ColumnName"]
        yield "breadcrumb", breadcrumb(self.lines, self.title)
        desk = self.properties.get("nodename", "")
        yield "founder", "" if re.search(r"\d|库$", desk) else desk  # the desk's own name, not always one for readers

    @ladder
    def subtitle(self) -> Rungs[str]:
        """副题."""
        yield "founder", clean.title(self.properties.get("subtitle", ""))
        shown = clean.title(self.first_text(SUBTITLES))
        yield "class", shown if shown != self.title else ""
        yield "paper", self.beside_headline[1]

    @ladder
    def lead_title(self) -> Rungs[str]:
        """引题."""
        yield "founder", clean.title(self.properties.get("introtitle", ""))
        shown = clean.title(self.first_text(LEAD_TITLES))
        yield "class", shown if shown != self.title else ""
        yield "paper", self.beside_headline[0]

    @ladder
    def original_title(self) -> Rungs[str]:
        """原标题, as a page prints it that gave the piece another headline."""
        yield "printed", clean.title(original_title(self.lines))

    @ladder
    def page_no(self) -> Rungs[str]:
        """版次 of a newspaper: 03, A01."""
        yield "founder", self.properties.get("pagenum", "")
        yield "printed", self.printed[0]

    @ladder
    def page_name(self) -> Rungs[str]:
        """版名: 要闻."""
        yield "founder", self.properties.get("pagename", "")
        yield "printed", self.printed[1]

    @ladder
    def counts(self) -> Rungs[dict[str, int]]:
        """Readers, comments, likes: only those that the page shows."""
        yield "bar", numbers(self.counted)

    @ladder
    def images(self) -> Rungs[tuple[str, ...]]:
        yield "body", tuple(images(self.tree, self.lines, self.body, self.foreign, self.base))

    @ladder
    def attachments(self) -> Rungs[tuple[str, ...]]:
        yield "body", tuple(attachments(self.tree, self.body, self.base))

    # What several fields stand on

    @cached_property
    def counted(self) -> dict[str, Count]:
        """The counts as shown, lower bounds marked."""
        return counts_in([*self.surroundings[0], *counts_beside(self.tree)])

    @cached_property
    def printed(self) -> tuple[str, str]:
        """Number and name of the newspaper's page, from the lines around the text or its last ones."""
        above, below = self.surroundings
        return page_in([*above, *(line.text for line in self.body.lines[-2:]), *below])

    @cached_property
    def beside_headline(self) -> tuple[str, str]:
        """The lines over and under the headline of a printed piece, where they are headings of their own."""
        in_print = self.printed[0] or self.properties.get("papername")
        return headings_beside(self.tree, self.title) if in_print else ("", "")

    @cached_property
    def surroundings(self) -> tuple[list[str], list[str]]:
        """The texts of the lines between headline and text, and of those just below it, as far as they are not the text."""
        above, below = around(self.lines, self.body, self.anchor)
        return [spaced(self.tree, line) for line in above], [spaced(self.tree, line) for line in below]

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

    @cached_property
    def told(self) -> Piece:
        """What the page's data for scripts says of the piece."""
        return about(self.title, self.decoded.text, self.tree)

    # How the body is found

    def passage(self, entries: Sequence[int], foreign: Sequence[tuple[int, int]] = ()) -> Passage:
        """The lines below the entries that a rule has matched."""
        return trimmed(body.matched(self.tree, self.lines, entries, foreign), self.title)

    def enough(self, rung: str, found: Passage) -> Passage:
        """A rule only narrows: when it matches little and the generic reader much more, it has missed."""
        if found.weight >= LITTLE or not found or trimmed(self.generic, self.title).weight <= MUCH * found.weight + MORE:
            return found
        self.missed[rung] = found
        return NOTHING

    # Times

    @cached_property
    def timed(self) -> Moment | None:
        return time_in(self.tree, *self.before_text, self.capture.fetched)

    @cached_property
    def before_text(self) -> tuple[int, int]:
        """The entries of the tree from the headline to the text."""
        first = min((line.start for line in self.body.lines), default=0)
        return (self.lines[self.anchor].start if self.anchor >= 0 else 0), first

    @cached_property
    def bar_time(self) -> Moment | None:
        """The visible time: of the lines above the text the labelled one before the bare one, then a labelled one of those below."""
        above, below = self.surroundings
        for texts in (above, [text for text in below if is_bar(text) or is_dated(text)]):
            found = sorted(times_in(texts, self.capture.fetched), key=lambda pair: pair[0])
            if found and (texts is above or found[0][0] == LABELLED):
                return found[0][1]
        return None
