"""Newspapers' e-editions: the cover that leads to an issue, its pages one after the other, the stories of each.

方正 and its relatives, 人民日报 before and after its move: what they have in common is how pages and stories are called.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from lxml.etree import _Element as Element

from crawler.discover import list as html_list
from crawler.discover import row_dates, rows, shapes
from crawler.discover.dates import listed_date, moment
from crawler.discover.found import Found, Link, Next, Result
from crawler.discover.list import base_of
from crawler.discover.markup import WRITTEN
from crawler.discover.signs import why_empty
from crawler.pages.decode import decode
from model.capture import Capture
from model.source import Discover

PAGE = re.compile(r"(?:^|/)(?:node_\w+|nbs\.D\d+\w*?_\w+|(?:page|layout|ban|bm)_?\w{1,12})\.s?html?$", re.IGNORECASE)
STORY = re.compile(r"(?:^|/)(?:content_?[\w-]+|nw\.D\d+\w*?_\w+-\w+|con-\w+|article_?[\w-]+|art_?\d[\w-]*)\.s?html?$", re.IGNORECASE)
NAMED = re.compile(r"第?\s*([A-Za-z]{0,2}\d{1,3})\s*[版页]?\s*[:：\s]\s*(\S.{0,30})")  # 第A01版：头版, A01： 头版
NUMBERED = re.compile(r"第?\s*([A-Za-z]{0,2}\d{1,3})\s*[版页]")
DAY = re.compile(r"(?<!\d)(20\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")
PROGRAM = re.compile(r"(?:/|\.(?:aspx?|jsp|php|do)|/(?:index|detail|article|page|content)\.s?html?)$", re.IGNORECASE)
ISSUE = re.compile(r"<founder-date>\s*(20\d\d)-(\d{1,2})-(\d{1,2})", re.IGNORECASE)
NUMBER = re.compile(r"<founder-pagenum>\s*([A-Za-z]{0,2}\d{1,3})", re.IGNORECASE)
REFRESH = re.compile(r"url\s*=\s*[\"']?\s*([^\"'\s>]+)", re.IGNORECASE)
MOVED = re.compile(r"\blocation(?:\.href)?\s*=\s*[\"']([^\"'\s]{1,300})[\"']|\blocation\.replace\(\s*[\"']([^\"'\s]{1,300})[\"']")
CREDIT = re.compile(
    r"[（(【\[■●◆□\s]*(?:本版|本期|今日|值班)?(?:责任编辑|责任编委|责编|编辑|版式|美编|校对|值班主任)(?:[\s：:）)】\]／/]|$)|(?:本版|本期)(?:责编|责任编辑)\S{0,8}$"
)
ADVERT = re.compile(r"[（(【\[■●◆□\s]*(?:公益|分类|形象|遗失)?(?:广告|声明公告)[）)】\]\s\d一二三四五]*|报头|报眼|报尾|中缝|版权(?:声明|信息)|导读|今日导读")
ONWARD = re.compile(r"下一?[版页]")
TO = re.compile(r"(?:下转|转)\s*第?\s*([A-Za-z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3})\s*[版页]")
FROM = re.compile(r"上接\s*第?\s*([A-Za-z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3})\s*[版页]")
LETTERED = re.compile(r"([A-Za-z]{0,2})(\d{1,3})")
BRACKETED = re.compile(r"[（(]\s*(?:上接|下转|紧接|转)[^（）()]{0,12}[)）]")
NUMERALS = {name: str(number) for number, name in enumerate((*"一二三四五六七八九十", "十一", "十二", "十三", "十四", "十五", "十六"), 1)}


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The stories of one page of an issue, and the page after it; of a cover, the page it leads to."""
    text = decode(capture).text
    url = capture.url or rules.url
    if text.lstrip("\ufeff \r\n\t")[:1] in ("{", "["):
        return html_list.find(capture, rules, number)
    doc = rows.parse(WRITTEN.sub(lambda match: match[1], text))  # 人民日报 of old: titles that a script writes
    if doc is None:
        return Found(outcome=why_empty("", capture.status))
    sheet = Sheet(doc=doc, text=text, url=url, base=base_of(doc, url), now=capture.fetched)
    found = rows.distinct(sheet.stories(rules))
    following = sheet.following()
    if found or following:
        return Found(rows=tuple(found), outcome=Result.ROWS if found else Result.EMPTY, next=Next(following) if following else None)
    return Found(outcome=why_empty(text, capture.status))


