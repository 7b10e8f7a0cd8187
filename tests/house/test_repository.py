"""What the files of the repository have in common."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import IN_CI
from tests.house.repository import ROOT, in_packages, tracked

LONGEST = 300  # lines of a module: it fits into a head
# Written in parts, as this file is searched too.
MACHINE_PATHS = tuple(f"/{name}/" for name in ("work", "root", "tmp"))
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("crates", "io"),
        ("maven", "org"),
        ("maven", "apache", "org"),
        ("debian", "org"),
        ("golang", "org"),
    )
)
HEAVY = {"django", "scrapy", "twisted", "lxml", "bs4", "selectolax", "tantivy", "elasticsearch", "numpy", "docx", "xlsxwriter", "pydantic", "apscheduler"}


def lines(path: Path) -> list[str]:
    """The lines of a text file, none for another."""
    content = (ROOT / path).read_bytes()
    return [] if b"\0" in content else content.decode("utf-8").splitlines()


def containing(words: tuple[str, ...]) -> list[str]:
    """Where one of the words stands: file:line."""
    return [f"{path}:{number}" for path in tracked() for number, line in enumerate(lines(path), 1) if any(word in line for word in words)]


def test_no_file_names_a_place_of_one_machine() -> None:
    assert containing(MACHINE_PATHS) == []


def test_no_file_names_a_registry_of_packages() -> None:
    assert containing(REGISTRIES) == []


def test_no_lock_names_an_address() -> None:
    assert [str(path) for path in tracked() if path.suffix == ".lock" and any("://" in line for line in lines(path))] == []


def test_modules_are_short() -> None:
    modules = [path for path in in_packages() if path.suffix == ".py" and "migrations" not in path.parts]
    assert [f"{path}: {len(lines(path))}" for path in modules if len(lines(path)) > LONGEST] == []


def test_modules_say_what_they_are_for() -> None:
    modules = [path for path in in_packages() if path.suffix == ".py" and "migrations" not in path.parts]
    assert [str(path) for path in modules if lines(path) and not lines(path)[0].startswith(('"""', 'r"""'))] == []


def test_help_loads_no_large_library() -> None:
    code = "import sys; from cli.main import main; main(['--help']); print(*{name.partition('.')[0] for name in sys.modules})"
    ran = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    assert HEAVY & set(ran.stdout.splitlines()[-1].split()) == set()


CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "import directions": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}


@pytest.mark.skipif(not IN_CI, reason="format, lint, types and import directions: ./run check")
@pytest.mark.parametrize("check", CHECKS)
def test_the_checkers_are_content(check: str) -> None:
    ran = subprocess.run([sys.executable, *CHECKS[check]], check=False, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_migrations_follow_one_another() -> None:
    """Two of one number are two ends, and no database can be upgraded any more."""
    numbers = [path.name[:4] for path in sorted((ROOT / "archive/ledger/migrations").glob("0*.py"))]
    assert numbers == [f"{number:04}" for number in range(len(numbers))]
