"""Closed months stay as they were printed; what comes later is told once."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from archive.ledger import models, snapshots
from model.article import Role, State
from model.outcome import UsageError
from model.outlet import Level
from model.snapshot import Snapshot
from model.table import Report, Table, shown
from reports.closing import close, closed, due, reissue, wait
from reports.formats.reading import read
from reports.period import LOCAL, Period
from reports.scope import WHOLE, Scope, topic_scope, unit_scope
from tests.reports import rows

pytestmark = pytest.mark.ledger

NOVEMBER = datetime(2026, 11, 1, 8, tzinfo=LOCAL)
DECEMBER = datetime(2026, 12, 1, 8, tzinfo=LOCAL)
JANUARY = datetime(2027, 1, 1, 8, tzinfo=LOCAL)


def month(text: str) -> Period:
    return Period.month(text, date(2027, 6, 1))


OCTOBER = month("2026-10")


def report(snapshot: Snapshot) -> Report:
    return read(snapshot.content)


def cells(snapshot: Snapshot, key: str) -> list[list[str]]:
    of = report(snapshot)
    found = [block for section in (*of.sections, *of.annexes) for block in section.blocks if isinstance(block, Table) and block.key == key]
    return [[shown(cell) for cell in row] for table in found for row in table.rows]


def later(day: str, **more: Any) -> models.Article:
    return rows.article(day, collected=datetime(2026, 11, 20, tzinfo=UTC), **more)


def test_a_month_is_closed_once(ledger: object) -> None:
    rows.article("2026-10-05")
    first = close(OCTOBER, WHOLE, NOVEMBER)
    assert (first.revision, report(first).id, report(first).preview) == (1, "MR-2026-10-r1", False)
    assert first.digest == sha256(first.content).hexdigest()
    again = close(OCTOBER, WHOLE, DECEMBER)
    assert (again.content, again.frozen, again.digest) == (first.content, first.frozen, first.digest)
    assert models.Snapshot.objects.count() == 1


def test_a_month_is_not_closed_before_the_morning_after(ledger: object) -> None:
    assert due(OCTOBER) == NOVEMBER
    with pytest.raises(UsageError, match="2026-11-01 08:00才能定稿"):
        close(OCTOBER, WHOLE, datetime(2026, 11, 1, 7, 59, tzinfo=LOCAL))


def test_whoever_comes_second_gets_what_the_first_stored(ledger: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both saw no closed month and counted; the ledger keeps one."""
    import reports.closing

    rows.article("2026-10-05")
    first = close(OCTOBER, WHOLE, NOVEMBER)
    rows.article("2026-10-06")
    answers = iter([None, first])
    monkeypatch.setattr(reports.closing, "closed", lambda *_: next(answers))
    assert close(OCTOBER, WHOLE, DECEMBER).digest == first.digest
    assert models.Snapshot.objects.count() == 1


def test_later_edits_do_not_reach_a_closed_month(ledger: object) -> None:
    article = rows.article("2026-10-05", title="原来的标题")
    before = close(OCTOBER, WHOLE, NOVEMBER)
    models.Article.objects.filter(number=article.number).update(title="改过的标题", level=Level.CENTRAL)
    assert close(OCTOBER, WHOLE, DECEMBER).content == before.content


