"""The report as one self-contained web page: no script, nothing fetched from anywhere, fit to be printed."""

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import urlsplit

from model.table import Cell, Column, Figure, Link, Report, Section, Table, shown
from reports.formats import svg
from reports.formats.clean import clean
from reports.formats.heading import identity
from reports.formats.limits import readable

SHORT = 14  # rows that are not parted on paper

PAGE = Template("""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>$title</title>
<style>$style</style>
</head>
<body$state>
<main>
<header>
<p class="bureau">$bureau</p>
<h1>$heading</h1>
</header>
<dl class="figures">$figures</dl>
<p class="to">$addressees</p>
<p>$lead</p>
$sections
<footer class="signed"><p>$bureau</p><p>$signed</p></footer>
$annexes
<footer class="identity">$identity</footer>
</main>
</body>
</html>
""")


def render(report: Report, digest: str) -> bytes:
    page = PAGE.substitute(
        title=_text(f"{report.bureau}{report.title}"),
        style=_style(),
        state=' class="preview"' if report.preview else "",
        bureau=_text(report.bureau),
        heading=_text(report.title),
        figures="".join(map(_figure, report.figures)),
        addressees=_text(report.addressees),
        lead=_text(report.lead),
        sections="\n".join(_section(section) for section in report.sections),
        signed=f"{report.cutoff.year}年{report.cutoff.month}月{report.cutoff.day}日",
        annexes="\n".join(_annex(number, annex) for number, annex in enumerate(report.annexes, 1)),
        identity="".join(f"<span>{_text(part)}</span>" for part in identity(report, digest)),
    )
    return page.encode()


@cache
def _style() -> str:
    return files("reports.formats").joinpath("style.css").read_text(encoding="utf-8")


def _text(text: str) -> str:
    return escape(clean(text))


def _figure(figure: Figure) -> str:
    return f'<div title="{_text(figure.rule)}"><dt>{_text(figure.label)}</dt><dd>{_text(figure.text)}</dd></div>'


def _section(section: Section) -> str:
    return f"<section><h2>{_text(section.heading)}</h2>{''.join(_blocks(section))}</section>"


def _annex(number: int, section: Section) -> str:
    blocks = "".join(_blocks(section, captions=False))  # the heading says it
    return f'<section class="annex"><p class="label">附件{number}</p><h2>{_text(section.heading)}</h2>{blocks}</section>'


def _blocks(section: Section, captions: bool = True) -> Iterator[str]:
    for block in map(readable, section.blocks):
        yield _table(block, captions) if isinstance(block, Table) else f"<p>{_text(block)}</p>"


def _table(table: Table, caption: bool) -> str:
    picture = table.chart and svg.draw(table, table.chart)
    figure = f"<figure><figcaption>{_text(table.chart.title)}</figcaption>{picture}</figure>" if table.chart and picture else ""
    if table.chart and figure and table.chart.replaces_table:
        return f"{figure}<details><summary>{_text(table.title)}</summary>{_grid(table, caption=False)}</details>"
    return _grid(table, caption) + figure


def _grid(table: Table, caption: bool) -> str:
    columns = [column for column in table.columns if column.paper]
    whole = sum(column.width for column in columns)
    widths = "".join(f'<col style="width:{100 * column.width / whole:.2f}%">' for column in columns)
    head = "".join(f'<th scope="col">{_text(column.title)}</th>' for column in columns)
    rows = "".join(f"<tr>{_row(row, table.columns)}</tr>" for row in table.rows)
    total = f"<tfoot><tr>{_row(table.total, table.columns)}</tr></tfoot>" if table.total else ""
    above = f"<caption>{_text(table.title)}<small>{_text(table.measure)}</small></caption>" if caption else ""
    parts = f"{above}<colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{total}"
    shape = "table short" if len(table.rows) <= SHORT else "table"
    return f'<div class="{shape}" title="{_text(table.rule)}"><table>{parts}</table></div>{_notes(table)}'


def _notes(table: Table) -> str:
    note = f'<p class="note">注：{_text(table.note)}</p>' if table.note else ""
    return note + (f'<p class="note rule">口径：{_text(table.rule)}</p>' if table.rule else "")


def _row(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> str:
    return "".join(_cell(cell, column, first=index == 0) for index, (cell, column) in enumerate(zip(row, columns, strict=True)) if column.paper)


def _cell(cell: Cell, column: Column, first: bool) -> str:
    text = _text(shown(cell))
    if isinstance(cell, Link):
        text = _link(cell, text)
    shape = ' class="text"' if column.text else ""
    return f'<th scope="row"{shape}>{text}</th>' if first else f"<td{shape}>{text}</td>"


def _link(link: Link, text: str) -> str:
    """Only addresses of the web become links: an address comes from outside, too."""
    try:
        scheme = urlsplit(link.url).scheme
    except ValueError:  # no address at all, as "http://[" is none
        return text
    return f'<a href="{_text(link.url)}" rel="noopener noreferrer">{text}</a>' if scheme in ("http", "https") else text
