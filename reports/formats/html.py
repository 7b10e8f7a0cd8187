"""The report as one self-contained web page: no script, nothing fetched from anywhere, fit to be printed."""

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import urlsplit

from model.table import Figure, Link, Listed, Report, Section, Table, counts, shown
from reports.formats import svg
from reports.formats.behind import Behind
from reports.formats.clean import clean
from reports.formats.columns import shares, together
from reports.formats.document import AREA, DRAFTS
from reports.formats.heading import identity
from reports.formats.json import ARTICLES
from reports.formats.limits import ON_SCREEN, on_paper, readable

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
<footer class="signed"><p>$signer</p><p>$signed</p></footer>
$annexes
<footer class="identity">$identity</footer>
$drafts
</main>
</body>
</html>
""")


def render(report: Report, digest: str) -> bytes:
    page = _Page(report)
    body = {
        "figures": "".join(map(page.figure, report.figures)),
        "sections": "\n".join(page.section(section) for section in report.sections),
        "annexes": "\n".join(page.annex(number, annex) for number, annex in enumerate(on_paper(report.annexes), 1)),
        "drafts": page.drafts(report.drafts),
    }
    return PAGE.substitute(
        body,
        title=_text(f"{report.bureau}{report.title}"),
        style=_style() + page.behind.style(),
        state=' class="preview"' if report.preview else "",
        bureau=_text(report.bureau),
        heading=_text(report.title),
        addressees=_text(report.addressees),
        lead=_text(report.lead),
        signer=_text(report.head.signer or report.bureau),
        signed=f"{report.cutoff.year}年{report.cutoff.month}月{report.cutoff.day}日",
        identity="".join(f"<span>{_text(part)}</span>" for part in identity(report, digest)),
    ).encode()


@cache
def _style() -> str:
    return files("reports.formats").joinpath("style.css").read_text(encoding="utf-8")


def _text(text: str) -> str:
    return escape(clean(text))


class _Page:
    """The parts of the page that hold figures; each leads to the articles that it counts."""

    def __init__(self, report: Report):
        self.articles = report.articles
        blocks = [block for annex in report.annexes for block in annex.blocks]
        listed = any(isinstance(block, Table) and block.key == ARTICLES and len(block.rows) <= ON_SCREEN for block in blocks)
        self.behind = Behind(report.articles if listed else ())

    def figure(self, figure: Figure) -> str:
        told = self.behind.link(figure.text, figure.picks, figure.label, figure.rule)
        rule = figure.rule + (f"（{figure.unlisted}）" if figure.unlisted else "")
        return f'<div title="{_text(rule)}"><dt>{_text(figure.label)}</dt><dd>{told}</dd></div>'

    def section(self, section: Section) -> str:
        return f"<section><h2>{_text(section.heading)}</h2>{''.join(self._blocks(section))}</section>"

    def annex(self, number: int, section: Section) -> str:
        blocks = "".join(self._blocks(section, captions=False))  # the heading says it
        return f'<section class="annex"><p class="label">附件{number}</p><h2>{_text(section.heading)}</h2>{blocks}</section>'

    def drafts(self, drafts: tuple[Section, ...]) -> str:
        """拟稿参考: no part of the document."""
        if not drafts:
            return ""
        return f'<section class="annex drafts"><h2>拟稿参考</h2><p class="note">{DRAFTS}</p>{"".join(map(self.section, drafts))}</section>'

    def _blocks(self, section: Section, captions: bool = True) -> Iterator[str]:
        for block in (readable(block, ON_SCREEN) for block in section.blocks):
            yield self._table(block, captions) if isinstance(block, Table) else f"<p>{_text(block)}</p>"

    def _table(self, table: Table, caption: bool) -> str:
        picture = table.chart and svg.draw(table, table.chart)
        figure = f"<figure><figcaption>{_text(table.chart.title)}</figcaption>{picture}</figure>" if table.chart and picture else ""
        if table.chart and figure and table.chart.replaces_table:
            return f"{figure}<details><summary>{_text(table.title)}</summary>{self._grid(table, caption=False)}</details>"
        # What leads to the articles stands before their list, where the style sheet finds it.
        return (self.behind.targets() if table.key == ARTICLES else "") + self._grid(table, caption) + figure

    def _grid(self, table: Table, caption: bool) -> str:
        columns = [column for column in table.columns if column.paper]
        widths = "".join(f'<col style="width:{100 * share / AREA:.2f}%">' for share in shares(table, AREA))
        head = "".join(f'<th scope="col">{_text(column.title)}</th>' for column in columns)
        articles = self.articles if table.key == ARTICLES else (None,) * len(table.rows)
        rows = "".join(self._row(table, number, article) for number, article in enumerate(articles))
        total = f"<tfoot>{self._row(table, len(table.rows))}</tfoot>" if table.total else ""
        above = f"<caption>{_text(table.title)}<small>{_text(table.measure)}</small></caption>" if caption else ""
        parts = f"{above}<colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{total}"
        shape = "table short" if together(table, AREA) else "table"
        return f'<div class="{shape}" title="{_text(table.rule)}"><table>{parts}</table></div>{_notes(table)}'

    def _row(self, table: Table, number: int, article: Listed | None = None) -> str:
        """A row of the table, the one after the last being its total; with the article that it lists."""
        cells = "".join(self._cell(table, number, at) for at, column in enumerate(table.columns) if column.paper)
        return f"<tr{self.behind.classes(article) if article else ''}>{cells}</tr>"

    def _cell(self, table: Table, number: int, at: int) -> str:
        row = table.rows[number] if number < len(table.rows) else table.total or ()
        cell, column = row[at], table.columns[at]
        text = _text(shown(cell))
        if isinstance(cell, Link):
            text = _link(cell, text)
        elif counts(cell):
            text = self.behind.link(text, table.picks(number, at), f"{table.title}，{shown(row[0])}，{column.title}", table.rule)
        shape = ' class="text"' if column.text else ""
        return f'<th scope="row"{shape}>{text}</th>' if at == 0 else f"<td{shape}>{text}</td>"


def _notes(table: Table) -> str:
    note = f'<p class="note">注：{_text(table.note)}</p>' if table.note else ""
    told = "".join((f"口径：{table.rule}" if table.rule else "", f"没有稿件清单的数——{sources}" if (sources := table.sources()) else ""))
    return note + (f'<p class="note rule">{_text(told)}</p>' if told else "")


def _link(link: Link, text: str) -> str:
    """Only addresses of the web become links: an address comes from outside, too."""
    try:
        scheme = urlsplit(link.url).scheme
    except ValueError:  # no address at all, as "http://[" is none
        return text
    return f'<a href="{_text(link.url)}" rel="noopener noreferrer">{text}</a>' if scheme in ("http", "https") else text