def test_a_new_revision_tells_what_changed(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    rows.unit("county", "临江县民政局", "bureau")
    rows.article("2026-10-05", units=["county"])
    close(OCTOBER, WHOLE, NOVEMBER)
    later("2026-10-06", outlet="centre", level=Level.CENTRAL, units=["county"])

    second = reissue(OCTOBER, WHOLE, "漏采一篇", "王某", DECEMBER)

    assert (second.revision, report(second).id, second.reason, second.by) == (2, "MR-2026-10-r2", "漏采一篇", "王某")
    told = cells(second, "differences")
    assert ["总体", "刊发", "刊发", "1", "2"] in told
    assert ["媒体级别", "中央", "刊发", "0", "1"] in told
    assert ["单位", "临江县民政局", "刊发", "1", "2"] in told
    words = report(second).annexes[-1].blocks[0]
    assert words == "本版为第2版，替代第1版（2026-11-01 08:00定稿）。理由：漏采一篇。经办：王某。"
    one, two = closed(OCTOBER, WHOLE, 1), closed(OCTOBER, WHOLE)
    assert one is not None
    assert report(one).indicators["total"] == 1
    assert two is not None
    assert two.revision == 2
    assert closed(OCTOBER, WHOLE, 3) is None


@pytest.mark.parametrize(("reason", "by"), [("", "王某"), ("漏采", " ")])
def test_a_new_revision_needs_a_person_and_a_reason(ledger: object, reason: str, by: str) -> None:
    close(OCTOBER, WHOLE, NOVEMBER)
    with pytest.raises(UsageError, match="理由和经办人"):
        reissue(OCTOBER, WHOLE, reason, by, DECEMBER)


def test_what_is_not_closed_cannot_be_issued_again(ledger: object) -> None:
    with pytest.raises(UsageError, match="还没有定稿"):
        reissue(OCTOBER, WHOLE, "漏采", "王某", DECEMBER)


def test_a_late_article_is_told_once_and_never_counted_in_a_month(ledger: object) -> None:
    rows.article("2026-10-05")
    close(OCTOBER, WHOLE, NOVEMBER)
    later("2026-10-30", title="晚到的一篇")
    later("2026-11-02", title="当月的一篇")

    november = close(month("2026-11"), WHOLE, DECEMBER)
    december = close(month("2026-12"), WHOLE, JANUARY)

    assert report(november).indicators["total"] == 1
    assert [row[:3] for row in cells(november, "late")] == [["2026-10", "1", "采集或登记晚于截至时间"]]
    assert [line["title"] for line in report(november).indicators["late"]] == ["晚到的一篇"]
    assert cells(december, "late") == []
    assert report(december).indicators["late"] == []
    year = close(Period.of("2026", date(2027, 6, 1)), WHOLE, JANUARY)
    assert report(year).indicators["total"] == 3


def test_a_second_address_in_the_same_outlet_is_not_late(ledger: object) -> None:
    story = rows.story()
    rows.article("2026-10-05", "daily", story=story)
    close(OCTOBER, WHOLE, NOVEMBER)
    later("2026-10-06", outlet="daily", role=Role.REPRINT, story=story)
    assert report(close(month("2026-11"), WHOLE, DECEMBER)).indicators["late"] == []


def test_an_article_that_gets_its_date_late(ledger: object) -> None:
    undated = rows.article(None)
    close(OCTOBER, WHOLE, NOVEMBER)
    models.Article.objects.filter(number=undated.number).update(day=date(2026, 10, 9), published=datetime(2026, 10, 9, 4, tzinfo=UTC))
    november = close(month("2026-11"), WHOLE, DECEMBER)
    assert [row[:3] for row in cells(november, "late")] == [["2026-10", "1", "事后确定刊发日期"]]


def test_a_withdrawn_article_is_corrected_in_the_next_report(ledger: object) -> None:
    article = rows.article("2026-10-05", title="撤下的一篇")
    before = close(OCTOBER, WHOLE, NOVEMBER)
    models.Article.objects.filter(number=article.number).update(state=State.WITHDRAWN)
    november, december = close(month("2026-11"), WHOLE, DECEMBER), close(month("2026-12"), WHOLE, JANUARY)
    assert report(before).indicators["total"] == 1
    assert [row[1] for row in cells(november, "corrected")] == ["撤下的一篇"]
    assert cells(december, "corrected") == []


def test_comparisons_are_with_what_was_printed(ledger: object) -> None:
    for day in ("2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"):
        rows.article(day)
    close(OCTOBER, WHOLE, NOVEMBER)
    later("2026-10-30")
    later("2026-11-03")
    november = report(close(month("2026-11"), WHOLE, DECEMBER))
    assert november.indicators["mom"] == -0.75
    assert {line["name"]: line["count"] for line in november.indicators["trend12"]}["2026-10"] == 4
    totals = next(block for block in november.sections[0].blocks if isinstance(block, Table) and block.key == "totals")
    assert totals.note == "上月刊发印发数为4，按现有数据为5；比较以印发数为准。"


def test_each_scope_is_closed_by_itself(ledger: object) -> None:
    rows.unit("bureau", "云溪市民政局")
    rows.unit("county", "临江县民政局", "bureau")
    rows.unit("town", "城关镇", "county")
    rows.topic("age", "养老")
    rows.article("2026-10-01", units=["town"])
    rows.article("2026-10-02", topics=["age"])
    rows.article("2026-10-03", units=["county", "town"], topics=["age"])
    scopes: dict[str, Scope] = {"": WHOLE, "unit:county": unit_scope("临江县民政局"), "topic:age": topic_scope("age")}
    made = {key: close(OCTOBER, scope, NOVEMBER) for key, scope in scopes.items()}
    assert {key: report(one).indicators["total"] for key, one in made.items()} == {"": 3, "unit:county": 2, "topic:age": 2}
    assert {report(one).id for one in made.values()} == {"MR-2026-10-r1", "MR-2026-10-county-r1", "MR-2026-10-age-r1"}
    assert models.Snapshot.objects.count() == 3
    with pytest.raises(UsageError, match="没有单位“无此单位”"):
        unit_scope("无此单位")


def test_a_snapshot_keeps_the_ids_behind_its_figures(ledger: object) -> None:
    kept = [rows.article("2026-10-01").id, rows.article("2026-10-02").id]
    close(OCTOBER, WHOLE, NOVEMBER)
    stored = snapshots.find("month", "2026-10")
    assert stored is not None
    assert stored.last == models.Article.objects.latest("number").number
    assert sorted(models.Frozen.objects.filter(part="counted").values_list("article", flat=True)) == sorted(kept)


def crawl(started: datetime, finished: datetime | None = None) -> models.Run:
    models.Outlet.objects.get_or_create(id="portal", defaults={"name": "云溪在线"})
    models.Source.objects.get_or_create(id="portal", defaults={"outlet_id": "portal", "definition": {}})
    return models.Run.objects.create(source="portal", started=started, finished=finished)


def test_closing_waits_for_a_crawl_that_is_running(ledger: object) -> None:
    running = crawl(datetime(2026, 11, 1, 6, tzinfo=LOCAL))
    moments = iter([NOVEMBER, NOVEMBER, NOVEMBER + timedelta(minutes=1), NOVEMBER + timedelta(minutes=2)])
    told: list[str] = []
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            models.Run.objects.filter(pk=running.pk).update(finished=NOVEMBER)

    wait(OCTOBER, told.append, lambda: next(moments), sleep)
    assert told == ["2026年10月等采集结束再定稿，最晚等到2026-11-01 12:00；正在采集：云溪在线"]
    assert len(slept) == 2
    assert "统计时仍在采集" not in str(report(close(OCTOBER, WHOLE, NOVEMBER)).annexes)


def test_after_four_hours_a_month_is_closed_with_the_gap_noted(ledger: object) -> None:
    crawl(datetime(2026, 11, 1, 7, tzinfo=LOCAL))
    noon = datetime(2026, 11, 1, 12, tzinfo=LOCAL)
    moments = iter([NOVEMBER, NOVEMBER, noon])
    slept: list[float] = []
    wait(OCTOBER, lambda told: None, lambda: next(moments), slept.append)
    assert len(slept) == 1
    assert "统计时仍在采集：云溪在线；其后采到的本期稿件列入下一期的补录。" in str(report(close(OCTOBER, WHOLE, noon)).annexes)


@pytest.mark.parametrize(
    ("started", "finished", "now"),
    [
        (datetime(2026, 11, 1, 6, tzinfo=LOCAL), datetime(2026, 11, 1, 7, tzinfo=LOCAL), NOVEMBER),  # it is over
        (datetime(2026, 11, 1, 1, tzinfo=LOCAL), None, NOVEMBER),  # nobody ended it
        (datetime(2026, 11, 1, 8, 10, tzinfo=LOCAL), None, datetime(2026, 11, 1, 9, tzinfo=LOCAL)),  # it began after the month was due
        (datetime(2026, 12, 1, 7, tzinfo=LOCAL), None, DECEMBER),  # a month that was due long ago
    ],
)
def test_what_is_not_waited_for(ledger: object, started: datetime, finished: datetime | None, now: datetime) -> None:
    crawl(started, finished)
    wait(OCTOBER, pytest.fail, lambda: now, pytest.fail)
    assert "统计时仍在采集" not in str(report(close(OCTOBER, WHOLE, now)).annexes)
