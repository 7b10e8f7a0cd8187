"""Reading in child processes: a page that eats time or memory, or kills its process, harms nothing but itself."""

import os
import signal
from collections.abc import Iterator

import pytest

from model.capture import Capture
from model.outcome import Outcome
from model.reading import Reading
from pipelines import pool as pools
from pipelines.line import Registers
from pipelines.pool import ReadingPool
from tests.pipelines.samples import BUREAU, OUTLET, SOURCE, capture, reading


def read(served: Capture, _rules: object, _wanted: object) -> Reading:
    """Behaves as the page tells it to."""
    match served.body:
        case b"loop":
            while True:
                pass
        case b"grow":
            return reading(body="x" * (4 << 30))
        case b"die":
            os.kill(os.getpid(), signal.SIGKILL)
    return reading(title=f"云溪市民政局 {served.body.decode()}")


def following(served: Capture) -> str:
    return f"{served.url}?page={read(served, None, None).title}"


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReadingPool]:
    monkeypatch.setattr(pools, "SECONDS", 1.0)
    monkeypatch.setattr(pools, "SLICE", 3)
    made = ReadingPool(
        Registers(sources={"chenbao": SOURCE}, outlets={"chenbao": OUTLET}, bureau=BUREAU), f"{__name__}:read", f"{__name__}:following", processes=2
    )
    yield made
    made.close()


def test_each_page_gets_its_own_verdict(pool: ReadingPool) -> None:
    bodies = [b"one", b"loop", b"two", b"three", b"grow", b"four", b"five", b"die", b"six"]
    verdicts = pool.verdicts(pool.submit([capture(body=body, url=f"http://chenbao.example/{body.decode()}") for body in bodies]))
    outcomes = dict(zip(bodies, [(verdict.outcome, verdict.reason) for verdict in verdicts], strict=True))
    for hostile, word in ((b"loop", "秒"), (b"grow", "内存"), (b"die", "异常退出")):
        outcome, reason = outcomes.pop(hostile)
        assert outcome is Outcome.UNREADABLE
        assert word in reason
    assert set(outcomes.values()) == {(Outcome.KEPT, "")}


def test_where_an_article_goes_on_is_read_under_the_same_limits(pool: ReadingPool) -> None:
    url = "http://chenbao.example/one"
    assert pool.following(capture(body=b"2", url=url)) == f"{url}?page=云溪市民政局 2"
    assert [pool.following(capture(body=body, url=url)) for body in (b"loop", b"grow", b"die")] == ["", "", ""]
