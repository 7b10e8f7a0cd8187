"""大汉 jcms columns: rows in an inline datastore, the rest from dataproxy.jsp by GET or, where it names no address, by POST."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml.etree import _Element as Element

from crawler.discover import list as html_list
from crawler.discover import row_dates, rows
from crawler.discover.dates import listed_date, moment
from crawler.discover.found import Found, Link, Next, Result
from crawler.discover.markup import between
from crawler.discover.paging import templated
from crawler.pages.decode import decode
from model.capture import Capture
from model.source import Discover

STORE, STORE_END = re.compile("<datastore>", re.IGNORECASE), re.compile("</datastore>", re.IGNORECASE)
RECORD, RECORD_END = re.compile("<record>", re.IGNORECASE), re.compile("</record>", re.IGNORECASE)
GROUP = re.compile(r"<nextgroup>(?:(?!</nextgroup>).)*?href\s*=\s*[\"']([^\"']+)", re.DOTALL | re.IGNORECASE)
TOTAL = re.compile(r"<totalrecord>\s*(\d+)", re.IGNORECASE)
PAGES = re.compile(r"<totalpage>\s*(\d+)", re.IGNORECASE)
COLUMN = re.compile(r"/col/col(\d+)/")
DAY = re.compile(r"/art/(\d{4})/(\d{1,2})/(\d{1,2})/")  # the day of publishing stands in the address
PROXY = re.compile(r"/module/(?:web/)?jpage/dataproxy\.jsp")
SIZE = re.compile(r"perpage[\"']?\s*[:=]\s*[\"']?(\d+)", re.IGNORECASE)
WINDOW = 3  # pages that one answer holds


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """A column page, or an answer of dataproxy.jsp; `form` is what was posted for it."""
    text = decode(capture).text
    column = Column(text=text, url=capture.url or rules.url, store=ours(text, rules.url or capture.url), form=form)
    links = rows.distinct(linked(records(column.store), rules.url or capture.url, capture.fetched))
    if not links and TOTAL.search(text) and not number_in(TOTAL, text):
        return Found(outcome=Result.EMPTY)
    if not links:
        return html_list.find(capture, rules, number)  # a column whose rows stand in the page, or a shell without any
    following = Next(templated(rules.pages, rules.second, number, rules.url or capture.url)) if rules.pages else column.next()
    return Found(rows=tuple(links), outcome=Result.ROWS, next=following)


def ours(text: str, base: str) -> str:
    """The datastore of the unit that the address names; the first one that has records where it names none."""
    stores = [store for store in between(text, STORE, STORE_END) if RECORD.search(store)]
    if not stores and RECORD.search(text):  # an answer that leaves the outer element away
        return text
    query = dict(parse_qsl(urlsplit(base).query))
    unit = query.get("uid") or query.get("unitid") or ""
    return next((store for store in stores if unit and f"unitid={unit}" in html.unescape(store)), stores[0] if stores else "")


def records(store: str) -> list[str]:
    """The rows as HTML fragments."""
    inner = (record.strip() for record in between(store, RECORD, RECORD_END))
    return [record.removeprefix("<![CDATA[").removesuffix("]]>").strip() for record in inner][: rows.MOST]


def linked(records: list[str], base: str, now: datetime) -> Iterator[Link]:
    for record in records:
        fragment = rows.parse(html.unescape(record) if "<" not in record else record)
        anchor = next(fragment.iter("a"), None) if fragment is not None else None
        if fragment is not None and anchor is not None and (url := rows.target(anchor, base)):
            yield Link(url, rows.title_of(anchor), dated(fragment, anchor, url, now))


def dated(fragment: Element, anchor: Element, url: str, now: datetime) -> datetime | None:
    """The last element that is a date, else the day in the address."""
    for element in reversed([element for element in fragment.iter() if element is not anchor and len(row_dates.plain(element)) < 40]):
        if found := listed_date(row_dates.plain(element), now):
            return found
    if found := row_dates.row_date(fragment, anchor, now, {anchor}):
        return found
    day = DAY.search(url)
    return moment(day[1], day[2], day[3], ()) if day else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What says where a column goes on."""

    text: str  # of the page or answer
    url: str
    store: str  # the datastore in it
    form: str  # what was posted for it

    def next(self) -> Next | None:
        """Pages of dataproxy.jsp overlap and an answer holds up to three of them: they are asked for one by one, up to the last."""
        if self.form:
            return self.posted(self.form)
        if group := GROUP.search(self.store):
            return Next(urljoin(self.url, html.unescape(group[1])))
        if "dataproxy.jsp" in self.url:
            return self.turned()
        fields = parameters(self.text, self.url)
        return self.posted(fields) if fields else None

    def turned(self) -> Next | None:
        """The same address with the next page number."""
        parts = urlsplit(self.url)
        page = re.search(r"(?:^|&)page=(\d+)", parts.query)
        if not page or int(page[1]) >= number_in(PAGES, self.store):
            return None
        query = f"{parts.query[: page.start(1)]}{int(page[1]) + 1}{parts.query[page.end(1) :]}"
        return Next(urlunsplit(parts._replace(query=query)))

    def posted(self, fields: str) -> Next | None:
        """The next window of records; they are numbered from 1, both ends included."""
        total = number_in(TOTAL, self.store)
        size = number_in(SIZE, f"{self.url}\n{self.text}") or 15
        asked = dict(parse_qsl(urlsplit(self.url).query)).get("endrecord", "")
        start = 1 + (int(asked) if asked.isdigit() else len(records(self.store)))
        if start > total:
            return None
        proxy = match[0] if (match := PROXY.search(self.url) or PROXY.search(self.text)) else "/module/web/jpage/dataproxy.jsp"
        end = min(start + size * WINDOW - 1, total)
        return Next(urljoin(self.url, f"{proxy}?startrecord={start}&endrecord={end}&perpage={size}"), fields)


def number_in(pattern: re.Pattern[str], text: str) -> int:
    """What a pattern's first group finds, 0 without a match."""
    match = pattern.search(text)
    return int(match[1]) if match else 0


def parameters(text: str, url: str) -> str:
    """The form of dataproxy.jsp from a column page; "" where the page does not name its column and unit."""
    said = {name.lower(): value for name, value in re.findall(r"\b(columnid|unitid|webid|appid)[\"']?\s*[:=]\s*[\"']?(\d+)", text, re.IGNORECASE)}
    if column := COLUMN.search(url):
        said["columnid"] = column[1]
    if unit := dict(parse_qsl(urlsplit(url).query)).get("uid"):
        said["unitid"] = unit
    if not {"columnid", "unitid"} <= said.keys():
        return ""
    name = re.search(r"\bwebname[\"']?\s*[:=]\s*[\"']([^\"'&]+)", text, re.IGNORECASE)
    fields = {
        "col": "1",
        "appid": said.get("appid", "1"),
        "webid": said.get("webid", "1"),
        "path": "/",
        "columnid": said["columnid"],
        "sourceContentType": "1",
        "unitid": said["unitid"],
        "webname": name[1] if name else "",
        "permissiontype": "0",
    }
    return urlencode(fields)
