"""Backups hold everything, are whole at every moment, and come back on either database."""

import json
import os
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from archive.backup import bring, rows, save
from archive.backup.manifest import NAME, read
from archive.evidence import OPEN
from archive.ledger import models
from model.outcome import UserError
from tests.archive.test_records import kept
from tests.conftest import TestLedger
from tests.web import press


def quiet(*given: object) -> None:
    """No progress is shown."""


def backed_up(home: Path, target: Path) -> "save.Manifest":
    return save.save(home, target, "", "0.1.0", quiet)


@pytest.fixture
def home(ledger: TestLedger, tmp_path: Path) -> Path:
    """A home beside the connected ledger."""
    folder = tmp_path / "数据 目录"
    kept(folder / "evidence")
    (folder / "sources").mkdir()
    (folder / "sources" / "news.yml").write_text("name: 某报\n", encoding="utf-8")
    (folder / "settings.yml").write_text("database: ledger.sqlite3\n", encoding="utf-8")
    (folder / "secret.key").write_text("secret")
    (folder / "secret.key").chmod(0o600)
    (folder / "index").mkdir()
    (folder / "index" / "segment").write_text("can be made again")
    return folder


@pytest.mark.ledger
def test_rows_come_back_as_they_were(ledger: TestLedger, tmp_path: Path) -> None:
    press.fill()
    models.Snapshot.objects.create(
        **{"kind": "month", "period": "2026-09", "revision": 1, "since": "2026-09-01", "until": "2026-09-30", "last": 1, "digest": "d" * 64},
        cutoff="2026-10-01T00:00:00Z",
        frozen="2026-10-01T00:00:00.123456Z",
        content=b"\0\xff",
        figures={"b": 1.5, "a": [None, "信访"]},
    )
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE without_model (key integer NOT NULL, article bigint NOT NULL)")
        cursor.execute("INSERT INTO without_model (key, article) VALUES (7, 8)")
    with rows.snapshot():
        tables = rows.dump(tmp_path, apps, quiet)
    assert {"ledger_article", "ledger_text", "without_model", "ledger_snapshot"} <= {table.name for table in tables if table.rows}
    models.Text.objects.all().delete()
    models.Outlet.objects.update(aliases=["lost"])
    rows.load(tmp_path, tables, apps, quiet)
    assert rows.counted(apps) == tables
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE without_model")
    assert bytes(models.Snapshot.objects.get().content) == b"\0\xff"
    # The numbers go on where they were.
    last = models.Story.objects.order_by("-number").values_list("number", flat=True)[0]
    assert models.Story.objects.create(id="f" * 24).number > last


@pytest.mark.ledger
def test_H8_a_dump_shows_one_moment_while_others_write(ledger: TestLedger, tmp_path: Path) -> None:
    from threading import Thread

    from django.db import connections

    press.fill()
    before = models.Article.objects.count()

    def write() -> None:
        models.Run.objects.create(source="late", started="2026-10-01T00:00:00Z")
        connections.close_all()

    with rows.snapshot():
        writer = Thread(target=write)
        writer.start()
        writer.join(20)
        assert not writer.is_alive(), "a backup must not keep the crawl waiting"
        tables = {table.name: table.rows for table in rows.dump(tmp_path, apps, quiet)}
    assert (tables["ledger_run"], tables["ledger_article"]) == (0, before)
    assert models.Run.objects.filter(source="late").exists()


def test_everything_but_what_can_be_made_again(home: Path, tmp_path: Path) -> None:
    made = backed_up(home, tmp_path / "备份")
    assert {one.path for one in made.home} == {"settings.yml", "secret.key", "sources/news.yml"}
    assert [one.mode for one in made.home if one.path == "secret.key"] == [0o600]
    assert len(made.evidence) == 1
    assert (tmp_path / "备份").stat().st_mode & 0o077 == 0


