"""Serves the simulated carriers on 127.0.0.1: one port, a host a shape."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from demo.carriers import apps, feeds, manners, paper, portals, search, weibo, weixin
from demo.carriers.answers import NOT_FOUND, Asked, Host

SHAPES = (portals, paper, feeds, search, weixin, weibo, apps, manners)


def hosts(now: datetime) -> dict[str, Host]:
    """Every host by its name, without .localhost."""
    return {name: host for shape in SHAPES for name, host in shape.hosts(now).items()}


class Carriers(ThreadingHTTPServer):
    """A running site. `act` is that of the play: 1 as published, 2 edited, 3 removed."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, now: datetime) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.hosts = hosts(now)
        self.act = 1
        self.asked: list[tuple[str, str, float]] = []  # host, path and moment of each request
        self.times: Counter[str] = Counter()
        self.lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def paths(self, host: str) -> list[str]:
        return [path for name, path, _ in self.asked if name == host]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gave up waiting is no error of ours."""


class Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Carriers

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").partition(":")[0].removesuffix(".localhost")
        form = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        parts = urlsplit(self.path)
        with self.server.lock:
            self.server.asked.append((host, self.path, time.monotonic()))
            self.server.times[f"{host}{self.path}{form}"] += 1
            count = self.server.times[f"{host}{self.path}{form}"]
        asked = Asked(
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query)),
            form=form,
            headers={name.lower(): value for name, value in self.headers.items()},
            base=f"http://{host}.localhost:{self.server.port}",
            time=count,
            act=self.server.act,
        )
        shape = self.server.hosts.get(host)
        answer = shape(asked) if shape else NOT_FOUND
        time.sleep(answer.wait)
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.type, "Content-Length": str(len(answer.body)), **answer.fields}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    do_POST = do_GET

    def log_message(self, *_: Any) -> None:
        """The recorded requests say it all."""


@contextmanager
def served(now: datetime | None = None) -> Iterator[Carriers]:
    """The site, as of `now`."""
    site = Carriers(now or datetime.now(UTC))
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02}, name="simulated carriers", daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
