"""A disk that fills up in mid-crawl: a sentence, nothing lost, nothing twice, and all goes on once there is room."""

import resource
import subprocess
from pathlib import Path

import pytest

from tests.line.conftest import ENVIRONMENT, installed, world_served
from tests.line.test_interrupted import stored

pytestmark = pytest.mark.timeout(240)

ARTICLES = 250


def test_H3_H12_a_disk_that_is_full_stops_the_crawl_and_loses_nothing(tmp_path: Path) -> None:
    with world_served(ARTICLES) as port:
        installation = installed(tmp_path / "home", ARTICLES, port)
        # One limit hits the evidence or the database early, the other somewhere in the middle.
        for limit in (700_000, 1_500_000):

            def small(limit: int = limit) -> None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

            full = subprocess.run(installation.command("crawl", "--all"), env=ENVIRONMENT, capture_output=True, text=True, check=False, preexec_fn=small)
            assert full.returncode == 1
            assert "磁盘写不下了" in full.stderr.splitlines()[-1]
            assert "Traceback" not in full.stderr
            assert installation.rows("search", "", "--json", "--limit", "0")  # reading works meanwhile
        installation.run("crawl", "--all")
        about = sum(one.about for one in installation.world.truth(port))
        assert stored(installation, "article") == about
        assert installation.rows("search", "", "--json", "--limit", "0")[0]["total"] == about
        assert installation.rows("verify")[-1]["faults"] == 0
