"""Which sources need a person: by the runs, lists and articles that the ledger holds."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from archive.ledger import alarms, deliveries, health, jobs, leases, models
from model.delivery import Message, Occasion
from model.health import Alarm, AlarmKind, ListOutcome
from model.source import Discover, Expect, Kind, Source
from scheduler.health import alarms as judged
from tests.scheduler.world import local

pytestmark = [pytest.mark.ledger, pytest.mark.usefixtures("ledger")]

NOW = local(2026, 11, 20, 12)
LIST = "https://nanling.example/news/"


def source(name: str = "nanling", expect: Expect | None = None, register: bool = True) -> Source:
    if register:
        models.Outlet.objects.get_or_create(id="nanling", defaults={"name": "南岭日报"})
        models.Source.objects.get_or_create(id=name, outlet_id="nanling", definition={})
    return Source(id=name, outlet="nanling", discover=(Discover(kind=Kind.LIST, url=LIST),), expect=expect)


def run(started: datetime, name: str = "nanling", **given: object) -> None:
    values = {"found": 20, "fetched": 4, "kept": 2, "rejected": 2, "seconds": 9.0, **given}
    models.Run.objects.create(source=name, started=started, finished=started + timedelta(minutes=1), **values)


def listed(outcome: ListOutcome, at: datetime, rows: int = 0, **more: Any) -> None:
    health.record_list("nanling", LIST, outcome, rows, now=at, **more)


def found(one: Source, now: datetime = NOW) -> list[tuple[AlarmKind, str]]:
    return [(alarm.kind, alarm.sentence) for alarm in judged(alarms.signs([one], now), now)]


def article(number: int, one: Source, published: datetime | None, origin: str) -> None:
    id = f"{number:024}"
    day = published.date() if published else None
    models.Article.objects.create(
        id=id, url=f"https://nanling.example/{number}", source_id=one.id, outlet_id="nanling", level="province", medium="newspaper", title="x",
        published=published, published_precision="day", day=day, collected=NOW, origin=origin, fingerprint=id, story=models.Story.objects.create(id=id),
    )  # fmt: skip


def test_a_source_that_is_well_is_no_alarm() -> None:
    one = source(expect=Expect(at_least=3, per="week"))
    for days in range(20):
        run(NOW - timedelta(days=days))
    listed(ListOutcome.ROWS, NOW, rows=20)
    assert found(one) == []


def test_silence_against_the_usual_rhythm() -> None:
    one = source(expect=Expect(at_least=3, per="week"))
    run(NOW - timedelta(days=30))
    for days in range(8):
        run(NOW - timedelta(days=days, hours=1), fetched=0, kept=0, rejected=0)
    [(kind, sentence)] = found(one)
    assert kind is AlarmKind.SILENT
    assert (
        sentence.startswith("南岭日报：少于平常（2026-10-21 12:00 起）。最近 7 天新文章 0 篇，平常至少 3 篇。")
        or "最近 7 天新文章 0 篇，平常至少 3 篇。" in sentence
    )


def test_a_feed_without_new_articles_for_30_days_is_an_alarm() -> None:
    one = replace(source(), discover=(Discover(kind=Kind.FEED, url=LIST),))
    run(NOW - timedelta(days=40))
    run(NOW - timedelta(days=29))
    for days in range(9):
        run(NOW - timedelta(days=days), fetched=0, kept=0, rejected=0)
    assert found(one) == []
    models.Run.objects.filter(started=NOW - timedelta(days=29)).update(fetched=0)
    [(kind, sentence)] = found(one)
    assert kind is AlarmKind.SILENT
    assert "最近 30 天新文章 0 篇，平常至少 1 篇" in sentence
    assert found(source()) == []  # a list may have nothing new for longer


def test_a_list_that_had_rows_is_empty_for_two_runs() -> None:
    one = source()
    listed(ListOutcome.ROWS, NOW - timedelta(days=3), rows=20)
    run(NOW - timedelta(days=2))
    listed(ListOutcome.EMPTY, NOW - timedelta(days=2))
    assert found(one) == []  # once may be a bad moment
    listed(ListOutcome.EMPTY, NOW - timedelta(days=1))
    [(kind, sentence)] = found(one)
    assert kind is AlarmKind.EMPTY
    assert f"{LIST} 从前有 20 条，现在是空的。请用浏览器打开这个地址" in sentence
    assert "（2026-11-18 12:00 起）" in sentence


def test_a_list_that_was_always_empty_is_empty() -> None:
    one = source()
    for days in (3, 2, 1):
        listed(ListOutcome.EMPTY, NOW - timedelta(days=days))
    assert found(one) == []


@pytest.mark.parametrize(("outcome", "kind"), [(one, AlarmKind(one.value)) for one in (ListOutcome.SCRIPT, ListOutcome.BLOCKED, ListOutcome.UNREADABLE)])
def test_a_shell_or_a_block_page_is_told_at_once(outcome: ListOutcome, kind: AlarmKind) -> None:
    one = source()
    listed(ListOutcome.ROWS, NOW - timedelta(days=1), rows=20)
    listed(outcome, NOW)
    run(NOW, error="列表页由脚本生成")
    [(got, sentence)] = found(one)
    assert got is kind
    assert "从前有 20 条" in sentence


def test_not_modified_is_as_before() -> None:
    one = source()
    listed(ListOutcome.ROWS, NOW - timedelta(days=1), rows=20)
    for hours in (3, 2, 1):
        listed(ListOutcome.UNCHANGED, NOW - timedelta(hours=hours))
    assert found(one) == []


def test_another_template_is_told_for_a_week() -> None:
    one = source()
    listed(ListOutcome.ROWS, NOW - timedelta(days=2), rows=20, template="a")
    listed(ListOutcome.ROWS, NOW - timedelta(days=1), rows=20, template="b")
    assert [kind for kind, _ in found(one)] == [AlarmKind.TEMPLATE]
    assert found(one, NOW + timedelta(days=7)) == []


def test_three_failures_in_a_row_and_recovery() -> None:
    one = source()
    run(NOW - timedelta(days=4))
    for days in (3, 2):
        run(NOW - timedelta(days=days), error=f"{LIST}：连不上")
    assert found(one) == []
    run(NOW - timedelta(days=1), error=f"{LIST}：连不上")
    [(kind, sentence)] = found(one)
    assert kind is AlarmKind.FAILING
    assert f"最近 3 次采集都没有成功：{LIST}：连不上。" in sentence
    run(NOW)
    assert found(one) == []


def test_pages_that_cannot_be_read_any_more() -> None:
    one = source()
    for days in range(4, 9):
        run(NOW - timedelta(days=days))
    for days in (3, 2, 1):
        run(NOW - timedelta(days=days), kept=0, rejected=1, unreadable=3)
    assert [kind for kind, _ in found(one)] == [AlarmKind.DRIFT]
    assert "最近 12 页里有 9 页读不出标题或正文" in found(one)[0][1]


@pytest.mark.parametrize(("published", "origin", "words"), [(None, "南岭日报", "没有读到刊发时间"), (NOW, "", "没有读到来源")])
def test_fields_that_are_not_read_any_more(published: datetime | None, origin: str, words: str) -> None:
    one = source()
    run(NOW)
    for number in range(40):
        article(number, one, NOW, "南岭日报")
    for number in range(40, 60):
        article(number, one, published, origin)
    [(kind, sentence)] = found(one)
    assert (kind, words in sentence) == (AlarmKind.DRIFT, True)


# The coverage ledger


def days(one: Source, since: datetime, until: datetime) -> list[tuple[int, int, bool, str]]:
    return [(day.day.day, day.fetched, day.gap, day.reason) for day in health.days([one.id], since.date(), until.date())]


def test_the_coverage_ledger_says_what_was_not_collected_and_why() -> None:
    one = source(expect=Expect(at_least=2, per="day"))
    run(local(2026, 11, 16, 9))
    health.record_days([one], local(2026, 11, 16, 23))
    run(local(2026, 11, 17, 9), fetched=1)
    run(local(2026, 11, 18, 9), fetched=0, error="列表页应答 502")
    health.record_days([one], NOW)  # the machine was off on the 19th, and nobody wrote the days since
    assert days(one, local(2026, 11, 16), NOW) == [
        (16, 4, False, ""),
        (17, 1, True, "少于平常：新文章 1 篇，平常每天至少 2 篇"),
        (18, 0, True, "1 次采集都没有成功：列表页应答 502"),
        (19, 0, True, "当天没有采集（停用、暂停，或时钟没有运行）"),
        (20, 0, False, ""),
    ]
    assert [(gap.outlet, gap.since.day, gap.until.day) for gap in health.gaps(NOW.date() - timedelta(days=9), NOW.date())] == [
        ("南岭日报", 17, 17), ("南岭日报", 18, 18), ("南岭日报", 19, 19),
    ]  # fmt: skip


def test_what_was_caught_up_is_no_gap_any_more() -> None:
    one = source()
    run(local(2026, 11, 18, 9))
    health.record_days([one], local(2026, 11, 18, 10))
    health.record_days([one], NOW)
    assert [row[2] for row in days(one, local(2026, 11, 19), NOW)] == [True, False]
    run(NOW)
    health.record_days([one], NOW + timedelta(hours=1))
    assert days(one, local(2026, 11, 19), local(2026, 11, 19)) == [(19, 0, False, "当天没有采集（停用、暂停，或时钟没有运行）；11月20日已补采")]


# Alarms are opened, told and ended once


def told(message_of: list[Message]) -> alarms.Tell:
    def tell(fresh: Iterable[Alarm], over: Iterable[Alarm]) -> None:
        from scheduler.delivery import messages

        if message := messages.alarms(list(fresh), list(over), NOW):
            message_of.append(message)
            deliveries.post(message, [("群", "企业微信机器人")], NOW)

    return tell


def blocked(name: str) -> Alarm:
    return Alarm(kind=AlarmKind.BLOCKED, subject=name, name=name, since=NOW, seen="打不开。", advice="请看。")


def test_an_alarm_is_told_when_it_begins_and_when_it_ends() -> None:
    said: list[Message] = []
    for alarms_now in ([blocked("a"), blocked("b")], [blocked("a"), blocked("b")], [blocked("b")], []):
        alarms.settle(alarms_now, NOW, told(said))
    assert [(message.subject, message.text.splitlines()[0]) for message in said] == [
        ("剪报：2 项异常", "1. a：列表被挡住（2026-11-20 12:00 起）。打不开。请看。"),
        ("剪报：1 项异常已恢复", "已恢复："),
        ("剪报：1 项异常已恢复", "已恢复："),
    ]
    assert models.Alarm.objects.filter(ended=None).count() == 0


def test_a_crawl_judges_only_its_own_sources() -> None:
    alarms.settle([blocked("a"), blocked("b")], NOW, told([]))
    alarms.settle([], NOW, told([]), about=["a"])
    assert [alarm.subject for alarm in alarms.open_alarms(NOW)] == ["b"]


def test_an_alarm_that_could_not_be_told_is_not_open_either() -> None:
    def broken(fresh: object, over: object) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        alarms.settle([blocked("a")], NOW, broken)
    said: list[Message] = []
    alarms.settle([blocked("a")], NOW, told(said))
    assert len(said) == 1


def test_a_clock_that_stopped_is_an_alarm_of_everyone_who_looks() -> None:
    assert alarms.general(NOW) == []  # it never ran: nothing is expected of it
    leases.take(jobs.CLOCK, "office:17", NOW, timedelta(seconds=90))
    assert alarms.open_alarms(NOW + timedelta(minutes=5)) == []
    [alarm] = alarms.open_alarms(NOW + timedelta(hours=3))
    assert (alarm.kind, alarm.since) == (AlarmKind.CLOCK, NOW + timedelta(seconds=90))
    assert "请运行 jianbao schedule" in alarm.sentence


def test_a_job_that_fails_again_and_again_and_a_message_that_did_not_arrive() -> None:
    models.Job.objects.create(id="report", failures=3)
    models.JobRun.objects.create(job="report", slot="x", state="failed", fence=1, started=NOW, deadline=NOW, reason="退出码 1，请看运行记录", log="logs/1.log")
    message = Message(key="report 1", occasion=Occasion.REPORT, subject="月报", text="x")
    deliveries.post(message, [("局领导", "head@bureau.example")], NOW)
    models.Delivery.objects.update(state="dead", error="邮件服务器拒收：550", begun=NOW)
    overdue, undelivered = alarms.general(NOW)
    assert "已连续 3 次没有做成：退出码 1，请看运行记录。请看运行记录 logs/1.log" in overdue.sentence
    assert "“月报”给 head@bureau.example：没有送出，邮件服务器拒收：550。" in undelivered.sentence


def test_runs_that_no_worker_takes() -> None:
    models.JobRun.objects.create(job="crawl a", slot="x", state="waiting", fence=1, started=NOW, deadline=NOW)
    assert alarms.general(NOW + timedelta(minutes=29)) == []
    [alarm] = alarms.general(NOW + timedelta(minutes=31))
    assert "1 次运行在等工人。请在至少一台机器上运行 jianbao worker" in alarm.sentence


def test_a_list_that_was_dead_when_it_was_registered_is_told_at_once() -> None:
    one = source()
    run(NOW)
    listed(ListOutcome.ROWS, NOW, rows=20, newest=NOW - timedelta(days=400))
    ((kind, sentence),) = found(one)
    assert kind is AlarmKind.DEAD
    assert f"最新一条是 {NOW - timedelta(days=400):%Y-%m-%d} 的" in sentence


def test_a_list_with_news_is_alive_and_one_without_dates_is_not_judged() -> None:
    one = source()
    run(NOW)
    listed(ListOutcome.ROWS, NOW, rows=20, newest=NOW - timedelta(days=29))
    assert found(one) == []
    listed(ListOutcome.UNCHANGED, NOW + timedelta(days=3))
    assert [kind for kind, _ in found(one, NOW + timedelta(days=3))] == [AlarmKind.DEAD]  # what it said last counts on
