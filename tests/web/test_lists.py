"""Every list of the pages of collecting can be taken away as a file that holds what the page shows."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.utils.timezone import localdate

from archive.ledger import deliveries, health, models
from model.delivery import Message, Occasion
from tests.web.conftest import Site
from tests.web.test_collecting import ran, source

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
