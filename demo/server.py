"""Serves the demo world over HTTP/1.1: one port, many virtual hosts, keep-alive, validators, gzip.

`python -m demo.server --articles N --seed S --port P` runs it as a process of its own and prints the port first.
"""

import argparse
import asyncio
import gzip
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus

from demo.site import Answer, Site
from demo.world import World

LONGEST_REQUEST = 65536  # bytes of request line and headers
SMALLEST_GZIP = 600  # bytes; below, packing costs more than it saves

Headers = dict[str, str]  # names in lower case


@dataclass(slots=True)
class Server:
    """A running server."""

    port: int
    site: Site
    _loop: asyncio.AbstractEventLoop
    _thread: threading.Thread

    @property
    def forbidden(self) -> int:
        """How often something was asked for that robots.txt forbids."""
        return self.site.forbidden

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


def serve(world: World, port: int = 0) -> Server:
    """Serves the world on 127.0.0.1 in a thread; port 0 takes a free one. OSError when the port is in use."""
    loop = asyncio.new_event_loop()
    site, connections = Site(world), set[asyncio.Transport]()
    try:
        listener = loop.run_until_complete(loop.create_server(lambda: Connection(site, connections), "127.0.0.1", port, backlog=512))
    except OSError:
        loop.close()
        raise

    def run() -> None:
        loop.run_forever()
        listener.close()
        for transport in tuple(connections):
            transport.abort()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, name="demo press world", daemon=True)
    thread.start()
    return Server(listener.sockets[0].getsockname()[1], site, loop, thread)


class Connection(asyncio.Protocol):
    """One client. Requests are answered in the order in which they come; a body in a request is not expected."""

    def __init__(self, site: Site, connections: set[asyncio.Transport]):
        self.site = site
        self.connections = connections
        self.waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.connections.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.connections.discard(self.transport)

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting and not self.transport.is_closing():
            request, self.waiting = self.waiting.split(b"\r\n\r\n", 1)
            self._answer(request.decode("latin-1"))
        if len(self.waiting) > LONGEST_REQUEST:
            self.transport.close()

    def _answer(self, request: str) -> None:
        first, *lines = request.split("\r\n")
        try:
            method, target, version = first.split(" ")
        except ValueError:
            self.transport.close()
            return
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self.transport.write(respond(self.site, method, target, headers))
        if headers.get("connection", "").lower() == "close" or version == "HTTP/1.0":
            self.transport.close()


def respond(site: Site, method: str, target: str, headers: Headers) -> bytes:
    """The whole answer, head and body."""
    if method not in ("GET", "HEAD"):
        return _head(405, {"Allow": "GET, HEAD", "Content-Length": "0"})
    answer = site.answer(headers.get("host", ""), target)
    fields = {"Content-Type": answer.type, "ETag": answer.etag, "Vary": "Accept-Encoding", "Cache-Control": "max-age=60"}
    if answer.modified:
        fields["Last-Modified"] = format_datetime(answer.modified.astimezone(UTC), usegmt=True)
    if answer.location:
        fields["Location"] = answer.location
    if answer.status == 200 and _unchanged(answer, headers):
        return _head(304, fields)
    body = answer.body()
    if "gzip" in headers.get("accept-encoding", "") and len(body) > SMALLEST_GZIP and not answer.type.startswith("application/gzip"):
        body = gzip.compress(body, 1, mtime=0)
        fields["Content-Encoding"] = "gzip"
    fields["Content-Length"] = str(len(body))
    return _head(answer.status, fields) + (body if method == "GET" else b"")


def _unchanged(answer: Answer, headers: Headers) -> bool:
    """Whether the client's copy still holds; the tag counts before the date."""
    if tags := headers.get("if-none-match"):
        return tags == "*" or answer.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
    since = headers.get("if-modified-since")
    return bool(since and answer.modified and _date(since) >= answer.modified.replace(microsecond=0))


def _date(text: str) -> datetime:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _head(status: int, fields: Headers) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nServer: nginx\r\n{lines}\r\n".encode("latin-1")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m demo.server", description="Serves the demo press world.")
    parser.add_argument("--articles", type=int, default=900)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--months", type=int, default=14)
    parser.add_argument("--today", type=date.fromisoformat, default=None)
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    server = serve(World(given.articles, given.seed, given.months, given.today), given.port)
    print(server.port, flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        server.close()


if __name__ == "__main__":
    main()
