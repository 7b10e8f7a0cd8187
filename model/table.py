"""What a report is made of: cells, tables, charts and sections, counted and worded, ready to be printed in any format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from model.article import Role
from model.outlet import Level, Medium


@dataclass(frozen=True, slots=True)
class Split:
    """A number of articles, 首发 and 转载 apart."""

    first: int = 0
    reprint: int = 0

    @property
    def count(self) -> int:
        return self.first + self.reprint

    def __add__(self, other: "Split") -> "Split":
        return Split(self.first + other.first, self.reprint + other.reprint)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part of a whole, or a change against a base. Without a base there is no ratio: the cell is None."""

    part: int
    whole: int  # > 0
    signed: bool = False  # a change: rises are printed with +

    @property
    def value(self) -> float:
        return self.part / self.whole

    @property
    def tenths(self) -> int:
        """Tenths of a per cent, rounded half up, away from zero: 49/400 is 123."""
        rounded = (2000 * abs(self.part) + self.whole) // (2 * self.whole)
        return -rounded if self.part < 0 else rounded

    def __str__(self) -> str:
        sign = "-" if self.tenths < 0 else "+" if self.signed and self.tenths > 0 else ""
        whole, tenth = divmod(abs(self.tenths), 10)
        return f"{sign}{whole}.{tenth}%"


