"""The pages of collecting: runs and their logs, one source, the coverage ledger, deliveries; and their buttons."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from archive.ledger import deliveries, health, jobs, leases, models
from model.delivery import Message, Occasion
from model.source import Discover, Kind, Source
from tests.web.conftest import Site, said

NOW = datetime.now(UTC)


def source(id: str = "nanling") -> Source:
    models.Source.objects.get_or_create(id=id, outlet_id=id, definition={"discover": []})
    return Source(id=id, outlet=id, discover=(Discover(kind=Kind.LIST, url=f"https://{id}.example/"),))


def ran(job: str, state: str = "done", hours: float = 1, log: str = "", **more: Any) -> models.JobRun:
    started = NOW - timedelta(hours=hours)
    name = job.removeprefix("crawl ") if job.startswith("crawl ") else ""
    run = None
    if name:
        run = models.Run.objects.create(source=name, started=started, finished=started + timedelta(seconds=80), found=20, fetched=4, kept=2, timed=True)
    return models.JobRun.objects.create(
        job=job, slot=f"{started:%Y-%m-%dT%H:%M:%S}", state=state, source=name, fence=1, log=log, started=started, deadline=started,
        finished=started + timedelta(seconds=80), run=run, **more,
    )  # fmt: skip


def rows(page: Any) -> list[str]:
    return [said(row) for row in page.cssselect("tbody tr")]


def test_runs_of_the_last_30_days_the_latest_first(site: Site) -> None:
    source()
    ran("crawl nanling", hours=5)
    ran("report", "failed", hours=2, reason="退出码 1，请看运行记录")
    ran("crawl nanling", hours=31 * 24)
    ran("deliver", hours=3)
    models.Run.objects.create(source="nanling", started=NOW - timedelta(hours=1), finished=NOW, found=3, kept=1)
    told = rows(site.page("/runs"))
    assert told[0].startswith("南岭日报 手工采集 完成")
    assert [told[1].split()[0], told[2]] == ["月报", "退出码 1，请看运行记录"]
    assert "1 分 20 秒 20 4 2 0 查看" in told[3]
    assert len(told) == 4  # sending is shown by name, or where it failed
    assert len(rows(site.page("/runs", job="deliver"))) == 1
    assert len(rows(site.page("/runs", failed="1"))) == 2
    assert len(rows(site.page("/runs", job="crawl nanling"))) == 2


def test_the_next_runs_are_shown_and_that_of_any_job_by_name(site: Site) -> None:
    source()
    morning = datetime(2099, 12, 1, 8, tzinfo=UTC)
    moments = {"report": morning, "crawl nanling": morning - timedelta(hours=2), "deliver": NOW, "backup": NOW}
    jobs.pause("backup", NOW)
    desk = replace(site.desk, next_runs=lambda now: moments)
    with override_settings(DESK=desk):
        assert "接下来： 南岭日报 2099-12-01 14:00 ； 月报 2099-12-01 16:00" in said(site.page("/runs"))
        assert "接下来： 月报 2099-12-01 16:00" in said(site.page("/runs", job="report"))


def test_more_runs_than_fit_are_paged(site: Site) -> None:
    for number in range(130):
        ran("report", hours=number / 10)
    first = site.page("/runs")
    assert len(rows(first)) == 100
    more = first.cssselect(".paging a")[0].get("href")
    assert len(rows(site.page(f"/runs{more}"))) == 30


def test_k3_a_log_is_text_and_nothing_outside_the_folder_of_logs_is_shown(site: Site) -> None:
    folder = site.desk.home / "logs"
    folder.mkdir()
    (folder / "a.log").write_text("<script>alert(1)</script>\n采集：12 页")
    (site.desk.home / "settings.yml").write_text("password: secret")
    page = site.page(f"/runs/{ran('report', log=str(folder / 'a.log')).number}")
    assert "<script>alert(1)</script>" in said(page.cssselect(".log")[0])
    assert not page.cssselect("script")
    for outside in (site.desk.home / "settings.yml", folder / ".." / "settings.yml"):
        run = ran("report", hours=2 + models.JobRun.objects.count(), log=str(outside))
        assert "secret" not in said(site.page(f"/runs/{run.number}"))
    site.page("/runs/999999", status=404)


def test_run_now_pause_and_resume(administrator: Site) -> None:
    source()
    for action in ("now", "pause"):
        administrator.client.post("/collect/act", {"job": "crawl nanling", "action": action, "back": "/source/nanling"})
    state = jobs.states()["crawl nanling"]
    assert (state.asked is not None, state.paused is not None) == (True, True)
    page = administrator.page("/source/nanling")
    assert "已暂停" in said(page)
    assert "暂停" in said(administrator.page("/status"))
    administrator.client.post("/collect/act", {"job": "crawl nanling", "action": "resume"})
    assert jobs.states()["crawl nanling"].paused is None


@pytest.mark.parametrize(("job", "action", "status"), [("crawl nobody", "now", 404), ("rm", "now", 404), ("report", "drop", 404), ("report", "now", 302)])
def test_only_what_there_is_can_be_run(administrator: Site, job: str, action: str, status: int) -> None:
    answer = administrator.client.post("/collect/act", {"job": job, "action": action, "back": "https://elsewhere.example/"})
    assert answer.status_code == status
    if status == 302:
        assert answer["Location"] == "/runs"


def test_who_may_only_read_changes_nothing(site: Site) -> None:
    source()
    assert site.client.post("/collect/act", {"job": "crawl nanling", "action": "now"}).status_code == 403
    assert site.client.post("/deliveries/1", {"action": "again"}).status_code == 403
    assert site.client.get("/collect/act").status_code == 405
    assert not site.page("/source/nanling").cssselect(".act")


def test_one_source_with_its_days(site: Site) -> None:
    one = source()
    ran("crawl nanling", hours=49)
    health.record_days([one], NOW - timedelta(days=2))
    health.record_days([one], NOW)
    page = site.page("/source/nanling")
    assert len(page.cssselect(".calendar td")) == 63
    assert [cell.get("title").partition("：")[2] for cell in page.cssselect(".calendar .good")] == ["采集 1 次，新文章 4，收录 2"]
    assert "当天没有采集" in page.cssselect(".calendar .gap")[0].get("title")
    site.page("/source/nobody", status=404)


def test_the_coverage_ledger_of_a_month(site: Site) -> None:
    one = source()
    day = datetime(2026, 10, 20, 4, tzinfo=UTC)
    models.Run.objects.create(source="nanling", started=day, finished=day, fetched=4, kept=2)
    health.record_days([one], day)
    health.record_days([one], day + timedelta(days=3))
    page = site.page("/coverage/2026-10")
    assert [tile.cssselect("strong")[0].text for tile in page.cssselect(".tile")] == ["1", "1", "2", "4"]
    assert [cell.get("class") for cell in page.cssselect(".days i")][19:23] == ["good", "gap", "gap", "none"]
    assert rows(page)[-1] == "南岭日报 10-21 至 10-22 当天没有采集（停用、暂停，或时钟没有运行）"
    assert "这个月没有登记" in said(site.page("/coverage/2026-09"))
    site.page("/coverage/2026-13", status=404)
    site.page("/coverage/2099-01", status=404)


def delivery(state: str, error: str = "") -> int:
    message = Message(key="report 1", occasion=Occasion.REPORT, subject="<b>通报</b>", text="x")
    deliveries.post(message, [("局领导", "head@bureau.example")], NOW)
    models.Delivery.objects.update(state=state, error=error, begun=NOW)
    return models.Delivery.objects.get().number


def test_what_did_not_arrive_is_decided_by_a_person(administrator: Site) -> None:
    number = delivery("dead", "邮件服务器拒收：550 no such user")
    page = administrator.page("/deliveries")
    assert rows(page)[0].startswith("报告 <b>通报</b> 局领导 head@bureau.example 没有送出")
    assert rows(page)[1] == "邮件服务器拒收：550 no such user 再发一次 不必再发"
    administrator.client.post(f"/deliveries/{number}", {"action": "again"})
    assert models.Delivery.objects.get().state == "waiting"
    delivery("unclear")
    administrator.client.post(f"/deliveries/{number}", {"action": "done"})
    row = models.Delivery.objects.get()
    assert (row.state, row.answer) == ("sent", "admin确认，不再发送")


def test_a_clock_that_stands_still_is_told_where_people_look(site: Site) -> None:
    assert "时钟没有运行" in said(site.page("/runs"))
    leases.take(jobs.CLOCK, "press-pc:1", NOW, timedelta(hours=2))
    assert "时钟没有运行" not in said(site.page("/runs"))


def test_pages_do_not_grow_with_the_history(site: Site) -> None:
    def statements(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            site.page(address)
        return len(queries)

    def all_of_them() -> list[int]:
        return [statements(address) for address in ("/runs", "/status", f"/coverage/{NOW:%Y-%m}", "/deliveries", "/source/nanling")]

    one = source()
    ran("crawl nanling")
    health.record_days([one], NOW)
    few = all_of_them()
    for number in range(2, 12):
        ran("crawl nanling", hours=number)
    assert all_of_them() == few
    assert max(few) <= 16
