"""The timetable is worked out again when the register of sources has changed, and not before."""

import pytest

from archive.ledger.models import Outlet, Source
from scheduler.latest import Latest
from scheduler.timetable import Job

pytestmark = [pytest.mark.ledger, pytest.mark.usefixtures("ledger")]


def test_a_source_that_is_switched_on_changes_the_timetable() -> None:
    asked: list[int] = []

    def work_out() -> list[Job]:
        asked.append(1)
        return []

    source = Source.objects.create(id="chenbao", outlet=Outlet.objects.create(id="chenbao", name="云溪晨报"), definition={}, enabled=False)
    latest = Latest(work_out)
    latest()
    latest()
    assert len(asked) == 1
    source.enabled = True
    source.save()
    latest()
    latest()
    assert len(asked) == 2
