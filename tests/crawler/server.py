"""A small web server on 127.0.0.1: handlers by path, every request recorded."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Handler = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request; a handler calls `answer`, or writes to `wfile` itself."""

    protocol_version = "HTTP/1.1"
    server: "Site"

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.form = self.rfile.read(length).decode()
        self.name = (self.headers.get("Host") or "").partition(":")[0]
        with self.server.lock:
            self.server.asked.append((self.name, self.path, dict(self.headers)))
        pages = self.server.pages
        handler = pages.get((self.name, self.path))
        if handler is None and self.path != "/robots.txt":
            handler = pages.get((self.name, "*"))
        if handler is None:
            self.answer("", 404)
        elif callable(handler):
            handler(self)
        else:
            self.answer(handler)

    do_POST = do_GET

    def answer(self, body: str | bytes, status: int = 200, **headers: str) -> None:
        body = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **{k.replace("_", "-"): v for k, v in headers.items()}}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and status != 304:
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


class Site(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, pages: dict[tuple[str, str], Any]) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.pages = pages
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.lock = threading.Lock()

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a client that hangs up is what several tests are about

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def paths(self, host: str) -> list[str]:
        return [path for name, path, _ in self.asked if name == host]


@contextmanager
def serving(pages: dict[tuple[str, str], Any], tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """`pages`: (host, path) to a body or a handler; path * is for all others of the host."""
    site = Site(pages)
    if tls:
        site.socket = tls.wrap_socket(site.socket, server_side=True)
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()


def listing(*rows: tuple[str, str, str], more: str = "") -> str:
    """A list page in the usual markup: (path, title, date) a row."""
    items = "".join(f'<li><a href="{path}" title="{title}">{title}</a><span>{day}</span></li>' for path, title, day in rows)
    return f"<html><body><div class='nav'><a href='/'>首页</a></div><ul class='list'>{items}</ul>{more}</body></html>"


def article(title: str) -> str:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>正文。</p></body></html>"
