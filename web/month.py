"""The month page: what the month came to, each figure with its articles behind it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from archive.ledger import pending
from archive.ledger.counting import one_view
from model.article import Role
from model.outcome import UsageError
from model.outlet import Level
from model.query import Facet
from model.table import Table, shown
from reports.closing import closed
from reports.period import LOCAL, Period, today
from reports.statistics import day, level, medium, narrative, outlet, topic, trend, unit
from reports.statistics.basis import Basis, gather
from reports.statistics.checks import check
from reports.statistics.lines import Line, change
from reports.statistics.totals import RULES, rules, upper_share
from web.asked import MOST, Asked
from web.charts import Column, Point, columns
from web.desk import desk
from web.tables import Grid, Narrowing, grid
from web.told import linked, ways

FORMATS = {"docx": "Word", "xlsx": "Excel", "pdf": "PDF", "html": "网页", "json": "JSON"}
# The bureau's own accounts are not counted as media, unless the office wants it so: neither here nor in the searches behind the figures.
MEDIA = tuple(kind.value for kind in Level if kind is not Level.SELF)

REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One of the few large numbers."""

    label: str
    text: str
    note: str = ""
    rule: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A finished report of the month."""

    name: str
    label: str
    written: datetime


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """`/month/`: the last month that is over."""
    return redirect("month", Period.last_month().id)


@require_safe
def page(request: HttpRequest, month: str) -> HttpResponse:
    """`/month/YYYY-MM`."""
    try:
        period = _period(month)
    except UsageError as error:
        return render(request, "error.html", {"title": "没有这个月", "advice": str(error)}, status=404)
    with one_view():
        basis = gather(period, datetime.now(LOCAL), settings=desk().report)
        check(basis)
        context = _counted(basis)
    context |= {
        "period": period,
        "before": period.earlier(1) if period.earlier(1).since.year >= OLDEST else None,
        "after": period.earlier(-1) if period.until < today() else None,
        "files": _files(period.id),
        "unindexed": pending.waiting(),
        "closed": closed(period),
    }
    return render(request, "month.html", context)


@require_safe
def file(request: HttpRequest, month: str, name: str) -> HttpResponseBase:
    """`/month/YYYY-MM/<name>`: one of the month's report files."""
    if name not in [found.name for found in _files(month)]:
        raise Http404(name)
    shown_here = name.endswith(".html")
    response = FileResponse(_folder(month).joinpath(name).open("rb"), as_attachment=not shown_here, filename=name)
    if shown_here:
        response.headers["Content-Security-Policy"] = REPORT_POLICY
    return response


OLDEST = 1900


def _period(month: str) -> Period:
    period = Period.month(month)
    if period.since.year < OLDEST:
        raise UsageError(f"“{month}”太早了，档案里没有 {OLDEST} 年以前的文章")
    return period


def _counted(basis: Basis) -> dict[str, object]:
    """Everything that comes from counting; to be called within one view of the ledger."""
    period = basis.period
    whole = Asked(chosen={Facet.LEVEL: tuple(Level) if basis.settings.count_own_as_media else MEDIA}, since=period.since, until=period.until)
    return {
        "basis": basis,
        "tiles": list(_tiles(basis, whole)),
        "paragraphs": [linked(text, ways(basis, whole)) for text in _sentences(basis) if text],
        "days": columns([_day(line, whole) for line in day.lines(basis)]),
        "months": _months(basis),
        **_grids(basis, whole),
    }


def _sentences(basis: Basis) -> tuple[str, ...]:
    return narrative.overview(basis), narrative.levels(basis), narrative.apart(basis), unit.zero_units(basis)


def _tiles(basis: Basis, whole: Asked) -> Iterator[Tile]:
    current, previous, year_before = basis.current, basis.previous, basis.year_before
    higher = replace(whole, chosen={Facet.LEVEL: tuple(level.value for level in basis.upper)})
    known, known_then = basis.known(previous), basis.known(year_before)
    mom, yoy = change(current.total, previous.total if known else None), change(current.total, year_before.total if known_then else None)
    yield Tile(label="刊发", text=str(current.total), note="篇（条）", rule=RULES["刊发"], address=whole.address())
    for role, count in ((Role.FIRST, basis.split.first), (Role.REPRINT, basis.split.reprint)):
        yield Tile(label=role.label, text=str(count), note="篇（条）", rule=RULES[role.label], address=whole.only(Facet.ROLE, role).address())
    yield Tile(label="稿件", text=str(current.stories), note="件", rule=RULES["稿件"], address=replace(whole, grouped=True).address())
    # What a change is measured from is a month of its own.
    before, then = basis.period.before.id if known else "", basis.period.year_before.id if known_then else ""
    yield Tile(label="环比", text=shown(mom), note=f"上月 {previous.total}" if known else "上月无统计数据", address=before and f"/month/{before}")
    yield Tile(label="同比", text=shown(yoy), note=f"上年同月 {year_before.total}" if known_then else "上年同月无统计数据", address=then and f"/month/{then}")
    yield Tile(label="省级以上占比", text=shown(upper_share(basis, current)), rule=rules(basis.upper)["省级以上占比"], address=higher.address())


