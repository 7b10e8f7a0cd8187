"""The pages and the judgements about collecting find their rows by an index: ten years of runs cost nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from archive.ledger import alarms, deliveries, health, history, jobs, models, runs
from model.source import Discover, Expect, Kind, Source
from tests.web.conftest import Site

NOW = datetime.now(UTC)
# Tables that grow with time, and indexes that hold only what is open.
GROWING = (
    "run",
    "jobrun",
    "sourceday",
    "delivery",
    "message",
    "article",
    "text",
    "capture",
    "revisit",
    "revision",
    "address",
    "link",
    "change",
    "story",
    "counts",
)
SMALL = (
    "jobrun_active",
    "delivery_open",
    "delivery_stuck",
    "article_unindexed",
    "link_waiting",
    "address_waiting",
    "address_all_unreadable",
    "address_all_waiting",
)
NEWEST_FIRST = ("address_all_rejected",)  # of which a page takes the end
SOURCE = Source(id="nanling", outlet="nanling", discover=(Discover(kind=Kind.LIST, url="https://nanling.example/"),), expect=Expect(per="week", at_least=3))


def scans(work: Callable[[], object]) -> list[tuple[str, str]]:
    """The steps that read a growing table from end to end, with their statements; as SQLite plans them with parameters."""
    said: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not many and sql.startswith(("SELECT", "UPDATE", "DELETE")):
            said.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    assert said
    found = []
    with connection.cursor() as cursor:
        for sql, params in said:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            steps = [row[3] for row in cursor.fetchall()]
            ends_early = "WHERE" not in sql and "LIMIT" in sql  # the newest so many of all
            found += [(step, sql) for step in steps if is_scan(step) and not ends_early]
    return found


def is_scan(step: str) -> bool:
    words = step.split()
    return words[0] == "SCAN" and words[1].removeprefix("ledger_") in GROWING and words[-1] not in (*SMALL, *NEWEST_FIRST)


PAGES = (
    "/runs",
    "/runs?failed=1",
    "/runs?job=crawl+nanling",
    "/runs?job=report&failed=1",
    "/status",
    "/source/nanling",
    f"/coverage/{date.today():%Y-%m}",
    "/deliveries",
    "/addresses",
    "/addresses?outcome=waiting",
    "/addresses?outcome=rejected",
    "/addresses?source=nanling",
    "/changes",
    "/questions",
    "/search",
    "/undecided/",
    "/manual/",
    "/manual/lacking",
    "/entries/",
    f"/month/{date.today():%Y-%m}",
    f"/report/{date.today():%Y-%m}",
)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_reads_the_history(administrator: Site, address: str) -> None:
    models.Source.objects.get_or_create(id="nanling", outlet_id="nanling", definition={"discover": []})
    run = models.Run.objects.create(source="nanling", started=NOW, finished=NOW, timed=True)
    models.JobRun.objects.create(job="crawl nanling", slot="2026-11-02T07:00:00", state="done", source="nanling", fence=1, started=NOW, deadline=NOW, run=run)
    found = scans(lambda: administrator.page(address))
    assert not found, found


@pytest.mark.usefixtures("ledger")
def test_no_judgement_reads_the_history() -> None:
    models.Outlet.objects.create(id="nanling", name="南岭日报")
    models.Source.objects.create(id="nanling", outlet_id="nanling", definition={"discover": []})
    models.Job.objects.create(id="report", failures=9)
    health.record_days([SOURCE], NOW - timedelta(days=5))

    def judge() -> None:
        alarms.signs([SOURCE], NOW)
        alarms.general(NOW)
        alarms.settle([], NOW, lambda fresh, over: None)
        health.record_days([SOURCE], NOW)
        health.gaps(NOW.date(), NOW.date())
        jobs.adopt(fence(), "here")
        jobs.active()
        history.past_runs(NOW - timedelta(days=30), NOW)
        runs.last_good("nanling")
        deliveries.waits(NOW)
        deliveries.due(NOW)

    found = scans(judge)
    assert not found, found


def fence() -> int:
    from archive.ledger import leases

    taken = leases.take(jobs.CLOCK, "test", NOW, timedelta(minutes=1))
    assert taken is not None
    return taken


def test_no_page_of_an_article_or_a_story_reads_the_history(site: Site) -> None:
    for address in (f"/article/{site.first.id}", f"/story/{site.first.id}"):
        found = scans(lambda address=address: site.page(address))  # type: ignore[misc]
        assert not found, found
