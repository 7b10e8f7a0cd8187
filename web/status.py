"""The collection page: every source with its last run, and what still waits."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_safe

from archive.index.standby import BackedIndex
from archive.ledger import alarms, jobs, standby
from archive.ledger.browsing import SourceState, backlog, sources
from model.run import JobState
from web.collecting import clock_words
from web.csvfile import csv_file
from web.desk import desk

HEAD = ("编号", "媒体", "状态", "最近采集", "发现", "收录", "不收", "读不出", "没取到", "待采", "出错")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A source with its state in one word."""

    source: SourceState
    mood: str  # good, bad, off, busy or new: the colour
    word: str


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """`/status`: what is wrong, then every source, those in trouble first; `format=csv`: the sources as a file."""
    moment = now()
    found, states = alarms.open_alarms(moment), jobs.states()
    alarmed = {alarm.subject for alarm in found}
    lines = [_line(source, states.get(f"crawl {source.id}"), source.id in alarmed) for source in sources()]
    lines.sort(key=lambda line: ("bad", "busy", "new", "good", "off").index(line.mood))
    if request.GET.get("format") == "csv":
        return csv_file("sources", HEAD, (_row(line) for line in lines))
    context = {
        "alarms": found,
        "sourced": {line.source.id for line in lines},
        "clock": clock_words(moment),
        "lines": lines,
        "bad": sum(line.mood == "bad" for line in lines),
        "enabled": sum(line.source.enabled for line in lines),
        "waiting": sum(line.source.waiting for line in lines),
        "backlog": backlog(),
        "standby_lacks": standby.lacking() if isinstance(desk().index, BackedIndex) else 0,
    }
    return render(request, "status.html", context)


def _line(source: SourceState, state: JobState | None, alarmed: bool) -> Line:
    last = source.last
    if not source.enabled:
        return Line(source=source, mood="off", word="停用")
    if state and state.paused:
        return Line(source=source, mood="off", word="暂停")
    if last is None:
        return Line(source=source, mood="new", word="尚未采集")
    if last.finished is None:
        return Line(source=source, mood="busy", word="采集中或已中断")
    if last.error:
        return Line(source=source, mood="bad", word="出错")
    return Line(source=source, mood="bad", word="异常") if alarmed else Line(source=source, mood="good", word="正常")


def _row(line: Line) -> tuple[str, ...]:
    source, last = line.source, line.source.last
    head = (source.id, source.outlet_name, line.word)
    if last is None:
        return *head, *[""] * 6, str(source.waiting), ""
    numbers = (last.found, last.kept, last.rejected, last.unreadable, last.failed, source.waiting)
    return *head, f"{localtime(last.started):%Y-%m-%d %H:%M:%S}", *map(str, numbers), last.error
