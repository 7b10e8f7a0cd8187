"""A wrong argument gets one sentence naming it, never a traceback; help loads nothing heavy."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.main import COMMANDS, main

ROOT = Path(__file__).resolve().parents[2]


def outcome(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(arguments)
    return status, capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("crwal",), 2, "没有命令 crwal"),
        (("--home",), 2, "--home 后面缺少目录"),
        (("crawl",), 2, "请写明采集源编号"),
        (("crawl", "a", "--all"), 2, "请写明采集源编号"),
        (("crawl", "--all", "--since", "2026-13-01"), 2, "--since 的值 2026-13-01 不是日期"),
        (("crawl", "--all", "--nonsense"), 2, "不认识的参数 --nonsense"),
        (("report",), 2, "缺少参数"),
        (("report", "2026-13"), 2, "2026-13"),
        (("report", "2999-01"), 2, "2999年1月"),
        (("report", "2026-10", "--format", "pdfx"), 2, "--format 的值 pdfx 不对"),
        (("search", "养老", "--level", "村级"), 2, "村级"),
        (("search", '"养老'), 2, "引号"),
        (("search", "养老", "--limit", "many"), 2, "--limit 的值 'many' 不对"),
        (("read",), 2, "请写明网页文件"),
        (("read", "--batch", "no.jsonl"), 2, "没有找到文件 no.jsonl"),
        (("discover", "no.html", "--kind", "list"), 2, "没有找到文件 no.html"),
        (("discover", "no.html", "--kind", "magic"), 2, "--kind 的值 'magic' 不对"),
        (("sources", "list"), 1, "请先运行 jianbao init"),
        (("schedule",), 1, "请先运行 jianbao init"),
        (("serve",), 1, "请先运行 jianbao init"),
        (("status",), 1, "请先运行 jianbao init"),
        (("reindex",), 1, "请先运行 jianbao init"),
    ],
)
def test_a_mistake_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    monkeypatch.setenv("JIANBAO_HOME", str(tmp_path / "没有"))
    got, said = outcome(capsys, *arguments)
    assert got == status
    assert sentence in said
    assert len(said.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [("search", "-招标"), ("search", "--limit", "5", "-招标 养老"), ("search", "--", "-招标"), ("export", "-tender", "--format", "csv")]
)
def test_a_query_may_begin_with_a_minus(capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...]) -> None:
    status, said = outcome(capsys, "--home", str(tmp_path / "没有"), *arguments)
    assert status == 1
    assert "请先运行 jianbao init" in said  # the arguments were understood


def test_a_value_that_begins_with_a_minus_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = outcome(capsys, "saved", "add", "无招标", "--user", "wang", "--query", "-招标")
    assert status == 2
    assert "--query=值" in said


def test_settings_are_read_strictly(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "settings.yml").write_text("crawl:\n  dealy: 3\n", encoding="utf-8")
    status, said = outcome(capsys, "--home", str(tmp_path), "status")
    assert status == 1
    assert "settings.yml 第 2 行：不认识的键 dealy" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_without_loading_what_it_does_not_need(name: str) -> None:
    code = (
        "import sys; from cli.main import main\n"
        f"try: main([{name!r}, '--help'])\nexcept SystemExit: pass\n"
        "heavy = {'django', 'scrapy', 'lxml', 'tantivy', 'selectolax', 'docx', 'elasticsearch', 'numpy', 'apscheduler', 'pydantic'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "用法" in result.stdout or "usage" in result.stdout
    assert "heavy: []" in result.stderr
