"""A way to a server on this machine that can be cut and mended, as a cable can."""

import socket
from contextlib import suppress
from threading import Thread
from urllib.parse import urlsplit


class Relay:
    """Passes on what comes to `url`, while it is whole; cut, it takes no connection and ends those there are."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (str(parts.hostname), int(parts.port or 80))
        self._open: list[socket.socket] = []
        self._door: socket.socket | None = None
        self._port = 0
        self.mend()
        self.url = f"http://127.0.0.1:{self._port}"

    def mend(self) -> None:
        self._door = socket.create_server(("127.0.0.1", self._port))
        self._port = self._door.getsockname()[1]
        Thread(target=self._take, args=(self._door,), daemon=True).start()

    def cut(self) -> None:
        door, self._door = self._door, None
        if door:
            end(door)
        while self._open:
            end(self._open.pop())

    def _take(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near = door.accept()[0]
                far = socket.create_connection(self._target)
                self._open += [near, far]
                for one, other in ((near, far), (far, near)):
                    Thread(target=passed, args=(one, other), daemon=True).start()


def passed(one: socket.socket, other: socket.socket) -> None:
    """What the one says is said to the other, until either ends."""
    with suppress(OSError):
        while said := one.recv(65536):
            other.sendall(said)
    end(other)


def end(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)  # closing alone does not wake a thread that waits for it
    connection.close()
