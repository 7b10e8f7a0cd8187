"""Circulars of one subject made from a whole report, so that they say what it says: 得分排名, 政务信息采用情况, 媒体报道和舆情."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import count

from model.table import Column, Points, Report, Section, Table
from reports.statistics.wording import numeral

NUMBERED = re.compile(r"^表\d+　")
CHAPTER = re.compile(r"^[一二三四五六七八九十]+、")
OPENING = re.compile(r"^现将.*?通报如下")
NOTHING_UNRATED = "没有经人工认定的负面、更正报道。"
NO_INFORMATION = "没有登记政务信息采用。"
RULE = "得分为报告中各单位的政务信息得分，得分相同的名次相同；0分的单位不列。"


def ranking(report: Report) -> Report:
    """The ranking circular: points, who leads, who reported nothing, and the rule."""
    sections = [section for section in report.sections if _keys(section) & {"points"}]
    silent = [Section("零报送情况", (_silent(report),))]
    return _excerpt(report, "ranking", "新闻宣传工作得分排名情况", [*sections, *silent], {"points_rule"})


def information(report: Report) -> Report:
    """政务信息采用情况通报: by category, and the units by their points."""
    sections = [section for section in report.sections if _keys(section) & {"information"}]
    table = _by_unit(report)
    if table:
        sections.append(Section("各单位政务信息得分", (table,)))
    return _excerpt(report, "information", "政务信息采用情况", sections or [Section("采用情况", (NO_INFORMATION,))], {"points_rule"})


def media(report: Report) -> Report:
    """媒体报道和舆情情况: where it was published and on what, the stories that went furthest, and what was negative or corrected."""
    sections = [section for section in report.sections if _keys(section) & {"totals", "by_level", "by_topic"}]
    best = [block for annex in report.annexes for block in annex.blocks if isinstance(block, Table) and block.key == "top_stories"]
    unrated = [block for section in report.sections for block in section.blocks if isinstance(block, Table) and block.key == "unrated"]
    furthest = [Section("重点报道", tuple(best))] if best else []
    return _excerpt(report, "media", "媒体报道和舆情情况", [*sections, *furthest, Section("负面和更正报道", tuple(unrated) or (NOTHING_UNRATED,))], ())


EXCERPTS: Mapping[str, Callable[[Report], Report]] = {"ranking": ranking, "information": information, "media": media}
KINDS = {"full": "全文", "ranking": "得分排名通报", "information": "政务信息采用情况通报", "media": "媒体报道和舆情情况通报"}


def edited(kind: str, number: str = "", issue: int | None = None, whole_issue: int | None = None) -> Callable[[Report], Report]:
    """What makes a document of one of KINDS from a report, with the 文号 or the numbers of a briefing as a person typed them."""

    def edit(report: Report) -> Report:
        told = report.head
        head = replace(told, number=number or told.number, issue=issue or told.issue, whole_issue=whole_issue or told.whole_issue)
        headed = replace(report, head=head)
        return EXCERPTS[kind](headed) if kind in EXCERPTS else headed

    return edit


def _excerpt(report: Report, key: str, subject: str, sections: list[Section], annexes: Collection[str]) -> Report:
    kept = [annex for annex in report.annexes if _keys(annex) & set(annexes)]
    keys = {block.key for section in (*sections, *kept) for block in section.blocks if isinstance(block, Table)}
    return replace(
        report,
        id=f"{report.id}-{key}",
        kind=key,
        title=f"关于{report.name}{subject}的通报",
        lead=OPENING.sub(f"现将{report.name}{subject}通报如下", report.lead),
        sections=tuple(_numbered(sections)),
        annexes=tuple(kept),
        drafts=(),
        figures=(),
        articles=(),
        indicators={name: told for name, told in report.indicators.items() if name in keys or name == "zero"},
    )


def _numbered(sections: list[Section]) -> Iterator[Section]:
    """Chapters and tables counted anew."""
    tables = count(1)
    for number, section in enumerate(sections, 1):
        blocks = tuple(
            replace(block, title=f"表{next(tables)}　{NUMBERED.sub('', block.title)}") if isinstance(block, Table) else block for block in section.blocks
        )
        yield Section(f"{numeral(number)}、{CHAPTER.sub('', section.heading)}", blocks)


def _silent(report: Report) -> str:
    names = report.indicators.get("zero", [])
    return f"{'、'.join(names)}未刊发稿件。" if names else "各单位均有稿件刊发。"


def _by_unit(report: Report) -> Table | None:
    """Units by their points for information, as the report counted them; None when no unit has any."""
    got = [(one["name"], Fraction(str(one["information"]))) for one in report.indicators.get("points", []) if one["information"]]
    got.sort(key=lambda one: -one[1])
    rows = tuple((1 + sum(points > mine for _, points in got), name, Points(mine)) for name, mine in got)
    columns = (Column("名次", 0.8), Column("单位", 3, text=True), Column("政务信息得分", 1.4))
    return (
        Table(key="information_by_unit", title="各单位政务信息得分", tab="单位得分", columns=columns, rows=rows, measure="单位：分", rule=RULE)
        if rows
        else None
    )


def _keys(section: Section) -> set[str]:
    return {block.key for block in section.blocks if isinstance(block, Table)}
