"""From a row to an article: whose it is, under which address, credited to whom. Nothing is stored but registers that the row may make."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from urllib.parse import urlsplit

from archive.folding import fold, plain
from archive.ledger.entering import Names
from model.address import canonical
from model.article import ENTERED, Article, Mention, Role
from model.bureau import Bureau
from model.outcome import Reject
from model.outlet import Medium, Outlet
from model.row import Row
from pipelines.draft import LOCAL
from pipelines.mark import mark
from pipelines.match import Match
from pipelines.tidy import tidy

# Where a title stands once a day: another address of it is the same placement.
PLACED = (Medium.NEWSPAPER, Medium.PERIODICAL, Medium.TV, Medium.RADIO)


class UnknownOutlet(Reject):
    """Nobody registered the outlet that a row names: a person has to say which it is."""


class Judge:
    """`table`: rows that people keep by hand. Their outlets must be registered, and one outlet's title stands once a day."""

    def __init__(self, names: Names, bureau: Bureau | None, now: datetime, *, as_is: bool, table: bool):
        self._names, self._now, self._as_is, self._table = names, now, as_is, table
        self._strict = Match(bureau) if bureau and not as_is else None
        self._lenient = Match(bureau, demanded=False) if bureau else None

    def look_up(self, rows: Iterable[Row]) -> None:
        """Reads what is stored beside these rows, once for all of them."""
        self._names.look_up(placement for row in rows if (placement := self._placement(row)))

    def article(self, row: Row) -> tuple[Article, tuple[str, ...]]:
        """The article that a row means, credited and marked, and what a person should know. Errors: Reject."""
        outlet = self._outlet(row)
        published = row.published and row.published.astimezone(UTC)
        standing = outlet.standing((published or self._now).astimezone(LOCAL).date())
        level, medium = row.level or standing.level, row.medium or standing.medium
        draft = Article(
            url="",
            source="",
            outlet=outlet.id,
            level=level,
            medium=medium,
            title=row.title,
            body=row.body,
            published=published,
            published_precision=row.published_precision,
            collected=self._now,
            origin=row.origin,
            reporters=row.reporters,
            correspondents=row.correspondents,
            column=row.column,
            page_no=row.page_no,
            page_name=row.page_name,
        )
        tidied = tidy(draft)
        if not tidied.title:
            raise Reject("缺少标题（title）")
        article = mark(self._credited(replace(tidied, url=self._address(row, tidied)), row))
        differing = [
            f"{what}“{given.label}”与登记的“{registered.label}”不同，按文件"
            for what, given, registered in (("级别", level, standing.level), ("载体", medium, standing.medium))
            if given is not registered
        ]
        return article, (*differing, *self._doubts(row, outlet, published))

    def _doubts(self, row: Row, outlet: Outlet, published: datetime | None) -> list[str]:
        found = []
        if published and published.astimezone(LOCAL).date() > self._now.astimezone(LOCAL).date():
            found.append(f"日期 {published.astimezone(LOCAL):%Y-%m-%d} 还没有到")
        if row.role is Role.REPRINT and not row.origin:
            found.append("写明是转载，没有写转载自哪家")
        if row.role is Role.FIRST and row.origin and self._names.outlet(row.origin) != outlet:
            found.append(f"写明是首发，又写了转载自“{row.origin}”")
        return found

    def _placement(self, row: Row) -> tuple[str, date] | None:
        """Outlet and day by which a row is found again, other than by its address."""
        outlet = self._names.outlet(row.outlet) if row.outlet and (self._table or not row.url) else None
        return (outlet.id, row.published.astimezone(LOCAL).date()) if outlet and row.published else None

    def _outlet(self, row: Row) -> Outlet:
        found = self._names.outlet(row.outlet) if row.outlet else self._names.host(host(row.url))
        if found:
            return found
        if not row.outlet:
            raise Reject("没有写明媒体（outlet），网址的域名也没有登记")
        if not row.level or (self._table and not self._as_is):
            raise UnknownOutlet(f"媒体“{row.outlet}”没有登记，待定：在网站“待定媒体”里决定，或用 jianbao undecided")
        medium = row.medium or (Medium.WEBSITE if host(row.url) else Medium.OTHER)
        return self._names.new_outlet(row.outlet, row.level, medium)

    def _address(self, row: Row, article: Article) -> str:
        """The page's address; without one, a name that equal placements share: same outlet, day and title."""
        day = article.published.astimezone(LOCAL).date() if article.published else None
        address = canonical(row.url) if row.url else ""
        known = self._names.placed(article.outlet, day, article.title) if self._table or not row.url else None
        if known and (not address or known.by_hand or article.medium in PLACED):
            return known.url
        key = f"{article.outlet}\n{day}\n{plain(article.title) or fold(article.title)}"
        address = address or f"{ENTERED}{blake2b(key.encode(), digest_size=12).hexdigest()}"
        self._names.place(article.outlet, day, article.title, address)
        return address

    def _credited(self, article: Article, row: Row) -> Article:
        """Credited to the units and topics that the row names, and where it names none, to those that the text does."""
        match = self._strict if row.units is None and self._strict else self._lenient
        matched = match(article) if match else article
        if row.units is not None:
            matched = replace(matched, units=self._named("unit", row.units))
        if row.topics is not None:
            matched = replace(matched, topics=self._named("topic", row.topics))
        if not matched.units and not self._as_is:
            raise Reject("没有归属单位")
        return replace(matched, relevance=max((mention.score for mention in matched.units), default=0.0))

    def _named(self, kind: str, given: tuple[str, ...]) -> tuple[Mention, ...]:
        ids = []
        for name in given:
            found = self._names.register(kind, name, make=self._as_is)
            if not found:
                raise Reject(f"{'单位' if kind == 'unit' else '专题'}“{name}”没有登记，请先登记或改用登记的名称")
            ids.append(found)
        return tuple(Mention(id=one, words=(), place="", score=1.0) for one in dict.fromkeys(ids))


def host(url: str) -> str:
    """The host of a web address; "" where it is none."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
