"""Rows that are inserted in numbers are those that Django itself would have stored; on both databases."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from archive.ledger import models
from archive.ledger.inserting import MOST, insert
from model.outcome import Outcome

pytestmark = pytest.mark.ledger

MOMENT = datetime(2026, 10, 3, 1, 2, 3, 456, tzinfo=UTC)


@pytest.fixture(autouse=True)
def empty(ledger: object) -> None:
    """The tables are there, with nothing in them."""


def address(number: int, **more: Any) -> models.Address:
    listed = {"title": "“民政”100%", "pieces": [1, 2.5, None]}
    row = {"key": f"k{number}", "url": f"http://news.example/{number}?a=%s", "source": "chenbao", "outcome": Outcome.KEPT, "seen": MOMENT, "listed": listed}
    return models.Address(**(row | more))


def test_a_row_is_as_django_stores_it() -> None:
    with transaction.atomic():
        insert([address(1, decided=None), address(2, decided=MOMENT, outcome=Outcome.WAITING)])
        models.Address.objects.bulk_create([address(3, decided=None), address(4, decided=MOMENT, outcome=Outcome.WAITING)])
    names = ("source", "outcome", "reason", "tries", "seen", "decided", "listed")
    rows = list(models.Address.objects.order_by("number").values_list(*names))
    assert rows[:2] == rows[2:]
    assert rows[0][4] == MOMENT
    assert models.Address.objects.get(key="k1").url == "http://news.example/1?a=%s"


def test_each_row_is_told_its_number_however_many_there_are() -> None:
    with transaction.atomic():
        rows = insert(address(number) for number in range(2 * MOST // 9))
        assert insert([]) == []
    assert {row.pk: row.key for row in rows} == dict(models.Address.objects.values_list("number", "key"))


def test_a_row_that_is_there_becomes_what_the_rest_says_or_is_refused() -> None:
    with transaction.atomic():
        insert([address(1)])
        insert([address(1, reason="已撤下", tries=9), address(2)], rest="ON CONFLICT (key) DO UPDATE SET reason = excluded.reason")
        insert([address(2, reason="不同")], rest="ON CONFLICT DO NOTHING")
    assert list(models.Address.objects.order_by("key").values_list("key", "reason", "tries")) == [("k1", "已撤下", 0), ("k2", "", 0)]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([address(2)])
