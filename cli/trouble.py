"""What went wrong around us (disk, database), as a sentence that says what to do. Defects of our own stay tracebacks."""

import errno
from collections.abc import Iterator

KEPT = "已收录的不受影响，没有收录的下次再取"
FULL = f"磁盘写不下了：请腾出空间（jianbao doctor 会说还剩多少），再运行一次；{KEPT}"
LOCKED = f"数据库一直被另一个程序占用：请看是不是有别的 jianbao 卡住了，或有人用别的工具打开着数据库文件；{KEPT}"
LOST = f"与数据库的连接断了：请检查数据库服务，再运行一次；{KEPT}"
READ_ONLY = "数据目录只能读：请检查磁盘是不是以只读方式挂载、数据目录归不归运行剪报的用户"
BROKEN = "数据库文件已损坏：请停止采集和网站，从备份恢复（见 docs/backup.md）"

OF_SYSTEM = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EFBIG: FULL, errno.EROFS: READ_ONLY, errno.EACCES: READ_ONLY, errno.EPERM: READ_ONLY}
# What SQLite and PostgreSQL say, by a part of it.
OF_DATABASE = (
    (("disk is full", "disk I/O error", "No space left", "could not extend file"), FULL),
    (("database is locked", "lock timeout", "deadlock"), LOCKED),
    (("readonly database", "read-only"), READ_ONLY),
    (("malformed", "not a database"), BROKEN),
    (("closed the connection", "connection", "terminating"), LOST),
)


def sentence(error: BaseException) -> str:
    """The sentence for an error that comes from outside the program; "" for any other."""
    for one in _with_causes(error):
        if isinstance(one, OSError) and one.errno in OF_SYSTEM:
            return OF_SYSTEM[one.errno] + (f"（{one.filename}）" if one.filename else "")
        if type(one).__name__ in ("OperationalError", "DatabaseError", "InterfaceError"):
            for parts, said in OF_DATABASE:
                if any(part in str(one) for part in parts):
                    return said
    return ""


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    """The error, those it holds and those behind it."""
    waiting, seen = [error], set()
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [*(one.exceptions if isinstance(one, BaseExceptionGroup) else ()), *(cause for cause in (one.__cause__, one.__context__) if cause)]
