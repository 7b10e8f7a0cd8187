"""`pip install .` gives what the checkout has."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.repository import ROOT, in_packages, tracked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network from a copy: setuptools puts what it finds in an old build folder into a wheel."""
    copy = tmp_path_factory.mktemp("copy")
    for path in [*in_packages(), *(path for path in tracked() if len(path.parts) == 1)]:
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, copy / path)
    target = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", target, copy]
    built = subprocess.run(list(map(str, build)), check=False, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return next(target.glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert {path.as_posix() for path in in_packages()} - packed == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert packed - {path.as_posix() for path in in_packages()} == set()


def test_the_wheel_brings_the_command(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    entry = next((tmp_path / "site").glob("*.dist-info/entry_points.txt")).read_text()
    assert "jianbao = cli.main:main" in entry
    code = "import sys; from cli.main import main; sys.exit(main())"
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-c", code, "init", "--home", str(tmp_path / "home")]
    ran = subprocess.run(command, check=False, cwd=tmp_path, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "home" / "ledger.sqlite3").is_file()
