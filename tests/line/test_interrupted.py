"""A crawl that is killed in the middle loses nothing and repeats nothing."""

import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from model.address import canonical
from tests.line.conftest import ENVIRONMENT, Installation, installed, world_served

ARTICLES = 400

pytestmark = pytest.mark.timeout(240)


def stored(installation: Installation, table: str) -> int:
    try:
        with closing(sqlite3.connect(installation.home / "ledger.sqlite3")) as ledger:
            return int(ledger.execute(f"SELECT count(*) FROM ledger_{table}").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # locked at this moment


def killed_at(installation: Installation, articles: int) -> None:
    """Starts a crawl and kills it, with its children, once so many articles are stored."""
    with subprocess.Popen(
        installation.command("crawl", "--all"), env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        while stored(installation, "article") < articles and process.poll() is None:
            time.sleep(0.01)
        assert process.poll() is None, "the crawl ended before it could be killed"
        process.send_signal(signal.SIGKILL)


def test_kill_in_the_middle_then_the_same_command_again(tmp_path: Path) -> None:
    with world_served(ARTICLES) as port:
        installation = installed(tmp_path / "home", ARTICLES, port)
        for articles in (1, 90):
            killed_at(installation, articles)
        installation.run("crawl", "--all")
        expected = sorted(canonical(one.url) for one in installation.world.truth(port) if one.about)
        with closing(sqlite3.connect(installation.home / "ledger.sqlite3")) as ledger:
            kept = [url for (url,) in ledger.execute("SELECT url FROM ledger_article ORDER BY url")]
            assert ledger.execute("SELECT count(*) FROM ledger_address WHERE outcome = 'waiting'").fetchone() == (0,)
            assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert kept == expected
        assert installation.rows("search", "", "--json", "--limit", "0")[0]["total"] == len(expected)
        again = installation.rows("crawl", "--all")
        assert sum(row["fetched"] for row in again) == 0
        assert stored(installation, "article") == len(expected)
