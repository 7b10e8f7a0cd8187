"""Alarms in the ledger: the facts that they are judged by, those that are open, and those that ended."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, Sum

from archive.ledger import models
from archive.ledger.health import WINDOWS, lists
from archive.ledger.jobs import CLOCK
from model.delivery import DeliveryState
from model.health import LOCAL, Alarm, AlarmKind, PageSign, RunSign, Signs
from model.run import RunState
from model.source import Expect, Kind, Source

RUNS = 10
PAGES = 80
Tell = Callable[[Sequence[Alarm], Sequence[Alarm]], None]
STOPPED = timedelta(minutes=10)  # without a beat of the clock
WAITED = timedelta(minutes=30)  # without any worker
FEED = Expect(at_least=1, per="month")  # of a feed without a rhythm of its own: one that is silent for 30 days is dead
STUCK = 3  # failures in a row of a job that is owed


def signs(sources: Iterable[Source], now: datetime) -> list[Signs]:
    """What the ledger knows of how these sources are. A few statements a source, none of which reads the history."""
    names = dict(models.Outlet.objects.values_list("id", "name"))
    return [_signs(source, names.get(source.outlet, source.outlet), now) for source in sources]


def general(now: datetime) -> list[Alarm]:
    """What is wrong with the clock, its other jobs and the deliveries."""
    return [*_clock(now), *_idle(now), *_stuck(), *_undelivered()]


def settle(found: Sequence[Alarm], now: datetime, tell: Tell, about: Collection[str] | None = None) -> tuple[list[Alarm], list[Alarm]]:
    """Opens and ends alarms so that exactly these are open, of the subjects `about` (None: of all); returns those that are new and those that ended.

    `tell` is given both and posts what is to be told, in the same transaction: an alarm is told once, whatever happens.
    """
    with transaction.atomic():
        rows = models.Alarm.objects.select_for_update().filter(ended=None)
        known = {(row.kind, row.subject): row for row in (rows if about is None else rows.filter(subject__in=list(about)))}
        now_open = {(alarm.kind.value, alarm.subject): alarm for alarm in found}
        for key, alarm in now_open.items():
            if (row := known.get(key)) and (row.seen, row.advice, row.name) != (alarm.seen, alarm.advice, alarm.name):
                models.Alarm.objects.filter(pk=row.pk).update(seen=alarm.seen, advice=alarm.advice, name=alarm.name)
        fresh = [alarm for key, alarm in now_open.items() if key not in known]
        models.Alarm.objects.bulk_create(models.Alarm(kind=a.kind, subject=a.subject, name=a.name, since=a.since, seen=a.seen, advice=a.advice) for a in fresh)
        ended = [row for key, row in known.items() if key not in now_open]
        models.Alarm.objects.filter(pk__in=[row.pk for row in ended]).update(ended=now)
        over = [_alarm(row) for row in ended]
        tell(fresh, over)
    return fresh, over


def open_alarms(now: datetime) -> list[Alarm]:
    """The alarms as they were last judged, the worst first; and whether the clock runs, as it is now."""
    stored = [_alarm(row) for row in models.Alarm.objects.filter(ended=None).exclude(kind=AlarmKind.CLOCK)]
    return sorted([*stored, *_clock(now)], key=lambda alarm: (list(AlarmKind).index(alarm.kind), alarm.since))


def _signs(source: Source, name: str, now: datetime) -> Signs:
    expect = source.expect or (FEED if any(rules.kind is Kind.FEED for rules in source.discover) else None)
    window = WINDOWS[expect.per] if expect else 0
    history = models.Run.objects.filter(source=source.id)
    recent = history.filter(finished__isnull=False).order_by("-started").values(*RunSign.__slots__)[:RUNS]
    fetched = history.filter(started__gte=now - timedelta(days=window)).aggregate(sum=Sum("fetched"))["sum"] if window else 0
    pages = models.Article.objects.filter(source=source.id).order_by("-number").values_list("published", "origin")[:PAGES]
    return Signs(
        source=source.id,
        name=name if source.id == source.outlet else f"{name}（{source.id}）",
        expected=expect.at_least if expect else 0,
        window=window,
        fetched=fetched or 0,
        first=history.aggregate(first=Min("started"))["first"],
        runs=tuple(RunSign(**row) for row in recent),
        lists=lists(source.id),
        pages=tuple(PageSign(dated=published is not None, origin=bool(origin)) for published, origin in pages),
    )


def _clock(now: datetime) -> list[Alarm]:
    row = models.Lease.objects.filter(name=CLOCK).first()
    if row is None or now - row.expires < STOPPED:
        return []
    seen = f"最后一次走动在 {row.expires.astimezone(LOCAL):%m-%d %H:%M}（{row.holder or '已正常停下'}），到点的采集和报告都没有启动。"
    advice = "请运行 jianbao schedule，或检查它的系统服务；启动后自动补做。"
    return [Alarm(kind=AlarmKind.CLOCK, subject=CLOCK, name="时钟", since=row.expires, seen=seen, advice=advice)]


def _idle(now: datetime) -> list[Alarm]:
    """Runs that were handed over, and no worker takes any."""
    active = list(models.JobRun.objects.active().values_list("state", "started"))
    waiting = [started for state, started in active if state == RunState.WAITING]
    if not waiting or len(waiting) < len(active) or now - min(waiting) < WAITED:
        return []
    since, seen = min(waiting), f"{len(waiting)} 次运行在等工人。"
    advice = "请在至少一台机器上运行 jianbao worker，或者去掉设置 schedule.workers。"
    return [Alarm(kind=AlarmKind.OVERDUE, subject="worker", name="工人", since=since, seen=seen, advice=advice)]


def _stuck() -> list[Alarm]:
    found = []
    for job in models.Job.objects.filter(failures__gte=STUCK, paused=None).exclude(id__startswith="crawl "):
        last = models.JobRun.objects.filter(job=job.id).exclude(reason="").order_by("-started").first()
        if last:
            seen = f"已连续 {job.failures} 次没有做成：{last.reason}。"
            advice = f"请看运行记录 {last.log}；改正后自动再试，或运行 jianbao runs --now '{job.id}'。"
            found.append(Alarm(kind=AlarmKind.OVERDUE, subject=job.id, name=job.id, since=last.started, seen=seen, advice=advice))
    return found


def _undelivered() -> list[Alarm]:
    found: dict[str, Alarm] = {}
    rows = models.Delivery.objects.stuck().select_related("message").order_by("number")
    for row in rows:
        seen = f"“{row.message.subject}”给 {row.recipient}：{DeliveryState(row.state).label}，{row.error}。"
        advice = f"请与收件人核对，再到网站的“发送”页上决定是否再发；也可运行 jianbao deliver --again {row.number} 或 --done {row.number}。"
        found[row.channel] = Alarm(kind=AlarmKind.DELIVERY, subject=row.channel, name=row.channel, since=row.begun or row.not_before, seen=seen, advice=advice)
    return list(found.values())


def _alarm(row: models.Alarm) -> Alarm:
    return Alarm(kind=AlarmKind(row.kind), subject=row.subject, name=row.name, since=row.since, seen=row.seen, advice=row.advice)
