"""What is told: reports, alarms and digests as messages in Chinese."""

from collections.abc import Sequence
from datetime import datetime

from archive.ledger.arrivals import Arrivals
from archive.ledger.browsing import Row
from archive.ledger.saved import New
from model.delivery import Channel, Message, Occasion
from model.health import Alarm, AlarmKind
from model.table import Report
from scheduler.timetable import LOCAL

LISTED = 20  # alarms in one message
TITLES = 30  # articles in one digest


def report(report: Report, files: Sequence[str]) -> Message:
    """A closed report. `files` are paths relative to the home folder."""
    again = f"（第 {report.revision} 版）" if report.revision > 1 else ""
    figures = "，".join(f"{figure.label} {figure.text}" for figure in report.figures if figure.text != "—")
    sentences = [block for section in report.sections[:1] for block in section.blocks if isinstance(block, str)]
    return Message(
        key=f"report {report.id} {report.revision}",
        occasion=Occasion.REPORT,
        subject=f"{report.title}{again}",
        text="\n".join([report.lead, *sentences, f"{figures}。" if figures else ""]).strip(),
        files=tuple(files),
        link=f"/month/{report.since:%Y-%m}" if report.kind == "month" else "",
    )


def alarms(fresh: Sequence[Alarm], over: Sequence[Alarm], now: datetime) -> Message | None:
    """What went wrong, and what is right again; None where there is nothing to tell."""
    right = [alarm for alarm in over if alarm.kind is not AlarmKind.TEMPLATE]  # that one ends by itself
    if not fresh and not right:
        return None
    subject = f"剪报：{len(fresh)} 项异常" if fresh else f"剪报：{len(right)} 项异常已恢复"
    blocks = [*listed([f"{alarm.sentence}" for alarm in fresh], "项异常")]
    if right:
        blocks += ["已恢复：", *listed([f"{alarm.name}：{alarm.kind.label}" for alarm in right], "项")]
    return Message(key=f"alarm {now.isoformat()}", occasion=Occasion.ALARM, subject=subject, text="\n".join(blocks), link="/status")


def listed(sentences: Sequence[str], unit: str) -> list[str]:
    rest = len(sentences) - LISTED
    return [*(f"{number}. {sentence}" for number, sentence in enumerate(sentences[:LISTED], 1)), *([f"另有 {rest} {unit}，见网站。"] if rest > 0 else [])]


def digest(occasion: Occasion, channel: Channel, arrivals: Arrivals, span: tuple[datetime, datetime], last: int) -> Message:
    """What came in during `span`, up to the article with the number `last`."""
    since, until = (moment.astimezone(LOCAL) for moment in span)
    when = f"{since:%m月%d日 %H:%M} 至 {until:%m月%d日 %H:%M}"
    levels = "、".join(f"{level.label} {count}" for level, count in arrivals.levels.items())
    told = f"新入库 {arrivals.total} 篇（首发 {arrivals.first} 篇）：{levels}。" if arrivals.total else "没有新入库的报道。"
    lines = [f"{when}，{told}", *(line(number, row) for number, row in enumerate(arrivals.articles, 1))]
    if (rest := arrivals.total - len(arrivals.articles)) > 0:
        lines.append(f"另有 {rest} 篇，见网站。")
    about = f"（{channel.query}）" if channel.query else ""
    return Message(
        key=f"{occasion} {channel.id} {until:%Y-%m-%d} {last}",
        occasion=occasion,
        subject=f"剪报{occasion.label}{about}：{until:%m月%d日}，{arrivals.total} 篇",
        text="\n".join(lines),
        link="/search?sort=newest",
    )


def found(new: New, rows: Sequence[Row]) -> Message:
    """What came in for a saved search."""
    name = new.saved.name
    lines = [f"“{name}”新到 {new.total} 篇：", *(line(number, row) for number, row in enumerate(rows, 1))]
    if (rest := new.total - len(rows)) > 0:
        lines.append(f"另有 {rest} 篇，见网站。")
    key = f"search {new.saved.number} {new.up_to}"
    return Message(key=key, occasion=Occasion.SEARCH, subject=f"剪报订阅“{name}”：新到 {new.total} 篇", text="\n".join(lines), link="/saved")


def line(number: int, row: Row) -> str:
    """An article with where and when, and its address."""
    when = f"，{row.published.astimezone(LOCAL):%m-%d}" if row.published else "，日期待定"
    return f"{number}. {row.title}（{row.outlet_name}，{row.level.label}，{row.role.label}{when}）{row.url}"
