"""A slot of the timetable has one run; a run that was killed leaves its slot owed."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from archive.ledger import jobs

SLOT = datetime(2026, 11, 1, 0, 0, tzinfo=UTC)

pytestmark = [pytest.mark.ledger, pytest.mark.usefixtures("ledger")]


def test_a_slot_has_one_run() -> None:
    assert jobs.begin("report", SLOT, os.getpid(), "a.log")
    assert not jobs.begin("report", SLOT, os.getpid() + 1, "b.log")
    jobs.end("report", SLOT, 0)
    assert jobs.answered() == {"report": SLOT}


def test_a_run_whose_process_is_gone_is_owed_again() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    jobs.begin("report", SLOT, gone.pid, "a.log")
    jobs.begin("crawl", SLOT, os.getpid(), "b.log")
    assert jobs.forget_interrupted() == ["report"]
    assert jobs.answered() == {"crawl": SLOT}
