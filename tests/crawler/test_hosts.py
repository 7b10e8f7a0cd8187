"""Politeness: one request at a time, longer pauses after refusals, and a day of rest after three of them."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from scrapy import Request

from crawler.discover.dates import CHINA
from crawler.download import Answer, Failed
from crawler.hosts import Host, midnight, retry_after
from crawler.robots import Rules

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        real = asyncio.sleep

        async def sleep(seconds: float) -> None:
            self.now += seconds
            await real(0)

        monkeypatch.setattr(asyncio, "sleep", sleep)

    def __call__(self) -> float:
        return self.now


def answer(status: int = 200, latency: float = 0.0, **fields: str) -> Answer:
    given = Answer("http://news.example/", status=status, request=Request("http://news.example/", meta={"download_latency": latency}))
    given.pairs = tuple((name.replace("_", "-"), value) for name, value in fields.items())
    given.truncated = False
    return given


def visits(host: Host, clock: Clock, *answers: Answer) -> list[float]:
    """Asks one after the other; gives the moments at which the server was asked."""

    async def run() -> list[float]:
        moments = []
        for given in answers:
            async with host.turn() as strikes:
                moments.append(clock())
                host.answered(given, strikes)
        return moments

    return asyncio.run(run())


def gaps(moments: list[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(moments)]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def host(clock: Clock, delay: float = 3.0) -> Host:
    return Host("news.example", delay, asyncio.Semaphore(32), clock)


def test_requests_are_at_least_the_delay_apart_and_not_in_step(clock: Clock) -> None:
    pauses = gaps(visits(host(clock), clock, *[answer()] * 12))
    assert all(3.0 <= pause <= 3.75 for pause in pauses)
    assert len({round(pause, 3) for pause in pauses}) > 6


def test_a_slow_server_is_asked_less_often(clock: Clock) -> None:
    pauses = gaps(visits(host(clock), clock, *[answer(latency=20)] * 20))
    assert pauses[-1] > 15


def test_crawl_delay_counts_where_it_is_longer(clock: Clock) -> None:
    ours = host(clock)
    ours.slow_to(10)
    ours.slow_to(1)
    assert min(gaps(visits(ours, clock, *[answer()] * 4))) >= 10


def test_one_request_at_a_time(clock: Clock) -> None:
    ours, at_once, most = host(clock), 0, 0

    async def visit() -> None:
        nonlocal at_once, most
        async with ours.turn():
            at_once += 1
            most = max(most, at_once)
            for _ in range(5):
                await asyncio.sleep(0)
            at_once -= 1

    async def run() -> None:
        await asyncio.gather(*(visit() for _ in range(10)))

    asyncio.run(run())
    assert most == 1


@pytest.mark.parametrize("status", [403, 412, 429, 500, 503])
def test_refusals_double_the_pause_and_the_third_ends_the_day(clock: Clock, status: int) -> None:
    ours = host(clock)
    pauses = gaps(visits(ours, clock, *[answer(status)] * 3))
    assert pauses == [6.0, 12.0]
    with pytest.raises(Failed, match="连续 3 次"):
        visits(ours, clock, answer())


def test_an_answer_in_between_makes_good(clock: Clock) -> None:
    ours = host(clock)
    visits(ours, clock, answer(500), answer(500), answer(), answer(500), answer(500), answer(404), answer(500))
    assert not ours.stopped


def test_refusals_of_requests_under_way_together_count_once(clock: Clock) -> None:
    ours = host(clock, delay=0)

    async def refused() -> None:
        async with ours.turn() as strikes:
            await asyncio.sleep(0)
            ours.answered(answer(503), strikes)

    async def run() -> None:
        await asyncio.gather(*(refused() for _ in range(8)))

    asyncio.run(run())
    assert ours.strikes == 1


def test_retry_after_is_waited_for(clock: Clock) -> None:
    assert gaps(visits(host(clock), clock, answer(429, retry_after="40"), answer())) == [40.0]


def test_a_long_retry_after_ends_the_turn_of_the_host(clock: Clock) -> None:
    ours = host(clock)
    visits(ours, clock, answer(503, retry_after="3600"))
    with pytest.raises(Failed, match="要求 60 分钟后再来"):
        visits(ours, clock, answer())


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        (" 7 ", 7),
        ("Sun, 22 Nov 2026 04:05:00 GMT", 300),
        ("999999999999999999999", 6 * 3600),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 6 * 3600),
        ("-5", None),
        ("Sun, 22 Nov 2026 03:00:00 GMT", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_in_all_its_forms(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_robots_rules_are_for_us() -> None:
    rules = Rules.of(200, "\ufeffUser-agent: *\nDisallow: /\n\nUser-agent: jianbao\nDisallow: /neibu/\nCrawl-delay: 7\n".encode())
    assert rules.allows("http://news.example/a.html")
    assert not rules.allows("http://news.example/neibu/a.html")
    assert rules.delay == 7


@pytest.mark.parametrize(("status", "body"), [(404, b""), (403, b"no"), (200, b"<html>not found</html>"), (200, b""), (200, b"\xff\xfe\x00garbage")])
def test_without_rules_everything_may_be_read(status: int, body: bytes) -> None:
    rules = Rules.of(status, body)
    assert not rules.closed
    assert rules.allows("http://news.example/a.html")
    assert rules.delay == 0


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_is_closed_for_now(status: int) -> None:
    assert f"robots.txt 应答 {status}" in Rules.of(status, b"").closed


def test_only_the_beginning_of_a_huge_robots_is_read() -> None:
    rules = Rules.of(200, b"User-agent: *\nDisallow: /a/\n" + b"#" * (10 << 20) + b"\nDisallow: /b/\n")
    assert not rules.allows("http://news.example/a/1")
    assert rules.allows("http://news.example/b/1")


def test_only_a_server_that_answered_is_left_alone_by_later_runs(clock: Clock) -> None:
    refusing, silent, asking = host(clock), host(clock), host(clock)
    visits(refusing, clock, *[answer(403)] * 3)
    for strikes in range(3):
        silent.strike("连接失败", strikes)
    visits(asking, clock, answer(429, retry_after="7200"))
    assert silent.stopped
    assert silent.until is None  # our own line may be down
    assert refusing.until is not None
    assert refusing.until.astimezone(CHINA).time() == time()  # midnight
    assert asking.until is not None
    assert timedelta(hours=1.9) < asking.until - datetime.now(UTC) < timedelta(hours=2.1)


def test_midnight_is_chinas() -> None:
    assert midnight(datetime(2026, 11, 22, 15, 59, tzinfo=UTC)) == datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
    assert midnight(datetime(2026, 11, 22, 16, 1, tzinfo=UTC)) == datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
