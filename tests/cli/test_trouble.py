"""Trouble with disk and database is one sentence; a defect of ours stays a traceback."""

import errno
import sqlite3

import pytest
from django.db.utils import OperationalError

from cli.trouble import sentence


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/data/x"), "/data/x"),
        (OSError(errno.EROFS, "Read-only file system"), "只读"),
        (OperationalError("database or disk is full"), "磁盘写不下了"),
        (OperationalError("database is locked"), "占用"),
        (sqlite3.DatabaseError("database disk image is malformed"), "从备份恢复"),
        (OperationalError("server closed the connection unexpectedly"), "连接断了"),
        (ExceptionGroup("crawl", [ValueError("x"), OSError(errno.ENOSPC, "full")]), "磁盘写不下了"),
        (ValueError("ours"), ""),
        (FileNotFoundError(errno.ENOENT, "no such file"), ""),
        (OperationalError("no such table: x"), ""),
    ],
)
def test_H3_trouble_is_told_in_one_sentence(error: BaseException, said: str) -> None:
    assert said in sentence(error)
    assert bool(sentence(error)) == bool(said)


def test_the_cause_behind_an_error_is_found() -> None:
    wrapped = RuntimeError("the line stopped")
    wrapped.__cause__ = OSError(errno.ENOSPC, "full")
    assert "磁盘写不下了" in sentence(wrapped)