def test_H8_the_next_backup_copies_only_what_is_new(home: Path, tmp_path: Path) -> None:
    first = backed_up(home, tmp_path / "b")
    copy = tmp_path / "b" / "evidence" / first.evidence[0].path
    copy.chmod(0o400)
    untouched = copy.stat().st_ino
    (home / "evidence" / "2027").mkdir()
    (home / "evidence" / "2027" / "more.warc.gz").write_bytes(b"more")
    second = backed_up(home, tmp_path / "b")
    assert [one.path for one in second.evidence] == [first.evidence[0].path, "2027/more.warc.gz"]
    assert copy.stat().st_ino == untouched
    assert [folder.name for folder in (tmp_path / "b").glob("state-*")] == [second.state]


def test_H8_of_a_file_under_writing_the_whole_records_are_kept(home: Path, tmp_path: Path) -> None:
    [path] = (home / "evidence").rglob("*.warc.gz")
    size = path.stat().st_size
    with path.open("ab") as file:
        file.write(b"\x1f\x8b\x08 half a record")
    path.rename(path.with_name(path.name + OPEN))
    [copy] = backed_up(home, tmp_path / "b").evidence
    assert (copy.path.endswith(".warc.gz"), copy.size) == (True, size)


def test_a_backup_that_breaks_off_leaves_the_one_before(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = backed_up(home, tmp_path / "b")

    def full(*given: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(save, "copied", full)
    with pytest.raises(OSError, match="No space"):
        backed_up(home, tmp_path / "b")
    assert read(tmp_path / "b") == first
    bring.check(tmp_path / "b", first)


def test_where_a_backup_may_not_go(home: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="数据目录里面"):
        backed_up(home, home / "backup")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "photo.jpg").touch()
    with pytest.raises(UserError, match="不是剪报的备份"):
        backed_up(home, tmp_path / "other")


def test_a_disk_that_is_too_small_is_said_before_anything_is_copied(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=10))
    with pytest.raises(UserError, match="腾出空间"):
        backed_up(home, tmp_path / "b")
    assert list((tmp_path / "b").glob("state-*")) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "a\\b", "", "a\0b"])
def test_G2_a_backup_that_names_files_outside_is_refused(home: Path, tmp_path: Path, name: str) -> None:
    backed_up(home, tmp_path / "b")
    path = tmp_path / "b" / NAME
    for place in ("home", "evidence"):
        content = json.loads(path.read_text(encoding="utf-8"))
        content[place] = [{"path": name, "size": 1, "digest": "0", "mode": 0o644}]
        path.write_text(json.dumps(content), encoding="utf-8")
        with pytest.raises(UserError, match="不安全"):
            read(tmp_path / "b")


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"format": 9}'])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UserError, match="不是剪报的备份"):
        read(tmp_path)
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(UserError, match="已损坏"):
        read(tmp_path)


def test_a_damaged_backup_is_not_brought_back(home: Path, tmp_path: Path) -> None:
    made = backed_up(home, tmp_path / "b")
    victim = tmp_path / "b" / made.state / "rows" / "ledger_article.jsonl.gz"
    victim.write_bytes(victim.read_bytes()[:-3] + b"xyz")
    with pytest.raises(UserError, match=r"ledger_article\.jsonl\.gz 与备份时不同"):
        bring.check(tmp_path / "b", made)
    victim.unlink()
    with pytest.raises(UserError, match="缺少文件"):
        bring.check(tmp_path / "b", made)


def test_H8_nothing_is_brought_back_over_an_archive(home: Path) -> None:
    with pytest.raises(UserError, match="不会覆盖"):
        bring.prepare(home)


def test_H8_nothing_is_brought_back_into_a_database_that_holds_something(home: Path, tmp_path: Path) -> None:
    press.fill()
    made = backed_up(home, tmp_path / "b")
    with pytest.raises(UserError, match="不会覆盖"):
        bring.ledger(tmp_path / "b", made, quiet)


def test_a_restoring_that_broke_off_is_begun_again(tmp_path: Path) -> None:
    bring.prepare(tmp_path / "new")
    (tmp_path / "new" / "evidence").mkdir()
    (tmp_path / "new" / "evidence" / "half").touch()
    bring.prepare(tmp_path / "new")
    assert [path.name for path in (tmp_path / "new").iterdir()] == [bring.BEGUN]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_H7_a_target_that_cannot_be_written_is_named(home: Path, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(UserError, match="建不起来"):
        backed_up(home, tmp_path / "closed" / "b")
