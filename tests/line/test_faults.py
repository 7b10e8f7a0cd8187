"""What goes wrong with an installation is said in one Chinese sentence, and nothing is lost."""

import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from archive.index.elastic import ElasticIndex
from tests.line.conftest import ENVIRONMENT, Installation, installed, world_served

ARTICLES = 80  # the fewest that leave no list of the demo world empty

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return installed(tmp_path_factory.mktemp("installation") / "家", ARTICLES, 1)


@pytest.fixture
def installation(untouched: Installation, tmp_path: Path) -> Installation:
    """A copy that a test may break."""
    return replace(untouched, home=Path(shutil.copytree(untouched.home, tmp_path / "家")))


def sentence(installation: Installation, *arguments: str, status: int = 1) -> str:
    """The one line that a command says when it fails."""
    result = subprocess.run(installation.command(*arguments), env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert result.returncode == status, result.stderr
    assert result.stdout == ""
    [line] = result.stderr.strip().splitlines()
    return line


def change(installation: Installation, statement: str) -> None:
    with closing(sqlite3.connect(installation.home / "ledger.sqlite3")) as ledger:
        ledger.execute(statement)
        ledger.commit()


def test_a_database_of_a_newer_version_is_left_alone(installation: Installation) -> None:
    change(installation, "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '0999_future', '2030-01-01')")
    before = (installation.home / "ledger.sqlite3").read_bytes()
    assert "由更新版本的剪报建立（ledger.0999_future），请升级程序" in sentence(installation, "status")
    assert "请升级程序" in sentence(installation, "init")
    assert (installation.home / "ledger.sqlite3").read_bytes() == before


def test_a_database_of_an_older_version_is_upgraded_only_on_request(installation: Installation) -> None:
    change(installation, "DELETE FROM django_migrations WHERE app = 'ledger'")
    assert "请先备份，再运行 jianbao init" in sentence(installation, "status")


def test_a_missing_database_is_never_made_anew_in_silence(installation: Installation) -> None:
    (installation.home / "ledger.sqlite3").unlink()
    assert "不见了：请从备份恢复" in sentence(installation, "crawl", "--all")
    assert not (installation.home / "ledger.sqlite3").exists()


def test_a_broken_database_is_named(installation: Installation) -> None:
    (installation.home / "ledger.sqlite3").write_bytes(b"\0" * 100_000)
    assert "ledger.sqlite3" in sentence(installation, "status")


def test_an_unknown_source_is_named(installation: Installation) -> None:
    assert "没有编号为 nobody 的采集源" in sentence(installation, "crawl", "nobody")


def test_a_port_in_use_is_named(installation: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = subprocess.run(installation.command("serve", "--port", str(port)), env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 1
    assert str(port) in result.stderr.strip().splitlines()[-1]
    assert "Traceback" not in result.stderr


def test_a_database_server_that_is_down_is_named(installation: Installation) -> None:
    with closed_port() as port:
        (installation.home / "settings.yml").write_text(f"database: postgresql://u:geheim@127.0.0.1:{port}/jianbao\n", encoding="utf-8")
        said = sentence(installation, "status")
    assert "打不开" in said
    assert "geheim" not in said


def test_elasticsearch_down_at_the_start_loses_nothing(tmp_path: Path, elasticsearch_url: str) -> None:
    with closed_port() as closed, world_served(ARTICLES) as port:
        down = f"index: {{engine: elasticsearch, url: 'http://127.0.0.1:{closed}', alias: jianbao-test-down}}\n"
        installation = installed(tmp_path / "home", ARTICLES, port, down)
        kept = sum(row["kept"] for row in installation.rows("crawl", "--all"))
        assert kept > 20
        assert installation.rows("status")[-1]["unindexed"] == kept
        # Meanwhile the standby answers, and says so.
        head = installation.rows("search", "", "--json", "--limit", "0")[0]
        assert (head["total"], head["by_standby"], head["lacking"]) == (kept, True, 0)
        said = installation.tried("search", "养老").stderr
        assert str(closed) in said
        assert "以下结果来自本机的内置索引，与登记簿一致" in said
        assert "本机的内置索引" in installation.tried("export", "养老", "--format", "csv").stderr
        assert str(closed) in installation.tried("reindex").stderr
        assert installation.rows("search", "", "--json", "--limit", "0")[0]["total"] == kept
        lines = (installation.home / "settings.yml").read_text(encoding="utf-8")
        (installation.home / "settings.yml").write_text(lines.replace("alias:", "standby: false, alias:"), encoding="utf-8")
        assert str(closed) in sentence(installation, "search", "养老")
        (installation.home / "settings.yml").write_text(lines, encoding="utf-8")
    settings = (installation.home / "settings.yml").read_text(encoding="utf-8")
    (installation.home / "settings.yml").write_text(settings.replace(f"http://127.0.0.1:{closed}", elasticsearch_url), encoding="utf-8")
    installation.run("reindex", "--pending")
    assert installation.rows("status")[-1]["unindexed"] == 0
    head = installation.rows("search", "", "--json", "--limit", "0")[0]
    assert head["total"] == kept
    assert "by_standby" not in head
    assert installation.rows("reindex", "--check") == [{"index": name, "missing": 0, "stale": 0, "extra": 0} for name in ("standby", "main")]
    ElasticIndex(elasticsearch_url, "jianbao-test-down").clear()


@contextmanager
def closed_port() -> Iterator[int]:
    """A port on which nobody answers, kept from others meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
