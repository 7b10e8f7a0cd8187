"""The demo world, crawled once for all tests of the whole line."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from demo.registers import write_registers
from demo.world import World

ROOT = Path(__file__).resolve().parents[2]
# Without compiled modules every command would compile all of its imports anew.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPATH": str(ROOT)}


@dataclass(frozen=True, slots=True)
class Installation:
    """A home folder that commands are run on, as a user would."""

    home: Path
    world: World
    port: int  # of the demo world

    def run(self, *arguments: str, status: int = 0) -> str:
        """The standard output of a command that must end with `status`."""
        result = self.tried(*arguments)
        assert result.returncode == status, result.stderr
        return result.stdout

    def tried(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command and all that it said, however it ended."""
        return subprocess.run(self.command(*arguments), cwd=self.home, env=ENVIRONMENT, capture_output=True, text=True, check=False)

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.run(*arguments).splitlines()]

    def command(self, *arguments: str) -> Sequence[str]:
        return [sys.executable, "-m", "cli", "--home", str(self.home), *arguments]


@contextmanager
def world_served(articles: int) -> Iterator[int]:
    """The demo world in a process of its own; gives its port."""
    command = [sys.executable, "-m", "demo.server", "--articles", str(articles), "--port", "0"]
    with subprocess.Popen(command, env=ENVIRONMENT, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def installed(home: Path, articles: int, port: int, settings: str = "") -> Installation:
    """A new home with the demo world's registers loaded."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.yml").write_text(f'crawl: {{delay: 0, allow_hosts: ["*.localhost:{port}"]}}\n{settings}', encoding="utf-8")
    installation = Installation(home, World(articles=articles), port)
    write_registers(home, installation.world, port)
    installation.run("init")
    installation.run("sources", "load")
    return installation


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """What `jianbao demo --once` leaves behind."""
    home = tmp_path_factory.mktemp("演示 目录") / "home"
    subprocess.run([sys.executable, "-m", "cli", "demo", "--once", "--home", str(home)], env=ENVIRONMENT, cwd=ROOT, check=True, capture_output=True)
    port = re.search(r"localhost:(\d+)", (home / "settings.yml").read_text(encoding="utf-8"))
    assert port is not None
    return Installation(home, World(), int(port[1]))
