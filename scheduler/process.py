"""A run's process: a group of its own that outlives a clock which is killed, and still tells how it ended."""

import contextlib
import fcntl
import os
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

# Waits for the word: if the clock dies or loses its lease before it is given, nothing was started. Its exit status is
# written down, so that a clock that was not there when it ended can read it.
SCRIPT = 'read -r go || exit 0; "$@" </dev/null; echo $? >"$0"'
# The same, and when whoever gave the word is gone, however that came, the whole group ends: its pipe is closed then.
TIED = """read -r go || exit 0; exec 3<&0
(read -r never <&3; kill -s KILL 0) & watch=$!
"$@" </dev/null 3<&-; status=$?
kill -s KILL $watch; echo $status >"$0"
"""


@dataclass(slots=True)
class Process:
    """A process that waits for `go`."""

    child: "subprocess.Popen[bytes]"
    tied: bool = False

    @classmethod
    def prepare(cls, command: Sequence[str], log: Path, tied: bool = False) -> "Process":
        """`tied`: it ends when we end. Errors: FileExistsError where the log is another run's."""
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("xb") as output:
            # Held by every process that writes here, however it was started, until the last of them has ended.
            fcntl.flock(output, fcntl.LOCK_EX | fcntl.LOCK_NB)
            child = subprocess.Popen(  # noqa: S603
                ["/bin/sh", "-c", TIED if tied else SCRIPT, str(exit_file(log)), *command],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return cls(child, tied)

    @property
    def pid(self) -> int:
        """Of the group too."""
        return self.child.pid

    def go(self) -> None:
        assert self.child.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it was killed meanwhile: its end is found like any other
            self.child.stdin.write(b"go\n")
            self.child.stdin.flush()
            if not self.tied:
                self.child.stdin.close()

    def release(self) -> None:
        """After its end."""
        assert self.child.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.child.stdin.close()
        self.child.wait()

    def leave(self) -> None:
        """Ends it before it began."""
        assert self.child.stdin is not None
        self.child.stdin.close()
        self.child.wait()


def lives(log: Path) -> bool:
    """Whether a process that writes to the log still runs: no process id, which the system gives to others, is asked."""
    try:
        with log.open("rb") as output:
            fcntl.flock(output, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def exit_status(log: Path) -> int | None:
    """How the run that wrote this log ended; None where it was killed."""
    try:
        written = exit_file(log).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    return int(written) if written.isdigit() else None


def exit_moment(log: Path) -> datetime | None:
    """When it ended; None where it was killed."""
    try:
        return datetime.fromtimestamp(exit_file(log).stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def exit_file(log: Path) -> Path:
    return log.with_name(f"{log.name}.exit")


def kill(pid: int, how: signal.Signals) -> None:
    """Sends a signal to the whole group; the caller has seen that it lives."""
    assert pid > 1  # 0 would be our own group
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, how)