def _grids(basis: Basis, whole: Asked) -> dict[str, Grid]:
    """The breakdowns. A line of a breakdown stands behind the table's row of the same place."""
    narrowing = _narrowing(basis)

    def found(table: Table, facet: Facet, lines: list[Line]) -> Grid:
        return grid(table, [whole.only(facet, line.id) for line in lines], whole, narrowing)

    return {
        "by_level": found(level.by_level(basis), Facet.LEVEL, level.lines(basis)),
        "by_unit": found(unit.by_unit(basis), Facet.UNIT, unit.lines(basis)),
        "by_outlet": grid(outlet.by_outlet(basis), _outlets(basis, whole), whole, narrowing),
        "by_topic": found(topic.by_topic(basis), Facet.TOPIC, topic.lines(basis)),
        "by_medium": found(medium.by_medium(basis), Facet.MEDIUM, medium.lines(basis)),
    }


def _outlets(basis: Basis, whole: Asked) -> list[Asked | None]:
    """The searches of the first outlets, and of all the others together, unless they are more than a search can name."""
    ids = [line.id for line in outlet.lines(basis)]
    rest = tuple(ids[outlet.TOP :])
    first = [whole.only(Facet.OUTLET, id) for id in ids[: outlet.TOP]]
    return [*first, replace(whole, chosen={**whole.chosen, Facet.OUTLET: rest}) if 0 < len(rest) <= MOST else None]


def _narrowing(basis: Basis) -> Narrowing:
    """By the titles of the columns that reports.statistics.lines and .unit give."""
    levels = {kind.label: (lambda asked, kind=kind: asked.only(Facet.LEVEL, kind.value)) for kind in Level}
    return {
        **levels,
        "刊发": lambda asked: asked,
        "占比": lambda asked: asked,  # leads to the part
        "首发": lambda asked: asked.only(Facet.ROLE, Role.FIRST),
        "转载": lambda asked: asked.only(Facet.ROLE, Role.REPRINT),
        "上月": lambda asked: asked.between(basis.previous.since, basis.previous.until),
        "上年同月": lambda asked: asked.between(basis.year_before.since, basis.year_before.until),
    }


def _day(line: Line, whole: Asked) -> Point:
    when = date.fromisoformat(line.id)
    label = str(when.day) if when.day == 1 or when.day % 5 == 0 else ""
    return Point(label=label, name=f"{when.month}月{when.day}日", count=line.count, address=whole.between(when, when).address() if line.count else "")


def _months(basis: Basis) -> list[Column]:
    """The last twelve months, each leading to its page; the month shown stands out."""
    return columns([_month(line, row[1] is not None, basis) for line, row in zip(trend.lines(basis), trend.trend12(basis).rows, strict=True)])


def _month(line: Line, known: bool, basis: Basis) -> Point:
    number = int(line.id[5:])
    name = f"{line.id[:4]}年{number}月"
    return Point(label=f"{number}月", name=name, count=line.count, address=f"/month/{line.id}", chosen=line.id == basis.period.id, known=known)


def _folder(month: str) -> Path:
    return desk().home / "reports" / month


def _files(month: str) -> list[ReportFile]:
    """The finished files of a month, the usual formats first. `month` names a folder only if it is one of the reports'."""
    folder = desk().home / "reports"
    if not folder.is_dir() or month not in [path.name for path in folder.iterdir()]:
        return []
    order = list(FORMATS)
    found = [path for path in _folder(month).iterdir() if path.suffix[1:] in order and path.is_file() and not path.name.startswith(".")]
    found.sort(key=lambda path: (path.stem, order.index(path.suffix[1:])))
    return [
        ReportFile(name=path.name, label=FORMATS[path.suffix[1:]], written=localtime(datetime.fromtimestamp(path.stat().st_mtime, LOCAL))) for path in found
    ]