@dataclass(frozen=True, slots=True)
class Points:
    """Points, exact; printed with one decimal, half up, and only where it is not a whole number."""

    exact: Fraction

    @property
    def tenths(self) -> int:
        rounded = (20 * abs(self.exact.numerator) + self.exact.denominator) // (2 * self.exact.denominator)
        return -rounded if self.exact < 0 else rounded

    @property
    def value(self) -> float:
        return self.tenths / 10

    def __str__(self) -> str:
        whole, tenth = divmod(abs(self.tenths), 10)
        return f"{'-' if self.tenths < 0 else ''}{whole}{f'.{tenth}' if tenth else ''}"


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address, where the format can do so."""

    text: str
    url: str

    def __str__(self) -> str:
        return self.text


Cell = str | int | date | Ratio | Points | Link | None


def counts(cell: Cell) -> bool:
    """Whether a cell is a figure that something stands behind: no text, no day, and not nothing."""
    match cell:
        case int():
            return cell != 0
        case Ratio():
            return cell.part != 0
        case Points():
            return cell.exact != 0
    return False


def shown(cell: Cell) -> str:
    """A cell as people read it: days as YYYY-MM-DD, what has no value as a dash."""
    return "—" if cell is None else str(cell)


# Which articles stand behind a figure: of each pick, a key of Listed.values and values of it, all that have one of the values:
# (("level", "central", "province"), ("role", "first")).
Picks = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float = 1.0  # relative to the other columns
    text: bool = False  # long text: set flush left, not centred
    paper: bool = True  # also where a page is only as wide as a sheet of paper
    picks: Picks | None = None  # its figures count the articles of their row that have these values; None: they count no articles
    key: str = ""  # under which its articles have the values of their row, where that is not the row's own key
    unlisted: str = ""  # where its figures come from that count no articles of this report's list


class ChartKind(StrEnum):
    BAR = "bar"  # lying, for names
    COLUMN = "column"  # standing, for days and months
    LINE = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of a table's second column over its first one, the total left out."""

    kind: ChartKind
    title: str
    value: int = 1  # index of the column that is drawn
    highlight: int | None = None  # index of the row that stands out
    replaces_table: bool = False  # on paper the picture is enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One statistic. Each row, and the total, has as many cells as there are columns."""

    key: str  # the indicator's key in JSON
    title: str
    tab: str  # sheet name: short, unique in the report
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    measure: str = ""  # what is counted, printed above: 单位：篇（条）
    note: str = ""  # a sentence for every reader, printed below
    rule: str = ""  # how the figures come about, for those who ask
    chart: Chart | None = None
    blank: str = ""  # the sentence that says it all when there is nothing to show, for documents that are read
    unlisted: str = ""  # where those of its figures come from that have no articles of this report's list
    behind: tuple[Picks | None, ...] = ()  # the articles of each row, then of the total; None: not of this report's list. Empty: none at all

    def picks(self, row: int, column: int) -> Picks | None:
        """The articles behind one figure; the row after the last one is the total. None where a figure counts no articles of the list."""
        of_row = self.behind[row] if row < len(self.behind) else None
        told = self.columns[column]
        if of_row is None or told.picks is None or (told.key and not of_row):
            return None
        return (tuple((told.key, *values) for _, *values in of_row) if told.key else of_row) + told.picks

    def sources(self) -> str:
        """Where figures come from that lead to no articles, in one sentence; "" when all do."""
        reasons: dict[str, list[str]] = {}
        for column in self.columns:
            if column.unlisted:
                reasons.setdefault(column.unlisted, []).append(column.title)
        told = [f"{'、'.join(titles)}：{reason}" for reason, titles in reasons.items()] + ([self.unlisted] if self.unlisted else [])
        return f"{'；'.join(told)}。" if told else ""

    def drawn(self) -> tuple[int | None, ...]:
        """The figures of the chart, row by row; None where there is none."""
        cells = [row[self.chart.value] for row in self.rows] if self.chart else []
        return tuple(cell if isinstance(cell, int) else None for cell in cells)


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the few numbers that stand above a report."""

    label: str
    text: str
    rule: str
    picks: Picks | None = None  # the articles that it counts; None: none of the list
    unlisted: str = ""  # where it comes from, then


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs and tables in printing order."""

    heading: str
    blocks: tuple[str | Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article in the list behind the figures, everything by name."""

    id: str  # Article.id
    day: date
    published: datetime | None  # aware, local
    title: str
    url: str
    outlet: str
    level: Level
    medium: Medium
    role: Role
    story: str  # Story.id
    origin: str
    units: tuple[str, ...]
    topics: tuple[str, ...]
    column: str = ""
    correspondents: tuple[str, ...] = ()
    points: Points | None = None  # what its story brought in the period, of the publication for which it did
    promoted: bool = False  # that its story brought it as 转载晋级
    scored: tuple[str, ...] = ()  # units that share the points of its story, where it is one for which they are given

    def values(self, key: str) -> tuple[str, ...]:
        """What the article has of one of these keys."""
        match key:
            case "level" | "medium" | "role" | "outlet" | "story" | "column":
                return (str(getattr(self, key)),)
            case "unit" | "topic":
                return self.units if key == "unit" else self.topics
            case "scored" | "promoted":  # units by the points that they have from it
                return self.scored if key == "scored" or self.promoted else ()
            case "correspondent":
                return self.correspondents
            case "credited":  # correspondents by the points that they have from it
                return self.correspondents if self.points is not None else ()
            case "day":
                return (self.day.isoformat(),)
        raise KeyError(key)

    def counted(self, picks: Picks) -> bool:
        """Whether it stands behind a figure of these picks; the value "" means that it has none."""
        return all(not set(values).isdisjoint(self.values(key) or ("",)) for key, *values in picks)


class HeadStyle(StrEnum):
    PLAIN = "plain"  # the title only
    REDHEAD = "redhead"  # 红头文件
    LETTER = "letter"  # 信函
    BRIEFING = "briefing"  # 简报


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How a document begins and ends. What is empty is left blank or left out: nothing is invented."""

    style: HeadStyle = HeadStyle.PLAIN
    issuer: str = ""  # 发文机关标志, or the briefing's name; empty: the bureau
    number: str = ""  # 发文字号 as a person typed it: 云民办〔2026〕11号
    issue: int | None = None  # of a briefing: 第10期
    whole_issue: int | None = None  # 总第130期
    editor: str = ""  # 编印单位; empty: the bureau
    signer: str = ""  # 署名; empty: the bureau
    seal: bool = False  # whether a seal will be set on the signature
    copies: str = ""  # 抄送
    printer: str = ""  # 印发机关; empty: no 印发 line


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A counted period. What is printed of it depends on nothing else, so that equal reports give equal files."""

    id: str  # MR-2026-10-r1, without -r1 before it is closed; also the name of its files
    kind: str  # month
    name: str  # 2026年10月
    since: date
    until: date  # last day, included
    preview: bool  # the period is not over
    cutoff: datetime  # aware, local: what was known then is counted
    bureau: str
    title: str
    addressees: str  # 主送
    lead: str  # 导语
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    annexes: tuple[Section, ...]
    indicators: Mapping[str, Any]  # by the keys of docs/report.md, ready for JSON
    articles: tuple[Listed, ...]
    drafts: tuple[Section, ...] = ()  # 【待审】: prepared from facts, on a page of their own, no part of the document
    head: Head = Head()
    scope: str = ""  # "": the whole bureau; unit:<id>, topic:<id>
    revision: int = 0  # of a closed report; 0: it is not closed
    reason: str = ""  # why it was issued again
    by: str = ""  # who issued it again
    terms: Mapping[str, Any] = field(default_factory=dict)  # what the figures rest on besides the articles: rules, units, calendar
