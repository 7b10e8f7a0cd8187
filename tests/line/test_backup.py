"""A backup of a whole installation comes back elsewhere, on either database, and nothing is missing."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.line.conftest import ENVIRONMENT, Installation, installed, world_served
from tests.line.test_interrupted import stored

pytestmark = pytest.mark.timeout(240)


def restored(backup: Path, home: Path, demo: Installation, *more: str) -> Installation:
    copy = Installation(home, demo.world, demo.port)
    home.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([*copy.command("restore", str(backup), *more)], cwd=home.parent, env=ENVIRONMENT, check=True, capture_output=True)
    return copy


def shown(installation: Installation) -> list[Any]:
    """What people see of an archive."""
    head, *hits = installation.rows("search", "养老", "--json", "--limit", "50")
    report = installation.rows("report", installation.world.last_month, "--json")[0]
    return [head["total"], head["facets"], sorted(hit["id"] for hit in hits), report["indicators"]]


def test_H8_it_comes_back_on_postgresql_and_from_there(demo: Installation, tmp_path: Path, postgres_url: str) -> None:
    first = tmp_path / "第一份 备份"
    assert json.loads(demo.run("backup", str(first)))["articles"] > 400
    with own_database(postgres_url) as url:
        there = restored(first, tmp_path / "pg", demo, "--database", url, "--no-index")
        there.run("backup", str(tmp_path / "from-pg"))
    home = restored(tmp_path / "from-pg", tmp_path / "新 目录" / "home", demo, "--database", "ledger.sqlite3")
    assert [table["digest"] for table in tables(first)] == [table["digest"] for table in tables(tmp_path / "from-pg")]
    assert shown(home) == shown(demo)
    assert home.rows("verify")[-1]["faults"] == 0
    assert (home.home / "secret.key").read_bytes() == (demo.home / "secret.key").read_bytes()
    home.run("restore", str(first), status=1)


def tables(backup: Path) -> list[dict[str, Any]]:
    """Without what the index notes in the articles."""
    return [table for table in json.loads((backup / "manifest.json").read_text(encoding="utf-8"))["tables"] if table["name"] != "ledger_article"]


def test_H8_a_backup_during_a_crawl_is_of_one_moment(tmp_path: Path) -> None:
    with world_served(250) as port:
        installation = installed(tmp_path / "home", 250, port)
        with subprocess.Popen(installation.command("crawl", "--all"), env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as crawl:
            while not stored(installation, "article") and crawl.poll() is None:
                time.sleep(0.01)
            made = json.loads(installation.run("backup", str(tmp_path / "backup")))
            crawl.terminate()
        copy = restored(tmp_path / "backup", tmp_path / "copy", installation)
        assert copy.rows("search", "", "--json", "--limit", "0")[0]["total"] == made["articles"] > 0
        checked = copy.rows("verify")[-1]
        assert (checked["pages"], checked["faults"]) == (made["captures"], 0)
        copy.run("crawl", "--all")
        assert stored(copy, "article") == sum(one.about for one in installation.world.truth(port))


@contextmanager
def own_database(server: str) -> Iterator[str]:
    """An empty database on the server, dropped at the end."""
    name = f"jianbao_restored_{time.monotonic_ns()}"
    with psycopg.connect(server, autocommit=True) as control:
        control.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            control.execute(f"DROP DATABASE {name} WITH (FORCE)")
