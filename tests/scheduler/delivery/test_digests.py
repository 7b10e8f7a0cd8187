"""What came in is told once: digests that go on where the last one ended, saved searches, and alarms."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.index.embedded import EmbeddedIndex
from archive.ledger import deliveries, models, pending, saved
from cli import deliver
from cli.home import Home
from model.delivery import Occasion
from tests.conftest import TestLedger
from tests.web import press

SETTINGS = """
deliver:
  mail: {{host: mail.example, sender: press@bureau.example}}
  channels:
    - {{id: all, kind: folder, to: [{folder}], what: [daily, weekly]}}
    - {{id: care, kind: folder, to: [{folder}], what: [daily], query: 助餐, even_empty: true}}
    - {{id: owners, kind: mail, what: [search]}}
    - {{id: desk, kind: folder, to: [{folder}], what: [search]}}
"""
NOW = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)


@dataclass
class Office:
    home: Home

    def article(self, title: str, outlet: str = "nanling") -> models.Article:
        return press.article(outlet, title, "正文", NOW, collected=NOW - timedelta(hours=2))

    def index(self) -> None:
        engine = EmbeddedIndex(self.home.index)
        try:
            pending.make_index(engine)
            pending.index_pending(engine)
        finally:
            engine.close()

    def told(self) -> dict[str, str]:
        """Subjects by channel, of what was posted last; forgotten afterwards."""
        found = {row.channel: row.message.subject for row in models.Delivery.objects.select_related("message").order_by("number")}
        models.Delivery.objects.all().delete()
        return found


@pytest.fixture
def office(ledger: TestLedger, tmp_path: Path) -> Office:
    home = Home(tmp_path)
    home.make()
    home.settings_file.write_text(SETTINGS.format(folder=tmp_path), encoding="utf-8")
    press.registers()
    return Office(home)


def test_a_digest_tells_what_came_in_and_the_next_goes_on_from_there(office: Office) -> None:
    press.article("nanling", "两天以前", "正文", NOW, collected=NOW - timedelta(days=2))
    office.article("社区助餐点开张")
    office.article("道路改造", outlet="huaxia")
    office.index()
    deliver.digests(office.home, Occasion.DAILY, NOW)
    message = models.Message.objects.get(key__startswith="daily all")
    assert message.subject == "剪报每日摘报：11月20日，2 篇"
    lines = message.text.splitlines()
    assert lines[0] == "11月19日 08:30 至 11月20日 08:30，新入库 2 篇（首发 2 篇）：中央 1、省级 1。"
    assert [line.partition("（")[0] for line in lines[1:]] == ["1. 道路改造", "2. 社区助餐点开张"]
    assert office.told() == {"all": "剪报每日摘报：11月20日，2 篇", "care": "剪报每日摘报（助餐）：11月20日，1 篇"}
    office.article("又一个助餐点")
    office.index()
    deliver.digests(office.home, Occasion.DAILY, NOW + timedelta(days=3))  # the machine was off for three days
    assert "11月20日 08:30 至 11月23日 08:30，新入库 1 篇" in models.Message.objects.get(key__startswith="daily all 2026-11-23").text


def test_nothing_new_is_told_only_to_who_wants_to_hear_it(office: Office) -> None:
    for _ in range(2):  # run twice on a day
        deliver.digests(office.home, Occasion.DAILY, NOW)
    assert models.Delivery.objects.count() == 1
    assert office.told() == {"care": "剪报每日摘报（助餐）：11月20日，0 篇"}


def test_a_digest_with_a_query_leaves_what_the_index_does_not_know_yet_to_the_next(office: Office) -> None:
    office.article("社区助餐点开张")
    office.index()
    office.article("又一个助餐点")
    deliver.digests(office.home, Occasion.DAILY, NOW)
    assert office.told()["care"] == "剪报每日摘报（助餐）：11月20日，1 篇"
    office.index()
    deliver.digests(office.home, Occasion.DAILY, NOW + timedelta(days=1))
    assert office.told()["care"] == "剪报每日摘报（助餐）：11月21日，1 篇"


def test_a_saved_search_tells_its_owner_and_the_channels_once(office: Office) -> None:
    from django.contrib.auth.models import User

    User.objects.create_user("wang", email="wang@bureau.example")
    office.index()
    saved.save("wang", "助餐", "助餐", saved.Conditions(), alert=True)
    office.article("社区助餐点开张")
    office.article("道路改造")
    office.index()
    deliver.saved_searches(office.home, NOW)
    rows = [(row.channel, row.recipient) for row in deliveries.due(NOW)]
    assert rows == [("owners", "wang@bureau.example"), ("desk", str(office.home.folder))]
    message = models.Message.objects.get()
    assert (message.subject, message.text.splitlines()[1].partition("（")[0]) == ("剪报订阅“助餐”：新到 1 篇", "1. 社区助餐点开张")
    deliver.saved_searches(office.home, NOW)
    assert models.Message.objects.count() == 1


def test_an_index_that_is_away_is_asked_after_the_next_crawl(office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from archive.index.interface import IndexUnavailable

    def away(index: object) -> None:
        raise IndexUnavailable("索引没有应答")

    monkeypatch.setattr(saved, "alerts", away)
    deliver.saved_searches(office.home, NOW)
    assert "订阅的检索这次没有查：索引没有应答" in capsys.readouterr().err
