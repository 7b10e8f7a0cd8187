"""The entry script: finds a Python, installs once, hands over."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Answers for python and for what is installed into .venv: writes down what it was asked to do, and does no more.
PYTHON = f"""\
#!/bin/sh
case "$1 $2" in
"-m venv")
    for folder; do :; done
    rm -rf "$folder" && mkdir -p "$folder/bin" && cp "$0" "$folder/bin/python" && echo "new .venv" >>"$LOG" ;;
"-m pip")
    [ "$3" = config ] || echo "pip $3 $6" >>"$LOG" ;;
"-m uv")
    for lock; do :; done
    echo "uv $3 $4 ${{lock##*/}}" >>"$LOG"
    exit "${{UV_FAILS:-0}}" ;;
"-m cli" | "-m pytest")
    echo "$*" && pwd ;;
*)
    exec "{sys.executable}" "$@" ;;
esac
"""


class Checkout:
    """A copy of the script in a folder with a difficult name, with small locks and the Python above."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "剪报 甲"
        self.folder.mkdir()
        self.log = folder / "log"
        self.python = folder / "my python"
        self.python.write_text(PYTHON)
        self.python.chmod(0o755)
        shutil.copy(ROOT / "run", self.folder)
        self.lock("one==1")

    def lock(self, content: str) -> None:
        (self.folder / "requirements.lock").write_text(content)
        (self.folder / "requirements-dev.lock").write_text(f"{content}\npytest==9\n")

    def env(self, **more: str) -> dict[str, str]:
        return {**os.environ, "PYTHON": str(self.python), "LOG": str(self.log), **more}

    def run(self, *words: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.folder / "run"), *words]
        return subprocess.run(command, check=False, cwd=cwd, env=self.env(**env), stdin=subprocess.DEVNULL, capture_output=True, text=True)

    def done(self) -> list[str]:
        """What was installed since the last question."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def locks_used(lines: list[str]) -> list[str]:
    return [line.split()[-1] for line in lines if line.startswith("uv pip sync")]


def test_a_command_gets_its_words_in_the_folder_of_the_caller(checkout: Checkout, tmp_path: Path) -> None:
    ran = checkout.run("crawl", "某 报", "--all", cwd=tmp_path)
    assert ran.stdout.splitlines() == ["-m cli crawl 某 报 --all", str(tmp_path)]
    assert ran.returncode == 0


def test_without_a_word_it_prints_the_help(checkout: Checkout) -> None:
    assert checkout.run().stdout.startswith("-m cli --help\n")


def test_the_words_after_test_are_those_of_pytest(checkout: Checkout, tmp_path: Path) -> None:
    ran = checkout.run("test", "-k", "name", cwd=tmp_path)
    assert ran.stdout.splitlines() == ["-m pytest -k name", str(checkout.folder)]


def test_installs_once(checkout: Checkout) -> None:
    checkout.run("status")
    first = checkout.done()
    checkout.run("status")
    assert first[0] == "new .venv"
    assert first[1].startswith("pip install uv==")
    assert locks_used(first) == ["requirements.lock"]
    assert checkout.done() == []


def test_installs_again_in_place_when_the_lock_changed(checkout: Checkout) -> None:
    checkout.run("status")
    checkout.done()
    checkout.lock("one==2")
    checkout.run("status")
    again = checkout.done()
    assert "new .venv" not in again
    assert locks_used(again) == ["requirements.lock"]


def test_tests_bring_their_tools_and_nothing_takes_them_away(checkout: Checkout) -> None:
    checkout.run("status")
    checkout.run("test")
    assert locks_used(checkout.done()) == ["requirements.lock", "requirements-dev.lock"]
    checkout.run("status")
    assert checkout.done() == []
    checkout.lock("one==2")
    checkout.run("status")
    assert locks_used(checkout.done()) == ["requirements-dev.lock"]


def test_an_interrupted_install_is_begun_again(checkout: Checkout) -> None:
    assert checkout.run("status", UV_FAILS="3").returncode == 3
    checkout.done()
    ran = checkout.run("status")
    again = checkout.done()
    assert again[0] == "new .venv"
    assert locks_used(again) == ["requirements.lock"]
    assert ran.stdout.startswith("-m cli status\n")


def test_a_venv_whose_python_is_gone_is_made_anew(checkout: Checkout) -> None:
    checkout.run("status")
    checkout.done()
    (checkout.folder / ".venv/bin/python").unlink()
    assert checkout.run("status").returncode == 0
    assert checkout.done()[0] == "new .venv"


def test_two_at_once_install_once(checkout: Checkout) -> None:
    command = [str(checkout.folder / "run"), "status"]
    both = [subprocess.Popen(command, env=checkout.env(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert locks_used(checkout.done()) == ["requirements.lock"]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ('case "$2" in "") exit 0 ;; *) exit 1 ;; esac', "Python 太旧"),
        ('case "$2" in *ensurepip*) exit 1 ;; *) exit 0 ;; esac', "Python 缺少 venv"),
        ("exit 1", "没有找到 Python"),
    ],
)
def test_a_python_that_will_not_do_is_told_in_one_sentence(checkout: Checkout, answer: str, sentence: str) -> None:
    checkout.python.write_text(f"#!/bin/sh\n{answer}\n")
    ran = checkout.run("status")
    assert ran.returncode == 1
    assert ran.stderr.startswith(sentence)
    assert ran.stderr.count("\n") == 1


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_the_scripts_are_sound(script: str) -> None:
    checked = subprocess.run(["shellcheck", ROOT / script], check=False, capture_output=True, text=True)
    assert checked.stdout == ""
