"""Every list of the site can be taken away as a file that holds what the page shows."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from urllib.parse import parse_qsl

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from archive.ledger import deliveries, entries, health, models
from model.delivery import Message, Occasion
from model.entry import Entry, EntryKind
from tests.web.conftest import Site
from tests.web.test_collecting import ran, source
from tests.web.test_stories import doubtful, post, story_of

__all__ = ["doubtful"]  # a fixture

NOW = datetime.now(UTC)


def rows(site: Site, address: str, **parameters: str) -> list[dict[str, str]]:
    response = site.get(address, **parameters, format="csv")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="jianbao-')
    return list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"), newline="")))


def test_runs(site: Site) -> None:
    source()
    ran("crawl nanling", hours=5)
    ran("report", "failed", hours=2, reason="=退出码 1")
    models.Run.objects.create(source="nanling", started=NOW - timedelta(hours=1), finished=NOW, found=3, kept=1)
    told = rows(site, "/runs")
    assert [(row["任务"], row["状态"], row["收录"]) for row in told] == [("南岭日报", "完成", "1"), ("月报", "失败", ""), ("南岭日报", "完成", "2")]
    assert told[0]["时刻"] == "手工采集"
    assert told[1]["原因"] == "'=退出码 1"
    assert len(rows(site, "/runs", failed="1")) == 1


def test_the_ledger_of_collecting(site: Site) -> None:
    health.record_days([source()], NOW)
    told = rows(site, f"/coverage/{localdate():%Y-%m}")
    assert {row["采集源"] for row in told} == {"南岭日报"}
    assert all(row["日期"].startswith(f"{localdate():%Y-%m}") for row in told)


def test_sources(site: Site) -> None:
    source()
    (row,) = rows(site, "/status")
    assert (row["编号"], row["媒体"], row["状态"], row["待采"]) == ("nanling", "南岭日报", "尚未采集", "0")


@pytest.mark.parametrize("subject", ["十月月报", "@十月"])
def test_deliveries(site: Site, subject: str) -> None:
    deliveries.post(Message(key="a", occasion=Occasion.REPORT, subject=subject, text="正文"), [("mail", "xc@example.org")], NOW)
    (row,) = rows(site, "/deliveries")
    assert (row["消息"], row["通道"], row["收件人"], row["状态"]) == (subject.replace("@", "'@"), "mail", "xc@example.org", "待发")


def test_the_ledger_of_entries_comes_back_as_it_is_imported(administrator: Site) -> None:
    unit = models.Unit.objects.exclude(parent=None).first()
    assert unit is not None
    given = [
        Entry(kind=EntryKind.ADOPTION, day=date(2026, 10, 9), unit=unit.id, title="=专报一", category="专报", numbers={"count": 2.0}),
        Entry(kind=EntryKind.ACCOUNT, day=date(2026, 10, 31), title="云川民政", numbers={"reads": 100001.0, "fans_change": -12.0}, at_least=("reads",)),
        Entry(kind=EntryKind.QUESTIONS, day=date(2026, 10, 8), done=date(2026, 10, 10), title="来信一", note="电话答复"),
    ]
    entries.add(given, by="liu")
    address = "/entries/2026-10"
    assert administrator.page(address).cssselect("a[href$='format=csv']")
    told = rows(administrator, address)
    assert [(row["台账类别"], row["日期"], row["单位"], row["登记人"], row["核准"]) for row in told] == [
        ("自有账号", "2026-10-31", "", "liu", "已核准"),
        ("政务信息采用", "2026-10-09", unit.name, "liu", "已核准"),
        ("网上问政", "2026-10-08", "", "liu", "已核准"),
    ]
    assert (told[0]["阅读"], told[0]["粉丝增减"], told[1]["数量"], told[2]["办结日期"]) == ("100000+", "-12", "2", "2026-10-10")
    file = b"".join(administrator.get(address, format="csv").streaming_content)
    answer = administrator.client.post("/entries/import", {"file": SimpleUploadedFile("台账.csv", file)})
    assert answer.content.decode().count(">重复<") == 3


def test_a_correspondent_takes_away_what_he_submitted(site: Site) -> None:
    entry = Entry(kind=EntryKind.AWARD, day=date(2026, 10, 9), title="好新闻奖", category="市级")
    entries.add([entry, replace(entry, title="别人的奖")], by="liu")
    entries.add([replace(entry, title="我的奖")], by="officer", approved=False)
    assert [(row["事项"], row["核准"]) for row in rows(site, "/entries/2026-10")] == [("我的奖", "待核")]


def test_the_placements_of_a_story(site: Site) -> None:
    address = f"/story/{site.first.id}"
    shown = [link.text_content() for link in site.page(address).cssselect(".placements th a")]
    assert site.page(address).cssselect("a[href$='format=csv']")
    told = rows(site, address)
    assert [row["媒体"] for row in told] == shown
    assert [row["首发/转载"] for row in told] == ["首发", *["转载"] * (len(shown) - 1)]
    assert told[0]["网址"] == site.first.url


def test_the_articles_behind_a_figure(site: Site) -> None:
    address = site.page("/report/2026-10").cssselect(".grid td a")[0].get("href")
    page = site.page(address)
    assert page.cssselect("a[href*='format=csv']")
    path, _, query = address.partition("?")
    told = rows(site, path, **dict(parse_qsl(query)))
    assert [row["标题"] for row in told] == [cell.text_content() for cell in page.cssselect("tbody th")]
    assert all(row["网址"].startswith("http") for row in told)


def test_questions_and_corrections(administrator: Site, doubtful: tuple[str, str]) -> None:
    (row,) = rows(administrator, "/questions")
    assert (row["后发的一篇"], row["先发的一篇"], row["不同的数字、地名、人名"]) == ("阅览室开放", "阅览室开放", "3/2")
    post(administrator, action="apart", story=story_of(doubtful[0]), other=story_of(doubtful[1]), note="两次活动", next="/questions")
    assert rows(administrator, "/questions") == []
    (log,) = rows(administrator, "/questions", list="corrections")
    assert (log["更正"], log["理由"], log["谁"], log["撤销"]) == ("认定不是同一稿件", "两次活动", "admin", "")
    assert log["文章"].count("《阅览室开放》") == 2


def test_saved_searches(site: Site) -> None:
    site.client.post("/saved", {"search": "q=居家养老&level=city", "name": "养老"})
    (row,) = rows(site, "/saved")
    assert (row["名称"], row["检索式"], row["条件"], row["提醒"]) == ("养老", "居家养老", "级别：市级", "")
