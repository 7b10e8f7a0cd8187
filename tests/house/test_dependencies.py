"""What the product imports is what it says it needs: the tools of development hide a lack from every other test."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from cli.checks.machine import LIBRARIES
from tests.house.repository import ROOT, in_packages

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = {"model", "archive", "crawler", "pipelines", "reports", "scheduler", "web", "cli", "demo", "sources"}
# Named for what it brings along, or without a module that is imported by name.
BROUGHT = {"twisted", "yaml"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name)[0]).lower()  # type: ignore[index]


def imported() -> Iterator[str]:
    """The outside modules that some file of the product imports."""
    for path in in_packages():
        if path.suffix == ".py":
            for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (alias.name.partition(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    yield node.module.partition(".")[0]


def outside() -> set[str]:
    return set(imported()) - OURS - set(sys.stdlib_module_names)


def test_every_library_that_is_imported_is_a_dependency() -> None:
    needed = {normal(name) for name in PROJECT["dependencies"]}
    distributions = packages_distributions()
    lacking = {module for module in outside() - BROUGHT if not {normal(name) for name in distributions[module]} & needed}
    assert lacking == set()


def test_the_doctor_looks_for_every_library() -> None:
    assert outside() - BROUGHT - set(LIBRARIES) == set()
