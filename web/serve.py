"""Serving the site from this process."""

import errno
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from waitress.server import create_server  # type: ignore[import-untyped]
from whitenoise import WhiteNoise  # type: ignore[import-untyped]

from model.outcome import UserError
from web.desk import Desk

HERE = Path(__file__).parent
THREADS = 8
LARGEST = 9_000_000  # bytes of a form with a table or a scan; strangers may post to the login page
CONNECTIONS = 1000  # at the same time: browsers keep some open without asking anything
PATIENCE = 30  # seconds that a connection may say nothing
# Beyond the default of most systems, which is less than the connections need.
FILES = 4096


def application(desk: Desk) -> WhiteNoise:
    """The WSGI application of the site: static files, then the pages. The ledger must be connected with `site_settings`."""
    from django.contrib import admin

    settings.DESK = desk
    served = WhiteNoise(WSGIHandler(), root=HERE / "static", prefix="static/", add_headers_function=_no_guessing)
    served.add_files(Path(admin.__file__).parent / "static", prefix="static/")
    return served


def serve(desk: Desk, host: str, port: int, proxy: str = "", ready: Callable[[], None] = lambda: None) -> None:
    """Serves until interrupted; `proxy` is believed where a request comes from, `ready` is called once the address is ours.

    Errors: UserError when the address cannot be used.
    """
    from django.contrib.sessions.backends.db import SessionStore

    server = listening(desk, host, port, proxy)
    SessionStore.clear_expired()
    ready()
    server.run()


def listening(desk: Desk, host: str, port: int, proxy: str = "") -> Any:
    """The server, its port taken. Errors: UserError."""
    _allow_files()
    believed = {"trusted_proxy": proxy, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}, "trusted_proxy_count": 1} if proxy else {}
    try:
        if not 0 <= port <= 65535:  # the system would take the remainder
            raise ValueError(port)
        return create_server(
            application(desk),
            host=host,
            port=port,
            threads=THREADS,
            max_request_body_size=LARGEST,
            connection_limit=CONNECTIONS,
            channel_timeout=PATIENCE,
            cleanup_interval=PATIENCE // 3,
            asyncore_use_poll=True,  # the usual way of waiting knows no more than 1024 connections
            clear_untrusted_proxy_headers=True,
            ident="",  # nobody needs to know which server this is
            **believed,
        )
    except ValueError:  # waitress's word for a name that means no address, and for a port that is none
        raise UserError(f"不能在 {host} 端口 {port} 上提供网站：请检查设置 site.host（如 127.0.0.1 或 0.0.0.0）和 site.port（1 到 65535）") from None
    except OSError as error:
        raise UserError(_sentence(error, host, port)) from None


def _allow_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _sentence(error: OSError, host: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"端口 {port} 已被别的程序占用（也许网站已经在运行）；请先关闭它，或在设置 site.port 里换一个端口"
        case errno.EACCES:
            return f"没有使用端口 {port} 的权限；请在设置 site.port 里换一个 1024 以上的端口"
        case errno.EADDRNOTAVAIL:
            return f"设置 site.host：本机没有地址 {host}；请改为 127.0.0.1（仅本机）或 0.0.0.0（全部网卡）"
        case _:
            return f"不能在 {host} 端口 {port} 上提供网站：{error.strerror}"


def _no_guessing(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
