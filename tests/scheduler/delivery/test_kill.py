"""The sending process killed with SIGKILL, again and again."""

import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

from archive.ledger import deliveries
from model.delivery import ChannelKind, DeliveryState, Message, Occasion
from tests.conftest import TestLedger
from tests.scheduler.delivery.office import Office
from tests.scheduler.delivery.servers import Receiver

SENDING = """
import sys
from datetime import datetime
from pathlib import Path
from archive.ledger.connect import connect
home, ledger, now = Path(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
connect("ledger.sqlite3", ledger)
from archive.registers.strict import load
from model.settings import Settings
from scheduler.delivery.work import Work
for _ in Work(load(home / "settings.yml", Settings).deliver, home, lambda: now, sys.argv[3]).run():
    pass
"""
ROBOTS = 40


def sending(office: Office, ledger: TestLedger) -> "subprocess.Popen[bytes]":
    """A process that sends what is due, as `jianbao deliver` does."""
    arguments = [str(office.home), str(ledger.home), office.now.isoformat()]
    return subprocess.Popen([sys.executable, "-c", SENDING, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_kill_9_at_any_moment_loses_nothing_and_sends_nothing_twice(office: Office, ledger: TestLedger, http: Receiver) -> None:
    for number in range(ROBOTS):
        office.channel(ChannelKind.WECOM, id=f"w{number}", url=f"{http.url}/w{number}?key=abcdef")
    office.post(Message(key="x", occasion=Occasion.ALARM, subject="x", text="x"))
    lines = [f"    - {{id: w{number}, kind: wecom, url: '{http.url}/w{number}?key=abcdef'}}" for number in range(ROBOTS)]
    (office.home / "settings.yml").write_text("deliver:\n  channels:\n" + "\n".join(lines) + "\n", encoding="utf-8")
    for moment in range(5):
        with sending(office, ledger) as killed:
            had, until = len(http.got), time.monotonic() + 30
            while len(http.got) == had and killed.poll() is None and time.monotonic() < until:
                time.sleep(0.001)
            time.sleep(0.004 * moment)
            killed.kill()
        office.later(minutes=6)
    office.work()
    got = Counter(received.path for received in http.got)
    states = {row.channel: row.state for row in deliveries.recent(office.now - timedelta(days=1))}
    assert len(states) == ROBOTS
    assert max(got.values()) == 1
    assert {got[f"/{channel}?key=abcdef"] for channel, state in states.items() if state is DeliveryState.SENT} == {1}
    assert set(states.values()) <= {DeliveryState.SENT, DeliveryState.UNCLEAR}
