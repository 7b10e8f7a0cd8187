"""The repository as git knows it."""

import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("model", "archive", "crawler", "pipelines", "reports", "scheduler", "web", "cli", "demo", "sources")


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the repository, relative to its root: what git tracks and has not lost."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a clone: git does not say which files belong to it")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file())


def in_packages() -> list[Path]:
    return [path for path in tracked() if path.parts[0] in PACKAGES]
