"""A lease has one holder; who lost it cannot write."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.ledger import leases
from archive.ledger.leases import Fenced

NOW = datetime(2026, 11, 5, 2, tzinfo=UTC)
LASTS = timedelta(seconds=90)

pytestmark = [pytest.mark.ledger, pytest.mark.usefixtures("ledger")]


def test_i3_one_holds_the_lease_and_the_other_waits() -> None:
    assert leases.take("clock", "a:1", NOW, LASTS) == 1
    assert leases.take("clock", "b:2", NOW + timedelta(seconds=89), LASTS) is None
    assert leases.holder("clock") == "a:1"
    leases.renew("clock", 1, NOW + timedelta(seconds=60), LASTS)
    assert leases.take("clock", "b:2", NOW + timedelta(seconds=120), LASTS) is None


def test_i4_a_holder_that_was_frozen_cannot_write_when_it_wakes() -> None:
    leases.take("clock", "a:1", NOW, LASTS)
    assert leases.take("clock", "b:2", NOW + timedelta(minutes=10), LASTS) == 2
    with pytest.raises(Fenced):
        leases.renew("clock", 1, NOW + timedelta(minutes=10), LASTS)
    with pytest.raises(Fenced), leases.held("clock", 1):
        pytest.fail("it must not come here")


def test_i4_a_frozen_holder_that_nobody_replaced_goes_on() -> None:
    leases.take("clock", "a:1", NOW, LASTS)
    leases.renew("clock", 1, NOW + timedelta(minutes=10), LASTS, seen=NOW)
    assert leases.seen("clock") == NOW


def test_a_lease_that_is_given_back_is_free_at_once() -> None:
    leases.take("clock", "a:1", NOW, LASTS)
    leases.release("clock", 1)
    assert leases.take("clock", "b:2", NOW, LASTS) == 2


def test_i5_an_end_that_a_fast_clock_wrote_is_not_waited_for() -> None:
    leases.take("clock", "a:1", NOW + timedelta(days=1), LASTS)
    assert leases.take("clock", "b:2", NOW, LASTS) == 2
