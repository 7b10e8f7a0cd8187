"""The history of runs, and the log of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_safe

from archive.ledger import history, jobs
from model.past import PastRun
from model.run import JobState
from web.collecting import JOBS, STATES, clock_words, job_name, outlet_names
from web.csvfile import csv_file
from web.desk import desk

DAYS = 30
LIMIT = 100
EVERYTHING = 100_000  # of an export
COMING = 6  # crawls that are shown before they begin
TAIL = 200_000  # bytes of a log that are shown
HEAD = ("任务", "时刻", "状态", "开始", "用时（秒）", "发现", "新文章", "收录", "没取到", "原因")
QUIET = ("deliver", "inspect")  # run all day long: shown where they went wrong, or by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    run: PastRun
    name: str
    mood: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """A job besides the crawls."""

    id: str
    name: str
    state: JobState


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLine:
    """A job that will begin."""

    id: str
    name: str
    moment: datetime


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """`/runs`: the last 30 days, the latest first; `job` and `failed` narrow, `before` pages; `format=csv`: all of them."""
    moment = now()
    job, failed = request.GET.get("job", ""), "failed" in request.GET
    names, states = outlet_names(), jobs.states()
    before = _moment(request.GET.get("before", "")) or moment + timedelta(days=1)
    most = EVERYTHING if (exported := request.GET.get("format") == "csv") else LIMIT
    found = history.past_runs(moment - timedelta(days=DAYS), before, job=job, failed=failed, quiet=() if job else QUIET, limit=most)
    if exported:
        return csv_file("runs", HEAD, (_row(line(run, names)) for run in found))
    context = {
        "lines": [line(run, names) for run in found],
        "more": found[-1].started.isoformat() if len(found) == LIMIT else "",
        "job": job,
        "job_name": job_name(job, names) if job else "",
        "paused": bool(job and (state := states.get(job)) and state.paused),
        "failed": failed,
        "clock": clock_words(moment),
        "jobs": _jobs(states),
        "coming": coming(moment, job, names, states),
        "choices": sorted(((f"crawl {source}", name) for source, name in names.items()), key=lambda pair: pair[1]),
    }
    return render(request, "runs.html", context)


@require_safe
def log(request: HttpRequest, number: int) -> HttpResponse:
    """`/runs/<number>`: one run and what it said."""
    run = history.past_run(number)
    if run is None:
        raise Http404(number)
    text, cut = _log(run)
    return render(request, "run.html", {"line": line(run, outlet_names()), "run": run, "text": text, "cut": cut})


def line(run: PastRun, names: Mapping[str, str]) -> Line:
    mood, word = STATES[run.state]
    return Line(run=run, name=job_name(run.job, dict(names)), mood=mood, word=word)


def _row(line: Line) -> tuple[str, ...]:
    run = line.run
    numbers = (run.found, run.fetched, run.kept, run.failed) if run.source else ("", "", "", "")
    seconds = "" if run.seconds is None else f"{run.seconds:.0f}"
    slot = "手工采集" if run.number is None else "人工要求" if run.asked or not run.slot else f"{run.slot:%Y-%m-%d %H:%M}"
    return line.name, slot, line.word, f"{localtime(run.started):%Y-%m-%d %H:%M:%S}", seconds, *map(str, numbers), run.reason


def coming(moment: datetime, job: str, names: Mapping[str, str], states: Mapping[str, JobState]) -> list[NextLine]:
    """The crawls that begin next and every other job, the first in time first; `job` leaves only its own. What is paused does not begin."""
    paused = {id for id, state in states.items() if state.paused}
    wanted = {id: at for id, at in desk().next_runs(moment).items() if id not in paused and (id == job if job else id not in QUIET)}
    crawls = sorted((pair for pair in wanted.items() if pair[0].startswith("crawl ")), key=lambda pair: (pair[1], pair[0]))[:COMING]
    others = [pair for pair in wanted.items() if not pair[0].startswith("crawl ")]  # few, and never crowded out by crawls
    soonest = sorted([*crawls, *others], key=lambda pair: (pair[1], pair[0]))
    return [NextLine(id=id, name=job_name(id, dict(names)), moment=at) for id, at in soonest]


def _jobs(states: Mapping[str, JobState]) -> list[JobLine]:
    return [JobLine(id=id, name=name, state=states[id]) for id, name in JOBS.items() if id in states and id not in QUIET]


def _log(run: PastRun) -> tuple[str, bool]:
    """The end of the output, and whether there was more; logs lie in one folder of the home, nothing else is opened."""
    path = Path(run.log)
    folder = (desk().home / "logs").resolve()
    if not run.log or folder not in path.resolve().parents or not path.is_file():
        return "", False
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - TAIL))
        return file.read(TAIL).decode("utf-8", "replace"), size > TAIL


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
