"""One source: whether it is well, what it gave on each day, its lists and its last runs."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from archive.ledger import alarms, browsing, health, history, jobs
from model.health import SourceDay
from model.run import JobState
from web.collecting import clock_words, outlet_names
from web.runs import line

WEEKS = 9
RUNS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A day of the calendar; `kind` is its colour."""

    day: date
    kind: str  # good, gap, caught, none or later
    words: str


@require_safe
def page(request: HttpRequest, id: str) -> HttpResponse:
    """`/source/<id>`."""
    source = next((one for one in browsing.sources([id])), None)
    if source is None:
        raise Http404(id)
    moment, today = now(), localdate()
    first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    given = {one.day: one for one in health.days([id], first, today)}
    weeks = [[cell(first + timedelta(days=7 * week + day), given, today) for day in range(7)] for week in range(WEEKS)]
    names = outlet_names()
    context = {
        "source": source,
        "name": names[id],
        "job": f"crawl {id}",
        "state": jobs.states().get(f"crawl {id}", JobState()),
        "now": moment,
        "alarms": [alarm for alarm in alarms.open_alarms(moment) if alarm.subject == id],
        "weeks": weeks,
        "totals": totals(list(given.values())),
        "gaps": [one for one in reversed(given.values()) if one.reason][:10],
        "lists": health.lists(id),
        "lines": [line(run, names) for run in history.past_runs(moment - timedelta(days=30), moment + timedelta(days=1), job=f"crawl {id}", limit=RUNS)],
        "clock": clock_words(moment),
    }
    return render(request, "source.html", context)


def cell(day: date, given: dict[date, SourceDay], today: date) -> Cell:
    when = f"{day.month}月{day.day}日"
    if day > today:
        return Cell(day=day, kind="later", words=when)
    one = given.get(day)
    if one is None:
        return Cell(day=day, kind="none", words=f"{when}：没有记录")
    counts = f"{when}：采集 {one.runs} 次，新文章 {one.fetched}，收录 {one.kept}"
    return Cell(day=day, kind=one.kind, words=f"{counts}。{one.reason}" if one.reason else counts)


def totals(days: list[SourceDay]) -> dict[str, float]:
    return {
        "expected": round(sum(day.expected for day in days)),
        "fetched": sum(day.fetched for day in days),
        "kept": sum(day.kept for day in days),
        "failed": sum(day.failed for day in days),
        "gaps": sum(day.gap for day in days),
    }
