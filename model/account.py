"""Who may do what on the site, and the record of who did it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from model.outlet import Labelled


class Access(Labelled):
    """What an account may do; each includes the one before."""

    READ = "read", "只读"  # search, read, download
    EDIT = "edit", "编辑"  # and change what is registered and entered
    ADMIN = "admin", "管理"  # and accounts, and the record of changes


class ChangeKind(Labelled):
    """What somebody did."""

    ADDED = "added", "新增"
    CHANGED = "changed", "修改"
    REMOVED = "removed", "删除"
    ENTERED = "entered", "登录"
    REFUSED = "refused", "登录失败"
    LEFT = "left", "退出"
    PASSWORD = "password", "改密码"
    EXPORTED = "exported", "导出"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the record. It is only ever added to."""

    when: datetime  # aware, UTC
    who: str  # name of the account; 命令行 for a command
    kind: ChangeKind
    subject: str  # what kind of thing, in Chinese: 媒体, 单位, 用户 …
    key: str = ""  # its id
    name: str = ""  # as people know it
    before: Mapping[str, Any] = field(default_factory=dict)  # of what differs; never a password
    after: Mapping[str, Any] = field(default_factory=dict)
    address: str = ""  # from where, as the connection said
