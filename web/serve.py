"""Serving the site from this process."""

import errno
from pathlib import Path
from wsgiref.headers import Headers

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from waitress.server import create_server  # type: ignore[import-untyped]
from whitenoise import WhiteNoise  # type: ignore[import-untyped]

from model.outcome import UserError
from web.desk import Desk

HERE = Path(__file__).parent
THREADS = 8
LARGEST = 2_000_000  # bytes of a form; strangers may post to the login page


def application(desk: Desk) -> WhiteNoise:
    """The WSGI application of the site: static files, then the pages. The ledger must be connected with `site_settings`."""
    from django.contrib import admin

    settings.DESK = desk
    served = WhiteNoise(WSGIHandler(), root=HERE / "static", prefix="static/", add_headers_function=_no_guessing)
    served.add_files(Path(admin.__file__).parent / "static", prefix="static/")
    return served


def serve(desk: Desk, host: str, port: int) -> None:
    """Serves until interrupted. Errors: UserError when the address cannot be used."""
    try:
        if not 0 <= port <= 65535:  # the system would take the remainder
            raise ValueError(port)
        # `ident` empty: nobody needs to know which server this is.
        server = create_server(application(desk), host=host, port=port, threads=THREADS, max_request_body_size=LARGEST, ident="")
    except ValueError:  # waitress's word for a name that means no address, and for a port that is none
        raise UserError(f"不能在 {host} 端口 {port} 上提供网站：请检查设置 site.host（如 127.0.0.1 或 0.0.0.0）和 site.port（1 到 65535）") from None
    except OSError as error:
        raise UserError(_sentence(error, host, port)) from None
    server.run()


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
