"""The doctor names what is wrong and what to do, and changes nothing."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.ledger import models
from cli.checks import archive, folder, machine
from cli.checks.finding import Finding, State
from cli.doctor import findings
from cli.home import Home
from tests.conftest import TestLedger
from tests.web import press

ROOT = Path(__file__).resolve().parents[2]


def told(found: Iterable[Finding], state: State) -> str:
    return "\n".join(f"{one.said} → {one.advice}" for one in found if one.state is state)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "数据 目录")
    made.make()
    return made


def test_a_new_installation_is_sound(tmp_path: Path) -> None:
    def run(*arguments: str) -> Any:
        return subprocess.run([sys.executable, "-m", "cli", "--home", str(tmp_path / "h"), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)

    run("init")
    done = run("doctor", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    bad = [row for row in rows if row["state"] == "bad"]
    assert [row["subject"] for row in bad] == ["登记簿"], bad  # no bureau is loaded yet
    assert "bureau.yml" in bad[0]["said"]
    assert all(row["advice"] for row in rows if row["state"] == "mind")
    assert done.returncode == 1


def test_where_there_is_no_installation_it_says_how_to_make_one(tmp_path: Path) -> None:
    assert "jianbao init" in told(findings(Home(tmp_path)), State.BAD)


def test_wrong_settings_stop_it_there(home: Home) -> None:
    home.settings_file.write_text("site:\n  prot: 1\n", encoding="utf-8")
    assert "第 2 行：不认识的键 prot" in told(findings(home), State.BAD)


def test_K7_a_missing_library_is_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LIBRARIES", ("json", "no_such_library"))
    assert "no_such_library" in told(machine.libraries(home), State.BAD)


def test_K7_a_machine_without_chinese_fonts_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "/bin/true")
    assert "fonts-noto-cjk" in told(machine.fonts(home), State.MIND)


def test_passwords_that_others_can_read(home: Home) -> None:
    home.settings_file.write_text('database: "postgresql://u:geheim@db/x"\n', encoding="utf-8")
    home.settings_file.chmod(0o644)
    assert "chmod 600" in told(folder.settings(home), State.MIND)
    assert home.secret()
    (home.folder / "secret.key").chmod(0o644)
    assert "伪造登录" in told(folder.access(home), State.BAD)


def test_H7_a_folder_that_cannot_be_written(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: Any, **more: Any) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert f"{home.evidence} 写不进去" in told(folder.access(home), State.BAD)


@pytest.mark.parametrize(("free", "state"), [(100 << 20, State.BAD), (2 << 30, State.MIND), (80 << 30, State.GOOD)])
def test_H3_a_disk_that_fills_up_is_told_in_time(home: Home, monkeypatch: pytest.MonkeyPatch, free: int, state: State) -> None:
    usage = shutil.disk_usage(home.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=free))
    assert next(iter(folder.room(home))).state is state


def test_a_database_file_on_a_network_disk(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_filesystem", lambda path: "nfs4")
    assert "PostgreSQL" in told(folder.medium(home), State.BAD)


def test_what_a_broken_off_run_left(home: Home) -> None:
    (home.evidence / "a.warc.gz.damaged").touch()
    (home.folder / "restoring").touch()
    assert ".damaged" in told(folder.leftovers(home), State.MIND)
    assert "jianbao restore" in told(folder.leftovers(home), State.BAD)


@pytest.mark.parametrize(("days", "state"), [(1, State.GOOD), (40, State.MIND), (None, State.MIND)])
def test_the_last_backup(home: Home, days: int | None, state: State) -> None:
    if days:
        made = datetime.now(UTC) - timedelta(days=days)
        (home.folder / "last-backup.json").write_text(json.dumps({"made": made.isoformat(), "folder": "/mnt"}))
    assert [one.state for one in folder.backup(home)] == [state]


def test_nobody_can_log_in(ledger: TestLedger, home: Home) -> None:
    assert "jianbao init" in told(archive.database(home), State.BAD)


def test_a_clock_that_went_back(ledger: TestLedger, home: Home) -> None:
    later = datetime.now(UTC) + timedelta(days=3)
    models.Lease.objects.create(name="clock", holder="x", expires=later, seen=later)
    assert "--trust-time" in told(archive.time(home), State.BAD)


def test_J6_an_index_that_lacks_articles(ledger: TestLedger, home: Home) -> None:
    from archive.index.embedded import EmbeddedIndex
    from archive.ledger.pending import index_pending

    press.fill()
    engine = EmbeddedIndex(home.index)
    engine.create()
    assert "等着编入" in told(archive.searching(home), State.MIND)
    index_pending(engine)
    assert told(archive.searching(home), State.BAD) == ""
    engine.clear()
    engine.close()
    assert "登记簿里 48 篇" in told(archive.searching(home), State.BAD)


def test_J6_a_standby_that_lacks_articles(ledger: TestLedger, home: Home) -> None:
    from archive.index.document import MOST_CHARACTERS
    from archive.index.embedded import EmbeddedIndex
    from archive.ledger import pending
    from archive.ledger.pending import Told

    press.fill()
    assert list(archive.standing_by(home)) == []  # the embedded index is the only one
    home.settings_file.write_text("index: {engine: elasticsearch, url: 'http://127.0.0.1:9'}\n", encoding="utf-8")
    assert "内置索引里 0 篇，登记簿里 48 篇" in told(archive.standing_by(home), State.BAD)
    engine = EmbeddedIndex(home.index)
    pending.make_index(engine, Told.STANDBY)
    assert "等着编入" in told(archive.standing_by(home), State.MIND)
    pending.index_pending(engine, told=Told.STANDBY)
    engine.close()
    assert "48 篇" in told(archive.standing_by(home), State.GOOD)
    row = press.article("huaxia", "太长", "长" * (MOST_CHARACTERS + 1), datetime.now(UTC))
    pending.index_pending(engine, told=Told.STANDBY)
    engine.release()
    assert pending.refused(Told.STANDBY) == 1
    assert "48 篇" in told(archive.standing_by(home), State.GOOD)  # no index takes this one, however often it is built
    row.delete()
    engine.clear()  # behind the ledger's back
    assert "jianbao reindex" in told(archive.standing_by(home), State.BAD)
    home.settings_file.write_text("index: {engine: elasticsearch, standby: false}\n", encoding="utf-8")
    assert list(archive.standing_by(home)) == []


def test_a_port_on_which_somebody_else_answers(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        home.settings_file.write_text(f"site: {{port: {port}}}\n", encoding="utf-8")
        from threading import Thread

        Thread(target=lambda: other.accept()[0].sendall(b"HTTP/1.0 200 OK\r\n\r\n"), daemon=True).start()
        assert "不是剪报" in told(archive.site(home), State.BAD)
    assert "jianbao serve" in told(archive.site(home), State.MIND)
