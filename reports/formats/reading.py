"""A report read back from its JSON, so that every other format is rendered from the snapshot and from nothing else."""

import json
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from model.article import Role
from model.outlet import Level, Medium
from model.table import Cell, Chart, ChartKind, Column, Figure, Head, HeadStyle, Link, Listed, Picks, Points, Ratio, Report, Section, Table
from reports.formats.json import ARTICLES, SCHEMA
from reports.period import LOCAL
from reports.statistics.listing import listing


def read(content: bytes) -> Report:
    """What formats.json rendered; ValueError for a schema of another version."""
    told = json.loads(content)
    if told["schema"] != SCHEMA:
        raise ValueError(f"报告数据是第{told['schema']}版，这里只认第{SCHEMA}版")
    articles = tuple(_article(one) for one in told["articles"])

    def sections(key: str) -> tuple[Section, ...]:
        return tuple(Section(one["heading"], tuple(_block(block, articles) for block in one["blocks"])) for one in told[key])

    return Report(
        id=told["id"],
        kind=told["kind"],
        name=told["name"],
        since=date.fromisoformat(told["since"]),
        until=date.fromisoformat(told["until"]),
        preview=told["preview"],
        cutoff=_moment(told["cutoff"]),
        bureau=told["bureau"],
        title=told["title"],
        addressees=told["addressees"],
        lead=told["lead"],
        scope=told["scope"],
        revision=told["revision"],
        reason=told["reason"],
        by=told["by"],
        terms=told.get("terms", {}),
        head=Head(**{**told["head"], "style": HeadStyle(told["head"]["style"])}),
        figures=tuple(Figure(**{**figure, "picks": _picks(figure["picks"])}) for figure in told["figures"]),
        indicators=told["indicators"],
        sections=sections("sections"),
        annexes=sections("annexes"),
        drafts=sections("drafts"),
        articles=articles,
    )


def _block(block: str | dict[str, Any], articles: tuple[Listed, ...]) -> str | Table:
    if isinstance(block, str):
        return block
    columns = tuple(Column(**{**column, "picks": _picks(column["picks"])}) for column in block["columns"])
    behind = tuple(_picks(picks) for picks in block["behind"])
    rows = listing(articles).rows if block["key"] == ARTICLES else tuple(_row(row) for row in block["rows"])
    return Table(
        **{
            **block,
            "columns": columns,
            "rows": rows,
            "total": block["total"] and _row(block["total"]),
            "chart": block["chart"] and _chart(block["chart"]),
            "behind": behind,
        }
    )


def _picks(picks: list[list[str]] | None) -> Picks | None:
    return None if picks is None else tuple(map(tuple, picks))


def _chart(chart: dict[str, Any]) -> Chart:
    return Chart(**{**chart, "kind": ChartKind(chart["kind"])})


def _row(cells: list[Any]) -> tuple[Cell, ...]:
    return tuple(map(_cell, cells))


def _cell(cell: Any) -> Cell:
    match cell:
        case {"ratio": _, "part": int(part), "whole": int(whole), "signed": bool(signed)}:
            return Ratio(part, whole, signed)
        case {"points": _, "exact": [int(numerator), int(denominator)]}:
            return Points(Fraction(numerator, denominator))
        case {"text": str(text), "url": str(url)}:
            return Link(text, url)
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case None | str() | int():
            return cell
    raise ValueError(f"报告数据里有不认识的单元格：{cell!r:.80}")


def _article(one: dict[str, Any]) -> Listed:
    return Listed(
        **{
            **one,
            "day": date.fromisoformat(one["day"]),
            "published": one["published"] and _moment(one["published"]),
            "level": Level(one["level"]),
            "medium": Medium(one["medium"]),
            "role": Role(one["role"]),
            "units": tuple(one["units"]),
            "topics": tuple(one["topics"]),
            "correspondents": tuple(one["correspondents"]),
            "points": _points(one.get("points")),
            "scored": tuple(one.get("scored", ())),
        }
    )


def _points(cell: Any) -> Points | None:
    points = _cell(cell)
    return points if isinstance(points, Points) else None


def _moment(text: str) -> datetime:
    """Of the place where months begin, as it was before it was written."""
    return datetime.fromisoformat(text).astimezone(LOCAL)
