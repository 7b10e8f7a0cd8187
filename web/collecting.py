"""What the pages of collecting share: jobs by the names that people know, and the buttons."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from archive.ledger import jobs, leases, models
from archive.ledger.jobs import CLOCK
from model.account import ChangeKind
from model.run import RunState
from web.record import note

JOBS = {
    "report": "月报",
    "report quarter": "季报",
    "report half": "半年报",
    "report year": "年报",
    "digest daily": "每日摘报",
    "digest weekly": "每周摘报",
    "deliver": "发送",
    "inspect": "巡检",
    "backup": "备份",
}
STATES = {
    RunState.WAITING: ("busy", "等待"),
    RunState.RUNNING: ("busy", "运行中"),
    RunState.DONE: ("good", "完成"),
    RunState.FAILED: ("bad", "失败"),
    RunState.INTERRUPTED: ("bad", "中断"),
}
ACTIONS = {"now": "现在运行", "pause": "暂停", "resume": "恢复"}
SAID = {"now": "已登记，时钟在半分钟内启动", "pause": "已暂停：时间表到点也不运行", "resume": "已恢复"}


def outlet_names() -> dict[str, str]:
    """The name of each source, by Source.id: its outlet's, and its own id where the outlet has several."""
    rows = models.Source.objects.values_list("id", "outlet_id", "outlet__name")
    return {id: name if id == outlet else f"{name}（{id}）" for id, outlet, name in rows}


def job_name(job: str, names: dict[str, str]) -> str:
    source = job.removeprefix("crawl ")
    return names.get(source, source) if job.startswith("crawl ") else JOBS.get(job, job)


def clock_words(moment: datetime) -> str:
    """Whether the clock runs, for people who wait for it; "" where all is well."""
    return "" if leases.is_held(CLOCK, moment) else "时钟没有运行，到点的任务不会启动：请运行 jianbao schedule。"


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """`/collect/act`: runs a job now, pauses it, resumes it."""
    if not request.user.is_staff:
        raise PermissionDenied
    job, action = request.POST.get("job", ""), request.POST.get("action", "")
    if action not in SAID or not _exists(job):
        raise Http404(job)
    if action == "now":
        jobs.ask(job, now())
    else:
        jobs.pause(job, now() if action == "pause" else None)
    note(request, ChangeKind.CHANGED, "任务", key=job, name=job_name(job, outlet_names()), after={"动作": ACTIONS[action]})
    messages.success(request, clock_words(now()) if action == "now" and clock_words(now()) else SAID[action])
    return back(request)


def back(request: HttpRequest) -> HttpResponse:
    """To the page of ours that the form was on."""
    page = request.POST.get("back", "")
    return redirect(page if url_has_allowed_host_and_scheme(page, None) else "runs")


def _exists(job: str) -> bool:
    source = job.removeprefix("crawl ")
    return models.Source.objects.filter(id=source).exists() if job.startswith("crawl ") else job in JOBS
