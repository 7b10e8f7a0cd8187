"""Charts drawn as SVG: bars, columns and lines with their values printed."""

from dataclasses import dataclass
from html import escape
from math import ceil

from model.table import Chart, ChartKind, Ratio, Table, shown
from reports.formats.clean import clean
from reports.formats.colours import BAR, HIGHLIGHT

BLUE, RED, GRID, INK = f"#{BAR}", f"#{HIGHLIGHT}", "#e2e2e2", "#333"
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 18, 28
BAR_STEP, BAR_NAME, BAR_VALUE = 28, 96, 110
CHARACTER = 11  # pixels of one Han character in a label


@dataclass(frozen=True, slots=True)
class Size:
    """In pixels; of lying bars only the width is used."""

    width: int
    height: int


SCREEN, PAPER = Size(720, 250), Size(620, 200)  # in a smaller picture the same type stands larger on paper


def draw(table: Table, chart: Chart, family: str = "") -> str:
    """One <svg> element with a title and a description; "" when there is nothing to draw.

    For paper `family` names the font, as no style sheet does there.
    """
    names = [clean(shown(row[0])) for row in table.rows]
    values = table.drawn()
    if not any(values):
        return ""
    drawers = {ChartKind.BAR: _bars, ChartKind.COLUMN: _columns, ChartKind.LINE: _line}
    size = PAPER if family else SCREEN
    height, body = drawers[chart.kind](names, values, chart.highlight, size)
    alone = f' xmlns="http://www.w3.org/2000/svg" font-family="{escape(family)}"' if family else ""
    return (
        f'<svg{alone} viewBox="0 0 {size.width} {height}" role="img" aria-label="{escape(chart.title)}" font-size="{CHARACTER}" fill="{INK}">'
        f"<title>{escape(chart.title)}</title><desc>{escape(described(table))}</desc>{body}</svg>"
    )


def described(table: Table) -> str:
    """A chart in words, for those who do not see it: 报纸3，网站1."""
    return "，".join(f"{clean(shown(row[0]))}{'无数据' if value is None else value}" for row, value in zip(table.rows, table.drawn(), strict=True))


def _bars(names: list[str], values: tuple[int | None, ...], highlight: int | None, size: Size) -> tuple[int, str]:
    largest = max(value or 0 for value in values)
    total = sum(value or 0 for value in values)
    room = size.width - BAR_NAME - BAR_VALUE
    parts = []
    for at, (name, value) in enumerate(zip(names, values, strict=True)):
        top = at * BAR_STEP + 5
        width = round(room * (value or 0) / largest, 1)
        middle = top + 13
        parts.append(f'<text x="{BAR_NAME - 8}" y="{middle}" text-anchor="end" font-size="12">{escape(_short(name))}</text>')
        parts.append(f'<rect x="{BAR_NAME}" y="{top}" width="{width}" height="18" fill="{RED if at == highlight else BLUE}"/>')
        share = f"{value}（{Ratio(value, total)}）" if value is not None else "—"
        parts.append(f'<text x="{BAR_NAME + width + 6}" y="{middle}">{share}</text>')
    return len(names) * BAR_STEP + 8, "".join(parts)


def _columns(names: list[str], values: tuple[int | None, ...], highlight: int | None, size: Size) -> tuple[int, str]:
    ceiling, grid = _grid(values, size)
    step = (size.width - LEFT - RIGHT) / len(values)
    width = min(step * 0.66, 44)
    parts = [grid]
    for at, value in enumerate(values):
        centre = LEFT + step * (at + 0.5)
        if value is not None:
            top = _height(value, ceiling, size)
            colour = RED if at == highlight else BLUE
            parts.append(f'<rect x="{centre - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}" height="{size.height - BOTTOM - top:.1f}" fill="{colour}"/>')
            parts.append(_value(centre, top, value, step))
    return size.height, "".join([*parts, _labels(names, step, size)])


def _line(names: list[str], values: tuple[int | None, ...], highlight: int | None, size: Size) -> tuple[int, str]:
    ceiling, grid = _grid(values, size)
    step = (size.width - LEFT - RIGHT) / len(values)
    points = [(LEFT + step * (at + 0.5), _height(value, ceiling, size), value, at) for at, value in enumerate(values) if value is not None]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _, _ in points)
    dots = (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{RED if at == highlight else BLUE}"/>{_value(x, y, value, step)}' for x, y, value, at in points)
    return size.height, f'{grid}<polyline points="{path}" fill="none" stroke="{BLUE}" stroke-width="2"/>{"".join(dots)}{_labels(names, step, size)}'


def _grid(values: tuple[int | None, ...], size: Size) -> tuple[int, str]:
    """A round number above all values, and four lines up to it."""
    largest = max(value or 0 for value in values)
    magnitude = 10 ** (len(str(largest)) - 1)
    unit = next(step for step in (max(1, magnitude * tenths // 20) for tenths in (2, 5, 10, 20, 40, 50, 100)) if step * 4 >= largest)
    ceiling = unit * min(4, max(1, ceil(largest / unit)))
    parts = []
    for mark in range(0, ceiling + 1, unit):
        y = _height(mark, ceiling, size)
        parts.append(f'<line x1="{LEFT}" x2="{size.width - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{GRID if mark else "#888"}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" font-size="10" fill="#666">{mark}</text>')
    return ceiling, "".join(parts)


def _height(value: int, ceiling: int, size: Size) -> float:
    return size.height - BOTTOM - (size.height - BOTTOM - TOP) * value / ceiling


def _value(x: float, y: float, value: int, step: float) -> str:
    height = min(10.0, step / len(str(value)) / 0.6)  # a digit is 0.6 as broad as it is high: no figure touches its neighbour
    return f'<text x="{x:.1f}" y="{y - 4:.1f}" text-anchor="middle" font-size="{height:.3g}">{value}</text>'


def _labels(names: list[str], step: float, size: Size) -> str:
    """As many names as fit without touching, the first one always."""
    widest = max(sum(CHARACTER if ord(sign) > 255 else 6 for sign in name) for name in names)
    every = max(1, ceil((widest + 4) / step))
    shown_names = ((at, name) for at, name in enumerate(names) if at % every == 0)
    return "".join(f'<text x="{LEFT + step * (at + 0.5):.1f}" y="{size.height - 10}" text-anchor="middle">{escape(name)}</text>' for at, name in shown_names)


def _short(name: str) -> str:
    return name if len(name) <= 7 else f"{name[:6]}…"
