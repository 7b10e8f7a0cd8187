"""A month is closed once, whatever happens to the processes that close it."""

import json
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest

from tests.line.conftest import ENVIRONMENT, ROOT

pytestmark = pytest.mark.timeout(120)

# A process that is killed inside the transaction: the snapshot is written, its articles are not.
KILLED = """
import os, signal, sys
import cli.report
from cli.main import main
connect = cli.report.connect
def patched(home):
    connect(home)
    from archive.ledger import snapshots
    snapshots._freeze = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
cli.report.connect = patched
sys.exit(main(sys.argv[1:]))
"""


def command(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "cli", "--home", str(home), *arguments]


def run(home: Path, *arguments: str) -> str:
    done = subprocess.run(command(home, *arguments), cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def row(number: int, day: str) -> str:
    article = {"id": str(number), "url": f"https://daily.example/{number}", "outlet": "日报", "level": "市级", "medium": "报纸", "units": ["甲科"]}
    return json.dumps(article | {"title": f"第{number}篇", "body": f"第{number}篇的正文。", "published": f"{day}T10:00:00+08:00"}, ensure_ascii=False)


def files(home: Path) -> dict[str, str]:
    folder = home / "reports" / "2026-09"
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With one month that nobody has closed."""
    folder = tmp_path_factory.mktemp("closing")
    home = folder / "家"
    run(home, "init")
    (folder / "world.jsonl").write_text("\n".join(row(number, f"2026-09-{number:02}") for number in range(1, 20)), encoding="utf-8")
    run(home, "import", str(folder / "world.jsonl"), "--as-is")
    return home


def test_closing_twice_with_a_kill_in_between(home: Path, tmp_path: Path) -> None:
    home = copytree(home, tmp_path / "家")
    report = ("report", "2026-09", "--format", "json", "--format", "html")
    killed = subprocess.run([sys.executable, "-c", KILLED, "--home", str(home), *report], cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert files(home) == {}  # nothing half written
    with ThreadPoolExecutor(2) as both:
        told = list(both.map(lambda _: run(home, *report), range(2)))
    assert told[0] == told[1]
    first = files(home)
    assert list(first) == ["MR-2026-09-r1.html", "MR-2026-09-r1.json"]

    (tmp_path / "late.jsonl").write_text(row(20, "2026-09-20"), encoding="utf-8")
    run(home, "import", str(tmp_path / "late.jsonl"), "--as-is")
    run(home, *report)
    assert files(home) == first

    shown = json.loads(run(home, "report", "2026-09", "--json"))
    assert (shown["id"], shown["indicators"]["total"]) == ("MR-2026-09-r1", 19)
    run(home, "report", "2026-09", "--reissue", "--reason", "晚到一篇", "--by", "王某", "--format", "json")
    assert json.loads(run(home, "report", "2026-09", "--json"))["indicators"]["total"] == 20
    assert json.loads(run(home, "report", "2026-09", "--json", "--revision", "1")) == shown
    assert [name for name in files(home) if "r2" in name] == ["MR-2026-09-r2.json"]


def test_what_stands_behind_a_figure(home: Path) -> None:
    head, *articles = [json.loads(line) for line in run(home, "report", "2026-09", "--explain", "by_level:市级:首发").splitlines()]
    assert (head["figure"], head["articles"], len(articles)) == ("19", 19, 19)
    assert "刊发当日媒体的级别" in head["rule"]
    assert articles[0]["title"] == "第1篇"
    head, *articles = [json.loads(line) for line in run(home, "report", "2026-09", "--explain", "daily:2026-09-03").splitlines()]
    assert (head["figure"], [article["title"] for article in articles]) == ("1", ["第3篇"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report", "2026-09", "--explain", "by_level:国家级"), "没有“国家级”这一行"),
        (("report", "2026-09", "--explain", "nothing"), "没有指标“nothing”"),
        (("report", "2026-09", "--explain", "nothing:x"), "没有指标"),
        (("report", "2026-13"), "月只有 01 至 12"),
        (("report", "2026-Q5"), "不是月份"),
        (("report", "2026-10-09..2026-10-01"), "起日晚于止日"),
        (("report", "2026-09", "--reissue"), "--reason"),
        (("report", "2026-09", "--reissue", "--reason", "x", "--by", "y"), "还没有定稿"),
        (("report", "2026-09", "--revision", "7"), "没有第 7 版"),
        (("report", "2026-09", "--unit", "无此单位"), "没有单位"),
        (("report", "2026-09", "--unit", "a", "--topic", "b"), "不能与"),
    ],
)
def test_mistakes_are_told_in_one_sentence(home: Path, arguments: tuple[str, ...], said: str) -> None:
    done = subprocess.run(command(home, *arguments), cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
