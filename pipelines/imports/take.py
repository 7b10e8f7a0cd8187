"""Taking rows in: registers first, then the stages of the line, then the ledger; each row gets one outcome."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from itertools import islice
from urllib.parse import urlsplit

from archive.folding import fold, plain
from archive.ledger import entering
from archive.ledger.entering import Entered
from model.address import canonical
from model.article import Article, Mention
from model.bureau import Bureau
from model.outcome import Reject, UserError
from model.outlet import Medium, Outlet
from model.row import Row, Taken
from model.story import Group
from pipelines.draft import LOCAL
from pipelines.mark import mark
from pipelines.match import Match
from pipelines.tidy import tidy

BATCH = 200  # rows in one transaction

Readable = tuple[Row | str, tuple[str, ...]]


@dataclass(slots=True)
class _Waiting:
    """A row whose article is ready to be stored."""

    number: int
    row: Row
    article: Article
    warnings: tuple[str, ...]


class Import:
    """Takes rows of one file; `as_is` keeps what names no unit and registers units and topics that are unknown."""

    def __init__(self, bureau: Bureau | None, group: Group, as_is: bool, now: datetime | None = None, outlet: str = ""):
        self._group, self._as_is, self._outlet_of_all = group, as_is, outlet
        self._now = now or datetime.now(UTC)
        self._names = entering.Names.read()
        if outlet and not self._names.outlet(outlet):
            raise UserError(f"媒体“{outlet}”没有登记，请用 jianbao sources list 查看编号")
        self._strict = Match(bureau) if bureau and not as_is else None
        self._lenient = Match(bureau, demanded=False) if bureau else None
        self._seen: dict[str, int] = {}  # Article.id -> number of its row
        self.undecided: Counter[str] = Counter()  # rows by an outlet's name that nobody registered: they come in once a person has

    def take(self, rows: Iterable[Readable]) -> Iterator[Taken]:
        """One outcome a row, in their order; a batch is durable when its first outcome is told."""
        numbered = ((number, self._of(readable)) for number, readable in enumerate(rows, 1))
        while batch := list(islice(numbered, BATCH)):
            yield from self._batch(batch)

    def _of(self, readable: Readable) -> Readable:
        """A row that names no outlet is of the one that the whole file is of."""
        row, unknown = readable
        return (replace(row, outlet=self._outlet_of_all), unknown) if self._outlet_of_all and isinstance(row, Row) and not row.outlet else readable

    def _batch(self, batch: Sequence[tuple[int, Readable]]) -> list[Taken]:
        self._names.look_up(placement for _, (row, _) in batch if isinstance(row, Row) and (placement := self._placement(row)))
        told: dict[int, Taken] = {}
        waiting: list[_Waiting] = []
        for number, (row, unknown) in batch:
            warnings = (f"不认识的键 {'、'.join(unknown)}，已忽略",) if unknown else ()
            if isinstance(row, str):
                told[number] = Taken(number=number, id="", outcome="rejected", reason=row, warnings=warnings)
                continue
            try:
                article, more = self._article(row)
            except Reject as decision:
                told[number] = Taken(number=number, id=row.id, outcome="rejected", reason=str(decision), warnings=warnings)
                continue
            if article.id in self._seen:
                told[number] = self._repeats(number, row, article, warnings)
                continue
            self._seen[article.id] = number
            waiting.append(_Waiting(number, row, article, (*warnings, *more)))
        new = entering.take(
            [Entered(article=one.article, position=one.row.position, counts=dict(one.row.counts), at_least=one.row.at_least) for one in waiting], self._group
        )
        for one in waiting:
            if one.article.id in new:
                told[one.number] = Taken(number=one.number, id=one.row.id, outcome="accepted", article=one.article.id, warnings=one.warnings)
            else:
                told[one.number] = self._repeats(one.number, one.row, one.article, one.warnings)
        return [told[number] for number, _ in batch]

    def _repeats(self, number: int, row: Row, article: Article, warnings: tuple[str, ...]) -> Taken:
        of = self._seen.get(article.id, 0)
        of = 0 if of == number else of
        reason = f"与第 {of} 行是同一篇" if of else "与已收录的是同一篇"
        return Taken(number=number, id=row.id, outcome="duplicate", reason=reason, article=article.id, of=of, warnings=warnings)

    def _article(self, row: Row) -> tuple[Article, tuple[str, ...]]:
        """The article that a row means, credited and marked. Errors: Reject."""
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
        return article, tuple(differing)

    def _placement(self, row: Row) -> tuple[str, date] | None:
        """Outlet and day of a row without an address, by which it is found again."""
        outlet = self._names.outlet(row.outlet) if row.outlet and not row.url else None
        return (outlet.id, row.published.astimezone(LOCAL).date()) if outlet and row.published else None

    def _outlet(self, row: Row) -> Outlet:
        found = self._names.outlet(row.outlet) if row.outlet else self._names.host(_host(row.url))
        if found:
            return found
        if not row.outlet:
            raise Reject("没有写明媒体（outlet），网址的域名也没有登记")
        if not row.level:
            self.undecided[row.outlet] += 1
            raise Reject(f"媒体“{row.outlet}”没有登记：请先登记，或在本行写明级别（level）和载体（medium）")
        medium = row.medium or (Medium.WEBSITE if _host(row.url) else Medium.OTHER)
        return self._names.new_outlet(row.outlet, row.level, medium)

    def _address(self, row: Row, article: Article) -> str:
        """The page's address; without one, a name that equal placements share: same outlet, day and title."""
        if row.url:
            return canonical(row.url)
        day = article.published.astimezone(LOCAL).date() if article.published else None
        known = self._names.placed(article.outlet, day, article.title)
        key = f"{article.outlet}\n{day}\n{plain(article.title) or fold(article.title)}"
        return known or f"entered:{blake2b(key.encode(), digest_size=12).hexdigest()}"

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


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
