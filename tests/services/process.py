"""Running a server for the tests: a place for its files, a user that may run it, its end."""

import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NOBODY = 65534  # database servers refuse to run as root: then they run as this user
PATIENCE = 120.0  # seconds for a start or a stop, on a machine that is busy with other things


class Missing(Exception):
    """What this machine lacks for a service, in one sentence."""


def is_root() -> bool:
    return os.geteuid() == 0


def cache() -> Path:
    """The folder, outside the repository, of what is brought once; the user that runs the servers can walk to it."""
    if chosen := os.environ.get("JIANBAO_TEST_CACHE"):
        folder = Path(chosen)
    elif is_root():
        folder = Path("/var/cache/jianbao-tests")
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "jianbao-tests"
    folder.mkdir(parents=True, exist_ok=True)
    if not open_to_all(folder):
        raise Missing(f"{folder} cannot be reached by the user that runs the servers: set JIANBAO_TEST_CACHE to another folder")
    return folder


def open_to_all(folder: Path) -> bool:
    """Whether the servers' user can walk down to the folder; only root starts them as another user."""
    return not is_root() or all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents))


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Waits until no other process holds the lock; the system frees it when its holder dies."""
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def room(name: str) -> Iterator[Path]:
    """A new folder for a server's data, gone at the end."""
    usual = Path(tempfile.gettempdir())
    folder = Path(tempfile.mkdtemp(prefix=f"jianbao-{name}-", dir=usual if open_to_all(usual) else cache()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def give(folder: Path) -> None:
    """Makes the servers' user the owner of all that is in the folder."""
    if is_root():
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def as_user() -> dict[str, Any]:
    """Arguments for subprocess: who runs the server, and that it ends when the tests are killed."""
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if is_root() else {}
    return {**user, "stdin": subprocess.DEVNULL, "preexec_fn": _end_with_parent if sys.platform == "linux" else None}


def _end_with_parent() -> None:
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def running(command: Sequence[str | Path], folder: Path, env: Mapping[str, str], stop: signal.Signals) -> Iterator[subprocess.Popen[bytes]]:
    """Runs a server in `folder`, its output in console.log there; at the end sends `stop` and waits."""
    with (folder / "console.log").open("wb") as log:
        server = subprocess.Popen([*map(str, command)], cwd=folder, env=dict(env), stdout=log, stderr=subprocess.STDOUT, **as_user())
    try:
        yield server
    finally:
        server.send_signal(stop)
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def last_words(folder: Path) -> str:
    return (folder / "console.log").read_text(errors="replace")[-3000:]
