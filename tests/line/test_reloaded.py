"""Registers that change in the middle of a crawl: the run ends on the values it began with, the next one knows the new ones."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.line.conftest import ENVIRONMENT, installed, world_served
from tests.line.test_interrupted import stored

pytestmark = pytest.mark.timeout(240)

ARTICLES = 250


def test_G9_sources_changed_and_taken_away_during_a_crawl(tmp_path: Path) -> None:
    with world_served(ARTICLES) as port:
        installation = installed(tmp_path / "home", ARTICLES, port)
        sources = sorted((installation.home / "sources").rglob("*.yml"))
        off, gone = [path for path in sources if "discover" in path.read_text(encoding="utf-8")][:2]
        with subprocess.Popen(installation.command("crawl", "--all"), env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as crawling:
            while stored(installation, "article") < 20 and crawling.poll() is None:
                time.sleep(0.1)
            off.write_text(off.read_text(encoding="utf-8") + "enabled: false\n", encoding="utf-8")
            gone.unlink()
            installation.run("sources", "load", "--overwrite")
            errors = crawling.communicate()[1]
        assert crawling.returncode == 0, errors
        about = sum(one.about for one in installation.world.truth(port))
        assert stored(installation, "article") == about
        following = installation.rows("crawl", "--all")
        assert off.stem not in {row["source"] for row in following}
        assert stored(installation, "article") == about
