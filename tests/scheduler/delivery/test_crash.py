"""Whatever happens to the process that sends: nothing is lost, nobody gets anything twice."""

from datetime import timedelta

import pytest

from archive.ledger import deliveries, leases
from model.delivery import ChannelKind, DeliveryState
from scheduler.delivery.webhook import Webhook
from scheduler.delivery.work import Work
from tests.scheduler.delivery.office import Office
from tests.scheduler.delivery.servers import Receiver

pytestmark = pytest.mark.ledger


def robots(office: Office, http: Receiver, *kinds: ChannelKind) -> None:
    for kind in kinds:
        office.channel(kind, url=f"{http.url}/{kind}?key=abcdef", secret="s3cret-key")


def begun(office: Office) -> None:
    """As a process leaves it that was killed after the last attempt began."""
    fence = leases.take(deliveries.LEASE, "killed", office.now, deliveries.LASTS)
    assert fence is not None
    for delivery in deliveries.due(office.now):
        assert deliveries.begin(fence, delivery.number, office.now)


def test_killed_while_sending_a_person_decides_unless_twice_is_as_once(office: Office, http: Receiver) -> None:
    robots(office, http, ChannelKind.WECOM, ChannelKind.WEBHOOK)
    office.post()
    begun(office)
    assert office.work() == []  # its lease still holds
    assert not deliveries.waits(office.now)
    office.later(minutes=6)
    assert deliveries.waits(office.now)
    assert office.work() == [("网络回调", "sent")]
    assert office.rows()[0] == ("企业微信机器人", DeliveryState.UNCLEAR, "发送时程序中断，对方可能已经收到")
    assert len(http.got) == 1


def test_two_processes_send_once(office: Office, http: Receiver) -> None:
    robots(office, http, ChannelKind.WEBHOOK)
    office.post()
    first = Work(office.settings, office.home, lambda: office.now, "first").run()
    assert next(first).state is DeliveryState.SENT
    assert office.work("second") == []
    assert list(first) == []
    assert len(http.got) == 1


def test_a_process_that_was_frozen_begins_nothing_more(office: Office, http: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    robots(office, http, ChannelKind.WEBHOOK)
    office.channel(ChannelKind.WEBHOOK, id="second", url=f"{http.url}/second", secret="s3cret-key")
    office.post()
    frozen = Work(office.settings, office.home, lambda: office.now, "frozen").run()
    next(frozen)
    office.later(minutes=10)
    assert office.work("other") == [("网络回调", "sent")]
    assert list(frozen) == []
    assert len(http.got) == 2


def test_a_defect_of_ours_stops_one_message_and_no_other(office: Office, http: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    robots(office, http, ChannelKind.WEBHOOK, ChannelKind.DINGTALK)
    monkeypatch.setattr(Webhook, "send", lambda *_: 1 / 0)
    office.post()
    assert office.work() == [("网络回调", "unclear"), ("钉钉机器人", "sent")]
    assert office.rows()[0][2] == "程序出错（ZeroDivisionError）"


def test_a_person_says_that_it_arrived(office: Office, http: Receiver) -> None:
    robots(office, http, ChannelKind.WECOM)
    office.post()
    begun(office)
    office.later(minutes=6)
    office.work()
    [row] = deliveries.stuck()
    assert deliveries.settle([row.number], "王芳", office.now) == 1
    assert deliveries.stuck() == []
    assert office.work() == []
    assert deliveries.recent(office.now - timedelta(days=1))[0].answer == "王芳确认，不再发送"
