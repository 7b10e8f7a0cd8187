"""An import of which nothing came in is no success."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROW = {"url": "https://daily.example/1", "outlet": "日报", "level": "市级", "medium": "报纸", "body": "正文。", "published": "2026-10-03T10:00:00+08:00"}
GOOD, BAD = ROW | {"id": "1", "title": "养老服务现场会召开"}, ROW | {"id": "2", "title": ""}


def run(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-m", "cli", "--home", str(home), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("rows", "status"), [([BAD, BAD], 1), ([GOOD, BAD], 0), ([], 0)])
def test_the_status_is_1_where_every_row_was_rejected(tmp_path: Path, rows: list[dict[str, str]], status: int) -> None:
    home = tmp_path / "家"
    assert run(home, "init").returncode == 0
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in rows), encoding="utf-8")
    done = run(home, "import", str(file), "--as-is")
    assert done.returncode == status, done.stderr
    assert ("没有导入任何一行" in done.stderr) is bool(status)
