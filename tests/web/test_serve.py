"""Serving: static files, and what is said when the address cannot be used."""

import errno
import socket
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from model.outcome import UserError
from tests.web.conftest import Site
from web.serve import application, serve


def get(site: Site, path: str) -> tuple[str, dict[str, str], bytes]:
    """One request straight to the application."""
    environ: dict[str, Any] = {"PATH_INFO": path, "SERVER_NAME": "127.0.0.1"}
    setup_testing_defaults(environ)
    answer: list[Any] = []
    body = b"".join(application(site.desk)(environ, lambda status, headers: answer.extend([status, dict(headers)])))
    return answer[0], answer[1], body


@pytest.mark.parametrize(
    ("path", "kind"), [("/static/site.css", "text/css"), ("/static/seal.svg", "image/svg+xml"), ("/static/admin/css/base.css", "text/css")]
)
def test_static_files_come_without_login(site: Site, path: str, kind: str) -> None:
    status, headers, body = get(site, path)
    assert status == "200 OK"
    assert headers["Content-Type"].startswith(kind)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert body


@pytest.mark.parametrize("path", ["/static/../settings.py", "/static/nothing.css", "/static/%2e%2e/settings.py", "/static/"])
def test_nothing_but_static_files_there(site: Site, path: str) -> None:
    assert get(site, path)[0].startswith("404")


def test_a_port_in_use_is_named_and_what_to_do(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UserError, match=f"端口 {port} 已被别的程序占用.*site.port"):
            serve(site.desk, "127.0.0.1", port)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EADDRNOTAVAIL, "本机没有地址 192.0.2.1"),
        (errno.EACCES, "没有使用端口 80 的权限"),
        (errno.ENFILE, "不能在 192.0.2.1 端口 80 上提供网站"),
    ],
)
def test_what_the_system_refuses_is_said(site: Site, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str) -> None:
    def refuse(*given: Any, **more: Any) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr("web.serve.create_server", refuse)
    with pytest.raises(UserError, match=sentence):
        serve(site.desk, "192.0.2.1", 80)


def test_a_port_that_is_none_is_named(site: Site) -> None:
    with pytest.raises(UserError, match=r"端口 70000 .*site.port"):
        serve(site.desk, "127.0.0.1", 70000)
