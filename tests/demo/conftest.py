"""One small world for all tests of the demo, and a client for its server."""

import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from demo.server import Server, serve
from demo.world import Truth, World

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes


Get = Callable[..., Reply]  # host, path, further headers


@pytest.fixture(scope="session")
def world() -> World:
    return World(today=TODAY)


@pytest.fixture(scope="session")
def truth(world: World) -> list[Truth]:
    return list(world.truth(8700))


@pytest.fixture(scope="session")
def server(world: World) -> Iterator[Server]:
    server = serve(world)
    yield server
    server.close()


@pytest.fixture(scope="session")
def get(server: Server) -> Iterator[Get]:
    """Asks over one connection that is kept open."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)

    def ask(host: str, path: str, method: str = "GET", **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": f"{host}:{server.port}"} | named)
        answer = connection.getresponse()
        return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())

    yield ask
    connection.close()
