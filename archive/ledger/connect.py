"""Connecting Django to one installation's database; called once a process, before any table is touched."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings as django_settings
from django.db import connections

from model.outcome import UserError

SQLITE = {
    # WAL lets the site read while the crawl writes; FULL makes a commit survive a power cut.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
    "transaction_mode": "IMMEDIATE",
    "timeout": 60,
}

APPS = ["django.contrib.contenttypes", "django.contrib.auth", "archive.ledger"]


def database(url: str, home: Path) -> dict[str, Any]:
    """Django's description of a database: `url` is a file name in `home` or postgresql://user:password@host:port/name."""
    if "://" not in url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(home / url), "OPTIONS": SQLITE}
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise UserError(f"设置 database：{parts.scheme}://… 无法识别，请写数据库文件名或 postgresql://用户:密码@主机:端口/库名")
    query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
    }


def connect(url: str, home: Path, more: Mapping[str, Any] | None = None) -> None:
    """Makes the tables usable in this process; `more` are further Django settings (the site's)."""
    if django_settings.configured:
        return
    more = dict(more or {})
    apps = [*APPS, *(app for app in more.pop("INSTALLED_APPS", ()) if app not in APPS)]
    django_settings.configure(
        DATABASES={"default": database(url, home)},
        INSTALLED_APPS=apps,
        USE_TZ=True,
        TIME_ZONE="Asia/Shanghai",
        LANGUAGE_CODE="zh-hans",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        **more,
    )
    django.setup()


def disconnect() -> None:
    """Closes this thread's connection; the last act of a thread that used the ledger."""
    connections.close_all()