def carried(rows_: Iterable[Link]) -> list[Link]:
    """Stories of an issue that run over pages, each with the rest of it as its parts; a rest whose beginning is not found stands for itself."""
    begun = [row for row in rows_ if not row.continues]
    found = {row.url: row for row in begun}
    for rest in (row for row in rows_ if row.continues):
        pages = [row for row in begun if same_page(row.page_no, rest.continues)]
        titled = [row for row in pages if plain_title(row.title) == plain_title(rest.title)]
        turned = [row for row in pages if row.turns and same_page(rest.page_no, row.turns)]
        # By its headline; else the only story of that page that turns to this one.
        first = titled[0] if titled else turned[0] if len(turned) == 1 else None
        if first:
            found[first.url] = replace(found[first.url], parts=(*found[first.url].parts, rest.url))
        else:
            found[rest.url] = rest
    return list(found.values())


def same_page(page: str, said: str) -> bool:
    """Whether a page is the one that a story names: A03 is 3, and 03, and A3."""
    mine, its = LETTERED.fullmatch(page), LETTERED.fullmatch(said)
    return bool(mine and its and int(mine[2]) == int(its[2]) and (mine[1].upper() == its[1].upper() or not its[1]))


def plain_title(title: str) -> str:
    return re.sub(r"\W", "", FROM.sub("", TO.sub("", title)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page (版) of an issue, or its cover."""

    doc: Element
    text: str
    url: str
    base: str
    now: datetime

    def stories(self, rules: Discover) -> Iterator[Link]:
        """In the order of the page, without credits and adverts; a picture with a link of its own is a story too."""
        day, (page_no, page_name) = self.day(), self.place()
        if rules.links:
            anchors = [anchor for element in rows.chosen(self.doc, rules.links) if (anchor := rows.link_of(element)) is not None]
        else:
            anchors = [element for element in self.doc.iter("a", "area") if STORY.search(path(element.get("href")))]
            anchors = anchors or (shapes.stories(self.doc, called, self.base) if (called := shapes.pages(self.doc)) else [])
        links: dict[str, tuple[str, str]] = {}
        for anchor in anchors:
            # The same story is linked from the list, from the picture of the page, at times from its own picture.
            if address := rows.target(anchor, self.base):
                before = links.get(key_of(address), ("", ""))
                links[key_of(address)] = before if before[1] else (address, rows.title_of(anchor))
        if not links:
            links = {named: (joined(self.base, named), title) for named, title in shapes.drawn(self.doc)}
        for address, title in links.values():
            if not (CREDIT.match(title) or ADVERT.fullmatch(title)):
                begun, turned = FROM.search(title), TO.search(title)
                yield Link(
                    address,
                    BRACKETED.sub("", title).strip() or title,
                    day or day_in(address),
                    page_no=page_no,
                    page_name=page_name,
                    continues=paged(begun[1]) if begun else "",
                    turns=paged(turned[1]) if turned else "",
                )

    def day(self) -> datetime | None:
        """Of the issue: by the page's own mark, its address, or what it prints."""
        marked = ISSUE.search(self.text)
        if found := (moment(marked[1], marked[2], marked[3], ()) if marked else None) or day_in(self.url):
            return found
        printed = (element for element in self.doc.iter("td", "div", "span", "p", "li", "h1", "h2", "h3", "em", "b", "strong", "font"))
        texts = (row_dates.plain(element) for element in printed if len(element) < 4)
        found = next((found for text in texts if len(text) < 60 and "年" in text and (found := listed_date(text, self.now))), None)
        return found.replace(hour=0, minute=0, second=0) if found else None

    def pages(self) -> dict[str, tuple[str, str]]:
        """Number and name of all pages of the issue by address, in their order; the menu that says most about each counts."""
        found: dict[str, tuple[str, str]] = {}
        anchors = [anchor for anchor in self.doc.iter("a") if PAGE.search(path(anchor.get("href")))] or shapes.pages(self.doc)
        for anchor in anchors:
            if address := whole(anchor, self.base):
                named = name_of(row_dates.plain(anchor) or anchor.get("title") or "")
                if named[0] or address in found:
                    found[address] = max(found.get(address, ("", "")), named, key=lambda one: (bool(one[0]), bool(one[1])))
        return {address: named for address, named in found.items() if named[0]}

    def place(self) -> tuple[str, str]:
        """Number and name of this page."""
        pages = self.pages()
        own = next((named for address, named in pages.items() if key_of(address) == key_of(self.url)), ("", ""))
        said = NUMBER.search(self.text)
        page_no = said[1] if said else own[0]
        printed = next((named for named in self.headings() if not page_no or named[0] == page_no), ("", ""))
        page_no = page_no or printed[0]
        listed = next((name for one, name in pages.values() if one == page_no and name), "")
        return page_no, own[1] or listed or printed[1]

    def headings(self) -> Iterator[tuple[str, str]]:
        """What stands outside all links and reads like the name of a page: 第A01版：头版."""
        for element in self.doc.iter("p", "td", "div", "span", "h1", "h2", "h3", "strong", "b", "em"):
            text = row_dates.plain(element) if len(element) < 4 and element.find(".//a") is None else ""
            if len(text) < 40 and "版" in text and not DAY.search(text) and (named := name_of(text))[0]:
                yield named

    def following(self) -> str:
        """The page after this one; of a cover or an overview, the first."""
        pages = self.pages()
        addresses, page_no = list(pages), self.place()[0]
        here = next((at for at, address in enumerate(addresses) if key_of(address) == key_of(self.url)), None)
        if here is None and page_no:
            here = next((at for at, named in enumerate(pages.values()) if named[0] == page_no), None)
        if here is not None:
            return addresses[here + 1] if here + 1 < len(addresses) else ""
        onward = next((anchor for anchor in self.doc.iter("a") if ONWARD.search(row_dates.plain(anchor))), None)
        return self.moved() or (addresses[0] if addresses else "") or (whole(onward, self.base) if onward is not None else "")

    def moved(self) -> str:
        """Where a cover sends its readers at once: by a refresh, or by a script that does nothing else."""
        for meta in self.doc.iter("meta"):
            if (meta.get("http-equiv") or "").lower() == "refresh" and (match := REFRESH.search(meta.get("content") or "")):
                return joined(self.base, match[1])
        match = MOVED.search(self.text) if len(self.text) < 5000 else None
        return joined(self.base, match[1] or match[2]) if match else ""


def day_in(url: str) -> datetime | None:
    """The day that an address names: /2017-10/09/, /202609/01/, /20260901/."""
    match = DAY.search(url.partition("://")[2])
    return moment(match[1], match[2], match[3], ()) if match else None


def name_of(text: str) -> tuple[str, str]:
    """第A01版：头版 → ("A01", "头版"); ("", "") for what names no page."""
    text = re.sub(r"\s+", " ", text).strip()
    if match := NAMED.match(text):
        return match[1].upper(), match[2].strip(" ：:")
    match = NUMBERED.match(text)
    return (match[1].upper(), text[match.end() :].strip(" ：:-—")) if match else ("", "")


def paged(number: str) -> str:
    return NUMERALS.get(number, number.upper())


def path(href: str | None) -> str:
    """The part of a reference that names the file."""
    return (href or "").strip().partition("?")[0].partition("#")[0]


def whole(anchor: Element, base: str) -> str:
    """The address of a page: of the page itself too, unlike a story's."""
    return joined(base, (anchor.get("href") or "").strip())


def joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href).partition("#")[0]
    except ValueError:
        return ""


def key_of(url: str) -> str:
    """What names a page or a story: its file, and the query too where a program serves all of them (index.aspx?aid=12)."""
    file, _, query = url.partition("#")[0].partition("?")
    return f"{file}?{query}" if PROGRAM.search(file) and query else file
