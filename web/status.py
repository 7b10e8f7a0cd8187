"""The collection page: every source with its last run, and what still waits."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from archive.ledger import alarms, jobs
from archive.ledger.browsing import SourceState, backlog, sources
from model.run import JobState
from web.collecting import clock_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A source with its state in one word."""

    source: SourceState
    mood: str  # good, bad, off, busy or new: the colour
    word: str


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """`/status`: what is wrong, then every source, those in trouble first."""
    moment = now()
    found, states = alarms.open_alarms(moment), jobs.states()
    alarmed = {alarm.subject for alarm in found}
    lines = [_line(source, states.get(f"crawl {source.id}"), source.id in alarmed) for source in sources()]
    lines.sort(key=lambda line: ("bad", "busy", "new", "good", "off").index(line.mood))
    context = {
        "alarms": found,
        "sourced": {line.source.id for line in lines},
        "clock": clock_words(moment),
        "lines": lines,
        "bad": sum(line.mood == "bad" for line in lines),
        "enabled": sum(line.source.enabled for line in lines),
        "waiting": sum(line.source.waiting for line in lines),
        "backlog": backlog(),
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
