"""Taking rows in: registers first, then the stages of the line, then the ledger; each row gets one outcome."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from archive.ledger import entering, scans, undecided
from archive.ledger.entering import Entered
from archive.ledger.scans import Filing
from archive.ledger.undecided import Brought
from model.article import Article
from model.bureau import Bureau
from model.outcome import Reject, UserError
from model.row import Row, RowOutcome, Taken
from model.story import Group
from pipelines.imports.judge import Judge, UnknownOutlet
from pipelines.imports.scans import Handed, Scans, nothing

BATCH = 200  # rows in one transaction
UNPROVEN = "报刊稿件没有附件（扫描件或照片），也没有对上数字报：缺存证"
DROPPED = "以前决定过不要"

Readable = tuple[Row | str, tuple[str, ...]]


@dataclass(slots=True)
class _Ready:
    """A row whose article is known."""

    number: int
    row: Row
    article: Article
    handed: Handed
    warnings: tuple[str, ...]


class Import:
    """Takes rows of one file, brought by somebody.

    `as_is` keeps what names no unit and registers units, topics and outlets that are unknown; `table`: the rows of a register that people keep,
    where an unknown outlet waits for a person's decision.
    """

    def __init__(
        self,
        bureau: Bureau | None,
        group: Group,
        as_is: bool,
        now: datetime | None = None,
        outlet: str = "",
        *,
        table: bool = False,
        by: str = "",
        file: str = "",
        attached: Scans | None = None,
    ):
        self._group, self._outlet_of_all, self._table, self._by, self._file = group, outlet, table, by, file
        self._now = now or datetime.now(UTC)
        names = entering.Names.read()
        if outlet and not names.outlet(outlet):
            raise UserError(f"媒体“{outlet}”没有登记，请用 jianbao sources list 查看编号")
        self._judge = Judge(names, bureau, self._now, as_is=as_is, table=table)
        self._scans = attached or Scans(nothing)
        self._seen: dict[str, int] = {}  # Article.id, or key of an undecided row -> number of its row
        self.undecided: Counter[str] = Counter()  # rows that wait, by the name of their outlet

    def take(self, rows: Iterable[Readable]) -> Iterator[Taken]:
        """One outcome a row, in their order; a batch is durable when its first outcome is told."""
        numbered = ((number, self._of(readable)) for number, readable in enumerate(rows, 1))
        while batch := list(islice(numbered, BATCH)):
            yield from self._batch(batch)

    def _of(self, readable: Readable) -> Readable:
        """A row that names no outlet is of the one that the whole file is of."""
        row, warnings = readable
        return (replace(row, outlet=self._outlet_of_all), warnings) if self._outlet_of_all and isinstance(row, Row) and not row.outlet else readable

    def _batch(self, batch: Sequence[tuple[int, Readable]]) -> list[Taken]:
        self._judge.look_up(row for _, (row, _) in batch if isinstance(row, Row))
        told: dict[int, Taken] = {}
        ready: list[_Ready] = []
        unknown: list[tuple[int, Brought, str, tuple[str, ...]]] = []
        for number, (row, told_before) in batch:
            if isinstance(row, str):
                told[number] = Taken(number=number, id="", outcome=RowOutcome.REJECTED, reason=row, warnings=told_before)
                continue
            # On disk before the ledger speaks of it.
            handed = self._scans.of(row.scans) if row.scans else Handed()
            warnings = (*told_before, *handed.warnings)
            try:
                article, more = self._judge.article(row)
            except UnknownOutlet as decision:
                unknown.append((number, Brought(row=row, place=number, scans=handed.kept), str(decision), warnings))
            except Reject as decision:
                told[number] = Taken(number=number, id=row.id, outcome=RowOutcome.REJECTED, reason=str(decision), warnings=warnings)
            else:
                ready.append(_Ready(number, row, article, handed, (*warnings, *more)))
        with entering.whole():
            still = self._waiting(unknown)
            told |= still
            told |= self._stored(ready)
            undecided.settle([(undecided.key_of(row), told[number]) for number, (row, _) in batch if isinstance(row, Row) and number not in still], self._by)
            told |= self._unproven(ready, told)
        return [told[number] for number, _ in batch]

    def _stored(self, ready: Sequence[_Ready]) -> dict[int, Taken]:
        """Stores what is new, and gives what is there already the evidence that was brought."""
        first = {one.article.id: one for one in reversed(ready) if one.article.id not in self._seen}
        new = entering.take([self._entered(one) for one in ready if first.get(one.article.id) is one], self._group)
        scans.attach_to({one.article.id: one.handed.kept for one in ready if one.handed.kept}, self._by)
        for one in ready:
            self._seen.setdefault(one.article.id, one.number)
        told = {}
        for one in ready:
            if one.article.id in new and first.get(one.article.id) is one:
                told[one.number] = Taken(number=one.number, id=one.row.id, outcome=RowOutcome.ACCEPTED, article=one.article.id, warnings=one.warnings)
            else:
                told[one.number] = self._repeats(one.number, one.row, one.article.id, one.article.id, one.warnings)
        return told

    def _unproven(self, ready: Sequence[_Ready], told: Mapping[int, Taken]) -> dict[int, Taken]:
        """The rows of printed articles of which there is no evidence, with a warning."""
        printed = {one.article.id for one in ready if self._table and one.article.medium in scans.PRINT}
        proven = scans.proven(printed) | {one.article.id for one in ready if one.handed.found}  # in a preview nothing is attached
        rows = [told[one.number] for one in ready if one.article.id in printed - proven]
        return {one.number: replace(one, warnings=(*one.warnings, UNPROVEN)) for one in rows}

    def _entered(self, one: _Ready) -> Entered:
        row = one.row
        filed = Filing(by=self._by, file=self._file, row=one.number, seconds=row.seconds, note=row.note) if self._table else None
        characters = row.characters if not row.body else None
        return Entered(article=one.article, position=row.position, counts=dict(row.counts), at_least=row.at_least, characters=characters or 0, filed=filed)

    def _waiting(self, unknown: Sequence[tuple[int, Brought, str, tuple[str, ...]]]) -> dict[int, Taken]:
        """Keeps rows of unknown outlets for a person's decision, unless one was made about them."""
        if not unknown:
            return {}
        keys = {number: undecided.key_of(one.row) for number, one, _, _ in unknown}
        dropped = {key for key, outcome in undecided.known(keys.values()).items() if outcome is RowOutcome.DROPPED}
        told = {}
        kept = []
        for number, one, reason, warnings in unknown:
            key = keys[number]
            if key in self._seen:
                told[number] = self._repeats(number, one.row, key, "", warnings)
                continue
            self._seen[key] = number
            outcome = RowOutcome.REJECTED if key in dropped else RowOutcome.WAITING
            if outcome is RowOutcome.WAITING:
                self.undecided[one.row.outlet] += 1
                kept.append(one)
            said = f"媒体“{one.row.outlet}”的这一行{DROPPED}" if key in dropped else reason
            told[number] = Taken(number=number, id=one.row.id, outcome=outcome, reason=said, warnings=warnings)
        undecided.wait(kept, self._file, self._by)
        return told

    def _repeats(self, number: int, row: Row, key: str, article: str, warnings: tuple[str, ...]) -> Taken:
        of = self._seen.get(key, 0)
        of = 0 if of == number else of
        reason = f"与第 {of} 行是同一篇" if of else "与已收录的是同一篇"
        return Taken(number=number, id=row.id, outcome=RowOutcome.DUPLICATE, reason=reason, article=article, of=of, warnings=warnings)
