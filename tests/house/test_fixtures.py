"""The fixtures that the other tests stand on."""

import socket
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import OutsideNetwork, TestLedger
from tests.services.process import cache


@pytest.mark.ledger
@pytest.mark.parametrize("time", [1, 2])
def test_a_ledger_begins_empty(ledger: TestLedger, time: int) -> None:
    from archive.ledger.models import Address

    assert Address.objects.count() == 0
    Address.objects.create(key=str(time), url="http://news.example/", source="x", outcome="kept", seen=datetime.now(UTC))
    assert Address.objects.count() == 1


@pytest.mark.ledger
def test_django_is_led_to_the_ledger_that_the_test_was_given(ledger: TestLedger) -> None:
    from django.db import connection

    assert connection.vendor == ("postgresql" if "://" in ledger.database else "sqlite")


def test_without_the_mark_a_ledger_is_on_sqlite(ledger: TestLedger) -> None:
    assert (ledger.home / ledger.database).is_file()


def test_elasticsearch_answers(elasticsearch_url: str) -> None:
    with urllib.request.urlopen(elasticsearch_url) as answer:
        assert b'"number" : "8.19' in answer.read()


def test_the_browser_is_a_program(chromium: str) -> None:
    assert Path(chromium).is_file()


def test_a_test_cannot_leave_this_machine() -> None:
    with socket.socket() as plain, pytest.raises(OutsideNetwork):
        plain.connect(("192.0.2.1", 80))
    with pytest.raises(OutsideNetwork):
        socket.create_connection(("news.example", 80))


def test_a_test_may_connect_to_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]) as client:
        assert client.getpeername() == server.getsockname()


def test_what_is_brought_once_lies_outside_the_repository() -> None:
    assert not cache().is_relative_to(Path(__file__).resolve().parents[2])
